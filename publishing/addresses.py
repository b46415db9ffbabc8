"""Where an address without a live edition leads, and how addresses come about."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from django.utils.text import slugify

from publishing.collation import fold
from publishing.models import Document, Edition
from publishing.querysets import EditionQuerySet

SLUG_LENGTH = 80


@dataclass(frozen=True)
class Moved:
    """The address was once live; its document now lives at `edition`."""

    edition: Edition


@dataclass(frozen=True)
class Gone:
    """The address was once live and its document is public no more."""


def former(editions: EditionQuerySet, language: str, slug: str, at: datetime) -> Moved | Gone | None:
    """What an address that has no live edition of its own answers at that instant.

    Every slug that ever lived leads on, in one hop; None where none ever did.
    """
    last: Any = editions.in_language(language).filter(slug=slug).opened(at).order_by("-live_from").first()
    if last is None:
        return None
    successor = editions.live(at).filter(document=last.document_id).first()
    return Moved(successor) if successor else Gone()


def slug_from(title: str) -> str:
    """An address part from a title: å ä ö become a a o, cut at a word near 80 characters; "" where nothing is left."""
    slug = slugify(fold(title))
    if len(slug) <= SLUG_LENGTH:
        return slug
    return slug[: SLUG_LENGTH + 1].rsplit("-", 1)[0][:SLUG_LENGTH]


def free_slug(document: Document, at: datetime) -> str:
    """The slug of the title, numbered where another document of that language uses or will use it; never empty."""
    model = type(document)
    wanted = slug_from(document.title) or "item"
    others = model._default_manager.filter(language=document.language, slug__startswith=wanted).exclude(pk=document.pk)
    editions = model._meta.get_field("editions").related_model
    public = editions.objects.in_language(document.language).unfinished(at).filter(slug__startswith=wanted)
    if document.pk:
        public = public.exclude(document=document.pk)
    taken = {*others.values_list("slug", flat=True), *public.values_list("slug", flat=True)}
    return numbered(wanted, taken)


def numbered(wanted: str, taken: Set[str]) -> str:
    """The wanted slug where it is free, else the first free one of wanted-2, wanted-3 and so on."""
    if wanted not in taken:
        return wanted
    return next(slug for slug in (f"{wanted}-{number}" for number in count(2)) if slug not in taken)
