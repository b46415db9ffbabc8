"""Where things are used: found through the foreign keys that protect them, so that no app has to announce itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, ForeignKey, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from publishing.models import Document, Edition, EditionLink, Thing, Versioned

Rows = TypeVar("Rows", bound=models.QuerySet[Any])


class Standing(models.TextChoices):
    """What a place that uses a thing is to the public."""

    LIVE = "live", _("public now")
    SCHEDULED = "scheduled", _("scheduled")
    DRAFT = "draft", _("working copy")
    INTERNAL = "internal", _("not public")


@dataclass(frozen=True)
class Use:
    """A document or thing that uses the thing asked about, with every standing it has in doing so."""

    holder: Document | Thing
    standings: tuple[Standing, ...]


def is_used_publicly(thing: Thing, at: datetime) -> bool:
    return bool(publicly_used([thing], at))


def publicly_used(things: Sequence[Thing], at: datetime) -> set[int]:
    """The keys of those of several things of one kind that the public sees somewhere, or will; a query a relation."""
    found: set[int] = set()
    for field in _referring(type(things[0])) if things else ():
        rows: Any = field.model._default_manager.filter(**{f"{field.name}__in": [thing.pk for thing in things]})
        if issubclass(field.model, EditionLink):
            public = rows.filter(edition__in=_editions(field.model).unfinished(at).values("pk"))
        elif hasattr(rows, "visible_to"):
            public = rows.visible_to(None, at)
        else:
            continue
        found |= set(public.values_list(field.attname, flat=True))
    return found


def uses(thing: Thing, at: datetime) -> list[Use]:
    """Every place that uses the thing today or will, public or not, the public ones first; past editions are none."""
    return uses_of([thing], at)[thing.pk]


def uses_of(things: Sequence[Thing], at: datetime) -> dict[int, list[Use]]:
    """The same for several things of one kind, by key; as many queries as for one."""
    found: dict[int, dict[Any, set[Standing]]] = {thing.pk: {} for thing in things}
    for field in _referring(type(things[0])) if things else ():
        rows = field.model._default_manager.filter(**{f"{field.name}__in": list(found)})
        for pk, holder, standing in _holders(field, rows, at):
            found[pk].setdefault(holder, set()).add(standing)
    return {pk: _in_order(holders) for pk, holders in found.items()}


def _in_order(holders: dict[Any, set[Standing]]) -> list[Use]:
    order = list(Standing)
    found = [Use(holder, tuple(sorted(standings, key=order.index))) for holder, standings in holders.items()]
    return sorted(found, key=lambda use: (order.index(use.standings[0]), use.holder._meta.label, -use.holder.pk))


def unused(things: Rows, at: datetime) -> Rows:
    """Those that nothing uses today, public or not."""
    return things.exclude(_is_used(things.model, at))


def unreferred(things: Rows) -> Rows:
    """Those that nothing refers to, past editions included: nothing would be lost with them."""
    model: Any = things.model
    referred = [_rows_of(field) for field in _referring(model)]
    return things.exclude(_any(referred))


def _is_used(model: type[models.Model], at: datetime) -> Q:
    rows = []
    for field in _referring(model):
        referring = _rows_of(field)
        if issubclass(field.model, EditionLink):
            referring = referring.filter(edition__in=_editions(field.model).unfinished(at).values("pk"))
        if not issubclass(field.model, Edition):
            rows.append(referring)
    return _any(rows)


def _any(rows: list[models.QuerySet[Any]]) -> Q:
    condition = Q()
    for referring in rows:
        condition |= Q(Exists(referring))
    return condition


def _rows_of(field: ForeignKey[Any, Any]) -> models.QuerySet[Any]:
    return field.model._base_manager.filter(**{field.name: OuterRef("pk")})


def _holders(field: ForeignKey[Any, Any], rows: Any, at: datetime) -> Iterator[tuple[int, Any, Standing]]:
    """Key of the thing, who the referring row speaks for, and how: documents for their editions and parts, things for
    themselves and theirs.
    """
    model = field.model
    if issubclass(model, EditionLink):
        current = rows.filter(edition__in=_editions(model).unfinished(at)).select_related("edition__document")
        for row in current:
            is_live = row.edition.is_live(at)
            yield getattr(row, field.attname), row.edition.document, Standing.LIVE if is_live else Standing.SCHEDULED
    elif not issubclass(model, Edition):  # Its links say the same.
        whole = _whole(model)
        public = set(rows.visible_to(None, at).values_list("pk", flat=True)) if hasattr(rows, "visible_to") else set()
        for row in rows.select_related(whole) if whole else rows:
            holder = getattr(row, whole) if whole else row
            is_draft = isinstance(holder, Document)
            standing = Standing.DRAFT if is_draft else Standing.LIVE if row.pk in public else Standing.INTERNAL
            yield getattr(row, field.attname), holder, standing


@cache
def _referring(model: type[models.Model]) -> tuple[ForeignKey[Any, Any], ...]:
    """The foreign keys that protect rows of the model, from whichever app: to be pointed at by one is to be used."""
    return tuple(
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.PROTECT
    )


@cache
def _whole(model: type[models.Model]) -> str:
    """The foreign key of a part to what it is a part of; "" for what stands by itself."""
    if issubclass(model, Versioned):
        return ""
    return next(
        field.name
        for field in model._meta.fields
        if isinstance(field, ForeignKey)
        and field.remote_field.on_delete is models.CASCADE
        and issubclass(field.related_model, Versioned)
    )


def _editions(link: Any) -> Any:
    return link._meta.get_field("edition").related_model.objects
