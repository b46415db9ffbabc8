"""/media/: the renditions, and nothing else."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from photos.models import Photo, renditions_storage
from tests.photos.factories import make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo() -> Photo:
    photo = make_photo()
    photo.rendition_key = photo.next_rendition_key
    photo.save()
    for name in ("full-320.avif", "card-320.webp", "full-320.jpg"):
        renditions_storage().save(f"{photo.rendition_key}/{name}", ContentFile(b"pixels of " + name.encode()))
    return photo


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("full-320.avif", "image/avif"), ("card-320.webp", "image/webp"), ("full-320.jpg", "image/jpeg")],
)
def test_a_rendition_comes_with_headers_that_let_it_be_kept_and_run_nothing(
    photo: Photo, name: str, media_type: str, media: Path, client: Client
) -> None:
    response = client.get(f"/media/{photo.rendition_key}/{name}")
    assert response.status_code == 200
    assert response.streaming
    assert b"".join(response) == (media / "renditions" / photo.rendition_key / name).read_bytes()
    assert response["Content-Type"] == media_type
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert "Set-Cookie" not in response


def test_the_preview_is_served_from_the_first_moment(client: Client) -> None:
    photo = make_photo()
    response = client.get(photo.preview.url)
    response.close()
    assert response.status_code == 200


def test_a_browser_that_has_the_file_is_told_so(photo: Photo, client: Client) -> None:
    url = f"/media/{photo.rendition_key}/full-320.jpg"
    first = client.get(url)
    first.close()
    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(url, headers=header)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]
    other = client.get(url, headers={"If-None-Match": '"other"'})
    other.close()
    assert other.status_code == 200


def test_only_reading_is_allowed(photo: Photo, client: Client) -> None:
    url = f"/media/{photo.rendition_key}/full-320.jpg"
    head = client.head(url)
    head.close()
    assert (head.status_code, head["Content-Type"]) == (200, "image/jpeg")
    assert client.post(url).status_code == 405
    assert client.delete(url).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "",
        "previews",
        "previews/",
        "../originals/{original}",
        "previews/../../originals/{original}",
        "%2e%2e/originals/{original}",
        "..%2foriginals%2f{original}",
        "previews/..%2f..%2foriginals%2f{original}",
        "{original}",
        "originals/{original}",
        "/etc/passwd",
        "{key}",
        "{key}/",
        "{key}/full-320.jpg/",
        "{key}/full-320.jpg%00.html",
        "{key}/full-320.jpg%0a",
        "{key}/page.html",
        "{key}/full-999.jpg",
        "{key}\\full-320.jpg",
        "{key}/./full-320.jpg",
        "{key}/FULL-320.JPG",
        "9-00000000000000000000000000000000/full-320.jpg",
        "previews/" + "a" * 5000 + ".jpg",
    ],
)
def test_no_other_address_answers(path: str, photo: Photo, media: Path, client: Client) -> None:
    (media / "renditions" / photo.rendition_key / "page.html").write_text("<script>")
    address = path.format(original=photo.original.name, key=photo.rendition_key)
    assert client.get(f"/media/{address}").status_code == 404
