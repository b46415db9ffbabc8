"""Adjectives for photos. Which photos the public may see is decided here, and nowhere else."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from publishing.clock import helsinki_date


class PhotoQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any, at: datetime) -> Self:
        """Photos whose rights hold on the Helsinki date of `at`, both ends included; for staff as for everybody."""
        today = helsinki_date(at)
        return self.filter(
            Q(usable_from__isnull=True) | Q(usable_from__lte=today),
            Q(usable_until__isnull=True) | Q(usable_until__gte=today),
        )
