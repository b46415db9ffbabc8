"""Whether a photo may be shown: the people in it, the days on which its terms hold, and why it may not.

The rule itself is `PhotoQuerySet.visible_to` for many photos and `Photo.is_visible` for one.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.TextChoices):
    """On what ground people are shown (GDPR article 6; for a journalistic purpose the Finnish Data Protection Act,
    section 27). Left empty nobody has said yet.
    """

    NOT_NEEDED = "not-needed", _("Nobody can be recognised")
    EVENT = "event", _("Public event, and the people were told")
    AGREED = "agreed", _("The people have agreed")
    GUARDIANS = "guardians", _("The guardians have agreed")


# Whoever has agreed may change their mind (GDPR article 7, 3): what is shown on that ground can end any minute.
REVOCABLE = (Consent.AGREED, Consent.GUARDIANS)


def earliest(*days: date | None) -> date | None:
    """The first of several days, where None is never."""
    return min((day for day in days if day is not None), default=None)
