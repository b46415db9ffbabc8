"""The ledger of the mail that the site sends to people."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.querysets import HANDING_OVER_TAKES_AT_MOST, OutgoingMailQuerySet


class OutgoingMail(models.Model):
    """One mail to one person, from when it was written to what became of it.

    It is marked as handed over *before* the mail server gets it, and as sent after that server has taken it. Where the
    process ends in between nobody knows whether it went out: the row goes on saying that it was handed over, and only a
    person sends it again. `message_id` stays the same however often it is sent, so that a mailbox can tell.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        HANDED_OVER = "handed_over", _("Handed over, no answer")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        SETTLED = "settled", _("Not repeated, settled")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("to")
    )
    address = models.EmailField(_("e-mail address"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    message_id = models.CharField("Message-ID", max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    written_at = models.DateTimeField(_("written"))
    # When it is tried next.
    due_at = models.DateTimeField(_("next attempt"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    handed_over_at = models.DateTimeField(_("handed over"), null=True)
    # What the mail server said, in its own words.
    problem = models.CharField(_("problem"), max_length=300, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-written_at", "-pk"]
        default_permissions = ("view", "change")
        indexes = [models.Index(fields=["state", "due_at"], name="outgoingmail_due")]

    def __str__(self) -> str:
        return self.subject

    def is_questionable(self, at: datetime) -> bool:
        """Whether a person has to decide: the predicate that says the same as `OutgoingMailQuerySet.questionable`."""
        return self.state == self.State.FAILED or self.is_unknown(at)

    def is_unknown(self, at: datetime) -> bool:
        """Whether nobody can say if it went out, and nobody is about to find out."""
        if self.state != self.State.HANDED_OVER or self.handed_over_at is None:
            return False
        return self.handed_over_at < at - HANDING_OVER_TAKES_AT_MOST
