"""What a reader is shown of one partnership."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import override

from directory.models import ContactPerson
from partnerships.models import Partnership, PartnershipAim, Theme
from partnerships.panels import Party
from partnerships.timeline import TimelineEntry, timeline
from photos.figures import Figure, figure
from photos.models import Photo
from publishing.partial_dates import PartialDate
from publishing.text import Text
from publishing.translated import Translated


@dataclass(frozen=True)
class PartnershipPage:
    title: Text
    kind_label: str
    summary: Text
    url: str
    status_sentence: str
    since: PartialDate | None
    figure: Figure | None
    parties: list[Party]
    aims: list[Text]
    themes: list[Text]
    contacts: list[ContactPerson]
    timeline: list[TimelineEntry]


def partnership_page(partnership: Partnership, at: datetime, language: str) -> PartnershipPage:
    """The page of a public partnership; four queries whatever the length of its chain."""
    entries = timeline(partnership, at, language)
    agreements = [entry.agreement for entry in entries if entry.agreement]
    newest = next((found for found in agreements if found.is_newest), None)
    with override(language):
        kind_label = partnership.get_kind_display()
    return PartnershipPage(
        title=Translated.of(partnership, "title", language),
        kind_label=kind_label,
        summary=Translated.of(partnership, "summary", language),
        url=partnership.url_in(language),
        status_sentence=newest.status_sentence if newest else "",
        since=min((found.in_force_since for found in agreements if found.in_force_since), default=None),
        figure=_figure(partnership.photo, at, language),
        parties=newest.parties if newest else [],
        aims=[Translated.of(aim, "text", language) for aim in PartnershipAim.objects.filter(partnership=partnership)],
        themes=[Translated.of(theme, "name", language) for theme in _themes(partnership)],
        contacts=_contacts(partnership, at),
        timeline=entries,
    )


def _figure(photo: Photo | None, at: datetime, language: str) -> Figure | None:
    if photo is None or not photo.is_visible(None, at):
        return None
    return figure(photo, language)


def _themes(partnership: Partnership) -> Iterable[Theme]:
    return Theme.objects.filter(places__partnership=partnership).order_by("places__position", "places__pk")


def _contacts(partnership: Partnership, at: datetime) -> list[ContactPerson]:
    visible = ContactPerson.objects.visible_to(None, at).filter(partnership_places__partnership=partnership)
    places = visible.order_by("partnership_places__position", "partnership_places__pk")
    return list(places.select_related("organisation"))
