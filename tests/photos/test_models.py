"""What a photo may be, and who sees it when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from photos.models import Photo
from tests.photos.factories import make_photo

BROKEN: list[dict[str, Any]] = [
    {"width": 0},
    {"height": 0},
    {"focal_x": -0.01},
    {"focal_x": 1.01},
    {"focal_y": -1},
    {"focal_y": 7},
    {"usable_from": date(2026, 2, 1), "usable_until": date(2026, 1, 31)},
    {"alt_fi": "", "alt_sv": "", "alt_en": ""},
]


@pytest.mark.django_db
@pytest.mark.parametrize("columns", BROKEN, ids=str)
def test_the_database_refuses_what_no_photo_can_be(columns: dict[str, Any]) -> None:
    photo = make_photo()
    with pytest.raises(IntegrityError):
        Photo.objects.filter(pk=photo.pk).update(**columns)


@pytest.mark.django_db
def test_a_form_hears_of_it_in_words_at_the_field() -> None:
    photo = make_photo()
    photo.usable_from, photo.usable_until = date(2026, 2, 1), date(2026, 1, 31)
    photo.focal_x, photo.alt_en = 1.5, ""
    with pytest.raises(ValidationError) as refusal:
        photo.full_clean()
    assert {"focal_x", "alt_fi"} <= refusal.value.message_dict.keys()
    photo.focal_x, photo.alt_en = 0.5, "A stair"
    with pytest.raises(ValidationError) as refusal:
        photo.full_clean()
    assert "usable_until" in refusal.value.message_dict


@pytest.mark.django_db
def test_the_last_day_of_use_ends_at_midnight_in_helsinki() -> None:
    photo = make_photo(usable_until=date(2026, 6, 30))
    last_minute = datetime(2026, 6, 30, 20, 59, tzinfo=UTC)
    assert list(Photo.objects.visible_to(None, last_minute)) == [photo]
    assert list(Photo.objects.visible_to(None, last_minute + timedelta(minutes=1))) == []


FIRST = datetime(2025, 12, 31, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(), timedelta(days=6)).map(lambda after: FIRST + after)
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 5)) | st.none()


class VisibilityTest(TestCase):
    """Hypothesis rolls the database back after each example only inside a TestCase of its own."""

    @given(DAYS, DAYS, INSTANTS)
    def test_predicate_and_queryset_agree(self, since: date | None, until: date | None, at: datetime) -> None:
        if since and until and until < since:
            since, until = until, since
        photo = Photo.objects.create(alt_en="x", width=1, height=1, usable_from=since, usable_until=until)
        for user in (None, AnonymousUser()):
            assert Photo.objects.visible_to(user, at).filter(pk=photo.pk).exists() == photo.is_visible(user, at)


@pytest.mark.parametrize(
    ("organisation", "person", "line"),
    [
        ("Aalto University", "Mikko Raskinen", "Aalto University / Mikko Raskinen"),
        ("Aalto University", "", "Aalto University"),
        ("", "Mikko Raskinen", "Mikko Raskinen"),
        ("", "", ""),
    ],
)
def test_the_credit_names_the_organisation_first(organisation: str, person: str, line: str) -> None:
    assert Photo(credit_organisation=organisation, photographer=person).credit_line == line


def test_a_photo_is_called_by_its_words() -> None:
    assert str(Photo(alt_en="A stair in raking light")) == "A stair in raking light"
    assert str(Photo(caption_en="From left: Anna, Bo", is_decorative=True)) == "From left: Anna, Bo"
    assert str(Photo(pk=7, is_decorative=True)) == "photo 7"
    assert len(str(Photo(alt_en="long " * 60))) <= 80
