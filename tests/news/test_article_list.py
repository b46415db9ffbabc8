"""The news list: what is on it, in which order, how it is narrowed, and what it costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from news.models import Article, ArticleEdition, ArticleRevision
from news.views import PER_PAGE
from photos.people import PersonShown, people_to_json
from publishing.embeds import Embed
from tests.conftest import Clock
from tests.factories import (
    make_contact,
    make_espoo_aalto,
    make_organisation,
    make_photo,
    make_published_article,
    make_topic,
    publish,
    revise,
)
from tests.news.documents import Element, read

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def titles(page: Element) -> list[str]:
    return [heading.text for heading in page.one(class_="rows").all("h2")]


def make_many(number: int, clock: Clock, **over: Any) -> None:
    for _ in range(number):
        clock.advance(timedelta(minutes=1))
        make_published_article(**over)


def test_the_newest_publication_comes_first_whatever_was_changed_later(client: Client, clock: Clock) -> None:
    first = make_published_article(title="First")
    clock.advance(HOUR)
    make_published_article(title="Second")
    clock.advance(HOUR)
    publish(revise(first.document, lead="Changed"), change_note="Changed")
    old = datetime(2019, 1, 1, tzinfo=UTC)
    make_published_article(title="Old", published_at=old, published_at_reason="Old web site")

    assert titles(read(client, "/en/news/")) == ["Second", "First", "Old"]


def test_only_the_language_of_the_list_is_listed(client: Client) -> None:
    make_published_article(title="English")
    make_published_article(title="Suomi", language="fi")

    assert titles(read(client, "/en/news/")) == ["English"]
    assert titles(read(client, "/fi/uutiset/")) == ["Suomi"]
    assert titles(read(client, "/sv/nyheter/")) == []


def test_notices_do_not_mix_with_news(client: Client) -> None:
    notice = make_published_article(title="Printers are down", kind="notice")

    assert titles(read(client, "/en/news/")) == []
    front = read(client, "/en/")
    assert "Printers" in front.one("section", **{"aria-labelledby": "notices"}).text
    assert "Printers" not in front.one("section", **{"aria-labelledby": "latest"}).text
    assert "Printers" not in client.get("/en/news/feed.atom").content.decode()
    assert read(client, notice.get_absolute_url()).one("h1").text == "Printers are down"


def test_every_article_is_on_exactly_one_page(client: Client, clock: Clock) -> None:
    """Also when many were published at the very same moment."""
    for _ in range(2 * PER_PAGE + 3):
        make_published_article()

    pages = [titles(read(client, f"/en/news/?page={number}")) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [PER_PAGE, PER_PAGE, 3]
    assert len({title for page in pages for title in page}) == 2 * PER_PAGE + 3
    assert client.get("/en/news/?page=4").status_code == 404


def test_page_links_keep_the_filters(client: Client, clock: Clock) -> None:
    topic = make_topic(name_en="Campus", slug_en="campus")
    make_many(PER_PAGE + 1, clock, topics=[topic], tags=["snow"])
    make_published_article()

    page = read(client, f"/en/news/?topic=campus&tag=snow&year={clock.at.year}")
    (following,) = {link["href"] for link in page.all("a", rel="next")}

    assert len(titles(read(client, following))) == 1
    (back,) = {link["href"] for link in read(client, following).all("a", rel="prev")}
    assert titles(read(client, back)) == titles(page)


def test_filters_narrow_the_list_and_can_be_taken_off_one_by_one(client: Client, clock: Clock) -> None:
    campus, science = make_topic(name_en="Campus", slug_en="campus"), make_topic(name_en="Science", slug_en="science")
    make_published_article(title="Both", topics=[campus, science], tags=["snow"])
    make_published_article(title="Campus", topics=[campus])
    old = {"published_at": datetime(2020, 6, 1, tzinfo=UTC), "published_at_reason": "Old web site"}
    make_published_article(title="Old", topics=[campus], tags=["snow"], **old)

    assert titles(read(client, "/en/news/?topic=science")) == ["Both"]
    assert sorted(titles(read(client, "/en/news/?tag=snow"))) == ["Both", "Old"]
    assert titles(read(client, "/en/news/?year=2020")) == ["Old"]
    page = read(client, "/en/news/?topic=campus&tag=snow&year=2020")
    assert titles(page) == ["Old"]
    chips = page.one(class_="filter-chips").all("a")
    assert [chip["href"] for chip in chips] == [
        "/en/news/?tag=snow&year=2020",
        "/en/news/?topic=campus&year=2020",
        "/en/news/?topic=campus&tag=snow",
        "/en/news/",
    ]
    assert page.one("h1").text == "Campus, snow, 2020"


def test_each_facet_counts_what_the_other_filters_leave(client: Client) -> None:
    campus, science = make_topic(name_en="Campus", slug_en="campus"), make_topic(name_en="Science", slug_en="science")
    make_published_article(topics=[campus], tags=["snow"])
    make_published_article(topics=[campus])
    make_published_article(topics=[science], tags=["snow"])
    make_published_article(language="sv", topics=[campus])

    context = client.get("/en/news/?tag=snow&topic=campus").context

    assert context["total"] == 1
    assert [(facet.label, facet.count, facet.is_active) for facet in context["topics"]] == [
        ("Campus", 1, True),
        ("Science", 1, False),
    ]
    assert [(facet.label, facet.count, facet.is_active) for facet in context["tags"]] == [("snow", 1, True)]
    assert [facet.count for facet in context["years"]] == [1]
    everything = client.get("/en/news/").context
    assert [(facet.label, facet.count) for facet in everything["topics"]] == [("Campus", 2), ("Science", 1)]
    for facet in (*everything["topics"], *everything["years"], *everything["tags"]):
        assert client.get(facet.url).context["total"] == facet.count


def test_a_card_shows_title_lead_date_topics_and_picture(client: Client, clock: Clock) -> None:
    clock.set(datetime(2026, 3, 1, 10, tzinfo=UTC))
    edition = make_published_article(
        title="Snow", kicker="Weather", lead="It snows.", topics=[make_topic(name_en="Campus")], photos=[make_photo()]
    )

    card = read(client, "/en/news/").one(class_="rows").one("article", class_="card")

    assert card.one("h2").one("a")["href"] == edition.get_absolute_url()
    assert (card.one(class_="kicker").text, card.one(class_="card__lead").text) == ("Weather", "It snows.")
    assert card.one("time").text == "1 March 2026"
    assert "Campus" in card.one(class_="card__meta").text
    assert card.one("img")["alt"] == "A light roof"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_list_leads_to_itself_in_the_other_languages(client: Client, language: str) -> None:
    topic = make_topic(slug_fi="kampus", slug_sv="campus-sv", slug_en="campus")
    for code in ("fi", "sv", "en"):
        make_published_article(language=code, topics=[topic])
    addresses = {
        "fi": "/fi/uutiset/?topic=kampus",
        "sv": "/sv/nyheter/?topic=campus-sv",
        "en": "/en/news/?topic=campus",
    }

    head = read(client, addresses[language]).one("head")

    alternates = {
        link["hreflang"]: link["href"] for link in head.all("link", rel="alternate") if "hreflang" in link.attributes
    }
    expected = {code: settings.SITE_URL + address for code, address in addresses.items()}
    assert alternates == {**expected, "x-default": expected["en"]}
    assert head.one("link", rel="canonical")["href"] == expected[language]


def test_the_feed_of_a_narrowed_list_is_narrowed_too(client: Client) -> None:
    make_published_article(title="On topic", topics=[make_topic(slug_en="campus")])
    make_published_article(title="Off topic")

    feed = read(client, "/en/news/?topic=campus").one("head").one("link", type="application/atom+xml")["href"]

    text = client.get(feed.removeprefix(settings.SITE_URL)).content.decode()
    assert "On topic" in text
    assert "Off topic" not in text


def test_every_link_of_the_list_leads_somewhere(client: Client, clock: Clock) -> None:
    make_many(PER_PAGE + 1, clock, topics=[make_topic()], tags=["snow"])
    page = read(client, "/en/news/")

    paths = {link["href"] for link in page.all("a") if link["href"].startswith("/")}

    assert len(paths) > PER_PAGE
    for path in paths:
        assert client.get(urlsplit(path)._replace(fragment="").geturl()).status_code == 200, path


# What pages cost


def cost(client: Client, url: str) -> int:
    """Queries of the second reader of a page; the first one warms what is kept between requests."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def make_rich_article(clock: Clock, **over: Any) -> Any:
    clock.advance(timedelta(minutes=1))
    agreement = Article.objects.exists() and Article.objects.first().agreement_mentions.first()
    agreements = [agreement.agreement if agreement else make_espoo_aalto().agreements.get(position=2)]
    contacts = [make_contact(), make_contact()]
    people = people_to_json(PersonShown(person.name, {}, contact=person.pk) for person in contacts)
    photos = [make_photo(people=people, licence="press") for _ in range(3)]
    inside = [Embed("photo", photos[-1].pk), Embed("photo", photos[0].pk, "wide", "Of this place")]
    return make_published_article(
        topics=[make_topic(), make_topic()],
        tags=["snow", "ice"],
        photos=photos[:2],
        body=f"<p>Text</p>{''.join(map(str, inside))}",
        contacts=contacts,
        organisations=[make_organisation(), make_organisation()],
        agreements=agreements,
        **over,
    )


def multiply(edition: ArticleEdition, number: int) -> None:
    """So many more articles like this one, a minute older each; past the actions, which take a minute for hundreds."""
    articles = Article.objects.bulk_create(
        Article(language=edition.language, title=f"Copy {copy}", slug=f"copy-{copy}") for copy in range(number)
    )
    revisions = ArticleRevision.objects.bulk_create(
        ArticleRevision(
            document=article,
            number=1,
            kind=ArticleRevision.Kind.PUBLISHED,
            schema=edition.revision.schema,
            content=edition.revision.content,
            created_at=edition.live_from,
        )
        for article in articles
    )
    row = ArticleEdition.objects.filter(pk=edition.pk).values().get()
    editions = []
    for copy, (article, revision) in enumerate(zip(articles, revisions, strict=True), start=1):
        own = {"id": None, "document_id": article.pk, "revision_id": revision.pk, "title": article.title}
        own |= {"slug": article.slug, "translation_key": article.translation_key}
        editions.append(ArticleEdition(**row | own | {"published_at": row["published_at"] - copy * HOUR / 60}))
    ArticleEdition.objects.bulk_create(editions)
    for ties in ("topic", "tag", "photo", "contact", "organisation", "agreement"):
        manager = getattr(edition, f"{ties}_links")
        rows = [
            {name: value for name, value in tie.items() if name not in ("id", "edition_id")} for tie in manager.values()
        ]
        manager.model.objects.bulk_create(manager.model(edition=copy, **tie) for copy in editions for tie in rows)


PAGES = {"article": 7, "/en/news/": 7, "/en/partnerships/": 8, "/en/partnerships/espoo-and-aalto/": 8, "/en/": 8}


def test_pages_cost_the_same_few_queries_with_one_article_and_with_three_hundred(client: Client, clock: Clock) -> None:
    edition = make_rich_article(clock, slug="rich")
    make_published_article(language="sv", translation_key=edition.translation_key)
    addresses = {name: edition.get_absolute_url() if name == "article" else name for name in PAGES}
    before = {name: cost(client, url) for name, url in addresses.items()}

    for _ in range(8):
        make_rich_article(clock)
    multiply(edition, 291)
    after = {name: cost(client, url) for name, url in addresses.items()}
    deep = cost(client, "/en/news/?page=14")
    filtered = cost(client, f"/en/news/?topic=topic-1&tag=snow&year={clock.at.year}")
    assert client.get("/en/news/").context["total"] == 300

    assert {name: number for name, number in after.items() if number > PAGES[name]} == {}
    # With one article there is nothing related, and no list on the front page to fill; never more with many.
    assert all(after[name] <= before[name] + 1 for name in after), (before, after)
    assert deep <= PAGES["/en/news/"]
    assert filtered <= PAGES["/en/news/"]
