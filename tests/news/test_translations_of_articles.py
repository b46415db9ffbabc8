"""One item in several languages: a new version from an old one, and the ways between them."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from news.actions import create_translation
from news.models import Article, ArticlePhoto
from publishing import actions
from tests.conftest import Clock
from tests.factories import (
    make_article,
    make_contact,
    make_espoo_aalto,
    make_organisation,
    make_photo,
    make_published_article,
    make_topic,
    make_user,
)
from tests.news.documents import Element, read

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_a_new_version_has_the_structure_and_none_of_the_words() -> None:
    writer = make_user("writer")
    source = make_article(
        kind="press-release",
        kicker="Cooperation",
        contacts_heading="Ask",
        topics=[make_topic()],
        tags=["snow"],
        contacts=[make_contact(), make_contact()],
        organisations=[make_organisation()],
        agreements=[make_espoo_aalto().agreements.get(position=2)],
    )
    for position in (2, 1):
        ArticlePhoto.objects.create(article=source, photo=make_photo(), position=position, alt="Here", caption="Here")
    original = source.snapshot()

    draft = create_translation(article=source, language="sv", actor=writer)

    draft.refresh_from_db()
    copy = draft.snapshot()
    for name in ("kind", "topics", "contacts", "organisations", "agreements"):
        assert getattr(copy, name) == getattr(original, name)
    assert [placement.photo for placement in copy.photos] == [placement.photo for placement in original.photos]
    assert {(placement.alt, placement.caption) for placement in copy.photos} == {("", "")}
    words = ("title", "slug", "kicker", "lead", "body", "contacts_heading")
    assert {getattr(copy, name) for name in words} == {""}
    assert copy.tags == ()
    assert (draft.language, draft.translation_key, draft.owner) == ("sv", source.translation_key, writer)
    assert draft.revisions.count() == 1
    assert source.snapshot() == original
    assert not draft.editions.exists()


def test_asking_twice_gives_the_same_version() -> None:
    editor = make_user("editor")
    source = make_article()

    first = create_translation(article=source, language="sv", actor=editor)

    assert create_translation(article=source, language="sv", actor=editor) == first
    assert create_translation(article=first, language="en", actor=editor) == source
    assert Article.objects.count() == 2


def test_an_item_exists_once_in_a_language() -> None:
    source = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(translation_key=source.translation_key)


def test_who_may_not_add_articles_may_not_translate_them() -> None:
    with pytest.raises(PermissionDenied):
        create_translation(article=make_article(), language="sv", actor=make_user("legal"))
    assert Article.objects.count() == 1


def alternates(page: Element) -> dict[str, str]:
    links = page.one("head").all("link", rel="alternate")
    return {link["hreflang"]: link["href"] for link in links if "hreflang" in link.attributes}


def test_live_versions_name_each_other_and_nothing_else(client: Client, clock: Clock) -> None:
    english = make_published_article(slug="snow")
    key = english.translation_key
    swedish = make_published_article(language="sv", slug="sno", translation_key=key)
    finnish = make_article(language="fi", slug="lumi", translation_key=key)

    pages = {edition: read(client, edition.get_absolute_url()) for edition in (english, swedish)}

    expected = {edition.language: settings.SITE_URL + edition.get_absolute_url() for edition in (english, swedish)}
    for edition, page in pages.items():
        assert alternates(page) == {**expected, "x-default": expected["en"]}
        assert page.one("head").one("link", rel="canonical")["href"] == expected[edition.language]
    versions = pages[english].one("main").one(class_="meta-row__versions")
    assert [(link["hreflang"], link["href"]) for link in versions.all("a")] == [("sv", swedish.get_absolute_url())]
    assert "Not available in Finnish" in versions.text
    assert finnish.slug not in client.get(english.get_absolute_url()).content.decode()


def test_hreflang_is_reciprocal_in_every_combination_of_languages(client: Client, clock: Clock) -> None:
    for number, languages in enumerate(
        combination for size in (1, 2, 3) for combination in itertools.combinations(("fi", "sv", "en"), size)
    ):
        key = make_article(language="en", slug=f"key-{number}").translation_key
        Article.objects.filter(translation_key=key).delete()
        editions = [
            make_published_article(language=code, slug=f"item-{number}", translation_key=key) for code in languages
        ]

        named = [alternates(read(client, edition.get_absolute_url())) for edition in editions]

        assert all(one == named[0] for one in named)
        assert set(named[0]) == {*languages, "x-default"}
        assert named[0]["x-default"] == named[0].get("en", named[0][languages[0]])


def test_a_withdrawn_version_is_not_named_any_more(client: Client, clock: Clock) -> None:
    english = make_published_article()
    swedish = make_published_article(language="sv", translation_key=english.translation_key)
    clock.advance(HOUR)
    actions.withdraw(document=swedish.document, actor=make_user())

    page = read(client, english.get_absolute_url())

    assert set(alternates(page)) == {"en", "x-default"}
    assert "Not available in Swedish" in page.one("main").text


def test_versions_have_dates_and_histories_of_their_own(client: Client, clock: Clock) -> None:
    english = make_published_article()
    clock.advance(48 * HOUR)
    swedish = make_published_article(language="sv", translation_key=english.translation_key)

    assert swedish.published_at - english.published_at == 48 * HOUR
    assert client.get("/sv/nyheter/").context["total"] == client.get("/en/news/").context["total"] == 1
