"""Editions in time: any sequence of verbs, on two documents that want the same addresses, against a model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from news.models import Article, ArticleEdition
from publishing import actions
from publishing.actions import Refused, Scheduled
from tests.conftest import Clock
from tests.factories import make_article, make_user, revise

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = ("title", "lead", "slug")


@dataclass(frozen=True)
class Showing:
    """What the model believes of one edition; its end follows from the next one."""

    since: int
    planned_until: float
    words: tuple[str, str, str]


@dataclass
class Item:
    """One document of the model: what waits on the desk, and what is, was and will be shown, in order."""

    desk: tuple[str, str, str]
    showings: list[Showing] = field(default_factory=list)

    def until(self, index: int) -> float:
        following = self.showings[index + 1].since if index + 1 < len(self.showings) else float("inf")
        return min(self.showings[index].planned_until, following)

    def shown_at(self, hour: float) -> tuple[str, str, str] | None:
        for index, showing in enumerate(self.showings):
            if showing.since <= hour < self.until(index):
                return showing.words
        return None

    def periods(self) -> Iterator[tuple[str, int, float]]:
        for index, showing in enumerate(self.showings):
            yield showing.words[2], showing.since, self.until(index)


class No(Exception):
    """The model expects a refusal."""


class World:
    """Two items, one clock in whole hours, and every rule of publishing in its plainest words."""

    def __init__(self) -> None:
        self.hour = 0
        self.items = [Item(("A", "a", "x")), Item(("B", "b", "y"))]

    def edit(self, which: int, place: int, value: str) -> None:
        words = list(self.items[which].desk)
        words[place] = value
        self.items[which].desk = tuple(words)

    def publish(self, which: int, start: int, until: int | None, scheduled: str) -> None:
        item, since = self.items[which], self.hour + start
        later = [showing for showing in item.showings if showing.since > since]
        if start == 0 and any(showing.since == since for showing in item.showings):
            raise No
        end = float("inf") if until is None else self.hour + until
        if end <= since:
            raise No
        earlier = [showing for showing in item.showings if showing.since < since]
        desk = item.desk
        if scheduled == "carry":
            later, desk = self.carried(item, earlier, later)
        elif scheduled == "cancel":
            later = []
        self.accept(which, replace(item, desk=desk, showings=[*earlier, Showing(since, end, item.desk), *later]))

    def carried(self, item: Item, earlier: list[Showing], later: list[Showing]) -> tuple[list[Showing], Any]:
        merged, desk = [], item.desk
        for showing in later:
            base = earlier[-1].words if earlier else showing.words
            words = []
            for before, corrected, waiting in zip(base, item.desk, showing.words, strict=True):
                if corrected not in (before, waiting) and waiting != before:
                    raise No
                words.append(corrected if waiting == before else waiting)
            if tuple(words) != showing.words:
                desk = tuple(words)
            merged.append(replace(showing, words=tuple(words)))
        return merged, desk

    def withdraw(self, which: int) -> None:
        item = self.items[which]
        if not any(item.until(index) > self.hour for index in range(len(item.showings))):
            raise No
        kept = [
            replace(showing, planned_until=min(showing.planned_until, self.hour))
            for showing in item.showings
            if showing.since < self.hour
        ]
        self.accept(which, replace(item, showings=kept))

    def cancel(self, which: int, number: int) -> None:
        item = self.items[which]
        waiting = [showing for showing in item.showings if showing.since > self.hour]
        if number >= len(waiting):
            raise No
        self.accept(which, replace(item, showings=[one for one in item.showings if one is not waiting[number]]))

    def accept(self, which: int, item: Item) -> None:
        """Take the change over, unless another item has one of its addresses at some time."""
        for slug, since, until in item.periods():
            for other, from_, to in self.items[1 - which].periods():
                if slug == other and since < to and from_ < until:
                    raise No
        self.items[which] = item


def hours(number: float) -> datetime:
    return START + timedelta(hours=number)


class Site:
    """The same verbs on the real thing."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.clock.set(START)
        self.editor = make_user("editor")
        self.articles = [
            make_article(title=title, lead=lead, slug=slug) for title, lead, slug in (("A", "a", "x"), ("B", "b", "y"))
        ]

    def edit(self, which: int, place: int, value: str) -> None:
        revise(self.articles[which], **{WORDS[place]: value})

    def publish(self, which: int, start: int, until: int | None, scheduled: str) -> None:
        actions.publish(
            document=self.articles[which],
            actor=self.editor,
            live_from=self.clock.at + timedelta(hours=start) if start else None,
            live_until=None if until is None else self.clock.at + timedelta(hours=until),
            scheduled=Scheduled(scheduled),
        )

    def withdraw(self, which: int) -> None:
        actions.withdraw(document=self.articles[which], actor=self.editor)

    def cancel(self, which: int, number: int) -> None:
        waiting = list(self.articles[which].editions.scheduled(self.clock.at))
        pk = waiting[number].pk if number < len(waiting) else 0
        actions.cancel_scheduled(document=self.articles[which], edition_pk=pk, actor=self.editor)


WHICH = st.integers(0, 1)
EDIT = st.one_of(
    st.tuples(st.just("edit"), WHICH, st.just(0), st.sampled_from(["A", "B", "C"])),
    st.tuples(st.just("edit"), WHICH, st.just(1), st.sampled_from(["a", "b"])),
    st.tuples(st.just("edit"), WHICH, st.just(2), st.sampled_from(["x", "y", "z"])),
)
PUBLISH = st.tuples(
    st.just("publish"),
    WHICH,
    st.integers(0, 4),
    st.one_of(st.none(), st.integers(1, 8)),
    st.sampled_from(["carry", "keep", "cancel"]),
)
STEPS = st.lists(
    st.one_of(
        EDIT,
        PUBLISH,
        PUBLISH,
        st.tuples(st.just("withdraw"), WHICH),
        st.tuples(st.just("cancel"), WHICH, st.integers(0, 1)),
        st.tuples(st.just("wait"), st.integers(1, 3)),
    ),
    min_size=1,
    max_size=14,
)


@contextmanager
def forgotten() -> Iterator[None]:
    """Whatever one example writes is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def past(site: Site) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in ArticleEdition.objects.filter(live_from__lt=site.clock.at).values()}


def agree(site: Site, world: World) -> None:
    editions = list(ArticleEdition.objects.all())
    for half_hour in range(0, 2 * (world.hour + 14)):
        at = hours(half_hour / 2)
        live = [edition for edition in editions if edition.is_live(at)]
        assert set(ArticleEdition.objects.live(at).values_list("pk", flat=True)) == {edition.pk for edition in live}
        for article, item in zip(site.articles, world.items, strict=True):
            expected = item.shown_at(half_hour / 2)
            shown = [(one.title, one.lead, one.slug) for one in live if one.document_id == article.pk]
            assert shown == ([expected] if expected else [])
    for which, item in enumerate(world.items):
        article = site.articles[which]
        desk = Article.objects.values_list(*WORDS).get(pk=article.pk)
        assert desk == item.desk
        published_at = set(article.editions.values_list("published_at", flat=True))
        assert published_at == ({hours(item.showings[0].since)} if item.showings else set())


def past_is_kept(before: dict[int, dict[str, Any]], after: dict[int, dict[str, Any]], at: datetime) -> None:
    """Nothing of a past edition changes but its end, and that only while it has not come."""
    for pk, row in before.items():
        ends = ("live_until", "planned_until")
        has_ended = row["live_until"] is not None and row["live_until"] <= at
        fixed = row.keys() if has_ended else row.keys() - set(ends)
        assert {name: row[name] for name in fixed} == {name: after[pk][name] for name in fixed}


@pytest.mark.django_db
@given(steps=STEPS)
def test_whatever_editors_do_what_is_live_equals_the_model(clock: Clock, steps: list[tuple[Any, ...]]) -> None:
    with forgotten():
        site, world = Site(clock), World()
        for verb, *arguments in steps:
            if verb == "wait":
                world.hour += arguments[0]
                clock.advance(timedelta(hours=arguments[0]))
                continue
            before = past(site)
            expected = None
            try:
                getattr(world, verb)(*arguments)
            except No:
                expected = Refused
            if expected:
                with pytest.raises(Refused):
                    getattr(site, verb)(*arguments)
            else:
                getattr(site, verb)(*arguments)
            past_is_kept(before, past(site), clock.at)
        agree(site, world)
