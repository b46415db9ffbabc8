"""Related news is news that has something in common, the closest first; never just the newest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from news.models import ArticleEdition
from tests.conftest import Clock
from tests.factories import (
    make_article,
    make_contact,
    make_espoo_aalto,
    make_organisation,
    make_published_article,
    make_topic,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def related(edition: ArticleEdition, at: Any) -> list[str]:
    return [other.title for other in ArticleEdition.objects.related_to(edition, at)]


@pytest.fixture
def ties() -> dict[str, list[Any]]:
    return {
        "agreements": [make_espoo_aalto().agreements.get(position=2)],
        "organisations": [make_organisation()],
        "contacts": [make_contact()],
        "tags": ["snow"],
        "topics": [make_topic()],
    }


def test_the_closest_tie_comes_first_then_the_next(clock: Clock, ties: dict[str, list[Any]]) -> None:
    for name in ties:  # The closest is the oldest here: age must not decide.
        make_published_article(title=name, **{name: ties[name]})
        clock.advance(HOUR)

    assert related(make_published_article(**ties), clock.at) == list(ties)


def test_several_ties_add_up(clock: Clock) -> None:
    topics = [make_topic() for _ in range(3)]
    make_published_article(title="One topic", topics=topics[:1])
    make_published_article(title="Three topics", topics=topics)
    make_published_article(title="Two tags", tags=["snow", "ice"])
    make_published_article(title="One tag", tags=["snow"])

    edition = make_published_article(topics=topics, tags=["snow", "ice"])

    assert related(edition, clock.at) == ["Two tags", "Three topics", "One tag", "One topic"]


def test_equally_close_news_comes_newest_first(clock: Clock) -> None:
    for title in ("Old", "New"):
        make_published_article(title=title, tags=["snow"])
        clock.advance(HOUR)

    assert related(make_published_article(tags=["snow"]), clock.at) == ["New", "Old"]


def test_what_has_nothing_in_common_is_not_related(client: Client, clock: Clock) -> None:
    make_published_article(title="Unrelated", tags=["ice"])
    edition = make_published_article(tags=["snow"])

    assert related(edition, clock.at) == []
    assert client.get(edition.get_absolute_url()).context["page"].related == []


def test_neither_itself_nor_drafts_notices_ended_news_or_other_languages_are_related(clock: Clock) -> None:
    edition = make_published_article(title="Itself", tags=["snow"])
    make_article(title="Draft", tags=["snow"])
    make_published_article(title="Notice", kind="notice", tags=["snow"])
    make_published_article(title="Later", tags=["snow"], live_from=clock.at + 9 * HOUR)
    make_published_article(title="Ended", tags=["snow"], live_until=clock.at + HOUR / 2)
    topic = make_topic()
    make_published_article(title="Svenska", language="sv", topics=[topic])
    make_published_article(title="Suomi", language="fi", topics=[topic])
    clock.advance(HOUR)

    assert related(edition, clock.at) == []


def test_a_page_shows_the_three_closest(client: Client, clock: Clock) -> None:
    for _ in range(5):
        make_published_article(tags=["snow"])
    make_published_article(title="Closest", tags=["snow", "ice"])

    page = client.get(make_published_article(tags=["snow", "ice"]).get_absolute_url()).context["page"]

    assert len(page.related) == 3
    assert page.related[0].title == "Closest"
