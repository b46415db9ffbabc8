"""The chain of a partnership from its beginning to today, with the times in which there was no agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import override

from partnerships.models import Agreement, Partnership
from partnerships.panels import AgreementPanel, panels_of
from partnerships.states import EndKind
from partnerships.statuses import gap_sentence, unknown_end_sentence
from publishing.partial_dates import PartialDate


@dataclass(frozen=True)
class TimelineEntry:
    """Either an agreement, or in words the time before it in which there was none."""

    agreement: AgreementPanel | None = None
    gap: str = ""


def timeline(partnership: Partnership, at: datetime, language: str) -> list[TimelineEntry]:
    """The signed agreements of a public partnership, oldest first, with the gaps between them in words; one query."""
    panels = panels_of(Agreement.objects.filter(partnership=partnership), at, language)
    with override(language):
        return list(_with_gaps(panels, language))


def _with_gaps(panels: Iterable[AgreementPanel], language: str) -> Iterator[TimelineEntry]:
    """`covered` is the agreement that lasts longest so far. Amendments neither make gaps nor fill them."""
    covered: AgreementPanel | None = None
    for panel in panels:
        if covered and panel.kind != Agreement.Kind.AMENDMENT:
            gap = _gap(covered, panel, language)
            if gap:
                yield TimelineEntry(gap=gap)
        yield TimelineEntry(agreement=panel)
        if panel.kind != Agreement.Kind.AMENDMENT and (covered is None or _outlasts(panel, covered)):
            covered = panel


def _outlasts(panel: AgreementPanel, covered: AgreementPanel) -> bool:
    """An end that is not known is taken for over as soon as a later agreement follows; one that is open is not."""
    if covered.in_force_to is None or panel.in_force_to is None:
        return covered.in_force_to is not None or covered.end_kind != EndKind.OPEN_ENDED
    return panel.in_force_to >= covered.in_force_to


def _gap(covered: AgreementPanel, panel: AgreementPanel, language: str) -> str:
    """The sentence, or "". An extension without a start of its own continues what it extends, whenever signed."""
    since = panel.starts if panel.kind == Agreement.Kind.EXTENSION else panel.in_force_since
    if since is None:
        return ""
    if covered.in_force_to is None:
        continues = panel.kind == Agreement.Kind.EXTENSION or covered.end_kind == EndKind.OPEN_ENDED
        return "" if continues else unknown_end_sentence()
    if since.first <= covered.in_force_to + timedelta(days=1):
        return ""
    ended_as_agreed = covered.ends is not None and covered.ends.last == covered.in_force_to
    ended = covered.ends if ended_as_agreed else PartialDate(covered.in_force_to)
    return gap_sentence(ended, since, language)
