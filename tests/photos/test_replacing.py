"""Another file for a photo: what was agreed about one picture never holds for another, in neither direction."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from directory.actions import show_people
from directory.models import PhotoPerson
from photos import actions
from photos.models import FormerOriginal, Photo, Rendition
from photos.originals import examine
from tests.conftest import Clock
from tests.factories import make_user
from tests.photos.factories import (
    encoded,
    make_built_photo,
    make_photo,
    make_photographer,
    make_upload,
    picture,
    public_files,
    upload_of,
)

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]
DAY = timedelta(days=1)
MINORS = {"shows_minors": True, "alt_en": "Pupils at a desk", "consent": "", "licence": "own"}
FREE = {"alt_en": "A roof of glass", "licence": "cc0-1.0"}
DARK = encoded(picture(300, 250).point(lambda value: value // 4))


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def editor(client: Client) -> User:
    person = make_user("photo-editor")
    client.force_login(person)
    return person


def address(photo: Photo, name: str = "replace") -> str:
    return reverse(f"admin:photos_photo_{name}", args=[photo.pk])


def dark() -> Any:
    return examine(upload_of(DARK))


def answers(client: Client, names: set[str]) -> dict[str, int]:
    """What readers get who ask for these files of the storage of renditions."""
    statuses = {}
    for name in names:
        answer = client.get(f"/media/{name}")
        statuses[name] = answer.status_code
        if answer.streaming:
            answer.getvalue()  # Which closes the file.
    return statuses


@pytest.mark.parametrize(
    "rights",
    [
        pytest.param(MINORS, id="without the consent of guardians"),
        pytest.param({"usable_until": date(2020, 1, 1)}, id="whose time is over"),
    ],
)
@pytest.mark.parametrize(
    "new_rights",
    [
        pytest.param({}, id="by one without limits"),
        pytest.param({"usable_until": date(2100, 1, 1)}, id="by one with an end of its own"),
    ],
)
def test_nothing_of_a_restricted_picture_is_served_under_the_rights_of_the_one_that_replaces_it(
    rights: dict[str, Any], new_rights: dict[str, Any], client: Client, media: Path, commit: Commit
) -> None:
    photo, other = make_built_photo(**rights), make_photo(upload=upload_of(DARK), **FREE, **new_rights)
    restricted = {str(row.file) for row in photo.renditions.all()}
    assert set(answers(client, restricted).values()) == {404}

    with commit():
        actions.replace_original(photo=photo, original=dark(), actor=None, like=other)
    everywhere = {f"{folder}/{name.partition('/')[2]}" for name in restricted for folder in ("open", "held")}
    assert set(answers(client, everywhere).values()) == {404}
    assert not everywhere & public_files(media)
    actions.build(photo_id=photo.pk)
    assert set(answers(client, everywhere).values()) == {404}
    assert answers(client, {str(Photo.objects.get(pk=photo.pk).preview)}).popitem()[1] == 200


def test_a_former_picture_comes_back_with_what_was_agreed_about_it(clock: Clock, commit: Commit) -> None:
    photo = make_built_photo(**MINORS, keywords=("school",), taken_on=date(2026, 5, 4))
    PhotoPerson.objects.create(photo=photo, name="Ada Niemi", title_fi="oppilas", row="front")
    PhotoPerson.objects.create(photo=photo, name="Kaj Ek", row="back", position=2)
    show_people(photo=photo)
    people = Photo.objects.get(pk=photo.pk).people
    other = make_photo(upload=upload_of(DARK), **FREE, keywords=("glass",))
    with commit():
        actions.replace_original(photo=photo, original=dark(), actor=None, like=other)
    assert Photo.objects.get(pk=photo.pk).is_visible(None, clock.at)

    with commit():
        actions.bring_back_original(photo=photo, former=photo.former_originals.get(), actor=None)

    back = Photo.objects.get(pk=photo.pk)
    assert (back.alt_en, back.shows_minors, back.consent, back.licence, back.taken_on) == (
        "Pupils at a desk", True, "", "own", date(2026, 5, 4),
    )  # fmt: skip
    assert (back.people, back.people_places.count(), list(back.keywords.names())) == (people, 2, ["school"])
    assert not back.is_visible(None, clock.at)
    assert back.is_held
    (between,) = back.former_originals.all()
    assert between.said["columns"]["alt_en"] == "A roof of glass"


def test_every_former_file_of_a_picture_brings_back_its_words(commit: Commit) -> None:
    """A better file of the same picture, then another picture, then the first file of all."""
    photo = make_built_photo(alt_en="A stair")
    first = photo.sha256
    actions.replace_original(photo=photo, original=examine(make_upload(500, 400)), actor=None)
    photo.alt_en = "A window"
    actions.replace_original(photo=photo, original=dark(), actor=None, shows_another=True)

    oldest = photo.former_originals.order_by("pk").first()
    actions.bring_back_original(photo=photo, former=oldest, actor=None)

    back = Photo.objects.get(pk=photo.pk)
    assert (back.sha256, back.alt_en) == (first, "A stair")


def test_a_better_file_brought_back_keeps_what_was_written_meanwhile() -> None:
    photo = make_built_photo(alt_en="A stair")
    actions.replace_original(photo=photo, original=examine(make_upload(500, 400)), actor=None)
    photo.alt_en = "A stair in the rain"
    actions.revise(photo=photo, actor=None)

    actions.bring_back_original(photo=photo, former=photo.former_originals.get(), actor=None)
    assert Photo.objects.get(pk=photo.pk).alt_en == "A stair in the rain"


def test_a_better_file_says_what_nobody_has_looked_at_yet_and_does_not_ask_again() -> None:
    unseen, seen = make_photo(), make_photo()
    Photo.objects.filter(pk=seen.pk).update(readings={})
    for photo in (unseen, seen):
        photo.refresh_from_db()
        actions.replace_original(photo=photo, original=dark(), actor=None)
    assert Photo.objects.get(pk=unseen.pk).readings == json.loads(json.dumps(dark().readings.to_json()))
    assert Photo.objects.get(pk=seen.pk).readings == {}


def test_a_withdrawn_photo_gets_its_file_and_no_public_one(client: Client, editor: User, media: Path) -> None:
    photo = make_photo()
    actions.withdraw(photo=photo, reason="The person asked", actor=None)
    actions.build(photo_id=photo.pk)
    data = {"upload": SimpleUploadedFile("a.jpg", DARK), "version": 2, "shows": "same"}
    answer = client.post(address(photo), data, follow=True)
    assert "withdrawn until somebody shows it again" in answer.content.decode()
    assert public_files(media) == set()
    assert not Rendition.objects.exists()


# The page


def test_the_page_for_another_picture_begins_empty(client: Client, editor: User) -> None:
    photo = make_photo(caption_en="The mayor signs", photographer="Aino", consent="agreed", usable_until="2030-01-01")
    page = client.get(address(photo)).content.decode()
    assert "The mayor signs" not in page
    form = client.get(address(photo)).context["form"]
    for name in ("caption_en", "alt_en", "photographer", "consent", "usable_until"):
        assert not form[name].value(), name


@pytest.mark.parametrize("name", ["alt_en", "caption_en"])
def test_no_old_word_stands_under_another_picture(name: str, client: Client, editor: User) -> None:
    photo = make_photo(caption_en="The mayor signs")
    words = {"alt_en": "A window", "caption_en": "A window in May", name: getattr(photo, name)}
    data = {"upload": SimpleUploadedFile("a.jpg", DARK), "version": 1, "shows": "other", "credit_organisation": "City"}
    answer = client.post(address(photo), {**data, **words})
    assert answer.context["form"].errors[name] == ["This still describes the old picture."]


def test_words_that_do_not_count_are_not_judged(client: Client, editor: User) -> None:
    """What stands in the fields for another picture, while the same one is sent in a better file."""
    photo = make_photo()
    data = {"upload": SimpleUploadedFile("a.jpg", DARK), "version": 1, "shows": "same"}
    finnish = "Kaksi ihmistä istuu pöydän ääressä ja allekirjoittaa sopimuksen"
    assert client.post(address(photo), {**data, "alt_en": finnish}).status_code == 302
    assert Photo.objects.get().alt_en == photo.alt_en


def test_who_was_overtaken_can_decide_and_go_on(client: Client, editor: User) -> None:
    photo = make_photo()
    data = {"version": photo.version, "shows": "same"}
    actions.revise(photo=photo, actor=None)
    refused = client.post(address(photo), {"upload": SimpleUploadedFile("a.jpg", DARK), **data})
    assert refused.context["form"].errors.as_data()["__all__"][0].code == "stale"
    assert 'name="version" value="2"' in refused.content.decode()
    again = {"upload": SimpleUploadedFile("a.jpg", DARK), **data, "version": "2"}
    assert client.post(address(photo), again).status_code == 302


def test_a_former_file_that_is_lost_is_told(client: Client, editor: User, media: Path) -> None:
    photo = make_photo()
    actions.replace_original(photo=photo, original=dark(), actor=None)
    former = FormerOriginal.objects.get()
    (media / "originals" / former.original.name).unlink()
    answer = client.post(address(photo), {"_bring_back": former.pk}, follow=True)
    assert "That file is not kept any more." in answer.content.decode()
    assert Photo.objects.get().width == 300


def test_a_lost_original_cannot_be_shown_again_and_that_is_told(client: Client, editor: User, media: Path) -> None:
    photo = make_photo()
    actions.withdraw(photo=photo, reason="x", actor=None)
    (media / "originals" / photo.original.name).unlink()
    answer = client.post(address(photo, "withdraw"), {"_reinstate": "1"}, follow=True)
    assert "The file is lost." in answer.content.decode()
    assert Photo.objects.get().withdrawn_at is not None


def test_rights_can_be_changed_whatever_the_disk_has_lost(media: Path, commit: Commit) -> None:
    photo = make_built_photo()
    lost = photo.renditions.exclude(crop="preview").first()
    (media / "renditions" / str(lost.file)).unlink()
    photo.refresh_from_db()
    photo.usable_until = date(2100, 1, 1)
    with commit():
        actions.revise(photo=photo, actor=None)
    changed = Photo.objects.get()
    assert (changed.is_held, changed.rendition_key) == (True, "")
    assert {name for name in public_files(media) if name.startswith("open/")} == set()
    assert actions.build(photo_id=photo.pk)
    assert {str(row.file) for row in changed.renditions.filter(retired_at=None)} <= public_files(media)


# What is kept of who did it


def test_who_did_what_to_a_photo_is_kept_and_what_was_erased_is_not_named_there(client: Client, editor: User) -> None:
    photo = make_photo(alt_en="Mayor Ada Niemi signs")
    data = {"upload": SimpleUploadedFile("a.jpg", DARK), "version": 1, "shows": "same"}
    client.post(address(photo), data)
    client.post(address(photo), {"_bring_back": FormerOriginal.objects.get().pk})
    client.post(address(photo, "bin"), {"_bin": "1"})
    client.post(address(photo, "bin"), {"_take_out": "1"})
    client.post(address(photo, "withdraw"), {"_withdraw": "1", "reason": "She asked"})
    client.post(address(photo, "withdraw"), {"_reinstate": "1"})
    client.post(address(photo, "withdraw"), {"_withdraw": "1", "reason": "She asked", "erase": "on"})

    entries = LogEntry.objects.order_by("pk")
    assert [entry.change_message for entry in entries] == [
        "Replaced the file",
        "Brought the former file back",
        "Moved to the bin",
        "Taken out of the bin",
        "Withdrawn.",
        "Shown again",
        "Withdrawn, and the original deleted",
    ]
    assert {entry.user for entry in entries} == {editor}
    assert "Niemi" not in "".join(entry.object_repr for entry in entries)
    page = client.get(address(photo, "history")).content.decode()
    assert "Brought the former file back" in page
    assert "Niemi" not in page


def test_a_photo_in_the_bin_is_served_to_nobody_and_comes_out_as_it_was(
    client: Client, media: Path, commit: Commit
) -> None:
    photo = make_built_photo()
    address_in_old_pages = str(photo.preview)
    with commit():
        actions.move_to_bin(photo=photo, actor=make_photographer("delete_photo"))
    binned = {str(row.file) for row in photo.renditions.all()}
    assert set(answers(client, {address_in_old_pages, *binned}).values()) == {404}
    with commit():
        actions.take_out_of_bin(photo=photo, actor=None)
    assert answers(client, {address_in_old_pages}) == {address_in_old_pages: 200}
