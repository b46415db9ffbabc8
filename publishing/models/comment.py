"""What people say to each other about a working copy, and what the newsroom has agreed on about who checks whom."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# As user names are (django.contrib.auth.validators); a full stop at the end belongs to the sentence.
MENTION = re.compile(r"(?<![\w@.+-])@([\w@.+-]*[\w@+-])")
LONGEST_COMMENT = 2000


class Comment(models.Model):
    """A remark about a working copy as a whole, or about one field of its content; resolved when it is dealt with."""

    document_id: int
    document: Any

    field = models.CharField(_("about"), max_length=40, blank=True)
    text = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("time"))
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def about(self) -> str:
        """What the field is called in front of an editor; "" for the whole."""
        return str(self.document.content_class.labels.get(self.field, ""))

    @staticmethod
    def names_in(text: str) -> set[str]:
        """The user names that a text addresses as @name."""
        return set(MENTION.findall(text))

    @property
    def mentioned(self) -> set[str]:
        return self.names_in(self.text)


class DeskRules(models.Model):
    """What the newsroom has agreed on; one row, that administrators change."""

    may_publish_own = models.BooleanField(
        _("editors may publish what they wrote themselves, unreviewed"),
        default=True,
        help_text=_("Otherwise somebody else has to approve it first."),
    )

    class Meta:
        verbose_name = _("rules of the newsroom")
        verbose_name_plural = _("rules of the newsroom")
        default_permissions = ("view", "change")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="deskrules_only_one")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> DeskRules:
        """The rules in force; the defaults, as an unsaved row, where nobody has changed any."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
