"""What people have said about a picture: it goes with the picture when another photo takes it over, and comes back with
it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from photos.models import WORDS_AND_RIGHTS, Photo
from photos.people import PersonShown, people_from_json, people_to_json


@dataclass(frozen=True)
class Said:
    """Words and rights by column of Photo, keywords by name, and who is in the picture."""

    columns: Mapping[str, Any] = field(default_factory=dict)
    keywords: Sequence[str] = ()
    people: Sequence[PersonShown] = ()

    @classmethod
    def about(cls, photo: Photo) -> Self:
        columns = {name: getattr(photo, name) for name in WORDS_AND_RIGHTS}
        return cls(columns, list(photo.keywords.names()), photo.people_shown)

    def write_into(self, photo: Photo) -> None:
        """Set the columns of the unsaved photo; keywords and people are rows of their own."""
        for name, value in self.columns.items():
            setattr(photo, name, value)

    def to_json(self) -> dict[str, Any]:
        """For a JSONField whose encoder knows dates."""
        return {
            "columns": dict(self.columns),
            "keywords": list(self.keywords),
            "people": people_to_json(self.people),
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """A column that Photo does not have any more is passed over."""
        fields = {name: Photo._meta.get_field(name) for name in said["columns"] if name in WORDS_AND_RIGHTS}
        columns = {name: column.to_python(said["columns"][name]) for name, column in fields.items()}
        return cls(columns, said["keywords"], people_from_json(said["people"]))
