"""The Atom feed, as RFC 4287 wants it and as readers' programs read it."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.test import Client

from news.feeds import LENGTH
from publishing import actions
from tests.conftest import Clock
from tests.factories import make_home, make_published_article, make_topic, make_user, publish, revise

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client: Client, url: str = "/en/news/feed.atom") -> ElementTree.Element:
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(response.content)


def words(element: ElementTree.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(path, ATOM)]


def test_the_feed_has_every_part_that_the_standard_requires(client: Client, clock: Clock) -> None:
    make_home()
    edition = make_published_article(title="Snow", lead="It snows.", topics=[make_topic(name_en="Campus")])

    root = feed(client)

    assert root.tag == f"{{{ATOM['a']}}}feed"
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "en"
    assert words(root, "a:id") == [f"{settings.SITE_URL}/en/news/feed.atom"]
    assert words(root, "a:title") == ["News"]
    assert [datetime.fromisoformat(time) for time in words(root, "a:updated")] == [clock.at]
    assert words(root, "a:author/a:name") == ["Aalto University"]
    assert root.find("a:link[@rel='self']", ATOM).attrib["href"] == f"{settings.SITE_URL}/en/news/feed.atom"
    assert root.find("a:link[@rel='alternate']", ATOM).attrib["href"] == f"{settings.SITE_URL}/en/news/"
    (entry,) = root.findall("a:entry", ATOM)
    assert words(entry, "a:title") == ["Snow"]
    assert words(entry, "a:summary") == ["It snows."]
    assert entry.find("a:link", ATOM).attrib["href"] == settings.SITE_URL + edition.get_absolute_url()
    assert [datetime.fromisoformat(time) for time in words(entry, "a:published")] == [clock.at]
    assert entry.find("a:category", ATOM).attrib["term"] == "Campus"
    assert words(entry, "a:id")[0].startswith("urn:uuid:")


def test_a_feed_without_articles_is_still_a_feed(client: Client) -> None:
    root = feed(client)
    assert words(root, "a:author/a:name") == ["Alvari"]
    assert words(root, "a:updated") != []
    assert root.findall("a:entry", ATOM) == []


def test_an_entry_keeps_its_id_when_its_address_changes(client: Client, clock: Clock) -> None:
    edition = make_published_article(slug="first")
    before = words(feed(client), "a:entry/a:id")
    clock.advance(HOUR)

    publish(revise(edition.document, slug="second", title="Other"))

    root = feed(client)
    assert words(root, "a:entry/a:id") == before
    assert root.find("a:entry/a:link", ATOM).attrib["href"].endswith("/second/")


def test_versions_of_one_item_have_ids_of_their_own(client: Client) -> None:
    english = make_published_article()
    make_published_article(language="sv", translation_key=english.translation_key)

    assert words(feed(client), "a:entry/a:id") != words(feed(client, "/sv/nyheter/feed.atom"), "a:entry/a:id")


def test_only_an_update_that_readers_are_told_about_moves_the_time(client: Client, clock: Clock) -> None:
    edition = make_published_article()
    published_at = clock.at
    clock.advance(HOUR)
    publish(revise(edition.document, lead="Small correction."))
    assert [datetime.fromisoformat(time) for time in words(feed(client), "a:entry/a:updated")] == [published_at]

    clock.advance(HOUR)
    publish(revise(edition.document, lead="News."), change_note="There is news")

    assert [datetime.fromisoformat(time) for time in words(feed(client), "a:entry/a:updated")] == [clock.at]
    assert [datetime.fromisoformat(time) for time in words(feed(client), "a:entry/a:published")] == [published_at]


def test_the_newest_come_first_and_there_is_an_end(client: Client, clock: Clock) -> None:
    for _ in range(LENGTH + 2):
        clock.advance(HOUR)
        last = make_published_article()

    titles = words(feed(client), "a:entry/a:title")

    assert len(titles) == LENGTH
    assert titles[0] == last.title


def test_a_withdrawn_article_leaves_the_feed(client: Client, clock: Clock) -> None:
    edition = make_published_article()
    clock.advance(HOUR)
    actions.withdraw(document=edition.document, actor=make_user())

    assert feed(client).findall("a:entry", ATOM) == []


def test_a_summary_is_words_also_where_they_look_like_markup(client: Client) -> None:
    """Readers take it for HTML: a bare < would swallow the rest."""
    make_published_article(title="R&D: 1 < 2", lead="Use <b> & see 1 < 2.")

    root = feed(client)

    assert words(root, "a:entry/a:title") == ["R&D: 1 < 2"]
    assert root.find("a:entry/a:summary", ATOM).attrib["type"] == "html"
    assert words(root, "a:entry/a:summary") == ["Use &lt;b&gt; &amp; see 1 &lt; 2."]


@pytest.mark.parametrize("char", ["\x0b", "\x01", "\x1f", "\uffff", "\ufffe"])
def test_characters_that_xml_cannot_hold_do_not_break_the_feed_for_everybody(client: Client, char: str) -> None:
    make_published_article(title=f"Pasted{char}from slides", lead=f"A{char}B")

    assert words(feed(client), "a:entry/a:title") == ["Pasted from slides"]


def test_the_feed_of_a_topic_has_its_topic_only(client: Client) -> None:
    make_published_article(title="On topic", topics=[make_topic(slug_en="campus")])
    make_published_article(title="Off topic")

    root = feed(client, "/en/news/feed.atom?topic=campus")

    assert words(root, "a:entry/a:title") == ["On topic"]
    assert words(root, "a:id") == [f"{settings.SITE_URL}/en/news/feed.atom?topic=campus"]
    assert client.get("/en/news/feed.atom?topic=nothing").status_code == 404
