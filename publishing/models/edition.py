"""What was frozen of a document, and what of it the public sees when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publishing.constraints import NoOverlap
from publishing.content import Content
from publishing.models.document import LANGUAGE_CHOICES
from publishing.querysets import EditionQuerySet


class Revision(models.Model):
    """One immutable snapshot of a document. Numbers count up from 1 within the document."""

    document_id: int

    class Kind(models.TextChoices):
        SAVED = "saved", _("Saved")
        SUBMITTED = "submitted", _("Submitted for review")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        RESTORED = "restored", _("Restored")

    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    schema = models.PositiveSmallIntegerField(_("schema version"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("time"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="%(class)s_number_once_per_document")
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A revision is immutable; record a new one.")
        super().save(*args, **kwargs)


class Edition(models.Model):
    """This revision is what the public sees in [live_from, live_until); no end means for ever.

    `planned_until` is the end its editor asked for, `live_until` that or the start of the next edition. Two editions of
    one document never overlap, nor do two with the same address in one language: both held by the database. Past
    editions change only in their end. Each concrete model names the constraints of `Edition.constraints()` in its
    Meta.
    """

    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    translation_key = models.UUIDField()
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, db_index=False)
    published_at = models.DateTimeField()
    live_from = models.DateTimeField()
    planned_until = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)
    # What readers are told about this edition (empty for a minor correction), and all such notes up to it.
    change_note = models.CharField(max_length=300, blank=True)
    change_notes = models.JSONField(default=list)
    changed_at = models.DateTimeField(null=True)

    revision: Any
    document_id: int

    objects = EditionQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def constraints(prefix: str) -> list[models.BaseConstraint]:
        """What the database holds for every concrete edition; constraint names start with `prefix`."""
        return [
            NoOverlap(
                name=f"{prefix}_one_at_a_time",
                fields=["document"],
                since="live_from",
                until="live_until",
                violation_error_message=_("Another version is public during that time."),
            ),
            NoOverlap(
                name=f"{prefix}_address_once",
                fields=["language", "slug"],
                since="live_from",
                until="live_until",
                violation_error_message=_("Another item has this address during that time."),
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
                name=f"{prefix}_ends_after_start",
            ),
        ]

    @staticmethod
    def indexes(prefix: str) -> list[models.Index]:
        return [
            models.Index(fields=["language", "slug", "-live_from"], name=f"{prefix}_address"),
            models.Index(fields=["language", "-published_at", "-id"], name=f"{prefix}_newest"),
            models.Index(fields=["translation_key"], name=f"{prefix}_translations"),
        ]

    def is_live(self, at: datetime) -> bool:
        """The predicate that says the same of one edition as `EditionQuerySet.live` of many."""
        return self.live_from <= at and (self.live_until is None or self.live_until > at)

    def project(self, content: Content) -> None:
        """Fill the columns that lists filter and order by, before the edition is saved."""
        raise NotImplementedError

    def link(self, content: Content) -> None:
        """Write the rows that tie the saved edition to the things it refers to."""
        raise NotImplementedError


class EditionLink(models.Model):
    """A tie between an edition and one thing it refers to.

    Concrete classes add the foreign key `edition`, with CASCADE, and one to the thing, with PROTECT: what the public
    has seen cannot lose its parts.
    """

    class Meta:
        abstract = True
