"""What the press takes away: the picture as it is, with its words in it, and nothing that was in the original."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image

from directory.actions import show_people
from directory.models import PhotoPerson
from photos import actions, metadata
from photos.licences import Licence
from photos.models import Photo
from photos.people import people_text
from photos.sources import press_file
from publishing.clock import helsinki_date
from tests.conftest import Clock
from tests.factories import (
    make_article,
    make_contact,
    make_partnership,
    make_published_article,
    make_user,
)
from tests.photos.factories import encoded, make_built_photo, make_photo, make_upload, picture, public_files, upload_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
WORDS = {
    "alt_fi": "Valoisa katto",
    "alt_sv": "Ett ljust tak",
    "alt_en": "A light roof",
    "caption_fi": "Avajaiset Otaniemessä.",
    "caption_sv": "Invigning i Otnäs.",
    "caption_en": "The opening in Otaniemi.",
}


def make_press_photo(**over: Any) -> Photo:
    """A photo that a public page shows, free for the press, with all its files."""
    fields = {"licence": "press", "photographer": "Mikko Räsänen", "place": "Espoo", "taken_on": date(2024, 5, 1)}
    photo = make_built_photo(**{**WORDS, **fields, **over})
    make_partnership(photo=photo)
    return photo


def name_people(photo: Photo, *names: str) -> Photo:
    for position, name in enumerate(names, start=1):
        PhotoPerson.objects.create(photo=photo, name=name, position=position)
    show_people(photo=photo)
    return photo


def address(photo: Photo, language: str = "en", kind: str = "photo") -> str:
    with translation.override(language):
        return reverse(f"photos:press-{kind}", args=[photo.pk])


def status(client: Client, photo: Photo) -> int:
    """What both the picture and the text answer."""
    answers = [client.get(address(photo, kind=kind)) for kind in ("photo", "words")]
    for answer in answers:
        answer.getvalue()
    statuses = {answer.status_code for answer in answers}
    assert len(statuses) == 1
    return statuses.pop()


def take(client: Client, photo: Photo, language: str = "en", **headers: str) -> Any:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(address(photo, language), headers=fields)


# Which photos, and when


@pytest.mark.parametrize("licence", ["", *Licence])
def test_only_what_others_may_have_is_given_to_them(licence: str, client: Client) -> None:
    is_open = licence in {"press", "cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0", "public-domain"}
    assert status(client, make_press_photo(licence=licence)) == (200 if is_open else 404)


PLACES: dict[str, tuple[Callable[[Photo, datetime], object], int]] = {
    "nothing": (lambda photo, at: None, 404),
    "a draft": (lambda photo, at: make_article(photos=[photo]), 404),
    "what is published tomorrow": (lambda photo, at: make_published_article(photos=[photo], live_from=at + DAY), 404),
    "what is public": (lambda photo, at: make_published_article(photos=[photo]), 200),
    "what is private": (lambda photo, at: make_partnership(photo=photo, visibility="private"), 404),
    "a public partnership": (lambda photo, at: make_partnership(photo=photo), 200),
    "a portrait of somebody shown": (lambda photo, at: make_contact(portrait=photo), 200),
    "a portrait of somebody not shown": (lambda photo, at: make_contact(portrait=photo, is_public=False), 404),
}


@pytest.mark.parametrize("place", PLACES)
def test_only_what_a_public_page_shows_is_given(place: str, client: Client, clock: Clock) -> None:
    photo = make_built_photo(**WORDS, licence="press")
    use, expected = PLACES[place]
    use(photo, clock.at)
    assert status(client, photo) == expected
    client.force_login(make_user("photo-editor"))
    assert status(client, photo) == expected


def test_a_photo_is_given_from_the_second_on_at_which_its_page_goes_public_and_until_it_ends(
    client: Client, clock: Clock
) -> None:
    photo = make_built_photo(**WORDS, licence="press")
    make_published_article(photos=[photo], live_from=clock.at + DAY, live_until=clock.at + 2 * DAY)
    statuses = []
    for _step in range(2):
        clock.advance(DAY - timedelta(seconds=1))
        statuses.append(status(client, photo))
        clock.advance(timedelta(seconds=1))
        statuses.append(status(client, photo))
    assert statuses == [404, 200, 200, 404]


def test_a_photo_that_may_not_be_shown_is_not_given(client: Client, clock: Clock) -> None:
    today = helsinki_date(clock.at)
    photo = make_press_photo(usable_until=today)
    assert status(client, photo) == 200
    clock.advance(DAY)
    assert status(client, photo) == 404

    other = make_press_photo()
    actions.withdraw(photo=other, reason="", actor=None)
    assert status(client, other) == 404


def test_a_photo_whose_file_is_not_made_yet_is_not_given(client: Client, media: Path) -> None:
    photo = make_photo(**WORDS, licence="press", upload=make_upload(280, 210))
    make_partnership(photo=photo)
    assert status(client, photo) == 404
    actions.build(photo_id=photo.pk)
    assert status(client, photo) == 200
    (media / "renditions" / press_file(Photo.objects.get())).unlink()
    assert take(client, photo).status_code == 404


def test_only_reading_is_allowed(client: Client) -> None:
    photo = make_press_photo()
    assert [client.post(address(photo, kind=kind)).status_code for kind in ("photo", "words")] == [405, 405]


# What is in the file


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_words_in_the_file_are_in_the_language_of_the_address(language: str, client: Client) -> None:
    photo = name_people(make_press_photo(keywords=("avajaiset",)), "Åsa Öberg", "Bo <Ek> & Co")
    people = {code: people_text(photo.people_shown, code) for code in ("fi", "sv", "en")}
    assert all("Åsa Öberg" in sentence for sentence in people.values())

    content = take(client, photo, language).getvalue()
    found = metadata.read(BytesIO(content))

    assert found.caption == {code: f"{WORDS[f'caption_{code}']} {people[code]}" for code in ("fi", "sv", "en")}
    assert found.alt == {code: WORDS[f"alt_{code}"] for code in ("fi", "sv", "en")}
    assert (found.photographer, found.credit) == ("Mikko Räsänen", "Aalto University / Mikko Räsänen")
    assert (found.copyright, found.place, found.taken_on) == (found.credit, "Espoo", date(2024, 5, 1))
    assert (found.keywords, found.people) == (("avajaiset",), ("Åsa Öberg", "Bo <Ek> & Co"))


@pytest.fixture
def exiftool(tmp_path: Path) -> Callable[[bytes], dict[str, Any]]:
    """What exiftool finds in a file, by group and name; warnings and errors among it."""
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed (Debian: apt-get install libimage-exiftool-perl)")

    def read(content: bytes) -> dict[str, Any]:
        file = tmp_path / "downloaded"
        file.write_bytes(content)
        command = ["exiftool", "-j", "-G1", "-a", "-struct", "-ee", "-u", "-all:all", file]
        (found,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        return found

    return read


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_tools_of_picture_desks_read_the_words(
    language: str, client: Client, exiftool: Callable[[bytes], dict[str, Any]]
) -> None:
    photo = name_people(make_press_photo(licence="cc-by-4.0"), "Åsa Öberg")
    caption = f"{WORDS[f'caption_{language}']} {people_text(photo.people_shown, language)}"

    found = exiftool(take(client, photo, language).getvalue())

    assert found["XMP-dc:Description"] == caption
    assert found["IPTC:Caption-Abstract"] == caption
    assert found["IPTC:CodedCharacterSet"] == "UTF8"
    assert found["XMP-photoshop:Credit"] == "Aalto University / Mikko Räsänen"
    assert found["XMP-dc:Rights"] == "Aalto University / Mikko Räsänen"
    assert found["XMP-xmpRights:WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"
    assert not any(name.startswith("ExifTool:") and name != "ExifTool:ExifToolVersion" for name in found)


def test_a_photo_without_a_caption_says_who_is_in_it_in_the_language_of_the_address(client: Client) -> None:
    nothing = {f"caption_{code}": "" for code in ("fi", "sv", "en")}
    photo = name_people(make_press_photo(**nothing), "Åsa Öberg")
    found = metadata.read(BytesIO(take(client, photo, "sv").getvalue()))
    assert found.caption == {"sv": people_text(photo.people_shown, "sv")}


def test_what_nobody_owns_is_not_said_to_be_somebodys(client: Client) -> None:
    found = metadata.read(BytesIO(take(client, make_press_photo(licence="cc0-1.0")).getvalue()))
    assert (found.copyright, found.licence_url) == ("", "https://creativecommons.org/publicdomain/zero/1.0/")
    assert found.credit == "Aalto University / Mikko Räsänen"


def test_the_picture_is_byte_for_byte_the_one_that_was_made(client: Client, media: Path) -> None:
    photo = make_press_photo(upload=make_upload(900, 700, quality=98))
    stored = (media / "renditions" / press_file(photo)).read_bytes()
    content = take(client, photo).getvalue()

    added = len(content) - len(stored)
    assert added > 500
    start = content.index(b"\xff\xe1")
    assert content[:start] + content[start + added :] == stored
    with Image.open(BytesIO(stored)) as before, Image.open(BytesIO(content)) as after:
        assert after.tobytes() == before.tobytes()
        assert (after.size, after.info["icc_profile"]) == (before.size, before.info["icc_profile"])


def test_a_part_that_reaches_over_the_words_into_the_picture_is_that_part_of_the_whole(
    client: Client, media: Path
) -> None:
    photo = make_press_photo()
    whole = take(client, photo)
    content = whole.getvalue()
    added = len(content) - (media / "renditions" / press_file(photo)).stat().st_size
    assert whole["Content-Length"] == str(len(content))
    for first, last in ((0, 30), (10, added + 100), (25, 26), (added, added + 70), (added + 40, len(content) - 1)):
        part = take(client, photo, Range=f"bytes={first}-{last}", If_Range=whole["ETag"])
        assert (part.status_code, part.getvalue()) == (206, content[first : last + 1])
        assert part["Content-Range"] == f"bytes {first}-{last}/{len(content)}"
    head = client.head(address(photo))
    assert (head.status_code, head["Content-Length"], head.getvalue()) == (200, str(len(content)), b"")


def test_a_corrected_caption_is_another_file_and_so_is_another_language(client: Client, clock: Clock) -> None:
    photo = make_press_photo()
    first = take(client, photo)
    assert b"The opening" in first.getvalue()
    assert take(client, photo, If_None_Match=first["ETag"]).status_code == 304
    assert take(client, photo, "sv", If_None_Match=first["ETag"]).getvalue()

    clock.advance(timedelta(minutes=1))
    photo.caption_en = "The closing in Otaniemi."
    actions.revise(photo=photo, actor=None)

    for condition in ({"If_None_Match": first["ETag"]}, {"If_Modified_Since": first["Last-Modified"]}):
        again = take(client, photo, **condition)
        assert again.status_code == 200
        assert b"The closing" in again.getvalue()
    part = take(client, photo, Range="bytes=10-19", If_Range=first["ETag"])
    assert part.status_code == 200
    assert part.getvalue()


@pytest.mark.parametrize(
    ("rights", "seconds"),
    [({}, 60), ({"usable_until": date(2026, 5, 15)}, 20), ({"usable_until": date(2026, 5, 16)}, 60)],
    ids=str,
)
def test_what_is_taken_away_is_kept_on_the_way_for_a_minute_at_most_and_never_beyond_its_end(
    rights: dict[str, Any], seconds: int, client: Client, clock: Clock
) -> None:
    clock.set(datetime(2026, 5, 15, 20, 59, 40, tzinfo=UTC))
    photo = make_press_photo(**rights)
    for kind in ("photo", "words"):
        answer = client.get(address(photo, kind=kind))
        assert answer.getvalue()
        assert answer["Cache-Control"] == f"public, max-age={seconds}"
        assert "Cookie" not in answer.get("Vary", "")
        assert "Set-Cookie" not in answer


def test_the_file_has_a_name_that_says_whose_it_is(client: Client) -> None:
    for credit, name in (("Aalto-yliopisto / Åsa", "aalto-yliopisto-asa"), ("写真", "photo"), ('"; x="', "x")):
        photo = make_press_photo(credit_organisation=credit, photographer="")
        for kind, suffix in (("photo", "jpg"), ("words", "txt")):
            answer = client.get(address(photo, kind=kind))
            assert answer.getvalue()
            assert answer["Content-Disposition"] == f'attachment; filename="{name}-{photo.pk}.{suffix}"'


def test_the_words_come_as_text_in_the_language_of_the_address(client: Client) -> None:
    photo = name_people(make_press_photo(), "Bo <Ek> & Co")
    texts = {}
    for language in ("fi", "sv", "en"):
        answer = client.get(address(photo, language, "words"))
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        texts[language] = answer.content.decode()
    for language, text in texts.items():
        caption, credit, terms, alt = text.splitlines()
        assert caption.endswith(f": {WORDS[f'caption_{language}']} {people_text(photo.people_shown, language)}")
        assert credit.endswith(": Aalto University / Mikko Räsänen")
        assert alt.endswith(f": {WORDS[f'alt_{language}']}")
        assert terms
    free = "Free to publish in news and stories about the subject, with this credit."
    assert texts["en"].splitlines()[2] == f"Terms: {free}"
    other = make_press_photo(licence="cc-by-4.0")
    text = client.get(address(other, kind="words")).content.decode()
    assert text.splitlines()[2] == "Terms: CC BY 4.0. Free to use and change, with this credit."


# What must not leave the house

SECRETS = {
    "-GPSLatitude=60.186744": "60.18",
    "-GPSLatitudeRef=N": "",
    "-GPSLongitude=24.828173": "24.82",
    "-GPSLongitudeRef=E": "",
    "-XMP-exif:GPSLatitude=60.186744": "",
    "-SerialNumber=SERIAL-4711": "SERIAL-4711",
    "-EXIF:BodySerialNumber=SERIAL-4711": "SERIAL-4711",
    "-LensSerialNumber=LENS-4712": "LENS-4712",
    "-EXIF:OwnerName=Olga Omistaja": "Omistaja",
    "-Artist=Artturi Artisti": "Artisti",
    "-EXIF:UserComment=Kommentti": "Kommentti",
    "-Comment=Huomautus": "Huomautus",
    "-IPTC:Writer-Editor=Kirjoittaja": "Kirjoittaja",
    "-XMP-xmpMM:DocumentID=xmp.did:dokumentti": "dokumentti",
    "-XMP-photoshop:History=Historia": "Historia",
}


@pytest.mark.parametrize("format", ["JPEG", "TIFF", "WEBP", "PNG"])
def test_nothing_that_the_camera_or_an_editor_wrote_is_in_any_public_file(
    format: str, client: Client, media: Path, tmp_path: Path, exiftool: Callable[[bytes], dict[str, Any]]
) -> None:
    file = tmp_path / "original"
    file.write_bytes(encoded(picture(420, 320), format))
    written = subprocess.run(
        ["exiftool", "-q", "-m", "-overwrite_original", *SECRETS, file], capture_output=True, text=True
    )
    assert written.returncode == 0, written.stderr
    source = file.read_bytes()
    assert b"SERIAL-4711" in source
    assert any("GPSLatitude" in name for name in exiftool(source))

    photo = make_press_photo(upload=upload_of(source))
    stored = {name: (media / "renditions" / name).read_bytes() for name in public_files(media)}
    downloads = {f"press-{code}": take(client, photo, code).getvalue() for code in ("fi", "sv", "en")}
    assert len(stored) > 10

    words = [secret for secret in SECRETS.values() if secret]
    for name, content in (stored | downloads).items():
        assert [word for word in words if word.encode() in content] == [], name
    for name in (*downloads, press_file(photo), photo.preview.name):
        found = exiftool((stored | downloads)[name])
        telling = ("GPS", "Serial", "Owner", "UserComment", "Comment", "History", "DocumentID", "Make", "Model")
        assert [tag for tag in found if any(word in tag for word in telling) and not tag.startswith("ICC")] == [], name
    texts = client.get(address(photo, kind="words")).content.decode()
    assert [word for word in words if word in texts] == []
