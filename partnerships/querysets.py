"""Adjectives for partnerships and agreements: what is public, and what an agreement's status is on a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from partnerships.states import EXPIRING_DAYS, Stage, Status, Visibility
from publishing.collation import fold
from publishing.querysets import FoldedQuerySet

# Greater than every position: PositiveSmallIntegerField ends at 32767 on both databases.
_NO_LATER_TERM = 32768


class PartnershipQuerySet(FoldedQuerySet):
    def visible_to(self, user: Any, at: datetime) -> Self:
        """What public pages show: the same to everybody, at any time."""
        return self.filter(visibility=Visibility.PUBLIC)

    def with_beginning(self) -> Self:
        """Annotate `began_on`: the first day of the oldest signed agreement; None where no date is known."""
        start = Coalesce("agreements__starts_on", "agreements__signed_on")
        return self.annotate(began_on=Min(start, filter=Q(agreements__stage=Stage.SIGNED)))

    def with_slug(self, slug: str) -> Self:
        """Whose address is `slug`, in whichever language; at most one for each of them."""
        return self.filter(Q(slug_fi=slug) | Q(slug_sv=slug) | Q(slug_en=slug))


class PartnershipPartQuerySet(models.QuerySet[Any]):
    """What ties a thing to a partnership: its themes and contacts."""

    def visible_to(self, user: Any, at: datetime) -> Self:
        return self.filter(partnership__visibility=Visibility.PUBLIC)


class AgreementPartQuerySet(models.QuerySet[Any]):
    """What ties an organisation to an agreement: parties and signatures."""

    def visible_to(self, user: Any, at: datetime) -> Self:
        return self.filter(agreement__partnership__visibility=Visibility.PUBLIC, agreement__stage=Stage.SIGNED)


class AgreementQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any, at: datetime) -> Self:
        """What public pages show: the signed agreements, ended or not, of public partnerships."""
        return self.filter(partnership__visibility=Visibility.PUBLIC, stage=Stage.SIGNED)

    def matching(self, words: str) -> Self:
        """Every word occurs in the partnership's titles or in what a party is called; each agreement once."""
        matches = self
        for word in fold(words).split():
            party = Q(parties__organisation__folded__contains=word)
            matches = matches.filter(Q(partnership__folded__contains=word) | party)
        return matches.distinct()

    def signed_by(self, on: date) -> Self:
        """Signed on that day or before, as far as the register knows; one whose date is not known counts always."""
        return self.filter(Q(signed_on__isnull=True) | Q(signed_on__lte=on), stage=Stage.SIGNED)

    def newest_signed(self, on: date) -> Self:
        """The agreement of each partnership that speaks for its chain: the last one signed by that day.

        An amendment speaks only where nothing else was signed: it changes neither start nor end of what it amends.
        """
        return self.filter(self._is_newest_signed(on))

    def marking_newest(self, on: date) -> Self:
        """Annotate `is_newest`: whether the agreement is the one of `newest_signed`."""
        return self.annotate(is_newest=Case(When(self._is_newest_signed(on), then=True), default=False))

    def with_status(self, on: date) -> Self:
        """Annotate `status` (a `Status`) on that Helsinki date: one expression, the first rule that holds wins.

        Also `effective_start_on`, and what the last extension signed by then has moved: `effective_end_on` (the last
        day; None where none is fixed), `effective_end_precision`, `effective_end_kind`, `effective_terminated_on`.
        """
        return self._with_effective_dates(on).annotate(
            status=Case(
                When(stage=Stage.WITHDRAWN, then=Value(Status.WITHDRAWN)),
                When(stage=Stage.DRAFT, then=Value(Status.DRAFT)),
                When(stage=Stage.IN_NEGOTIATION, then=Value(Status.IN_NEGOTIATION)),
                When(stage=Stage.APPROVED, then=Value(Status.APPROVED)),
                When(effective_terminated_on__lte=on, then=Value(Status.TERMINATED)),
                When(effective_start_on__gt=on, then=Value(Status.NOT_YET_IN_FORCE)),
                When(self._renewed(on), then=Value(Status.RENEWED)),
                When(effective_end_on__lt=on, then=Value(Status.EXPIRED)),
                When(effective_end_on__lte=_last_warned_of(on), then=Value(Status.EXPIRING)),
                When(review_on__lt=on, then=Value(Status.REVIEW_OVERDUE)),
                default=Value(Status.IN_FORCE),
                output_field=models.CharField(),
            )
        )

    def _is_newest_signed(self, on: date) -> Q:
        chain = self._siblings().signed_by(on).annotate(amends=Case(When(kind="amendment", then=1), default=0))
        return Q(pk=Subquery(chain.order_by("amends", "-position").values("pk")[:1]))

    def _with_effective_dates(self, on: date) -> Self:
        """The last extension is joined, not asked for column by column: that keeps the statement short."""
        last = Q(partnership__agreements__id=Subquery(self._last_extension(on).values("pk")[:1]))

        def moved(column: str) -> Case:
            """The column of the last extension, even where it is NULL there; without one, of the agreement itself."""
            return Case(When(extension__isnull=True, then=F(column)), default=F(f"extension__{column}"))

        return self.alias(extension=FilteredRelation("partnership__agreements", condition=last)).annotate(
            effective_start_on=Coalesce("starts_on", "signed_on"),
            effective_end_on=moved("ends_last_on"),
            effective_end_precision=moved("ends_precision"),
            effective_end_kind=moved("end_kind"),
            effective_terminated_on=Coalesce("terminated_on", "extension__terminated_on"),
        )

    def _last_extension(self, on: date) -> AgreementQuerySet:
        """The last extension of the outer agreement's term, which ends where a signed renewal or a new original begins.

        Extensions add up: the third moves the end of the second, which moves that of the first.
        """
        outer = OuterRef(OuterRef("position"))
        later_terms = (
            self.model._default_manager.filter(partnership=OuterRef(OuterRef("partnership")), position__gt=outer)
            .signed_by(on)
            .filter(kind__in=["original", "renewal"])
            .order_by("position")
        )
        next_term = Coalesce(Subquery(later_terms.values("position")[:1]), _NO_LATER_TERM)
        extensions = self._siblings().signed_by(on).filter(kind="extension")
        found: AgreementQuerySet = extensions.filter(
            position__gt=OuterRef("position"), position__lt=next_term
        ).order_by("-position")
        return found

    def _renewed(self, on: date) -> Exists:
        """A signed renewal later in the chain has started."""
        started = Q(starts_on__lte=on) | Q(starts_on__isnull=True)
        renewals = self._siblings().signed_by(on).filter(started, kind="renewal", position__gt=OuterRef("position"))
        return Exists(renewals)

    def _siblings(self) -> AgreementQuerySet:
        """All agreements of the outer agreement's partnership."""
        chain: AgreementQuerySet = self.model._default_manager.filter(partnership=OuterRef("partnership"))
        return chain


def _last_warned_of(on: date) -> date:
    """The last end that is near enough on that day to be warned of; the calendar ends in 9999."""
    return date.fromordinal(min(on.toordinal() + EXPIRING_DAYS, date.max.toordinal()))
