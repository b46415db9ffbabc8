"""Partnerships and their chains for tests, of this app and of those above it."""

from typing import Any

from directory.models import Organisation
from partnerships.models import Agreement, AgreementParty, Partnership, Signature
from publishing.partial_dates import PartialDate
from tests.directory.factories import make_home, make_organisation

DATES = ("signed", "starts", "ends")


def make_partnership(**over: Any) -> Partnership:
    fields = {"kind": "strategic", "visibility": "public"} | over
    if not any(name.startswith("title_") for name in over):
        fields["title_en"] = f"Partnership {Partnership.objects.count() + 1}"
    return Partnership.objects.create(**fields)


def agreement_fields(**over: Any) -> dict[str, Any]:
    """What a signed agreement needs; dates as people type them, an end makes it a fixed one."""
    fields = {
        "stage": "signed",
        "signed": "2020-06-16",
        "end_kind": "fixed" if over.get("ends") else "not-published",
    } | over
    if fields.get("signed_unknown"):
        fields["signed"] = None
    for name in DATES:
        if isinstance(fields.get(name), str):
            fields[name] = PartialDate.parse(fields[name])
    return fields


def make_agreement(*parties: Organisation, **over: Any) -> Agreement:
    """The next agreement of the chain; without parties it is between us and somebody new."""
    partnership = over.pop("partnership", None) or make_partnership()
    over.setdefault("position", partnership.agreements.count() + 1)
    agreement = Agreement.objects.create(partnership=partnership, **agreement_fields(**over))
    for position, party in enumerate(parties or (make_home(), make_organisation()), start=1):
        AgreementParty.objects.create(agreement=agreement, organisation=party, position=position)
    return agreement


def make_espoo_aalto() -> Partnership:
    """The chain of the source article: since 2012, extended on 16 June 2020, no end published."""
    aalto = make_home()
    espoo = make_organisation(
        kind="city", name_fi="Espoon kaupunki", name_sv="Esbo stad", name_en="City of Espoo", country="FI"
    )
    partnership = make_partnership(title_fi="Espoo ja Aalto", title_sv="Esbo och Aalto", title_en="Espoo and Aalto")
    make_agreement(
        aalto, espoo, partnership=partnership, starts="2012", signed_unknown=True, end_kind="unknown", kind="original"
    )
    extension = make_agreement(aalto, espoo, partnership=partnership, kind="extension", place="Espoo")
    for position, (organisation, name, title, side) in enumerate(
        [(espoo, "Jukka Mäkelä", "Mayor", "left"), (aalto, "Ilkka Niemelä", "President", "right")], start=1
    ):
        Signature.objects.create(
            agreement=extension, organisation=organisation, name=name, title_en=title, side=side, position=position
        )
    return partnership
