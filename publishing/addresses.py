"""Which document an address means: the live edition, else where it moved, else that it is gone, else nothing."""

from dataclasses import dataclass
from datetime import datetime
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

    edition: Edition


def resolve(editions: EditionQuerySet, language: str, slug: str, at: datetime) -> Edition | Moved | Gone | None:
    """What the address answers at that instant; every slug that ever lived leads on, in one hop."""
    here = editions.in_language(language).filter(slug=slug)
    live: Edition | None = here.live(at).first()
    if live is not None:
        return live
    return former(editions, language, slug, at)


def former(editions: EditionQuerySet, language: str, slug: str, at: datetime) -> Moved | Gone | None:
    """The same for an address that is known to have no live edition of its own."""
    last: Any = editions.in_language(language).filter(slug=slug).opened(at).order_by("-live_from").first()
    if last is None:
        return None
    successor = editions.live(at).filter(document=last.document_id).first()
    return Moved(successor) if successor else Gone(last)


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
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{number}" for number in range(2, len(taken) + 3) if f"{wanted}-{number}" not in taken)
