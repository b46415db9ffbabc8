"""Adjectives that models of all floors share. *Public* is decided here for documents, and nowhere else: `live(at)`."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q

from publishing.collation import fold

# A mail server that takes longer than this over one mail has been given up: settings.EMAIL_TIMEOUT bounds each step.
HANDING_OVER_TAKES_AT_MOST = timedelta(minutes=5)


class EditionQuerySet(models.QuerySet[Any]):
    def live(self, at: datetime) -> Self:
        """What the public sees at that instant: live_from <= at < live_until."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at), live_from__lte=at)

    def opened(self, at: datetime) -> Self:
        """What the public has seen by that instant, still live or not."""
        return self.filter(live_from__lte=at)

    def scheduled(self, at: datetime) -> Self:
        """What goes live after that instant, soonest first."""
        return self.filter(live_from__gt=at).order_by("live_from")

    def unfinished(self, at: datetime) -> Self:
        """What is live at that instant or will be."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at))

    def in_language(self, language: str) -> Self:
        return self.filter(language=language)

    def newest_first(self) -> Self:
        """By publication; the key breaks ties, so that pages never repeat or lose a row."""
        return self.order_by("-published_at", "-pk")


class FoldedQuerySet(models.QuerySet[Any]):
    """For models with a `folded` column: everything about the row that a search box may be asked for, folded."""

    def matching(self, words: str) -> Self:
        """Every word occurs, blind to case and accents, in any order; all rows where there is no word."""
        matches = self
        # PostgreSQL takes no NUL, and no row has one.
        for word in fold(words).replace("\0", "").split():
            matches = matches.filter(folded__contains=word)
        return matches


class OutgoingMailQuerySet(models.QuerySet[Any]):
    def due(self, at: datetime) -> Self:
        """What waits and may be tried now, the oldest first."""
        return self.filter(state="waiting", due_at__lte=at).order_by("pk")

    def questionable(self, at: datetime) -> Self:
        """What a person has to decide about: it failed, or was handed over and no answer came."""
        unknown = Q(state="handed_over", handed_over_at__lt=at - HANDING_OVER_TAKES_AT_MOST)
        return self.filter(Q(state="failed") | unknown)
