"""Verbs of the register that reach into the photo library."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from directory.models import ContactPerson, PhotoPerson
from photos.models import Photo
from photos.people import PersonShown, people_to_json
from publishing.text import LANGUAGES


def show_people(*, photo: Photo) -> None:
    """Write into the photo who is in it, as pages and the search of the library want it."""
    places = PhotoPerson.objects.filter(photo=photo).order_by("position", "pk")
    photo.people = people_to_json(
        PersonShown(
            name=place.name,
            title={code: text for code in LANGUAGES if (text := getattr(place, f"title_{code}"))},
            row=place.row,
            contact=place.person_id,
        )
        for place in places
    )
    photo.save(update_fields=["people"])


@transaction.atomic
def picture(*, photo: Photo, people: Sequence[PersonShown]) -> None:
    """Let the photo show these people and nobody else; who has left the register meanwhile stays by name and title."""
    contacts = ContactPerson.objects.filter(pk__in=[person.contact for person in people if person.contact])
    known = set(contacts.values_list("pk", flat=True))
    PhotoPerson.objects.filter(photo=photo).delete()
    for position, person in enumerate(people, start=1):
        PhotoPerson.objects.create(
            photo=photo,
            person_id=person.contact if person.contact in known else None,
            name=person.name,
            row=person.row,
            position=position,
            **{f"title_{code}": person.title.get(code, "") for code in LANGUAGES},
        )
    show_people(photo=photo)
