"""Adjectives for organisations and people. *Public*, for a person, is decided here and nowhere else: `visible_to`."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from publishing import clock
from publishing.collation import fold


class FoldedQuerySet(models.QuerySet[Any]):
    """For models with a `folded` column: everything about the row that a search box may be asked for, folded."""

    def matching(self, words: str) -> Self:
        """Every word occurs, blind to case and accents, in any order; all rows where there is no word."""
        matches = self
        for word in fold(words).split():
            matches = matches.filter(folded__contains=word)
        return matches


class OrganisationQuerySet(FoldedQuerySet):
    def in_order_of(self, language: str) -> Self:
        """By the name that readers of `language` see, in that language's dictionary order."""
        return self.order_by(f"sort_{language}", "pk")


class ContactPersonQuerySet(FoldedQuerySet):
    def visible_to(self, user: Any, at: datetime) -> Self:
        """Who is shown on public pages, to everybody alike: marked as public, and not beyond the last day."""
        today = clock.helsinki_date(at)
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today), is_public=True)

    def in_order(self) -> Self:
        return self.order_by("sort_name", "pk")
