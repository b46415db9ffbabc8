"""What somebody has looked at and found right."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from publishing import clock
from publishing.models.document import LANGUAGE_CHOICES


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
