"""Adjectives for organisations and people. *Public*, for a person, is decided here and nowhere else: `visible_to`."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Q

from publishing import clock
from publishing.querysets import FoldedQuerySet


class ContactPersonQuerySet(FoldedQuerySet):
    def visible_to(self, user: Any, at: datetime) -> Self:
        """Who is shown on public pages, to everybody alike: marked as public, and not beyond the last day."""
        today = clock.helsinki_date(at)
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today), is_public=True)
