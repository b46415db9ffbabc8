"""A photo as a page shows it: with description, caption, people and credit in the page's language."""

from __future__ import annotations

from dataclasses import dataclass

from photos.licences import Licence
from photos.models import Photo
from photos.people import PersonShown
from publishing.text import Text
from publishing.translated import Translated


@dataclass(frozen=True)
class Figure:
    """A photo with the words it has at one place.

    `people` are said after the caption, unless somebody wrote a caption for this place: that one says it all.
    """

    photo: Photo
    language: str
    alt: Text
    caption: Text
    people: list[PersonShown]
    credit: str

    @property
    def licence(self) -> Licence | None:
        """The terms under which readers may take the photo away; None where they may not."""
        licence = Licence(self.photo.licence) if self.photo.licence else None
        return licence if licence is not None and licence.is_open_to_press else None


def figure(photo: Photo, language: str, *, alt: str = "", caption: str = "") -> Figure:
    """The photo for readers of `language`; `alt` and `caption` are what was written for this place in that language."""
    return Figure(
        photo=photo,
        language=language,
        alt=words(photo, "alt", language, alt),
        caption=words(photo, "caption", language, caption),
        people=[] if caption else photo.people_shown,
        credit=photo.credit_line,
    )


def words(photo: Photo, name: str, language: str, here: str = "") -> Text:
    """What was written for this place, else what the photo library has; a decorative photo is not described."""
    if here:
        return Text(here, language)
    if name == "alt" and photo.is_decorative:
        return Text("", "")
    return Translated.of(photo, name, language)
