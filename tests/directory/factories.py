"""Organisations and people for tests, of this app and of those above it."""

from typing import Any

from directory.models import ContactPerson, Organisation


def make_organisation(**over: Any) -> Organisation:
    fields = {"kind": "university", "country": "SE"} | over
    if not any(name.startswith("name_") for name in over):
        fields["name_en"] = f"University {Organisation.objects.count() + 1}"
    return Organisation.objects.create(**fields)


def make_home(**over: Any) -> Organisation:
    """The organisation that is us; the one that is there already, if any."""
    names = {"name_fi": "Aalto-yliopisto", "name_sv": "Aalto-universitetet", "name_en": "Aalto University"}
    home = Organisation.objects.filter(is_home=True).first()
    return home or make_organisation(**{**names, "country": "FI", "city": "Espoo", "is_home": True, **over})


def make_contact(**over: Any) -> ContactPerson:
    organisation = over.pop("organisation", None) or make_home()
    return ContactPerson.objects.create(**{"name": "Elli Rantala", "organisation": organisation} | over)
