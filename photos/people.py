"""Who stands where in a picture, and the sentence that a caption makes of it.

The register of people lies above this app: it writes what it knows into `Photo.people`, in the shape of `to_json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from django.db.models import TextChoices
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override, pgettext, pgettext_lazy

from publishing.text import Text, first_text


class Row(TextChoices):
    """Seen from the camera; people in one row only need none."""

    FRONT = "front", pgettext_lazy("row of people", "in front")
    MIDDLE = "middle", pgettext_lazy("row of people", "in the middle")
    BACK = "back", pgettext_lazy("row of people", "at the back")


_ORDER = {row.value: number for number, row in enumerate(Row)}
_FROM_LEFT = {
    "": gettext_lazy("From left"),
    Row.FRONT: gettext_lazy("In front, from left"),
    Row.MIDDLE: gettext_lazy("In the middle, from left"),
    Row.BACK: gettext_lazy("At the back, from left"),
}
_ALONE = {
    "": gettext_lazy("In the picture"),
    Row.FRONT: gettext_lazy("In front"),
    Row.MIDDLE: gettext_lazy("In the middle"),
    Row.BACK: gettext_lazy("At the back"),
}


@dataclass(frozen=True)
class PersonShown:
    """Somebody in a picture: name and title as they were then; `contact` is the key of the person in the register."""

    name: str
    title: Mapping[str, str]
    row: str = ""
    contact: int | None = None

    def title_in(self, language: str) -> Text:
        """As it was written, or the one there is in another language."""
        return first_text(self.title, language)

    def named_in(self, language: str) -> str:
        """Title and name: "Mayor Jukka Mäkelä", "kaupunginjohtaja Jukka Mäkelä"."""
        return f"{self.title_in(language)} {self.name}".strip()


def before_a_name(title: str, language: str) -> str:
    """A title that stood by itself as it stands in a sentence, as far as a rule can tell: Finnish and Swedish ones have
    a small letter there. Abbreviations stay; who writes a title for a picture writes it as it is printed.
    """
    if language == "en" or title[1:2].isupper():
        return title
    return title[:1].lower() + title[1:]


def people_from_json(rows: Sequence[Mapping[str, Any]]) -> list[PersonShown]:
    return [PersonShown(**row) for row in rows]


def people_to_json(people: Iterable[PersonShown]) -> list[dict[str, Any]]:
    """In order: the front row first, each from the left as given."""
    return [asdict(person) for person in sorted(people, key=lambda person: _ORDER.get(person.row, -1))]


def people_text(people: Sequence[PersonShown], language: str) -> str:
    """One sentence a row, for text without markup; "" for nobody."""
    with override(language):
        return " ".join(
            f"{lead}: {''.join(before + person.named_in(language) for before, person in _separated(row))}."
            for lead, row in _rows(people)
        )


def people_html(people: Sequence[PersonShown], language: str, anchors: Mapping[int, str]) -> SafeString:
    """The same with a link for each contact that `anchors` has an address for."""
    with override(language):
        return format_html_join(
            " ",
            "{}: {}.",
            (
                (
                    lead,
                    format_html_join(
                        "", "{}{}", ((before, _linked(one, language, anchors)) for before, one in _separated(row))
                    ),
                )
                for lead, row in _rows(people)
            ),
        )


def _rows(people: Sequence[PersonShown]) -> list[tuple[object, list[PersonShown]]]:
    rows = [(row, list(group)) for row, group in groupby(people, key=lambda person: person.row)]
    return [((_FROM_LEFT if len(group) > 1 else _ALONE)[row if len(rows) > 1 else ""], group) for row, group in rows]


def _separated(row: Sequence[PersonShown]) -> Iterator[tuple[str, PersonShown]]:
    """Each person with what stands before it in "A, B and C"."""
    last = len(row) - 1
    conjunction = pgettext("between the last two names", "and")
    for number, person in enumerate(row):
        yield "" if number == 0 else f" {conjunction} " if number == last else ", ", person


def _linked(person: PersonShown, language: str, anchors: Mapping[int, str]) -> str:
    title = person.title_in(language)
    name: str = person.named_in(language)
    if title and title.language != language:
        name = format_html('<span lang="{}">{}</span> {}', title.language, title, person.name)
    address = anchors.get(person.contact) if person.contact is not None else None
    return format_html('<a href="{}">{}</a>', address, name) if address else name
