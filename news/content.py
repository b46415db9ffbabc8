"""What a revision of an article holds: its words, and the ids of the things it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.utils.translation import gettext_lazy as _

from photos.embeds import PHOTO, photos_in
from publishing.content import Content
from publishing.embeds import embeds_in


@dataclass(frozen=True)
class PhotoPlacement:
    """A photo at its place in the article; empty alt and caption mean those of the photo library."""

    photo: int
    alt: str
    caption: str


@dataclass(frozen=True)
class AgreementMention:
    agreement: int
    role: str


@dataclass(frozen=True)
class ArticleContent(Content):
    """Order matters in every tuple. The first photo is the lead photo."""

    schema: ClassVar[int] = 1
    labels: ClassVar[Mapping[str, Any]] = {
        "title": _("title"),
        "slug": _("address"),
        "kind": _("kind"),
        "kicker": _("kicker"),
        "lead": _("lead"),
        "body": _("text"),
        "contacts_heading": _("heading of the contacts"),
        "photos": _("photos"),
        "contacts": _("contact persons"),
        "topics": _("topics"),
        "tags": _("tags"),
        "organisations": _("organisations"),
        "agreements": _("agreements"),
    }

    kind: str
    kicker: str
    lead: str
    body: str
    contacts_heading: str
    photos: tuple[PhotoPlacement, ...]
    contacts: tuple[int, ...]
    topics: tuple[int, ...]
    tags: tuple[int, ...]
    organisations: tuple[int, ...]
    agreements: tuple[AgreementMention, ...]

    @property
    def photo_ids(self) -> list[int]:
        """All photos of the article, each once: those placed beside the text, then those inside it."""
        return list(dict.fromkeys([*(placement.photo for placement in self.photos), *photos_in(self.body)]))

    def describes(self, photo: int) -> bool:
        """Whether a description or a caption was written for this photo at its place."""
        placed = any(row.photo == photo and (row.alt or row.caption) for row in self.photos)
        return placed or any(row.pk == photo and row.caption for row in embeds_in(self.body) if row.kind == PHOTO.name)

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Self:
        nested = {
            "photos": tuple(PhotoPlacement(**placement) for placement in data["photos"]),
            "agreements": tuple(AgreementMention(**mention) for mention in data["agreements"]),
        }
        ids = {name: tuple(data[name]) for name in ("contacts", "topics", "tags", "organisations")}
        return cls(**{**data, **nested, **ids})
