"""Photos on an article's page, as readers, journalists and machines find them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from news.models import ArticleEdition, ArticlePhoto
from photos.licences import Licence
from photos.models import Photo
from photos.people import PersonShown, people_to_json
from publishing.embeds import Embed
from tests.conftest import Clock
from tests.factories import make_article, make_contact, make_published_article, make_user, publish
from tests.news.documents import Element, json_ld, read
from tests.news.photo_rows import WORDS
from tests.photos.factories import make_built_photo, make_upload

pytestmark = pytest.mark.django_db

OPEN_TO_PRESS = [Licence.PRESS, Licence.CC_BY, Licence.CC_BY_SA, Licence.CC0, Licence.PUBLIC_DOMAIN]


def make_photo(**over: Any) -> Photo:
    """A landscape with all its files."""
    return make_built_photo(**{**WORDS, "upload": make_upload(400, 260), **over})


def people(*names: str, **over: Any) -> list[dict[str, Any]]:
    return people_to_json(PersonShown(name, {}, **over) for name in names)


def with_inside(*embeds: Embed, **over: Any) -> ArticleEdition:
    return make_published_article(body=f"<p>Text</p>{''.join(map(str, embeds))}<p>More text</p>", **over)


def figures(page: Element) -> list[Element]:
    return page.one("article", class_="article").all("figure")


def crops(figure: Element) -> set[str]:
    """Which cuts of the photo a figure offers, by the names of the files."""
    sets = [one["srcset"] for one in (*figure.all("source"), *figure.all("img")) if "srcset" in one.attributes]
    files = [part.split()[0] for srcset in sets for part in srcset.split(",")]
    return {file.rpartition("/")[2].rpartition("-")[0] for file in (*files, figure.one("img")["src"])}


# How the first one leads


def test_a_landscape_leads_in_cuts_that_fit_the_window(client: Client) -> None:
    (hero,) = figures(read(client, make_published_article(photos=[make_photo()]).get_absolute_url()))

    assert crops(hero) == {"hero", "card", "portrait"}
    assert "figure--whole" not in hero["class"].split()


@pytest.mark.parametrize(
    "fields",
    [
        {"is_kept_whole": True},
        {"people": people("A One", "B Two", "C Three")},
        {"upload": None},
    ],
)
def test_works_of_art_groups_and_upright_photos_lead_whole(client: Client, fields: dict[str, Any]) -> None:
    upright = {"upload": make_upload(260, 400)} if "upload" in fields else {}
    photo = make_photo(**{**fields, **upright})

    (hero,) = figures(read(client, make_published_article(photos=[photo]).get_absolute_url()))

    assert crops(hero) == {"full"}
    assert "figure--whole" in hero["class"].split()


def test_photos_behind_the_first_and_inside_the_text_are_whole(client: Client) -> None:
    photo = make_photo()
    edition = with_inside(Embed("photo", photo.pk, "wide"), photos=[make_photo(), make_photo()])

    _hero, inside, further = figures(read(client, edition.get_absolute_url()))

    assert crops(inside) == crops(further) == {"full"}
    assert inside.one("img")["loading"] == further.one("img")["loading"] == "lazy"


def test_photos_stand_in_the_text_where_they_were_put(client: Client) -> None:
    first, second = make_photo(), make_photo(caption_en="Second.")
    edition = with_inside(Embed("photo", first.pk, "end"), Embed("photo", second.pk, caption="Here & now"))

    prose = read(client, edition.get_absolute_url()).one(class_="prose")

    assert [child.tag for child in prose.children if isinstance(child, Element)] == ["p", "figure", "figure", "p"]
    beside, below = prose.all("figure")
    assert "figure--end" in beside["class"].split()
    assert below.one(class_="figure__caption").text == "Here & now"
    assert all(int(image["width"]) > 0 and int(image["height"]) > 0 for image in prose.all("img"))


# Who is in it


def test_people_on_the_page_are_linked_from_the_caption_to_where_they_can_be_reached(client: Client) -> None:
    elli, kaj = make_contact(name="Elli Rantala"), make_contact(name="Kaj Ek")
    shown = people_to_json(PersonShown(one.name, {}, contact=one.pk) for one in (elli, kaj))
    inside = Embed("photo", make_photo(people=shown).pk)
    body = f"<p>Text.</p>{inside}"
    edition = make_published_article(photos=[make_photo(people=shown)], contacts=[elli], body=body)

    page = read(client, edition.get_absolute_url())

    captions = page.all("figcaption")
    assert len(captions) == 2
    for caption in captions:
        sentence = caption.one(class_="figure__people")
        assert sentence.text == "From left: Elli Rantala and Kaj Ek."
        (link,) = sentence.all("a")
        card = page.one("address", id=link["href"].removeprefix("#"))
        assert link.text == card.one(class_="contact-card__name").text == "Elli Rantala"


def test_who_is_no_contact_any_more_is_named_and_not_linked(client: Client) -> None:
    elli = make_contact(name="Elli Rantala")
    photo = make_photo(people=people("Elli Rantala", contact=elli.pk))
    edition = make_published_article(photos=[photo], contacts=[elli])
    elli.is_public = False
    elli.save()

    caption = read(client, edition.get_absolute_url()).one("figcaption")

    assert "In the picture: Elli Rantala." in caption.text
    assert caption.all("a") == []


def test_a_caption_for_the_place_is_not_followed_by_the_people(client: Client) -> None:
    photo = make_photo(people=people("Elli Rantala"), caption_en="Library.")
    article = make_article()
    ArticlePhoto.objects.create(article=article, photo=photo, position=1, caption="Elli signs.")

    caption = read(client, publish(article).get_absolute_url()).one("figcaption")

    assert caption.one(class_="figure__caption").text == "Elli signs."
    assert caption.all(class_="figure__people") == []


# In which language


def test_words_that_were_translated_away_later_are_marked_with_their_language(client: Client) -> None:
    """Published with English words; the library lost them since."""
    lead, inside = make_photo(caption_en="The roof."), make_photo(caption_en="The roof.")
    edition = with_inside(Embed("photo", inside.pk), photos=[lead])
    lost = {"alt_en": "", "caption_en": "", "caption_fi": "Katto."}
    Photo.objects.filter(pk__in=[lead.pk, inside.pk]).update(**lost)

    page = read(client, edition.get_absolute_url())

    for figure in figures(page):
        assert (figure.one("img")["alt"], figure.one("img").language) == (WORDS["alt_fi"], "fi")
        assert figure.one(class_="figure__caption").all()[-1].language == "fi"
    assert [meta["content"] for meta in page.all("meta", property="og:image:alt")] == [""]
    card = read(client, "/en/news/").one(class_="rows").one("img")
    assert (card["alt"], card.language) == (WORDS["alt_fi"], "fi")


def test_words_in_the_language_of_the_page_are_not_marked(client: Client) -> None:
    page = read(client, make_published_article(photos=[make_photo(caption_en="The roof.")]).get_absolute_url())

    assert "lang" not in page.one("main").one("img").attributes
    assert page.one(class_="figure__caption").all() == []


# For machines


def test_the_photo_is_described_with_its_rights(client: Client) -> None:
    photo = make_photo(
        caption_en="The roof.", photographer="Mikko Raskinen", credit_organisation="Aalto", licence=Licence.CC_BY
    )
    page = read(client, make_published_article(photos=[photo]).get_absolute_url())

    (image,) = json_ld(page)["image"]
    assert image.pop("url") == page.one("meta", property="og:image")["content"]
    assert image == {
        "@type": "ImageObject",
        "width": image["width"],
        "height": image["height"],
        "caption": "The roof.",
        "creditText": "Aalto / Mikko Raskinen",
        "copyrightNotice": "Aalto / Mikko Raskinen",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Person", "name": "Mikko Raskinen"},
    }
    assert image["width"] > image["height"] > 0


def test_what_is_not_known_about_the_photo_is_not_described(client: Client) -> None:
    photo = make_photo(licence=Licence.CC0, credit_organisation="", photographer="")
    page = read(client, make_published_article(photos=[photo]).get_absolute_url())

    (image,) = json_ld(page)["image"]
    assert image.keys() == {"@type", "url", "width", "height", "license"}
    assert page.all(class_="figure__credit") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"usable_until": -1},
        {"shows_minors": True},
        {"withdrawn_at": 0},
        {"binned_at": 0},
        {"credit_organisation": ""},
        {"alt_fi": "", "alt_sv": "", "alt_en": ""},
    ],
)
def test_a_lead_photo_that_may_not_be_shown_any_more_is_in_nothing_that_the_page_says(
    client: Client, clock: Clock, fields: dict[str, Any]
) -> None:
    photo = make_photo()
    edition = make_published_article(photos=[photo], body=f"<p>Text</p>{Embed('photo', photo.pk)}")
    times = {0: clock.at, -1: clock.at.date() - timedelta(days=1)}
    dated = {name: times[value] if type(value) is int else value for name, value in fields.items()}
    Photo.objects.filter(pk=photo.pk).update(**dated)

    page = read(client, edition.get_absolute_url())

    assert page.all("img") == figures(page) == []
    assert [meta for meta in page.all("meta") if meta.attributes.get("property", "").startswith("og:image")] == []
    assert "image" not in json_ld(page)
    assert page.all("meta", name="twitter:card") == []


# For the press


@pytest.mark.parametrize("licence", ["", *Licence])
def test_a_photo_is_offered_to_the_press_where_its_licence_allows(client: Client, licence: str) -> None:
    photo = make_photo(licence=licence)
    page = read(client, with_inside(Embed("photo", photo.pk), photos=[photo]).get_absolute_url())

    offers = page.all("details", class_="press-photo")

    assert len(offers) == (2 if licence in OPEN_TO_PRESS else 0)
    for link in (link for offer in offers for link in offer.all("a") if "download" in link.attributes):
        answer = client.get(link["href"])
        assert (answer.status_code, answer.getvalue() != b"") == (200, True)


def test_a_photo_whose_large_file_is_not_made_yet_is_not_offered(client: Client) -> None:
    photo = make_photo(licence=Licence.PRESS)
    Photo.objects.filter(pk=photo.pk).update(rendition_key="")

    page = read(client, make_published_article(photos=[photo]).get_absolute_url())

    assert page.all("details", class_="press-photo") == []
    assert len(figures(page)) == 1


# Before it is public


def test_the_preview_shows_photos_of_the_text_in_the_articles_language_whoever_looks(client: Client) -> None:
    photo = make_photo(caption_fi="Katto.", people=people("Elli Rantala"), licence=Licence.CC0)
    article = make_article(language="fi", body=f"<p>Teksti</p>{Embed('photo', photo.pk, 'wide')}", photos=[photo])
    client.force_login(make_user("editor"))

    page = read(client, reverse("admin:news_article_preview", args=[article.pk]))

    assert len(figures(page)) == 2
    for figure in figures(page):
        assert figure.one(class_="figure__people").text == "Kuvassa: Elli Rantala."
        assert figure.one(class_="figure__credit").text == "Kuva: Aalto University"
        assert figure.one("summary").text == "Lehdistökuva"
        assert "lang" not in figure.one("img").attributes
        assert figure.one("img").language == "fi"


# As HTML


def test_every_kind_of_figure_is_valid_html(client: Client, nu: Callable[[Mapping[str, str]], list[str]]) -> None:
    elli = make_contact(name="Elli Rantala")
    shown = people_to_json(PersonShown(name, {"en": "Mayor"}, contact=elli.pk) for name in ("Elli Rantala", "Kaj Ek"))
    rich = make_photo(people=shown, licence=Licence.CC_BY, caption_en="R&D <here>")
    plain = make_photo(is_decorative=True, licence=Licence.CC0, credit_organisation="")
    finnish = make_photo(caption_fi="Katto")
    body = "".join(str(Embed("photo", rich.pk, place, words)) for place in ("column", "wide") for words in ("", "Here"))
    body += (
        f"<p>Text</p>{Embed('photo', plain.pk, 'start')}{Embed('photo', finnish.pk, 'end')}"
        f"<ul><li>One{Embed('photo', rich.pk)}</li></ul><blockquote><p>Said</p>{Embed('photo', plain.pk)}</blockquote>"
        f"<table><caption>Places</caption><tbody><tr><td>{Embed('photo', finnish.pk)}</td></tr></tbody></table>"
    )
    documents = {}
    for name, photos in {"cut": [rich, finnish], "whole": [make_photo(is_kept_whole=True), plain], "none": []}.items():
        edition = make_published_article(photos=photos, body=body, contacts=[elli])
        documents[name] = client.get(edition.get_absolute_url()).content.decode()
    Photo.objects.update(rendition_key="")
    documents["not built"] = client.get(edition.get_absolute_url()).content.decode()

    assert not nu(documents)


def test_addresses_of_pictures_stay_on_this_host(client: Client) -> None:
    photo = make_photo()
    page = read(client, with_inside(Embed("photo", photo.pk), photos=[photo]).get_absolute_url())

    addresses = [image["src"] for image in page.one("main").all("img")]
    assert all(urlsplit(address).netloc in ("", urlsplit(settings.SITE_URL).netloc) for address in addresses)
