"""An article as readers and machines find it: everything that experience.md names and this house can hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from news.models import Article, ArticleEdition
from publishing import actions
from tests.conftest import Clock
from tests.factories import (
    make_article,
    make_contact,
    make_espoo_aalto,
    make_home,
    make_organisation,
    make_photo,
    make_published_article,
    make_topic,
    make_user,
    publish,
    revise,
)
from tests.news.documents import Element, json_ld, read

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def figures(page: Element) -> list[Element]:
    return page.one("main").one("article", class_="article").all("figure")


@pytest.fixture
def espoo(clock: Clock) -> ArticleEdition:
    """The source article in small, with every kind of part."""
    clock.set(datetime(2020, 6, 16, 9, tzinfo=UTC))
    partnership = make_espoo_aalto()
    espoo = make_organisation(kind="city", name_en="City of Espoo", name_fi="Espoon kaupunki", country="FI")
    photo = {"photographer": "Mikko Raskinen", "credit_organisation": "Aalto University"}
    return make_published_article(
        title="Espoo and Aalto extend their agreement",
        slug="espoo-and-aalto",
        kicker="Cooperation",
        lead="The city and the university go on together.",
        body="<h2>Why</h2><p>The <strong>region</strong> grows.</p>",
        topics=[make_topic(name_en="Cooperation", slug_en="cooperation")],
        tags=["Espoo", "city development"],
        photos=[
            make_photo(alt_en="Two people sign papers", caption_en="Mäkelä and Niemelä sign.", **photo),
            make_photo(alt_en="A metro station", caption_en="Otaniemi in June.", **photo),
        ],
        contacts=[
            make_contact(name="Elli Rantala", title_en="Director", phone="+358 50 123 4567", email="elli@example.org"),
            make_contact(name="Kaj Ek", organisation=espoo, email="kaj@example.org"),
        ],
        organisations=[espoo],
        agreements=[partnership.agreements.get(position=2)],
    )


def test_the_article_shows_everything_that_was_written(espoo: ArticleEdition, client: Client) -> None:
    article = read(client, espoo.get_absolute_url()).one("article", class_="article")

    assert article.one("h1").text == "Espoo and Aalto extend their agreement"
    assert article.one("p", class_="kicker").text == "Cooperation"
    assert article.one(class_="article__lead").text == "The city and the university go on together."
    prose = article.one(class_="prose")
    assert (prose.one("h2").text, prose.one("strong").text) == ("Why", "region")
    assert article.one("time", datetime="2020-06-16T12:00+03:00").text == "16 June 2020"
    assert [(link.text, link["href"]) for link in article.one(class_="meta-row__topics").all("a")] == [
        ("Cooperation", "/en/news/?topic=cooperation")
    ]
    assert [(link.text, link["href"]) for link in article.one("nav", class_="tag-list").all("a")] == [
        ("Espoo", "/en/news/?tag=espoo"),
        ("city development", "/en/news/?tag=city-development"),
    ]


def test_photos_stand_in_order_with_description_caption_credit_and_size(espoo: ArticleEdition, client: Client) -> None:
    hero, second = figures(read(client, espoo.get_absolute_url()))

    assert hero.one("img")["alt"] == "Two people sign papers"
    assert "Mäkelä and Niemelä sign." in hero.one("figcaption").text
    assert "Photo: Aalto University / Mikko Raskinen" in hero.one("figcaption").text
    assert "loading" not in hero.one("img").attributes
    assert second.one("img")["alt"] == "A metro station"
    assert second.one("img")["loading"] == "lazy"
    assert all(
        int(figure.one("img")["width"]) > 0 and int(figure.one("img")["height"]) > 0 for figure in (hero, second)
    )


def test_contacts_can_be_called_and_written_to(espoo: ArticleEdition, client: Client) -> None:
    page = read(client, espoo.get_absolute_url())

    elli, kaj = page.all("address")
    assert page.one("h2", id="contacts").text == "Further information"
    for words in ("Elli Rantala", "Director", "Aalto University", "+358 50 123 4567"):
        assert words in elli.text
    telephone, mail, card = (link["href"] for link in elli.all("a"))
    assert (telephone, mail) == ("tel:+358501234567", "mailto:elli@example.org")
    assert "Elli Rantala" in client.get(card).content.decode()
    assert "City of Espoo" in kaj.text


def test_the_agreement_is_told_as_a_panel(espoo: ArticleEdition, client: Client) -> None:
    panel = read(client, espoo.get_absolute_url()).one("aside", **{"aria-labelledby": "agreement"})

    for words in ("Espoo and Aalto", "Aalto University", "City of Espoo", "16 June 2020", "Jukka Mäkelä", "Niemelä"):
        assert words in panel.text
    assert "end date not published" in panel.text
    assert any("/en/partnerships/espoo-and-aalto/" in link["href"] for link in panel.all("a"))


@pytest.mark.django_db
def test_a_decorative_photo_is_not_described_to_who_does_not_see_it(client: Client) -> None:
    edition = make_published_article(photos=[make_photo(is_decorative=True, alt_en="A pattern of squares")])

    page = read(client, edition.get_absolute_url())

    assert [image["alt"] for image in page.one("main").all("img")] == [""]


@pytest.mark.django_db
def test_a_press_release_is_called_one(client: Client) -> None:
    release = make_published_article(kind="press-release", kicker="Cooperation")
    news = make_published_article(kicker="Cooperation")

    kickers = [
        read(client, edition.get_absolute_url()).one("p", **{"class": "kicker"}).text for edition in (release, news)
    ]

    assert [" ".join(kicker.split()) for kicker in kickers] == ["Press release · Cooperation", "Cooperation"]


@pytest.mark.django_db
def test_partners_that_no_agreement_names_are_named_once_in_the_margin(client: Client) -> None:
    agreement = make_espoo_aalto().agreements.get(kind="extension")
    espoo = agreement.parties.get(organisation__is_home=False).organisation
    lund = make_organisation(name_en="Lund University", website="https://www.lund.example/")
    edition = make_published_article(agreements=[agreement], organisations=[espoo, lund])

    margin = read(client, edition.get_absolute_url()).one("section", **{"aria-labelledby": "organisations"})

    assert [(link.text, link["href"]) for link in margin.all("a")] == [("Lund University", "https://www.lund.example/")]
    assert str(espoo.name) not in margin.text


def test_the_head_tells_machines_what_the_page_is(espoo: ArticleEdition, client: Client) -> None:
    head = read(client, espoo.get_absolute_url()).one("head")
    address = f"{settings.SITE_URL}/en/news/2020/espoo-and-aalto/"

    assert head.one("title").text.startswith("Espoo and Aalto extend their agreement")
    assert head.one("link", rel="canonical")["href"] == address
    assert head.one("meta", name="description")["content"] == "The city and the university go on together."
    properties = {meta["property"]: meta["content"] for meta in head.all("meta") if "property" in meta.attributes}
    assert properties["og:title"] == "Espoo and Aalto extend their agreement"
    assert properties["og:type"] == "article"
    assert properties["og:url"] == address
    assert properties["og:image"].startswith(f"{settings.SITE_URL}/media/")
    assert properties["og:image:alt"] == "Two people sign papers"
    assert head.one("link", type="application/atom+xml")["href"] == f"{settings.SITE_URL}/en/news/feed.atom"


def test_the_page_describes_itself_as_a_news_article(espoo: ArticleEdition, client: Client) -> None:
    description = json_ld(read(client, espoo.get_absolute_url()))

    assert description["@type"] == "NewsArticle"
    assert description["headline"] == "Espoo and Aalto extend their agreement"
    assert description["inLanguage"] == "en"
    assert datetime.fromisoformat(description["datePublished"]) == espoo.published_at
    assert description["mainEntityOfPage"] == f"{settings.SITE_URL}/en/news/2020/espoo-and-aalto/"
    assert description["about"] == [{"@type": "Organization", "name": "City of Espoo"}]
    assert description["keywords"] == ["Espoo", "city development"]


def test_no_words_can_break_out_of_the_description(client: Client) -> None:
    title = "</script><script>alert(1)</script> <!-- & \u2028"
    page = read(client, make_published_article(title=title, lead=title).get_absolute_url())

    assert json_ld(page)["headline"] == title
    assert [script["src"].endswith(".js") for script in page.all("script") if "src" in script.attributes] == [True]
    assert len(page.all("script")) == 2


def test_words_of_editors_are_text_and_not_markup(client: Client) -> None:
    nasty = '<b>R&D</b> "x" <3'
    page = read(
        client,
        make_published_article(
            title=nasty, lead=nasty, kicker=nasty, tags=["<i>"], contacts_heading=nasty
        ).get_absolute_url(),
    )

    assert page.one("h1").text == nasty
    assert page.all("b") == page.all("i") == []


def test_a_bare_article_is_a_whole_page(client: Client) -> None:
    page = read(client, make_published_article().get_absolute_url())

    assert len(page.all("h1")) == 1
    assert figures(page) == page.all("address") == page.all(class_="tag-list") == []
    assert page.all("h2", id="related") == []


@pytest.mark.parametrize("part", ["topics", "tags"])
def test_an_article_may_have_topics_or_tags_or_neither(client: Client, part: str) -> None:
    parts: dict[str, Any] = {"topics": [make_topic(name_en="Campus")], "tags": ["Campus"]}
    page = read(client, make_published_article(**{part: parts[part]}).get_absolute_url())

    assert [link.text for link in page.one("article", class_="article").all("a") if "?" in link["href"]] == ["Campus"]


# Changes


def test_updates_are_told_openly_and_small_corrections_are_not(client: Client, clock: Clock) -> None:
    clock.set(datetime(2026, 3, 1, 10, tzinfo=UTC))
    article = make_published_article().document
    clock.set(datetime(2026, 3, 3, 22, 30, tzinfo=UTC))
    edition = publish(revise(article, lead="Thirty places."), change_note="There are thirty places, not forty.")

    page = read(client, edition.get_absolute_url())

    assert "Published 1 March 2026" in page.one(class_="meta-row__dates").text
    assert "Updated 4 March 2026" in page.one(class_="meta-row__dates").text
    assert [item.text for item in page.one(class_="change-notes").all("li")] == [
        "4 March 2026: There are thirty places, not forty."
    ]
    description = json_ld(page)
    assert datetime.fromisoformat(description["dateModified"]) == clock.at
    clock.advance(HOUR)
    publish(revise(article, lead="Thirty places!"))
    assert "Updated 4 March 2026" in read(client, edition.get_absolute_url()).one(class_="meta-row__dates").text


def test_a_scheduled_change_appears_by_the_clock_alone(client: Client, clock: Clock) -> None:
    edition = make_published_article(title="Before")
    publish(revise(edition.document, title="After"), live_from=clock.at + HOUR)

    assert read(client, edition.get_absolute_url()).one("h1").text == "Before"
    clock.advance(HOUR)
    assert read(client, edition.get_absolute_url()).one("h1").text == "After"


# Things are shown as they are today


def test_a_leaver_disappears_from_every_article_at_once(client: Client, clock: Clock) -> None:
    contact = make_contact(name="Elli Rantala")
    edition = make_published_article(contacts=[contact])
    assert "Elli Rantala" in read(client, edition.get_absolute_url()).text

    contact.is_public = False
    contact.save()

    assert "Elli Rantala" not in client.get(edition.get_absolute_url()).content.decode()
    assert client.get(f"/en/contacts/{contact.pk}.vcf").status_code == 404


def test_a_photo_whose_rights_end_vanishes_and_the_page_still_stands(client: Client, clock: Clock) -> None:
    clock.set(datetime(2026, 3, 31, 20, 59, tzinfo=UTC))
    edition = make_published_article(photos=[make_photo(usable_until=date(2026, 3, 31)), make_photo(alt_en="Second")])
    assert len(figures(read(client, edition.get_absolute_url()))) == 2

    clock.advance(timedelta(minutes=1))  # Midnight in Helsinki.

    page = read(client, edition.get_absolute_url())
    assert [figure.one("img")["alt"] for figure in figures(page)] == ["Second"]
    assert page.all("meta", property="og:image") == []
    assert read(client, "/en/news/").one(class_="rows").all("img") == []


def test_a_corrected_name_of_an_organisation_is_shown_at_once(client: Client) -> None:
    home = make_home()
    edition = make_published_article(contacts=[make_contact(organisation=home)])
    home.name_en = "Aalto University Foundation"
    home.save()

    assert "Aalto University Foundation" in read(client, edition.get_absolute_url()).one("address").text


# Languages of parts


def test_what_falls_back_to_another_language_is_marked_with_it(client: Client) -> None:
    organisation = make_organisation(name_fi="", name_sv="Esbo stad", name_en="")
    contact = make_contact(title_fi="Johtaja", organisation=organisation)
    photo = make_photo(alt_en="", caption_fi="Kaksi ihmistä.", alt_fi="Katto", is_decorative=True)
    page = read(client, make_published_article(contacts=[contact], photos=[photo]).get_absolute_url())

    assert page.one("address").one(class_="contact-card__title").all()[-1].language == "fi"
    assert page.one("address").one(class_="contact-card__organisation").all()[-1].language == "sv"
    assert page.one("figcaption").one(class_="figure__caption").all()[-1].language == "fi"
    assert page.one("address").one(class_="contact-card__name").language == "en"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_is_in_the_language_of_its_address(client: Client, language: str) -> None:
    edition = make_published_article(language=language)
    response = client.get(edition.get_absolute_url(), headers={"Accept-Language": "de, fr"})

    assert response["Content-Language"] == language
    page = read(client, edition.get_absolute_url())
    assert page.one("html")["lang"] == language
    assert page.one("article", class_="article").language == language
    with override(language):
        assert edition.get_absolute_url().startswith(f"/{language}/")


# Preview of what is not public


def test_the_working_copy_of_a_public_article_is_not_shown(client: Client) -> None:
    edition = make_published_article(title="Public words", tags=["public"], photos=[make_photo()])
    article = revise(edition.document, title="Private words", slug="private", body="<p>Private</p>")
    article.tags.set(["private"])
    article.photo_placements.all().delete()

    response = client.get(edition.get_absolute_url())

    assert "rivate" not in response.content.decode()
    assert len(figures(read(client, edition.get_absolute_url()))) == 1


# What never leaks


def make_everything_hidden(clock: Clock, word: str) -> list[Article]:
    """A draft, one in review, a scheduled, withdrawn, expired one, and a draft of a public one, all with `word`."""
    topic = make_topic(name_en="Shared")
    partnership = make_espoo_aalto()
    ties: dict[str, Any] = {
        "topics": [topic],
        "tags": [f"{word} tag"],
        "agreements": [partnership.agreements.get(position=2)],
        "organisations": [make_organisation(name_en="Partner of all")],
    }
    words = {"title": f"{word} title", "lead": f"{word} lead", "body": f"<p>{word} body</p>", "kicker": f"{word}"}
    make_published_article(title="Public", slug="public", topics=[topic], agreements=ties["agreements"])
    draft = make_article(slug="hidden-draft", **words, **ties)
    review = make_article(slug="hidden-review", state="in_review", **words, **ties)
    scheduled = make_published_article(slug="hidden-scheduled", live_from=clock.at + 9 * HOUR, **words, **ties).document
    expired = make_published_article(slug="hidden-expired", live_until=clock.at + HOUR, **words, **ties).document
    withdrawn = make_published_article(slug="hidden-withdrawn", **words, **ties).document
    changed = make_published_article(slug="changed", title="Changed", agreements=ties["agreements"]).document
    revise(changed, **words)
    changed.tags.set(ties["tags"])
    clock.advance(2 * HOUR)
    actions.withdraw(document=withdrawn, actor=make_user("editor"))
    return [draft, review, scheduled, expired, withdrawn, changed]


def test_nothing_that_is_not_public_shows_on_any_public_page(client: Client, clock: Clock) -> None:
    articles = make_everything_hidden(clock, "Zzyzx")
    tag = articles[0].tags.get()
    year = clock.at.year
    answers = {
        "/en/": 200,
        "/fi/": 200,
        "/en/news/": 200,
        "/en/news/feed.atom": 200,
        f"/en/news/?year={year}": 200,
        "/en/news/?topic=topic-1": 200,
        "/en/news/feed.atom?topic=topic-1": 200,
        "/en/partnerships/": 200,
        "/en/partnerships/espoo-and-aalto/": 200,
        f"/en/news/{year}/public/": 200,
        f"/en/news/{year}/changed/": 200,
        f"/en/news/{year}/hidden-draft/": 404,
        f"/en/news/{year}/hidden-review/": 404,
        f"/en/news/{year}/hidden-scheduled/": 404,
    }

    for url, status in answers.items():
        response = client.get(url)
        assert response.status_code == status, url
        text = response.content.decode()
        assert "zzyzx" not in text.lower(), url
        assert "hidden-" not in text or status == 404, url
    for slug in ("hidden-expired", "hidden-withdrawn"):
        response = client.get(f"/en/news/{year}/{slug}/")
        assert response.status_code == 410
        assert "Zzyzx body" not in response.content.decode()
        assert "Zzyzx lead" not in response.content.decode()
    listed = client.get("/en/news/?topic=topic-1").context
    assert listed["total"] == 1
    assert [(facet.label, facet.count) for facet in listed["topics"]] == [("Shared", 1)]
    assert [facet.count for facet in listed["years"]] == [1]
    assert listed["tags"] == []
    assert client.get(f"/en/news/?tag={tag.slug}").context["total"] == 0


def test_neither_signing_in_nor_a_guessed_parameter_opens_a_draft(client: Client, clock: Clock) -> None:
    make_article(slug="draft")
    client.force_login(make_user("editor"))

    for query in ("", "?preview=1", "?at=2030-01-01", "?draft=true", "?version=1"):
        assert client.get(f"/en/news/{clock.at.year}/draft/{query}").status_code == 404
