"""What the demonstration's photo library does at loading time with rights that end."""

import pytest

from photos.models import Photo
from portal.demo import register
from portal.demo.people import ensure_people
from publishing import clock
from tests.photos.factories import make_photo

pytestmark = pytest.mark.django_db


def test_rights_that_ended_before_the_day_of_loading_end_after_the_articles_were_published():
    ended = [key for key, row in register.photo_rows().items() if row.get("days", {}).get("usable_until", 0) < 0]
    photos = {key: make_photo() for key in ended}

    register.end_rights(photos, ensure_people()["photo-editor"])

    assert ended
    assert not Photo.objects.visible_to(None, clock.now()).exists()
    assert set(Photo.objects.ended(clock.helsinki_date(clock.now()))) == set(photos.values())


def test_rights_that_still_hold_are_left_alone():
    rows = register.photo_rows()
    still = [key for key, row in rows.items() if row.get("days", {}).get("usable_until", 0) > 0]
    photos = {key: make_photo() for key in rows if key in still or "days" in rows[key]}

    register.end_rights(photos, ensure_people()["photo-editor"])

    assert still
    assert all(Photo.objects.get(pk=photos[key].pk).usable_until is None for key in still)
