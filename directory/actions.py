"""Verbs of the register that reach into the photo library."""

from __future__ import annotations

from django.db import transaction

from directory.models import PhotoPerson
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
def copy_people(*, source: Photo | None, target: Photo) -> None:
    """Let the target show whom the source shows; nobody without a source."""
    places = list(PhotoPerson.objects.filter(photo=source)) if source else []
    PhotoPerson.objects.filter(photo=target).delete()
    for place in places:
        place.pk, place.photo = None, target
        place._state.adding = True
        place.save()
    show_people(photo=target)
