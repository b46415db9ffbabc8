"""A photo for the press: the words that go with it, in the file and as text, in the language of whoever takes it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from photos.embedding import Words
from photos.figures import Figure, figure
from photos.licences import Licence
from photos.models import Photo
from photos.people import people_text
from publishing.addresses import slug_from
from publishing.text import LANGUAGES
from publishing.translated import Translated


def press_words(photo: Photo, language: str) -> Words:
    """What is put into the file; nothing of the original's own metadata, no position and no owner, is among it."""
    captions = {code: _caption(figure(photo, code)) for code in LANGUAGES if getattr(photo, f"caption_{code}")}
    if not captions and photo.people:
        captions = {language: people_text(photo.people_shown, language)}
    return Words(
        alt=_written(photo, "alt"),
        caption=captions,
        photographer=photo.photographer,
        credit=photo.credit_line,
        copyright=photo.credit_line if photo.needs_credit else "",
        licence_url=Licence(photo.licence).url if photo.licence else "",
        keywords=tuple(photo.keywords.names()),
        people=tuple(person.name for person in photo.people_shown),
        place=photo.place,
        taken_on=photo.taken_on,
        language=language,
    )


def press_text(photo: Photo, language: str) -> str:
    """The same as plain text, a line a fact: caption, people, credit, terms, alternative text."""
    with override(language):
        shown = figure(photo, language)
        facts = [
            (_("Caption"), _caption(shown)),
            (pgettext("before a name", "Photo"), shown.credit),
            (_("Terms"), _terms(shown.licence) if shown.licence else ""),
            (_("Text alternative"), shown.alt),
        ]
    return "".join(f"{name}: {fact}\n" for name, fact in facts if fact)


def press_filename(photo: Photo) -> str:
    """What the file is called on the journalist's disk, without a suffix: the credit, and the photo's number."""
    return f"{slug_from(photo.credit_line) or 'photo'}-{photo.pk}"


def _terms(licence: Licence) -> str:
    """What may be done, after the name of the licence where it is one that the world knows."""
    return f"{licence.label}. {licence.terms}" if licence.url else str(licence.terms)


def _caption(shown: Figure) -> str:
    return " ".join(filter(None, (shown.caption, people_text(shown.people, shown.language))))


def _written(photo: Photo, name: str) -> Mapping[str, str]:
    columns = dict(zip(LANGUAGES, Translated.columns_of(name), strict=True))
    return {code: text for code, column in columns.items() if (text := getattr(photo, column))}
