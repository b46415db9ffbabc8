"""Every door through which a file comes in: what is no photo is told in words, and nothing of it stays."""

from __future__ import annotations

import html
import json
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from photos.models import Photo, Rendition
from publishing.clock import now
from tests.factories import make_article, make_user
from tests.photos.desk import PhotoDesk, spotted
from tests.photos.factories import encoded, files_below, make_photo, make_upload, picture, upload_of
from tests.photos.hostile import HOSTILE, NAMES, ODD_BUT_GOOD

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning")]

UPLOAD, ADD = "admin:photos_photo_upload", "admin:photos_photo_add"
LOCK = "writing.lock"
Door = Callable[[Client, bytes, str], str]


def stored(media: Path) -> set[str]:
    return files_below(media) - {LOCK}


def upload(client: Client, content: bytes, name: str) -> str:
    """The door of all scripts: the library's page, the dialog, the article and the text send their files here."""
    answer = client.post(reverse(UPLOAD), {"files": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200, name
    (outcome,) = json.loads(answer.content)["files"]
    return str(outcome.get("message", outcome["outcome"]))


def add_without_script(client: Client, content: bytes, name: str) -> str:
    data = {"files": SimpleUploadedFile(name, content), "_upload": "1"}
    answer = client.post(reverse(ADD), data, follow=True)
    assert answer.status_code == 200, name
    return " ".join(str(message) for message in answer.context["messages"]).partition(": ")[2]


def replace(client: Client, content: bytes, name: str) -> str:
    photo = Photo.objects.get()
    data = {"upload": SimpleUploadedFile(name, content), "version": photo.version, "shows": "same"}
    answer = client.post(reverse("admin:photos_photo_replace", args=[photo.pk]), data)
    assert answer.status_code == 200, name
    return " ".join(answer.context["form"].errors["upload"])


DOORS: dict[str, Door] = {"upload": upload, "without script": add_without_script, "replace": replace}


@pytest.fixture
def editor(client: Client) -> Any:
    person = make_user("editor", language="fi")
    client.force_login(person)
    return person


@pytest.mark.parametrize("door", DOORS)
def test_no_hostile_file_gets_through_a_door_and_each_is_told_in_a_sentence(
    door: str, editor: Any, client: Client, media: Path
) -> None:
    if door == "replace":
        make_photo()
    before, photos = stored(media), list(Photo.objects.values_list("pk", "sha256", "version"))

    said = {name: DOORS[door](client, build(), name) for name, (build, _code) in HOSTILE.items() if build()}

    assert len(said) > 100
    assert {name: words for name, words in said.items() if not re.fullmatch(r"[A-ZÅÄÖ0-9].*\.", words)} == {}
    assert stored(media) == before
    assert list(Photo.objects.values_list("pk", "sha256", "version")) == photos


@pytest.mark.parametrize("door", ["upload", "without script"])
def test_an_empty_file_is_told_apart_from_none(door: str, client: Client, media: Path) -> None:
    client.force_login(make_user("editor"))

    assert "This file is empty." in DOORS[door](client, b"", "nothing.jpg")
    assert stored(media) == set()


def test_odd_files_that_are_photos_come_in_as_what_they_are(editor: Any, client: Client) -> None:
    for name, (build, format) in ODD_BUT_GOOD.items():
        answer = client.post(reverse(UPLOAD), {"files": SimpleUploadedFile(name, build())})
        (outcome,) = json.loads(answer.content)["files"]
        assert outcome["outcome"] in ("added", "known"), (name, outcome)
        assert Photo.objects.get(pk=outcome["photo"]).format == format


@pytest.mark.parametrize("kind", NAMES)
def test_no_name_of_a_file_reaches_a_path_or_runs_in_a_page(
    kind: str, editor: Any, client: Client, media: Path
) -> None:
    upload_named = SimpleUploadedFile("x", encoded(picture()))
    upload_named.__dict__["_name"] = NAMES[kind]
    answer = client.post(reverse(UPLOAD), {"files": upload_named})

    assert answer.status_code == 200
    (outcome,) = json.loads(answer.content)["files"] or [{"outcome": "nameless"}]
    if outcome["outcome"] == "added":
        assert "alert(1)" not in outcome["row"]
    for name in stored(media):
        assert re.fullmatch(r"(originals|renditions/open/previews)/[0-9a-f]{32}\.jpg", name)


def test_a_refused_name_is_shown_as_text(client: Client) -> None:
    client.force_login(make_user("editor"))
    name = '<img src=x onerror="alert(1)">.jpg'
    answer = client.post(reverse(ADD), {"files": SimpleUploadedFile(name, b"no"), "_upload": "1"}, follow=True)

    page = answer.content.decode()
    assert "<img src=x" not in page
    assert html.escape(name) in page


def test_who_may_not_add_photos_finds_every_door_closed(client: Client, media: Path) -> None:
    photo = make_photo()
    before = stored(media)
    client.force_login(make_user("legal"))

    for route, arguments in ((UPLOAD, []), (ADD, []), ("admin:photos_photo_replace", [photo.pk])):
        answer = client.post(reverse(route, args=arguments), {"files": make_upload(), "_upload": "1"})
        assert answer.status_code == 403, route
    assert client.get(reverse(ADD)).status_code == 403
    assert (stored(media), Photo.objects.count()) == (before, 1)


def test_a_door_without_a_token_of_the_form_stays_closed(media: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("editor"))

    assert client.post(reverse(UPLOAD), {"files": make_upload()}).status_code == 403
    assert stored(media) == set()


def test_the_upload_door_takes_nothing_but_posts(editor: Any, client: Client) -> None:
    assert client.get(reverse(UPLOAD)).status_code == 405
    assert json.loads(client.post(reverse(UPLOAD), {}).content) == {"files": []}


def test_several_files_of_one_request_are_judged_each_by_itself(editor: Any, client: Client) -> None:
    files = [make_upload(), upload_of(b"no picture", "no.jpg"), upload_of(encoded(picture(700, 500)), "yes.jpg")]
    answer = client.post(reverse(UPLOAD), {"files": files})

    assert [row["outcome"] for row in json.loads(answer.content)["files"]] == ["added", "refused", "added"]
    assert Photo.objects.count() == Rendition.objects.count() == 2


def test_a_file_that_is_too_large_is_not_written_down_and_the_others_come_in(
    editor: Any, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.PHOTO_MAX_BYTES = 3 * 1024 * 1024
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    files = [upload_of(bytes(8 * 1024 * 1024), "large.jpg"), make_upload()]
    answer = client.post(reverse(UPLOAD), {"files": files})

    by_name = {row["name"]: row for row in json.loads(answer.content)["files"]}
    assert by_name["large.jpg"]["outcome"] == "refused"
    assert "3 Mt" in by_name["large.jpg"]["message"]
    assert by_name["photo.jpg"]["outcome"] == "added"


def test_a_full_disk_while_the_request_is_read_is_told_in_words(client: Client, settings: Any, tmp_path: Path) -> None:
    client.force_login(make_user("editor"))
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "gone")
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    answer = client.post(reverse(UPLOAD), {"files": make_upload()})

    (outcome,) = json.loads(answer.content)["files"]
    assert outcome["message"].startswith("There is no room left for this file.")
    assert not Photo.objects.exists()


def test_the_same_file_comes_in_once_and_the_door_says_where_it_is(editor: Any, client: Client) -> None:
    content = encoded(picture())
    photo = make_photo(upload=upload_of(content))
    answer = client.post(reverse(UPLOAD), {"files": upload_of(content, "again.jpg")})

    (outcome,) = json.loads(answer.content)["files"]
    assert (outcome["outcome"], outcome["photo"], outcome["isUsable"]) == ("known", photo.pk, True)
    assert reverse("admin:photos_photo_change", args=[photo.pk]) in outcome["row"]
    assert Photo.objects.count() == 1


@pytest.mark.parametrize("column", ["withdrawn_at", "binned_at"])
def test_a_file_that_was_withdrawn_or_binned_does_not_slip_in_again(column: str, editor: Any, client: Client) -> None:
    content = encoded(picture())
    photo = make_photo(upload=upload_of(content))
    Photo.objects.filter(pk=photo.pk).update(**{column: now()})
    answer = client.post(reverse(UPLOAD), {"files": upload_of(content)})

    (outcome,) = json.loads(answer.content)["files"]
    assert (outcome["outcome"], outcome["isUsable"]) == ("known", False)
    assert Photo.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_upload_that_is_cut_off_leaves_nothing(live_server: Any, media: Path) -> None:
    client = Client()
    client.force_login(make_user("editor"))
    address = urlsplit(live_server.url)
    content = spotted()
    head = (
        f"POST {reverse(UPLOAD)} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Cookie: {'; '.join(f'{name}={cookie.value}' for name, cookie in client.cookies.items())}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n"
        f"Content-Length: {len(content) + 200}\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    )
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.sendall(head.encode() + content[: len(content) // 2])
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(10)
        connection.recv(1000)

    assert stored(media) == set()
    assert not Photo.objects.exists()


SAMPLE = ("words.jpg", "drawing.svg", "half.jpg", "bomb.png", "strip.png", "moving.png")


@pytest.fixture
def sample(tmp_path: Path) -> list[Path]:
    """Some of each kind that is refused, and one photo."""
    files = []
    for name in SAMPLE:
        files.append(tmp_path / name)
        files[-1].write_bytes(HOSTILE[name][0]())
    files.append(tmp_path / "good.jpg")
    files[-1].write_bytes(spotted())
    return files


@pytest.mark.django_db(transaction=True)
def test_the_page_of_the_library_says_of_each_file_what_is_wrong(
    page: Page, live_server: Any, sample: list[Path]
) -> None:
    desk = PhotoDesk(page, live_server.url)
    desk.sign_in(make_user("editor"))
    desk.open("photos/photo/add/")
    page.locator("#id_files").set_input_files(sample)

    expect(desk.rows()).to_have_count(1)
    expect(desk.failures()).to_have_count(len(SAMPLE))
    for name in SAMPLE:
        expect(desk.failures().filter(has_text=name)).to_contain_text(".")


@pytest.mark.django_db(transaction=True)
def test_the_photos_of_an_article_take_the_good_and_say_what_is_wrong_with_the_others(
    page: Page, live_server: Any, sample: list[Path]
) -> None:
    desk = PhotoDesk(page, live_server.url)
    desk.sign_in(make_user("editor"))
    desk.open(f"news/article/{make_article().pk}/change/")
    desk.drop("#photo_placements-group", sample)

    expect(page.locator(".placement:not(.empty-form)")).to_have_count(1)
    expect(desk.failures()).to_have_count(len(SAMPLE))


@pytest.mark.django_db(transaction=True)
def test_the_dialog_says_what_is_wrong_and_stays_open(page: Page, live_server: Any, sample: list[Path]) -> None:
    desk = PhotoDesk(page, live_server.url)
    desk.sign_in(make_user("editor"))
    desk.open(f"news/article/{make_article().pk}/change/")
    # Until the editor is there the page still moves.
    expect(page.locator(".cke_wysiwyg_div")).to_be_visible()
    page.get_by_role("button", name="Choose from the library").click()
    for file in sample[:-1]:
        page.locator(".photo-dialog [data-upload]").set_input_files(file)
        expect(page.locator(".photo-dialog [data-said]")).to_contain_text(f"{file.name}: ")
    page.locator(".photo-dialog [data-upload]").set_input_files(sample[-1])

    form = page.locator(".photo-dialog [data-step=describe]")
    form.locator("[name$=-alt_en]").fill("A red spot on a blue surface in a test picture.")
    form.locator("[name$=-credit_organisation]").fill("Aalto University")
    form.get_by_role("button", name="Save and use").click()
    expect(page.locator(".placement [data-photo-name]").first).to_contain_text("A red spot on a blue surface")
    assert Photo.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_picture_dropped_into_the_text_goes_through_the_library(
    page: Page, live_server: Any, sample: list[Path]
) -> None:
    desk = PhotoDesk(page, live_server.url)
    desk.sign_in(make_user("editor"))
    desk.open(f"news/article/{make_article().pk}/change/")
    page.locator(".cke_wysiwyg_div").click()
    broken, good = sample[2], sample[-1]
    drop_into_text(page, broken)
    expect(page.locator(".photo-dialog [data-said]")).to_contain_text("damaged or incomplete")
    page.keyboard.press("Escape")
    drop_into_text(page, good)

    form = page.locator(".photo-dialog [data-step=describe]")
    form.locator("[name$=-alt_en]").fill("A red spot on a blue surface in a test picture.")
    form.locator("[name$=-photographer]").fill("Aino Kuvaaja")
    form.get_by_role("button", name="Save and use").click()
    expect(page.locator(".cke_wysiwyg_div figure img")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    photo = Photo.objects.get()
    assert f'data-embed="photo:{photo.pk}"' in page.locator("textarea[name=body]").input_value()


def drop_into_text(page: Page, file: Path) -> None:
    transfer = page.evaluate_handle(
        """({ name, bytes }) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
            return transfer;
        }""",
        {"name": file.name, "bytes": list(file.read_bytes())},
    )
    page.dispatch_event(".cke_wysiwyg_div", "drop", {"dataTransfer": transfer})
