"""Agreements as pages show them: frozen values in the reader's language, read with one query whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import override

from directory.countries import countries
from partnerships.models import Agreement
from partnerships.models.partnership import partnership_url
from partnerships.querysets import AgreementQuerySet
from partnerships.statuses import (
    effective_end,
    predecessor_sentence,
    status_sentence,
)
from publishing import clock
from publishing.partial_dates import PartialDate, partial_date
from publishing.text import LANGUAGES, Text, first_text
from publishing.translated import Translated


@dataclass(frozen=True)
class Party:
    """`url` is the organisation's own website, or None; `country` its name in the reader's language."""

    organisation_pk: int
    name: Text
    url: str | None
    country: str
    is_home: bool


@dataclass(frozen=True)
class Signature:
    """Name and title as printed when it was signed; `side` is "left", "right" or ""."""

    name: str
    title: Text
    organisation: Text
    side: str


@dataclass(frozen=True)
class AgreementPanel:
    """One signed agreement. `starts`, `ends` and `signed` are its own dates; the status counts extensions in.

    `is_newest`: it speaks for the whole chain (`AgreementQuerySet.newest_signed`).
    """

    pk: int
    partnership_pk: int
    position: int
    partnership_title: Text
    url: str
    kind: str
    kind_label: str
    reference: str
    status: str
    status_sentence: str
    signed: PartialDate | None
    starts: PartialDate | None
    ends: PartialDate | None
    end_kind: str
    terminated: PartialDate | None
    terminated_reason: Text
    place: str
    summary: Text
    parties: list[Party]
    signatures: list[Signature]
    predecessor: str | None
    is_newest: bool

    @property
    def anchor(self) -> str:
        return anchor(self.position)

    @property
    def in_force_since(self) -> PartialDate | None:
        return self.starts or self.signed

    @property
    def in_force_to(self) -> date | None:
        """The last day by its own words; None where there is no fixed one."""
        ends = [self.ends.last] if self.ends else []
        if self.terminated:
            ends.append(self.terminated.first - timedelta(days=1))
        return min(ends, default=None)

    @property
    def counterparties(self) -> list[Party]:
        return [party for party in self.parties if not party.is_home]


_OWN_COLUMNS = (
    "pk",
    "partnership_id",
    "position",
    "kind",
    "reference",
    "signed_on",
    "signed_precision",
    "starts_on",
    "starts_precision",
    "ends_on",
    "ends_precision",
    "end_kind",
    "terminated_on",
    "place",
    *Translated.columns_of("summary"),
    *Translated.columns_of("terminated_reason"),
    *Translated.columns_of("partnership__title"),
    *Translated.columns_of("partnership__slug"),
    "status",
    "effective_end_on",
    "effective_end_precision",
    "effective_end_kind",
    "effective_terminated_on",
    "predecessor",
    "is_newest",
)
_PARTY_COLUMNS = (
    "parties__pk",
    "parties__organisation_id",
    *Translated.columns_of("parties__organisation__name"),
    "parties__organisation__website",
    "parties__organisation__country",
    "parties__organisation__is_home",
)
_SIGNATURE_COLUMNS = (
    "signatures__pk",
    "signatures__name",
    *Translated.columns_of("signatures__title"),
    *Translated.columns_of("signatures__organisation__name"),
    "signatures__side",
)
_ORDER = ("partnership", "position", "parties__position", "parties__pk", "signatures__position", "signatures__pk")


def anchor(position: int) -> str:
    """The id of an agreement in the timeline of its partnership's page."""
    return f"agreement-{position}"


def agreement_panels(agreement_ids: Sequence[int], at: datetime, language: str) -> list[AgreementPanel]:
    """The public ones among these agreements, in the order given; one query, or none for no ids."""
    if not agreement_ids:
        return []
    found = {panel.pk: panel for panel in panels_of(Agreement.objects.filter(pk__in=agreement_ids), at, language)}
    return [found[pk] for pk in agreement_ids if pk in found]


def newest_panels(at: datetime, language: str) -> dict[int, AgreementPanel]:
    """For each public partnership, by its key, the agreement that speaks for the chain; one query."""
    newest = Agreement.objects.newest_signed(clock.helsinki_date(at))
    return {panel.partnership_pk: panel for panel in panels_of(newest, at, language)}


def panels_of(agreements: AgreementQuerySet, at: datetime, language: str) -> list[AgreementPanel]:
    """The public ones of these agreements, each partnership's oldest first; one query.

    Parties and signatures come as joined rows: an agreement with m and n of them has m times n rows.
    """
    on = clock.helsinki_date(at)
    rows = (
        agreements.visible_to(None, at)
        .with_status(on)
        .marking_newest(on)
        .annotate(predecessor=_predecessor())
        .order_by(*_ORDER)
        .values(*_OWN_COLUMNS, *_PARTY_COLUMNS, *_SIGNATURE_COLUMNS)
    )
    with override(language):
        return [_panel(list(group), language) for _pk, group in groupby(rows, key=lambda row: row["pk"])]


def _predecessor() -> Subquery:
    """When the agreement before this one began, as JSON: one value, so one sub-select."""
    earlier = Agreement.objects.filter(
        partnership=OuterRef("partnership"), position__lt=OuterRef("position"), stage="signed"
    ).exclude(kind=Agreement.Kind.AMENDMENT)
    columns = {name: name for name in ("starts_on", "starts_precision", "signed_on", "signed_precision")}
    return Subquery(earlier.order_by("-position").values(found=JSONObject(**columns))[:1])


def _panel(rows: list[dict[str, Any]], language: str) -> AgreementPanel:
    row = rows[0]
    starts, signed = _date(row, "starts"), _date(row, "signed")
    return AgreementPanel(
        pk=row["pk"],
        partnership_pk=row["partnership_id"],
        position=row["position"],
        partnership_title=_text(row, "partnership__title", language),
        url=f"{partnership_url(_text(row, 'partnership__slug', language), language)}#{anchor(row['position'])}",
        kind=row["kind"],
        kind_label=str(Agreement.Kind(row["kind"]).label),
        reference=row["reference"],
        status=row["status"],
        status_sentence=status_sentence(
            row["status"],
            starts=starts or signed,
            ends=effective_end(row["effective_end_on"], row["effective_end_precision"]),
            end_kind=row["effective_end_kind"],
            terminated_on=row["effective_terminated_on"],
            language=language,
        ),
        signed=signed,
        starts=starts,
        ends=_date(row, "ends"),
        end_kind=row["end_kind"],
        terminated=PartialDate(row["terminated_on"]) if row["terminated_on"] else None,
        terminated_reason=_text(row, "terminated_reason", language),
        place=row["place"],
        summary=_text(row, "summary", language),
        parties=[_party(row, language) for row in _distinct(rows, "parties__pk")],
        signatures=[_signature(row, language) for row in _distinct(rows, "signatures__pk")],
        predecessor=_before(row, language),
        is_newest=row["is_newest"],
    )


def _party(row: dict[str, Any], language: str) -> Party:
    return Party(
        organisation_pk=row["parties__organisation_id"],
        name=_text(row, "parties__organisation__name", language),
        url=row["parties__organisation__website"] or None,
        country=countries(language).get(row["parties__organisation__country"], ""),
        is_home=row["parties__organisation__is_home"],
    )


def _signature(row: dict[str, Any], language: str) -> Signature:
    return Signature(
        name=row["signatures__name"],
        title=_text(row, "signatures__title", language),
        organisation=_text(row, "signatures__organisation__name", language),
        side=row["signatures__side"],
    )


def _before(row: dict[str, Any], language: str) -> str | None:
    earlier = row["predecessor"]
    if earlier is None:
        return None
    days = {name: date.fromisoformat(earlier[name]) if earlier[name] else None for name in ("starts_on", "signed_on")}
    since = partial_date(days["starts_on"], earlier["starts_precision"])
    return predecessor_sentence(
        row["kind"], since or partial_date(days["signed_on"], earlier["signed_precision"]), language
    )


def _distinct(rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """One row for each value of `key` that is not None, in order."""
    return list({row[key]: row for row in reversed(rows) if row[key] is not None}.values())[::-1]


def _text(row: dict[str, Any], name: str, language: str) -> Text:
    return first_text({code: row[f"{name}_{code}"] for code in LANGUAGES}, language)


def _date(row: dict[str, Any], name: str) -> PartialDate | None:
    return partial_date(row[f"{name}_on"], row[f"{name}_precision"])
