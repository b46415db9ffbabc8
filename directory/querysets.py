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


class ContactPersonQuerySet(FoldedQuerySet):
    def visible_to(self, user: Any, at: datetime) -> Self:
        """Who is shown on public pages, to everybody alike: marked as public, and not beyond the last day."""
        today = clock.helsinki_date(at)
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today), is_public=True)
