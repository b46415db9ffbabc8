"""/media/: the files that photos have, and nothing else."""

from pathlib import Path

import pytest
from django.test import Client

from photos.models import Photo
from tests.photos.factories import make_built_photo, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo() -> Photo:
    return make_built_photo()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("full-280.avif", "image/avif"), ("card-280.webp", "image/webp"), ("full-280.jpg", "image/jpeg")],
)
def test_a_rendition_comes_with_headers_that_let_it_run_nothing(
    photo: Photo, name: str, media_type: str, media: Path, client: Client
) -> None:
    response = client.get(f"/media/{photo.folder}/{name}")
    assert response.status_code == 200
    assert response.streaming
    assert response.getvalue() == (media / "renditions" / photo.folder / name).read_bytes()
    assert response["Content-Type"] == media_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert "Set-Cookie" not in response


def test_every_file_that_was_made_has_an_address(photo: Photo, client: Client) -> None:
    for row in photo.renditions.all():
        response = client.head(row.file.url)
        assert (response.status_code, response["Content-Length"], response.getvalue()) == (200, str(row.bytes), b"")


def test_the_preview_is_served_from_the_first_moment(client: Client) -> None:
    response = client.get(make_photo().preview.url)
    assert (response.status_code, response.getvalue()[:3]) == (200, b"\xff\xd8\xff")


def test_only_reading_is_allowed(photo: Photo, client: Client) -> None:
    url = f"/media/{photo.folder}/full-280.jpg"
    assert client.post(url).status_code == 405
    assert client.put(url).status_code == 405
    assert client.delete(url).status_code == 405
    assert photo.renditions.filter(file__endswith="full-280.jpg").exists()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "open",
        "open/",
        "open/previews",
        "open/previews/",
        "../originals/{original}",
        "open/previews/../../../originals/{original}",
        "%2e%2e/originals/{original}",
        "open/%2e%2e/%2e%2e/originals/{original}",
        "..%2foriginals%2f{original}",
        "open/previews/..%2f..%2f..%2foriginals%2f{original}",
        "open/previews/..",
        "open/previews/...jpg",
        "{original}",
        "originals/{original}",
        "open/{original}",
        "open/previews/{original}",
        "held/{key}/full-280.jpg",
        "{key}/full-280.jpg",
        "/etc/passwd",
        "open/{key}",
        "open/{key}/",
        "open/{key}/full-280.jpg/",
        "open/{key}/full-280.jpg%00.html",
        "open/{key}/full-280.jpg%00",
        "%00open/{key}/full-280.jpg",
        "open/{key}/full-280.jpg%0a",
        "open/{key}/page.html",
        "open/{key}/.jpg",
        "open/{key}/full-999.jpg",
        "open/{key}/full-280.png",
        "open/{key}\\full-280.jpg",
        "open/{key}/./full-280.jpg",
        "open//{key}/full-280.jpg",
        "open/{key}/FULL-280.JPG",
        "OPEN/{key}/full-280.jpg",
        "open/9-00000000000000000000000000000000/full-280.jpg",
        "open/previews/" + "a" * 5000 + ".jpg",
        "open/previews/" + "a" * 64 + ".jpg",
    ],
)
def test_no_other_address_answers(path: str, photo: Photo, media: Path, client: Client) -> None:
    (media / "renditions" / photo.folder / "page.html").write_text("<script>")
    address = path.format(original=photo.original.name, key=photo.rendition_key)
    response = client.get(f"/media/{address}")
    assert response.getvalue()
    assert response.status_code == 404
