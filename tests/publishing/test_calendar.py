"""The Finnish year of an instant, as the database counts it."""

from datetime import UTC, datetime, timedelta

import pytest

from news.models import ArticleEdition
from publishing.calendar import HelsinkiYear
from publishing.clock import HELSINKI
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "at",
    [
        datetime(2019, 12, 31, 21, 59, 59, 999999, tzinfo=UTC),
        datetime(2019, 12, 31, 22, tzinfo=UTC),
        datetime(2020, 1, 1, tzinfo=UTC),
        datetime(2020, 7, 1, tzinfo=UTC),
        datetime(1999, 12, 31, 22, tzinfo=UTC) - timedelta(microseconds=1),
    ],
)
def test_the_database_and_the_calendar_agree_on_the_year(at: datetime) -> None:
    edition = make_published_article(published_at=at, published_at_reason="from the archive")

    year = ArticleEdition.objects.annotate(year=HelsinkiYear("published_at")).get(pk=edition.pk).year

    assert year == at.astimezone(HELSINKI).year
