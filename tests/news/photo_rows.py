"""Many photos at the price of one upload: rows of their own that share its files."""

from __future__ import annotations

from typing import Any

from photos.models import Photo
from tests.photos.factories import make_built_photo

WORDS = {"alt_fi": "Valoisa katto", "alt_sv": "Ett ljust tak", "alt_en": "A light roof"}


def make_photo_rows(*rows: dict[str, Any]) -> list[Photo]:
    """A photo for each of `rows`, described and credited unless it says otherwise; nothing is checked."""
    first = make_built_photo(**WORDS)
    plain = {field.attname: getattr(first, field.attname) for field in Photo._meta.concrete_fields} | {"id": None}
    photos = [Photo(**{**plain, **row}) for row in rows]
    for photo in photos:
        photo.derive()
    made: list[Photo] = Photo.objects.bulk_create(photos)
    return made
