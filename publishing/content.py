"""What a revision freezes: a dataclass that turns into JSON and, whatever its age, back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar, Self, TypeVar

C = TypeVar("C", bound="Content")
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Content:
    """The aggregate of one document.

    Subclasses add fields that JSON can hold: tuples instead of lists, and ids instead of things.

    `schema` counts up whenever the fields change; `upcasters[n]` turns stored data of schema n into n + 1, for ever.
    """

    schema: ClassVar[int] = 1
    upcasters: ClassVar[Mapping[int, Upcaster]] = {}
    # What each field is called in front of an editor.
    labels: ClassVar[Mapping[str, Any]] = {}

    language: str
    title: str
    slug: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any], schema: int) -> Self:
        """The content stored as `data` under that schema version.

        Raises KeyError when an upcaster is missing: a programming error that the tests look for.
        """
        current = dict(data)
        while schema < cls.schema:
            current = cls.upcasters[schema](current)
            schema += 1
        return cls.parse(current)

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Self:
        """Build from data of the present schema; subclasses with nested parts override this."""
        return cls(**data)

    def digest(self) -> str:
        """SHA-256 of the canonical JSON: equal for equal contents."""
        canonical = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def merge(*, ancestor: C, correction: C, scheduled: C) -> tuple[C, tuple[str, ...]]:
    """Carry a correction of the live text into a change that waits for its time.

    Field by field: what only one side changed since `ancestor` is taken from that side. Returns the merged content and
    the names of fields that both changed, differently; there the scheduled one is kept, and the caller must not go on
    unasked.
    """
    changes: dict[str, Any] = {}
    conflicts = []
    for field in fields(ancestor):
        before, corrected, waiting = (getattr(side, field.name) for side in (ancestor, correction, scheduled))
        if corrected in (before, waiting):
            continue
        if waiting == before:
            changes[field.name] = corrected
        else:
            conflicts.append(field.name)
    return replace(scheduled, **changes), tuple(conflicts)
