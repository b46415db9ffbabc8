"""What readers filter by and what editors fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from news.models import Tag, Topic
from news.querysets import ArticleEditionQuerySet

FIRST_YEAR, LAST_YEAR = 1900, 2200


class UnknownFilter(ValueError):
    """The address asks for a topic, tag, year or page that cannot exist."""


@dataclass(frozen=True)
class ArticleFilter:
    """The state of the news list, all of it in the address. None means not filtered."""

    topic: Topic | None = None
    tag: Tag | None = None
    year: int | None = None

    @classmethod
    def parse(cls, query: QueryDict, language: str, topics: list[Topic]) -> ArticleFilter:
        """Read the query string. Raises UnknownFilter for values that name nothing; unknown keys are ignored."""
        return cls(
            topic=_topic(query.get("topic", ""), language, topics),
            tag=_tag(query.get("tag", ""), language),
            year=whole_number(query.get("year", ""), FIRST_YEAR, LAST_YEAR),
        )

    def apply(self, editions: ArticleEditionQuerySet, *, without: str = "") -> ArticleEditionQuerySet:
        """The editions that pass; `without` leaves one filter out, for the counts of its facet."""
        if self.topic and without != "topic":
            editions = editions.about_topic(self.topic)
        if self.tag and without != "tag":
            editions = editions.tagged(self.tag)
        if self.year and without != "year":
            editions = editions.published_in_year(self.year)
        return editions

    def query(self, language: str, **changes: Any) -> str:
        """The query string of this filter with `changes` (None removes), "" for none left; the page starts over."""
        values = {
            "topic": self.topic and getattr(self.topic, f"slug_{language}"),
            "tag": self.tag and self.tag.slug,
            "year": self.year,
        } | changes
        given = {name: value for name, value in values.items() if value}
        return f"?{urlencode(given)}" if given else ""

    def title(self, language: str) -> str:
        """What the narrowed list is called; "" where nothing narrows it."""
        parts = (self.topic and getattr(self.topic, f"name_{language}"), self.tag and self.tag.name, self.year)
        return ", ".join(str(part) for part in parts if part)

    def shared_query(self, language: str) -> str:
        """The query string for the same list in another language: a tag belongs to one language and is left behind."""
        return self.query(language, tag=None)


def whole_number(value: str, lowest: int, highest: int) -> int | None:
    """A number of plain digits within bounds, None for an empty value. Raises UnknownFilter for anything else."""
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 9 and lowest <= int(value) <= highest):
        raise UnknownFilter(value)
    return int(value)


def _topic(slug: str, language: str, topics: list[Topic]) -> Topic | None:
    if not slug:
        return None
    for topic in topics:
        if getattr(topic, f"slug_{language}") == slug:
            return topic
    raise UnknownFilter(slug)


def _tag(slug: str, language: str) -> Tag | None:
    if not slug:
        return None
    # PostgreSQL refuses NUL in a text parameter, where SQLite just finds nothing.
    tag = None if "\0" in slug else Tag.objects.filter(language=language, slug=slug).first()
    if tag is None:
        raise UnknownFilter(slug)
    return tag
