"""Demonstration partnerships with their chains of agreements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.models import User
from directory.models import ContactPerson, Organisation
from partnerships.actions import record_agreement
from partnerships.models import (
    Agreement,
    Partnership,
    PartnershipAim,
    PartnershipContact,
    PartnershipTheme,
    Signature,
    Theme,
)
from partnerships.states import Visibility
from photos.models import Photo
from portal.demo import SOURCE
from portal.demo.register import columns, keys, read, stamps
from publishing.partial_dates import PartialDate
from publishing.text import LANGUAGES


def load_themes(actor: User, at: datetime) -> dict[str, Theme]:
    return {
        key: Theme.objects.create(position=row["position"], **columns("name", row["name"]), **stamps(actor, at))
        for key, row in read("themes").items()
    }


def load_partnerships(
    organisations: dict[str, Organisation],
    contacts: dict[str, ContactPerson],
    photos: dict[str, Photo],
    actor: User,
    at: datetime,
) -> dict[str, Agreement]:
    """The partnerships; answers their agreements by "partnership/position"."""
    themes = load_themes(actor, at)
    agreements = {}
    for key, row in read("partnerships").items():
        partnership = Partnership.objects.create(
            kind=row["kind"],
            visibility=Visibility.PUBLIC,
            photo=photos[row["photo"]] if row.get("photo") else None,
            **{name: text for part in ("title", "slug", "summary") for name, text in columns(part, row[part]).items()},
            **stamps(actor, at),
        )
        _surround(partnership, row, themes, contacts)
        for term in row["agreements"]:
            agreements[f"{key}/{term['position']}"] = _agreement(partnership, term, organisations, actor)
    return agreements


def _surround(
    partnership: Partnership, row: dict[str, Any], themes: dict[str, Theme], contacts: dict[str, ContactPerson]
) -> None:
    aims = row.get("aims", {})
    PartnershipAim.objects.bulk_create(
        PartnershipAim(
            partnership=partnership,
            position=position,
            **columns("text", {language: aims[language][position - 1] for language in LANGUAGES if aims.get(language)}),
        )
        for position in range(1, max((len(texts) for texts in aims.values()), default=0) + 1)
    )
    PartnershipTheme.objects.bulk_create(
        PartnershipTheme(partnership=partnership, theme=themes[key], position=position)
        for position, key in enumerate(row.get("themes", []), start=1)
    )
    PartnershipContact.objects.bulk_create(
        PartnershipContact(partnership=partnership, contact=contacts[key], position=position)
        for position, key in enumerate(row.get("contacts", []), start=1)
    )


def _agreement(
    partnership: Partnership, term: dict[str, Any], organisations: dict[str, Organisation], actor: User
) -> Agreement:
    dates = {name: PartialDate.parse(term[name]) for name in ("signed", "starts", "ends") if term.get(name)}
    days = {f"{name}_on": date.fromisoformat(term[name]) for name in ("review", "terminated") if term.get(name)}
    agreement = Agreement(
        partnership=partnership,
        position=term["position"],
        kind=term["kind"],
        reference=term.get("reference", ""),
        stage=term["stage"],
        signed_unknown=term.get("signed_unknown", False),
        end_kind=term["end_kind"],
        place=term.get("place", ""),
        source=SOURCE,
        **dates,
        **days,
        **columns("terminated_reason", term.get("terminated_reason")),
        **columns("summary", term.get("summary")),
    )
    signatures = [
        Signature(
            organisation=organisations[row["organisation"]],
            name=row["name"],
            side=row.get("side", ""),
            **columns("title", row.get("title")),
        )
        for row in term.get("signatures", [])
    ]
    parties = keys(term["parties"], organisations)
    return record_agreement(agreement=agreement, parties=parties, signatures=signatures, actor=actor)
