"""The abstract halves of what staff edit: documents (revised, published) and things (one row, three languages)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing import clock
from publishing.content import Content
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

    Concrete classes give a Revision, an Edition and a Comment model whose foreign keys are called `document` with the
    related names `revisions`, `editions` and `comments`, and say how the whole aggregate becomes a `Content` and comes
    back from one.
    """

    content_class: ClassVar[type[Content]]
    # The reverse sides of the concrete models' foreign keys.
    revisions: Any
    editions: Any
    comments: Any

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
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("whose turn it is"),
        help_text=_("Left empty: everybody who may approve it."),
    )
    due_on = models.DateField(_("wanted by"), null=True, blank=True)
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

    def those_within_reach(self, people: Sequence[Any]) -> list[Any]:
        """Those whose rights over such documents reach this one; concrete ones may narrow them, in few queries."""
        return list(people)

    def is_within_reach(self, actor: Any) -> bool:
        return bool(self.those_within_reach([actor]))

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
