"""The abstract halves of what staff edit: documents (revised, published) and things (one row, three languages)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publishing import clock
from publishing.constraints import NoOverlap
from publishing.content import Content
from publishing.querysets import EditionQuerySet
from publishing.states import State

LANGUAGE_CHOICES = (("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English")))


class Versioned(models.Model):
    """A row that several people may have open at once. `version` is compared at every save: a stale form never wins."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("author")
    )
    updated_at = models.DateTimeField(_("last saved"), default=clock.now, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("saved by"),
    )

    class Meta:
        abstract = True

    def stamp(self, *, actor: Any, at: datetime) -> None:
        """Note on the unsaved instance that `actor` changes it; the version moves, so that older forms are stale."""
        if self._state.adding:
            self.created_at, self.created_by = at, actor
        else:
            self.version += 1
        self.updated_at, self.updated_by = at, actor


class Derived(models.Model):
    """A row with columns that follow from others. `save` fills them; who writes in bulk calls `derive()` first."""

    derived: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.derive()
        if update_fields is not None:
            update_fields = {*update_fields, *self.derived}
        super().save(*args, update_fields=update_fields, **kwargs)

    def derive(self) -> None:
        raise NotImplementedError


class Thing(Versioned):
    """What exists once in all languages: a photo, a person, an organisation. A saved change is public at once."""

    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Where this information comes from, if it is not our own: a register, a web page, a person."),
    )

    class Meta:
        abstract = True


class Document(Versioned):
    """Something that somebody writes, one row per language: the working copy, which the public never reads.

    Concrete classes give a Revision and an Edition model whose foreign keys are called `document` with the related
    names `revisions` and `editions`, and say how the whole aggregate becomes a `Content` and comes back from one.
    """

    content_class: ClassVar[type[Content]]
    # The reverse sides of the concrete models' foreign keys.
    revisions: Any
    editions: Any

    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES)
    translation_key = models.UUIDField(default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        blank=True,
        help_text=_("The last part of the web address. Left empty it is made from the title."),
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    published_at = models.DateTimeField(
        _("first published"),
        null=True,
        blank=True,
        help_text=_(
            "Only for older items that are entered afterwards. Normally set by itself at the first publication."
        ),
    )
    published_at_reason = models.CharField(
        _("reason for the earlier date"),
        max_length=200,
        blank=True,
        help_text=_("For example: published on the old web site on that day."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "language"],
                name="%(class)s_once_per_language",
                violation_error_message=_("This item exists in that language already."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(published_at_reason=""),
                name="%(class)s_backdating_has_reason",
                violation_error_message=_("Say why the first publication is earlier than this site knows."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.published_at and self.published_at > clock.now():
            raise ValidationError(
                {"published_at": _("This date is for items published earlier elsewhere and cannot lie in the future.")}
            )
        if self.published_at and not self.published_at_reason:
            raise ValidationError(
                {"published_at_reason": _("Say why the date of first publication is an earlier one.")}
            )

    def snapshot(self) -> Content:
        """The whole working copy, rows around it included, as one immutable value."""
        raise NotImplementedError

    def has_words_about(self, thing: Thing, at: datetime) -> bool:
        """Whether the working copy, or what is public or scheduled, says in words of its own what the thing shows."""
        return False

    def keep_links(self, content: Content) -> None:
        """Write the rows that tie the working copy to things its texts refer to; nothing where they cannot."""

    def apply(self, content: Content) -> None:
        """Make the working copy, rows around it included, equal to `content`; things that are gone are left out."""
        raise NotImplementedError

    def doubtful_texts(self, content: Content) -> Mapping[tuple[str, str], str]:
        """Texts with the language they should be in that hinder publication since they seem to be in another one."""
        return {}

    def publication_errors(self, content: Content, at: datetime) -> dict[str, list[Any]]:
        """What still hinders publication at that time, by field, in words for the editor; empty when nothing does."""
        raise NotImplementedError


class Revision(models.Model):
    """One immutable snapshot of a document. Numbers count up from 1 within the document."""

    document_id: int

    class Kind(models.TextChoices):
        SAVED = "saved", _("Saved")
        SUBMITTED = "submitted", _("Submitted for review")
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


class ConfirmedText(models.Model):
    """Somebody has looked at a text that seemed to be in another language than its field, and it is right.

    Kept by the text's digest, not by where it stands: whoever uses it elsewhere is not asked again.
    """

    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    digest = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "digest"], name="confirmedtext_once")]

    def __str__(self) -> str:
        return f"{self.language}: {self.digest[:12]}"
