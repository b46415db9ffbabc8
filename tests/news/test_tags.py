"""Tags: which words are one tag, the same on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from news.models import Article, Tag
from tests.conftest import Clock
from tests.factories import make_article, make_published_article, publish
from tests.news.documents import read

pytestmark = pytest.mark.django_db


def names(article: Article) -> list[str]:
    return [row.tag.name for row in article.tagged_items.select_related("tag").order_by("pk")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Åbo", "åbo"),
        ("ÄÄNI", "ääni"),
        ("Espoo", "ESPOO"),
        ("city  plan", " City plan "),
        ("Straße", "STRASSE"),
        ("Å", "A\u030a"),
    ],
)
def test_words_that_differ_in_case_spaces_or_encoding_are_one_tag(first: str, second: str) -> None:
    one, other = make_article(tags=[first]), make_article(tags=[second])

    assert one.tags.get() == other.tags.get()
    assert Tag.objects.count() == 1


@pytest.mark.parametrize(("first", "second"), [("sää", "saa"), ("Åbo", "Abo"), ("resume", "résumé")])
def test_accents_make_another_word(first: str, second: str) -> None:
    article = make_article(tags=[first, second])

    assert names(article) == [first, second]
    assert len(set(article.tags.values_list("slug", flat=True))) == 2


def test_each_language_has_its_own_tags(client: Client) -> None:
    make_published_article(language="sv", tags=["Åbo"], title="På svenska")
    make_published_article(language="fi", tags=["Åbo"], title="Suomeksi")

    assert sorted(Tag.objects.values_list("language", "name")) == [("fi", "Åbo"), ("sv", "Åbo")]
    assert client.get("/sv/nyheter/?tag=abo").context["cards"][0].title == "På svenska"
    assert client.get("/fi/uutiset/?tag=abo").context["cards"][0].title == "Suomeksi"
    assert client.get("/en/news/?tag=abo").status_code == 404


def test_the_spelling_of_whoever_came_first_stays() -> None:
    make_article(tags=["Otaniemi"])
    assert names(make_article(tags=["OTANIEMI"])) == ["Otaniemi"]


def test_the_same_tag_twice_is_once_and_order_is_kept() -> None:
    assert names(make_article(tags=["snow", "Ice", "SNOW", "air"])) == ["snow", "Ice", "air"]


def test_tags_stay_in_order_through_publication(client: Client) -> None:
    page = read(client, make_published_article(tags=["snow", "Ice", "air"]).get_absolute_url())
    assert [link.text for link in page.one("nav", class_="tag-list").all("a")] == ["snow", "Ice", "air"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Åbo Akademi", "abo-akademi"), ("C++", "c"), ("研究", "tag"), ("!?", "tag"), ("x" * 100, "x" * 90)],
)
def test_every_tag_has_an_address_of_plain_letters(name: str, slug: str) -> None:
    assert make_article(tags=[name]).tags.get().slug == slug


def test_addresses_of_tags_that_look_alike_are_numbered() -> None:
    article = make_article(tags=["saa", "sää", "säa"])
    assert list(article.tags.order_by("pk").values_list("slug", flat=True)) == ["saa", "saa-2", "saa-3"]


def test_the_database_holds_one_tag_of_a_name_in_a_language() -> None:
    Tag.objects.create(name="Åbo", language="sv")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name="åBO", language="sv", slug="other")
    with pytest.raises(ValidationError, match="There is a tag of that name"):
        Tag(name="ÅBO", language="sv", slug="another").full_clean()


def test_a_tag_without_any_letter_is_refused_in_the_form() -> None:
    with pytest.raises(ValidationError) as refusal:
        Tag(name="!?", language="en").full_clean()
    assert "name" in refusal.value.message_dict


def test_changed_tags_are_public_when_published_and_not_before(client: Client, clock: Clock) -> None:
    edition = make_published_article(tags=["snow"])
    clock.advance(timedelta(hours=1))
    edition.document.tags.set(["rain"])

    assert client.get("/en/news/?tag=snow").context["total"] == 1
    assert client.get("/en/news/?tag=rain").context["total"] == 0
    publish(edition.document)
    assert client.get("/en/news/?tag=snow").context["total"] == 0
    assert client.get("/en/news/?tag=rain").context["total"] == 1
