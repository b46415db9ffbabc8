"""The one clock. Views, commands and the admin read it here; everything below takes time as an argument."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

HELSINKI = ZoneInfo("Europe/Helsinki")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def helsinki_date(at: datetime) -> date:
    """The calendar date in Finland at that instant: 'today' of people and of agreements."""
    return at.astimezone(HELSINKI).date()


def new_year(year: int) -> datetime:
    """The instant at which that year starts in Finland."""
    return datetime(year, 1, 1, tzinfo=HELSINKI)
