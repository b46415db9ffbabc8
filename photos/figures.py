"""A photo as a page shows it: with description, caption and credit in the page's language."""

from __future__ import annotations

from dataclasses import dataclass

from photos.models import Photo
from publishing.text import Text
from publishing.translated import Translated


@dataclass(frozen=True)
class Figure:
    """A photo with the words it has at one place."""

    photo: Photo
    alt: Text
    caption: Text
    credit: str


def figure(photo: Photo, language: str, *, alt: str = "", caption: str = "") -> Figure:
    """The photo for readers of `language`; `alt` and `caption` are what was written for this place in that language."""
    return Figure(
        photo, words(photo, "alt", language, alt), words(photo, "caption", language, caption), photo.credit_line
    )


def words(photo: Photo, name: str, language: str, here: str = "") -> Text:
    """What was written for this place, else what the photo library has; a decorative photo is not described."""
    if here:
        return Text(here, language)
    if name == "alt" and photo.is_decorative:
        return Text("", "")
    return Translated.of(photo, name, language)
