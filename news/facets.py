"""What the news list can be narrowed by, with counts: each facet counts what the other filters leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from news.forms import ArticleFilter
from news.models import EditionTag, EditionTopic, Topic
from news.querysets import ArticleEditionQuerySet
from news.reading import list_url
from publishing.calendar import HelsinkiYear
from publishing.text import Text

MOST_USED_TAGS = 15


@dataclass(frozen=True)
class Facet:
    label: str
    url: str
    count: int
    is_active: bool


@dataclass(frozen=True)
class Chip:
    """A filter that is on; `remove_url` is the list without it."""

    label: str
    remove_url: str


def facets(
    chosen: ArticleFilter, everything: ArticleEditionQuerySet, topics: list[Topic], language: str
) -> dict[str, Any]:
    """`topics`, `years`, `tags` (lists of Facet) and `chips`, for the list's template. Three queries."""
    return {
        "topics": _topic_facets(chosen, everything, topics, language),
        "years": _year_facets(chosen, everything, language),
        "tags": _tag_facets(chosen, everything, language),
        "chips": _chips(chosen, language),
    }


def _topic_facets(
    chosen: ArticleFilter, everything: ArticleEditionQuerySet, topics: list[Topic], language: str
) -> list[Facet]:
    editions = chosen.apply(everything, without="topic").values("pk")
    rows = EditionTopic.objects.filter(edition__in=editions).values_list("topic").annotate(Count("pk"))
    counts = dict(rows.order_by())
    return [
        Facet(
            label=Text(getattr(topic, f"name_{language}"), language),
            url=list_url(language) + chosen.query(language, topic=getattr(topic, f"slug_{language}")),
            count=counts[topic.pk],
            is_active=topic == chosen.topic,
        )
        for topic in topics
        if counts.get(topic.pk)
    ]


def _year_facets(chosen: ArticleFilter, everything: ArticleEditionQuerySet, language: str) -> list[Facet]:
    editions = chosen.apply(everything, without="year")
    rows = editions.annotate(year=HelsinkiYear("published_at")).values_list("year").annotate(Count("pk"))
    return [
        Facet(str(year), list_url(language) + chosen.query(language, year=year), count, year == chosen.year)
        for year, count in rows.order_by("-year")
    ]


def _tag_facets(chosen: ArticleFilter, everything: ArticleEditionQuerySet, language: str) -> list[Facet]:
    editions = chosen.apply(everything, without="tag").values("pk")
    rows = EditionTag.objects.filter(edition__in=editions).values_list("tag__name", "tag__slug").annotate(n=Count("pk"))
    return [
        Facet(
            label=name,
            url=list_url(language) + chosen.query(language, tag=slug),
            count=count,
            is_active=chosen.tag is not None and slug == chosen.tag.slug,
        )
        for name, slug, count in rows.order_by("-n", "tag__folded")[:MOST_USED_TAGS]
    ]


def _chips(chosen: ArticleFilter, language: str) -> list[Chip]:
    base = list_url(language)
    chips = []
    if chosen.topic:
        label = getattr(chosen.topic, f"name_{language}")
        chips.append(Chip(_("Topic: %(name)s") % {"name": label}, base + chosen.query(language, topic=None)))
    if chosen.tag:
        chips.append(Chip(_("Tag: %(name)s") % {"name": chosen.tag.name}, base + chosen.query(language, tag=None)))
    if chosen.year:
        chips.append(Chip(_("Year: %(year)s") % {"year": chosen.year}, base + chosen.query(language, year=None)))
    return chips
