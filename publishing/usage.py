"""Where things are used: found through the foreign keys that point at them, so that no app has to announce itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from publishing.models import EditionLink, Thing


def public_uses(thing: Thing, at: datetime) -> Iterator[Any]:
    """The live or scheduled editions that refer to the thing, and the public things that point at it."""
    for relation in thing._meta.related_objects:
        rows = relation.related_model._default_manager.filter(**{relation.field.name: thing})
        if issubclass(relation.related_model, EditionLink):
            editions = relation.related_model._meta.get_field("edition").related_model.objects.unfinished(at)
            for link in rows.filter(edition__in=editions).select_related("edition"):
                yield link.edition
        elif hasattr(rows, "visible_to"):
            yield from rows.visible_to(None, at)


def is_used_publicly(thing: Thing, at: datetime) -> bool:
    return next(public_uses(thing, at), None) is not None
