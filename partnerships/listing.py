"""Partnerships as rows of a register: what binds today first, each with its status in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.models import Partnership
from partnerships.panels import AgreementPanel, newest_panels
from partnerships.states import BINDING
from publishing.collation import sort_key
from publishing.text import Text
from publishing.translated import Translated


@dataclass(frozen=True)
class PartnershipRow:
    """`since` is the year in which the oldest agreement began, or ""; `countries` are those of the others."""

    title: Text
    url: str
    summary: Text
    kind_label: str
    is_strategic: bool
    status: str
    status_sentence: str
    since: str
    countries: list[str]

    @property
    def is_in_force(self) -> bool:
        return self.status in BINDING


def partnership_cards(at: datetime, language: str, *, limit: int | None = None) -> list[PartnershipRow]:
    """The public partnerships: in force before others, strategic before others, then by title; two queries in all."""
    newest = newest_panels(at, language)
    partnerships = Partnership.objects.visible_to(None, at).with_beginning()
    with override(language):
        rows = [_row(partnership, newest.get(partnership.pk), language) for partnership in partnerships]
    rows.sort(key=lambda row: (not row.is_in_force, not row.is_strategic, sort_key(row.title, language)))
    return rows[:limit]


def _row(partnership: Partnership, newest: AgreementPanel | None, language: str) -> PartnershipRow:
    others = newest.counterparties if newest else []
    return PartnershipRow(
        title=Translated.of(partnership, "title", language),
        url=partnership.url_in(language),
        summary=Translated.of(partnership, "summary", language),
        kind_label=partnership.get_kind_display(),
        is_strategic=partnership.kind == Partnership.Kind.STRATEGIC,
        status=newest.status if newest else "",
        status_sentence=newest.status_sentence if newest else _("No agreement published"),
        since=str(partnership.began_on.year) if partnership.began_on else "",
        countries=list(dict.fromkeys(party.country for party in others if party.country)),
    )
