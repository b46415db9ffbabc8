"""The photo library in the back office."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from photos import actions
from photos.models import Photo
from publishing.clock import helsinki_date
from tests.photos.factories import encoded, files_below, make_photo, make_photographer, make_upload, picture, upload_of

pytestmark = pytest.mark.django_db

EVERYTHING = ("view_photo", "add_photo", "change_photo", "delete_photo", "publish_photo")
ADD = "admin:photos_photo_add"
LIST = "admin:photos_photo_changelist"
WORDS = {"alt_fi": "Portaat valossa", "caption_fi": "Vasemmalta: Åsa, Bo", "focal_x": "0.5", "focal_y": "0.25"}


@pytest.fixture
def editor(client: Client) -> Any:
    """Signs the client in."""
    person = make_photographer(*EVERYTHING)
    client.force_login(person)
    return person


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["adminform"].form.errors)


def test_an_editor_uploads_a_photo_with_its_words(editor: Any, client: Client) -> None:
    response = client.post(reverse(ADD), {"upload": make_upload(), **WORDS})
    assert response.status_code == 302
    photo = Photo.objects.get()
    assert (photo.alt_fi, photo.focal_y, photo.created_by, photo.width) == ("Portaat valossa", 0.25, editor, 640)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"<svg onload=alert(1)>", "This is no picture that can be used here"),
        (encoded(picture())[:-2000], "This picture is damaged or incomplete."),
        (encoded(picture(100, 100)), "The shorter side of this picture has 100 pixels; at least 200 are needed."),
    ],
)
def test_a_refused_upload_is_explained_at_the_field_and_nothing_is_stored(
    content: bytes, words: str, editor: Any, client: Client, media: Path
) -> None:
    response = client.post(reverse(ADD), {"upload": upload_of(content, "kuva 📷.jpg"), **WORDS}, follow=True)
    (sentence,) = errors(response)["upload"]
    assert sentence.startswith(words)
    assert not Photo.objects.exists()
    assert files_below(media) == set()
    assert b"Portaat valossa" in response.content


def test_nothing_uploaded_and_nothing_described_are_told_at_their_fields(editor: Any, client: Client) -> None:
    assert errors(client.post(reverse(ADD), WORDS))["upload"] == ["This field is required."]
    assert "alt_fi" in errors(client.post(reverse(ADD), {**WORDS, "upload": make_upload(), "alt_fi": ""}))


def test_a_saved_change_keeps_the_files_and_counts_the_version(editor: Any, client: Client, media: Path) -> None:
    photo = make_photo()
    before = files_below(media)
    url = reverse("admin:photos_photo_change", args=[photo.pk])
    page = client.get(url)
    assert page.status_code == 200
    assert photo.preview.url in page.content.decode()
    data = {**WORDS, "version": photo.version, "upload": make_upload(300, 300)}
    assert client.post(url, data).status_code == 302
    changed = Photo.objects.get()
    assert (changed.alt_fi, changed.version, changed.original.name) == ("Portaat valossa", 2, photo.original.name)
    assert files_below(media) == before


def test_photos_are_found_by_their_words_however_they_are_typed(editor: Any, client: Client) -> None:
    found = make_photo(alt_sv="Åbo slott", photographer="Sirkka-Liisa Öhman")
    make_photo()
    for words in ("ÅBO", "abo slott", "öhman"):
        response = client.get(reverse(LIST), {"q": words})
        assert list(response.context["cl"].queryset) == [found]


def test_photos_are_sorted_by_whether_they_may_be_used_today(editor: Any, client: Client, clock: Any) -> None:
    usable, expired = make_photo(), make_photo(usable_until=helsinki_date(clock.at) - timedelta(days=1))
    for value, photos in {"yes": {usable}, "no": {expired}, "": {usable, expired}}.items():
        response = client.get(reverse(LIST), {"usable": value} if value else {})
        assert set(response.context["cl"].queryset) == photos


def test_the_list_asks_the_same_number_of_questions_for_many_photos(
    editor: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        photo = make_photo(alt_en=f"Stair {number}")
    actions.build(photo_id=photo.pk)
    with django_assert_max_num_queries(12):
        page = client.get(reverse(LIST)).content.decode()
    assert page.count('class="photo-thumbnail"') == 6
    photo.refresh_from_db()
    assert f"/media/{photo.rendition_key}/full-320.jpg" in page


def test_who_may_not_add_photos_gets_no_form(client: Client, media: Path) -> None:
    client.force_login(make_photographer("view_photo"))
    assert client.get(reverse(ADD)).status_code == 403
    assert client.post(reverse(ADD), {"upload": make_upload(), **WORDS}).status_code == 403
    assert files_below(media) == set()
