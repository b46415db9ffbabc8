"""Adjectives for photos. Which photos the public may see is decided here, and nowhere else."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db.models import DateField, Q, Value
from django.db.models.functions import Coalesce, Least

from photos.licences import WITHOUT_CREDIT
from photos.rights import Consent
from publishing.clock import helsinki_date
from publishing.querysets import FoldedQuerySet
from publishing.translated import Translated

_DESCRIBED = Q(is_decorative=True) | Translated.given("alt")
_CREDITED = Q(licence__in=WITHOUT_CREDIT) | ~Q(photographer="", credit_organisation="")


# The first of the two ends that a photo may have; what has none comes last.
LAST_DAY = Least(
    *(Coalesce(name, Value(date.max), output_field=DateField()) for name in ("usable_until", "consent_until"))
)


class PhotoQuerySet(FoldedQuerySet):
    def visible_to(self, user: Any, at: datetime) -> Self:
        """Photos that may be shown on the Helsinki date of `at`, both ends included; for staff as for everybody.

        They are described, credited where their terms want it, neither withdrawn nor in the bin; their terms and the
        agreement of the people hold, and for minors that of their guardians has been given.
        """
        today = helsinki_date(at)
        return self.filter(
            _DESCRIBED,
            _CREDITED,
            Q(usable_from__isnull=True) | Q(usable_from__lte=today),
            Q(usable_until__isnull=True) | Q(usable_until__gte=today),
            Q(consent_until__isnull=True) | Q(consent_until__gte=today),
            Q(shows_minors=False) | Q(consent=Consent.GUARDIANS, consent_on__lte=today),
            withdrawn_at__isnull=True,
            binned_at__isnull=True,
        )

    def in_library(self) -> Self:
        return self.filter(binned_at__isnull=True)

    def in_service(self) -> Self:
        """Those of the library that somebody may still use somewhere, today or once their time has come."""
        return self.in_library().filter(withdrawn_at__isnull=True)

    def in_bin(self) -> Self:
        return self.filter(binned_at__isnull=False)

    def withdrawn(self) -> Self:
        return self.filter(withdrawn_at__isnull=False)

    def ending_within(self, days: int, today: date) -> Self:
        """Whose terms or whose people's agreement still hold today and end within so many days."""
        last = today + timedelta(days=days)
        return self.exclude(self._ended(today)).filter(Q(usable_until__lte=last) | Q(consent_until__lte=last))

    def ended(self, today: date) -> Self:
        return self.filter(self._ended(today))

    def without_alt(self, language: str) -> Self:
        """Those that nobody has described in that language, where a description is wanted."""
        return self.filter(is_decorative=False, **{f"alt_{language}": ""})

    def without_credit(self) -> Self:
        """Those whose terms want a credit that nobody has given."""
        return self.exclude(_CREDITED)

    @staticmethod
    def _ended(today: date) -> Q:
        return Q(usable_until__lt=today) | Q(consent_until__lt=today)
