"""The verbs of the photo library: who may do what, and what is left when something is in the way."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django_tasks_db.models import DBTaskResult

from accounts.roles import ROLES
from directory.actions import show_people
from directory.models import PhotoPerson
from photos import actions
from photos.models import FormerOriginal, Photo
from photos.originals import examine
from photos.tasks import build_renditions
from publishing.usage import uses
from tests.conftest import Clock
from tests.factories import (
    make_article,
    make_contact,
    make_partnership,
    make_published_article,
    make_user,
    publish,
    revise,
)
from tests.factories import make_photo as make_described_photo
from tests.photos.factories import (
    encoded,
    files_below,
    make_built_photo,
    make_photo,
    make_photographer,
    make_upload,
    picture,
    planned_files,
    public_files,
    upload_of,
)

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]
DAY = timedelta(days=1)
DARK = encoded(picture(300, 250).point(lambda value: value // 4))


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """A block whose end is a commit: what waits for one is done then."""
    return partial(django_capture_on_commit_callbacks, execute=True)


def dark() -> Any:
    """An examined upload of another picture than the usual one, and of another size."""
    return examine(upload_of(DARK))


def fresh(photo: Photo) -> Photo:
    """The photo as it stands in the database."""
    return Photo.objects.get(pk=photo.pk)


def jobs() -> list[int]:
    """The photos that jobs wait for, in the order of their queueing."""
    return [job.args_kwargs["args"][0] for job in DBTaskResult.objects.order_by("enqueued_at")]


# Taking in


def test_a_stored_photo_has_its_words_its_size_and_a_preview_and_waits_for_the_rest(media: Path) -> None:
    person = make_photographer("add_photo")
    content = encoded(picture(1500, 1000))
    made = make_photo(
        upload=upload_of(content), actor=person, alt_fi="Valokatto", photographer="Aino Kuvaaja", keywords=("katto",)
    )
    photo = fresh(made)

    assert (photo.alt_fi, photo.photographer, photo.created_by) == ("Valokatto", "Aino Kuvaaja", person)
    assert (photo.format, photo.width, photo.height, photo.rendition_key) == ("JPEG", 1500, 1000, "")
    assert list(photo.keywords.names()) == ["katto"]
    assert (media / "originals" / photo.original.name).read_bytes() == content
    (row,) = photo.renditions.all()
    assert (row.crop, row.format, row.width, row.height) == ("preview", "JPEG", 960, 640)
    assert row.file.name == photo.preview.name
    assert row.bytes == (media / "renditions" / photo.preview.name).stat().st_size
    assert photo.preview.name.startswith("open/previews/")
    assert jobs()[0] == photo.pk


def test_a_photo_that_may_end_never_lies_in_the_open(media: Path) -> None:
    photo = make_photo(usable_until=date(2030, 1, 1))
    assert photo.is_held
    assert public_files(media) == {photo.preview.name}
    assert photo.preview.name.startswith("held/previews/")


def test_a_photo_may_come_in_without_words_and_is_not_shown(clock: Clock) -> None:
    assert not make_photo(alt_en="", credit_organisation="").is_visible(None, clock.at)


def test_nobody_stores_photos_without_the_right_to(media: Path) -> None:
    with pytest.raises(PermissionDenied):
        make_photo(actor=make_photographer("view_photo", "change_photo"))
    assert files_below(media) == set()


@contextmanager
def refusing_to_save(model: type) -> Iterator[None]:
    """A failure in the middle of the transaction, after all files are written."""

    def refuse(**kwargs: Any) -> None:
        raise RuntimeError("nothing is written today")

    post_save.connect(refuse, model)
    try:
        yield
    finally:
        post_save.disconnect(refuse, model)


def test_no_file_stays_when_the_row_cannot_be_written(media: Path) -> None:
    with refusing_to_save(Photo), pytest.raises(RuntimeError, match="today"):
        make_photo()
    assert not Photo.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert files_below(media) == set()


def test_a_disk_that_fails_leaves_neither_row_nor_file(media: Path) -> None:
    (media / "renditions" / "open").mkdir(parents=True)
    (media / "renditions" / "open" / "previews").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="previews"):
        make_photo()
    assert not Photo.objects.exists()
    assert files_below(media) == {"renditions/open/previews"}


@contextmanager
def no_file_longer_than(limit: int) -> Iterator[None]:
    """As a full disk, whose kernel stops in the middle of a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


NO_ROOM = "There is no room left for this file. Nothing of it was kept; tell whoever runs this site."


@pytest.mark.parametrize("lacking", ["original", "preview"])
def test_a_disk_without_room_is_told_in_words_and_nothing_stays(lacking: str, media: Path) -> None:
    upload = make_upload(900, 700, quality=95) if lacking == "original" else make_upload(900, 700, "WEBP", quality=1)
    sizes = {"original": upload.size, "preview": len(examine(upload).preview)}
    limit = sum(sizes.values()) // 2
    assert max(sizes, key=sizes.__getitem__) == lacking
    with no_file_longer_than(limit), pytest.raises(ValidationError) as refusal:
        make_photo(upload=upload)
    assert refusal.value.messages == [NO_ROOM]
    assert not Photo.objects.exists()
    assert files_below(media) == set()


@pytest.fixture
def small_disk(media: Path) -> Iterator[Path]:
    """The folder of both storages on a disk of 200 kB."""
    command = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(media)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no program `mount` here, so that no small disk can be made")
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield media
    subprocess.run(["umount", media], check=True)


def test_a_disk_that_runs_full_keeps_what_it_had_and_takes_small_files_again(small_disk: Path) -> None:
    kept = make_photo(upload=make_upload(250, 200))
    before = files_below(small_disk)
    ballast = small_disk / "ballast"
    disk = os.statvfs(small_disk)
    ballast.write_bytes(bytes(disk.f_bavail * disk.f_bsize - 8192))  # Room for a beginning.

    large = make_upload(1200, 900, quality=95)
    with pytest.raises(ValidationError) as refusal:
        make_photo(upload=large)
    assert refusal.value.error_list[0].code == "no_room"
    assert files_below(small_disk) == before | {"ballast"}

    ballast.unlink()
    assert make_photo(upload=make_upload(250, 200)).pk != kept.pk


def test_the_same_file_is_found_again_in_the_library_and_in_its_bin() -> None:
    content = encoded(picture())
    first, second = make_photo(upload=upload_of(content)), make_photo(upload=upload_of(content, "copy.jpg"))
    make_photo(upload=upload_of(DARK))
    actions.move_to_bin(photo=first, actor=None)
    assert actions.twins(examine(upload_of(content))) == [second, first]


def test_pictures_that_look_alike_are_found_the_nearest_first() -> None:
    fingerprints = {
        "itself": "ffff0000ffff0000",
        "ten bits off": "ffff0000ffff03ff",
        "eleven bits off": "ffff0000ffff07ff",
        "one bit off": "ffff0000ffff0001",
        "one bit off, and newer": "ffff0000ffff0002",
        "the same, and newer": "ffff0000ffff0000",
        "the same, in the bin": "ffff0000ffff0000",
        "plain": "",
    }
    photos = {}
    for name, fingerprint in fingerprints.items():
        photos[name] = make_photo(alt_en=name)
        Photo.objects.filter(pk=photos[name].pk).update(fingerprint=fingerprint)
    actions.move_to_bin(photo=photos["the same, in the bin"], actor=None)

    def near(name: str) -> list[str]:
        return [photo.alt_en for photo in actions.look_alikes([fresh(photos[name])]).get(photos[name].pk, [])]

    assert near("itself") == ["the same, and newer", "one bit off, and newer", "one bit off", "ten bits off"]
    assert near("plain") == []


def test_looking_for_look_alikes_takes_two_questions_however_many_photos_there_are(
    django_assert_num_queries: Any,
) -> None:
    photos = [make_photo() for _number in range(4)]
    Photo.objects.update(fingerprint="ffff0000ffff0000")
    asked = list(Photo.objects.all())
    with django_assert_num_queries(2):
        found = actions.look_alikes(asked)
    assert found == {photo.pk: [other for other in reversed(photos) if other != photo] for photo in photos}


# Words


def test_whoever_uses_a_photo_may_fill_what_it_lacks_and_changes_nothing_else() -> None:
    person = make_photographer("change_photo")
    photo = make_photo(alt_en="A stair", photographer="")
    words = {"alt_en": "Other words", "alt_fi": "Portaat", "photographer": "Mikko", "caption_sv": ""}

    completed = actions.complete(photo_id=photo.pk, words=words, actor=person)

    photo = fresh(photo)
    assert completed == photo
    assert (photo.alt_en, photo.alt_fi, photo.photographer, photo.caption_sv) == ("A stair", "Portaat", "Mikko", "")
    assert (photo.version, photo.updated_by) == (2, person)
    assert list(Photo.objects.matching("portaat mikko")) == [photo]


def test_to_complete_what_is_complete_leaves_no_trace() -> None:
    photo = make_photo()
    actions.complete(
        photo_id=photo.pk, words={"alt_en": "Other", "alt_fi": ""}, actor=make_photographer("change_photo")
    )
    assert (fresh(photo).version, fresh(photo).updated_by) == (1, None)


def test_a_revised_photo_offers_what_its_file_said_no_more() -> None:
    person = make_photographer("change_photo")
    photo = make_photo()
    Photo.objects.update(readings={"photographer": "Somebody"})
    photo = fresh(photo)
    photo.caption_en = "Snow"

    actions.revise(photo=photo, actor=person, keywords=["talvi"])

    photo = fresh(photo)
    assert (photo.readings, photo.version, photo.updated_by) == ({}, 2, person)
    assert list(Photo.objects.matching("snow talvi")) == [photo]
    actions.revise(photo=photo, actor=person)
    assert list(photo.keywords.names()) == ["talvi"]


# The housing of files


def contents(media: Path) -> dict[str, bytes]:
    """What is in each public file, by its name within its housing."""
    return {name.partition("/")[2]: (media / "renditions" / name).read_bytes() for name in public_files(media)}


def held_and_open(media: Path) -> tuple[set[str], set[str]]:
    files = public_files(media)
    held = {name for name in files if name.startswith("held/")}
    return held, files - held


def test_a_right_with_an_end_takes_the_files_out_of_the_open_and_back_again(media: Path, commit: Commit) -> None:
    photo = make_built_photo()
    in_the_open, before = public_files(media), contents(media)

    photo.usable_until = date(2030, 1, 1)
    with commit():
        actions.revise(photo=photo, actor=None)
        assert in_the_open < public_files(media)
    photo = fresh(photo)
    assert photo.is_held
    assert held_and_open(media) == (planned_files(photo), set())
    assert {row.file.name for row in photo.renditions.all()} == planned_files(photo)
    assert contents(media) == before
    assert photo.rendition_key == photo.next_rendition_key

    photo.usable_until = None
    with commit():
        actions.revise(photo=photo, actor=None)
    assert public_files(media) == in_the_open
    assert not fresh(photo).is_held


@pytest.mark.parametrize(
    "fields", [{"consent": "agreed"}, {"usable_from": date(2020, 1, 1)}, {"shows_minors": True}], ids=str
)
def test_every_kind_of_restriction_moves_the_files(fields: dict[str, Any], media: Path, commit: Commit) -> None:
    photo = make_built_photo()
    for name, value in fields.items():
        setattr(photo, name, value)
    with commit():
        actions.revise(photo=photo, actor=None)
    assert held_and_open(media) == (planned_files(fresh(photo)), set())


def test_replaced_files_do_not_stay_in_the_open_either(media: Path, commit: Commit) -> None:
    photo = make_built_photo()
    actions.replace_original(photo=photo, original=dark(), actor=None)
    actions.build(photo_id=photo.pk)
    photo = fresh(photo)
    assert photo.renditions.filter(retired_at__isnull=False).exists()

    photo.consent = "agreed"
    with commit():
        actions.revise(photo=photo, actor=None)
    assert held_and_open(media) == (planned_files(fresh(photo)), set())


def test_a_change_that_is_taken_back_leaves_the_rows_and_their_files_as_they_were(media: Path) -> None:
    photo = make_built_photo()
    files = public_files(media)
    photo.consent = "agreed"
    with transaction.atomic():
        actions.revise(photo=photo, actor=None)
        transaction.set_rollback(True)
    photo = fresh(photo)
    assert (photo.is_held, photo.consent, photo.version) == (False, "", 1)
    assert {row.file.name for row in photo.renditions.all()} == planned_files(photo) == files
    assert files <= public_files(media)
    actions.sweep(at=photo.updated_at)
    assert public_files(media) == files


def test_a_restriction_whose_process_died_after_the_commit_is_carried_out_by_its_job(media: Path) -> None:
    photo = make_built_photo()
    in_the_open = public_files(media)
    DBTaskResult.objects.all().delete()
    photo.consent = "agreed"
    # Nothing is done on commit here: as if the process had ended with it.
    actions.revise(photo=photo, actor=None)
    assert in_the_open < public_files(media)
    assert jobs() == [photo.pk]

    build_renditions.call(photo.pk)

    assert held_and_open(media) == (planned_files(fresh(photo)), set())


def test_a_photo_withdrawn_after_such_a_death_is_cleared_from_the_open_too(media: Path) -> None:
    photo = make_built_photo()
    photo.consent = "agreed"
    actions.revise(photo=photo, actor=None)  # Its copies in the open stay, as above.
    actions.withdraw(photo=photo, reason="", actor=None)
    build_renditions.call(photo.pk)
    # What waits for the commit in a test: the deletion of what the rows had named.
    assert {name for name in public_files(media) if name.startswith("open/")} == set()


def test_one_upload_is_one_job(commit: Commit) -> None:
    DBTaskResult.objects.all().delete()
    photo = make_photo(keywords=("one", "two"))
    assert jobs() == [photo.pk]


def test_a_restriction_needs_no_room_on_the_disk(media: Path, commit: Commit) -> None:
    """The files get another name; their content is not written once more."""
    photo = make_built_photo()
    before = {(media / "renditions" / name).stat().st_ino for name in public_files(media)}
    photo.consent = "agreed"
    with commit():
        actions.revise(photo=photo, actor=None)
    assert {(media / "renditions" / name).stat().st_ino for name in public_files(media)} == before


# Replacing


def test_a_replaced_file_is_shown_at_once_and_pages_of_yesterday_still_find_theirs(
    media: Path, commit: Commit, clock: Clock
) -> None:
    person = make_photographer("change_photo")
    photo = make_built_photo(actor=None, caption_en="Stairs")
    former, old_files = photo.original.name, public_files(media)
    clock.advance(DAY)

    with commit():
        actions.replace_original(photo=photo, original=dark(), actor=person)
    photo = fresh(photo)

    assert (photo.width, photo.height, photo.caption_en, photo.version) == (300, 250, "Stairs", 2)
    assert (photo.updated_by, photo.updated_at) == (person, clock.at)
    assert (media / "originals" / photo.original.name).read_bytes() == DARK
    # Until the new set is there pages show the new preview, and name no file of the old set by its new sizes.
    assert photo.rendition_key == ""
    assert public_files(media) == old_files | {photo.preview.name}
    assert (jobs()[-1], photo.preview.name in old_files) == (photo.pk, False)

    assert actions.build(photo_id=photo.pk)
    photo = fresh(photo)
    assert public_files(media) == old_files | planned_files(photo)
    retired = photo.renditions.filter(retired_at=clock.at)
    assert {row.file.name for row in retired} == old_files
    kept = photo.former_originals.get()
    assert (kept.original.name, kept.replaced_at, kept.replaced_by) == (former, clock.at, person)
    assert files_below(media / "originals") == {former, photo.original.name}


def test_a_former_file_comes_back_and_the_one_between_is_kept(media: Path, commit: Commit) -> None:
    content = encoded(picture(280, 210))
    photo = make_built_photo(upload=upload_of(content))
    actions.replace_original(photo=photo, original=dark(), actor=None)
    between = photo.original.name

    with commit():
        actions.bring_back_original(photo=photo, former=photo.former_originals.get(), actor=None)
    photo = fresh(photo)

    assert (photo.width, photo.height) == (280, 210)
    assert (media / "originals" / photo.original.name).read_bytes() == content
    assert [former.original.name for former in photo.former_originals.all()] == [between]
    assert files_below(media / "originals") == {between, photo.original.name}


def name_people(photo: Photo, *names: str) -> None:
    for position, name in enumerate(names, start=1):
        PhotoPerson.objects.create(photo=photo, name=name, position=position)
    show_people(photo=photo)


def test_the_same_picture_in_a_better_file_keeps_who_is_in_it() -> None:
    photo = make_photo()
    name_people(photo, "Åsa", "Bo")
    actions.replace_original(photo=photo, original=dark(), actor=None)
    assert [person.name for person in fresh(photo).people_shown] == ["Åsa", "Bo"]


def test_another_picture_has_the_words_given_to_it_and_forgets_who_was_in_the_old_one() -> None:
    photo = make_photo(alt_en="A stair", keywords=("stairs",))
    name_people(photo, "Åsa")
    photo.alt_en = "A window"
    actions.replace_original(photo=photo, original=dark(), actor=None, shows_another=True)
    photo = fresh(photo)
    assert (photo.alt_en, photo.people, photo.people_places.count()) == ("A window", [], 0)
    assert list(photo.keywords.names()) == []
    assert not Photo.objects.matching("Åsa").exists()
    assert not Photo.objects.matching("stairs").exists()


def test_a_photo_that_takes_over_another_one_takes_its_words_rights_and_people(media: Path, commit: Commit) -> None:
    other = make_photo(
        upload=upload_of(DARK),
        alt_en="",
        alt_fi="Ikkuna",
        licence="cc-by-4.0",
        photographer="Mikko",
        keywords=("ikkuna",),
        consent="agreed",
        consent_until=date(2030, 1, 1),
        focal_x=0.1,
    )
    name_people(other, "Bo")
    photo = make_built_photo(alt_en="A stair", caption_en="Stairs", keywords=("stair",))
    name_people(photo, "Åsa")

    with commit():
        actions.replace_original(photo=photo, original=dark(), actor=None, like=other)
    photo = fresh(photo)

    assert (photo.alt_fi, photo.alt_en, photo.caption_en, photo.photographer) == ("Ikkuna", "", "", "Mikko")
    assert (photo.licence, photo.consent_until, photo.focal_x) == ("cc-by-4.0", date(2030, 1, 1), 0.1)
    assert [person.name for person in photo.people_shown] == ["Bo"]
    assert list(photo.keywords.names()) == ["ikkuna"]
    assert photo.is_held
    # What had been shown until now goes with the open folder: it may not be shown past the check any more.
    assert {name for name in public_files(media) if name.startswith("open/")} == set()
    assert [person.name for person in fresh(other).people_shown] == ["Bo"]


@pytest.mark.parametrize("model", [Photo, FormerOriginal])
def test_a_replacement_that_fails_leaves_the_photo_and_its_files_as_they_were(model: type, media: Path) -> None:
    photo = make_built_photo()
    files, before = files_below(media), fresh(photo)
    with refusing_to_save(model), pytest.raises(RuntimeError, match="today"):
        actions.replace_original(photo=photo, original=dark(), actor=None)
    assert files_below(media) == files
    after = fresh(photo)
    assert (after.original, after.preview, after.width, after.rendition_key, after.version) == (
        before.original,
        before.preview,
        before.width,
        before.rendition_key,
        1,
    )
    assert not FormerOriginal.objects.exists()
    assert not photo.renditions.filter(retired_at__isnull=False).exists()


def test_a_replacement_without_room_is_told_in_words(media: Path) -> None:
    photo = make_photo()
    files = files_below(media)
    with no_file_longer_than(1000), pytest.raises(ValidationError) as refusal:
        actions.replace_original(photo=photo, original=dark(), actor=None)
    assert refusal.value.messages == [NO_ROOM]
    assert files_below(media) == files


# Withdrawing


def test_a_withdrawn_photo_loses_what_was_made_of_it_and_keeps_its_original(
    media: Path, commit: Commit, clock: Clock
) -> None:
    person = make_photographer("publish_photo")
    photo = make_built_photo()
    with commit():
        actions.withdraw(photo=photo, reason="Asked for by phone", actor=person)
        assert public_files(media)
    photo = fresh(photo)
    assert public_files(media) == set()
    assert files_below(media / "originals") == {photo.original.name}
    assert (photo.withdrawn_at, photo.withdrawn_by, photo.withdrawal_reason) == (clock.at, person, "Asked for by phone")
    assert (photo.preview.name, photo.rendition_key, photo.renditions.count(), photo.version) == ("", "", 0, 2)
    assert not photo.is_visible(None, clock.at)


def test_a_photo_withdrawn_to_be_erased_loses_its_original_its_former_ones_and_what_was_read_from_it(
    media: Path, commit: Commit
) -> None:
    photo = make_built_photo()
    actions.replace_original(photo=photo, original=dark(), actor=None)
    name_people(photo, "Åsa")
    Photo.objects.update(readings={"people": ["Åsa"]}, fingerprint="ffff0000ffff0000")
    with commit():
        actions.withdraw(photo=photo, reason="Gone altogether", actor=None, erase=True)
        assert files_below(media)
    assert files_below(media) == set()
    photo = fresh(photo)
    assert (photo.original.name, photo.readings, photo.fingerprint) == ("", {}, "")
    assert not FormerOriginal.objects.exists()
    assert (photo.people, photo.people_places.count()) == ([], 0)
    assert (str(photo), photo.caption_en, photo.place, list(photo.keywords.names())) == (
        f"photo {photo.pk}", "", "", [],
    )  # fmt: skip
    assert Photo.objects.matching("åsa").count() == 0


def test_a_withdrawal_that_is_not_committed_deletes_nothing(media: Path) -> None:
    photo = make_built_photo()
    files = files_below(media)
    with transaction.atomic():
        actions.withdraw(photo=photo, reason="", actor=None, erase=True)
        transaction.set_rollback(True)
    assert files_below(media) == files
    assert fresh(photo).withdrawn_at is None


@pytest.mark.parametrize("makes_up_for_it", ["the job", "the command"])
def test_what_a_process_that_died_after_the_commit_did_not_clear_is_cleared(makes_up_for_it: str, media: Path) -> None:
    photo = make_built_photo()
    DBTaskResult.objects.all().delete()
    # Nothing is done on commit here: as if the process had ended with it.
    actions.withdraw(photo=photo, reason="", actor=None)
    assert public_files(media)
    assert jobs() == [photo.pk]

    if makes_up_for_it == "the job":
        build_renditions.call(photo.pk)
    else:
        call_command("build_renditions", stdout=StringIO())

    assert public_files(media) == set()
    assert not photo.renditions.exists()


def test_a_clearing_that_was_interrupted_between_files_is_taken_up(media: Path) -> None:
    photo = make_built_photo()
    actions.withdraw(photo=photo, reason="", actor=None)
    for name in sorted(public_files(media))[:3]:
        (media / "renditions" / name).unlink()
    assert actions.build(photo_id=photo.pk)
    assert (public_files(media), photo.renditions.count()) == (set(), 0)
    assert not actions.build(photo_id=photo.pk)


def test_withdrawing_twice_keeps_the_day_and_takes_the_newer_reason(media: Path, commit: Commit, clock: Clock) -> None:
    photo, first = make_built_photo(), clock.at
    with commit():
        actions.withdraw(photo=photo, reason="First", actor=None)
    clock.advance(DAY)
    for _time in range(2):
        with commit():
            actions.withdraw(photo=photo, reason="Then", actor=None, erase=True)
    photo = fresh(photo)
    assert (photo.withdrawn_at, photo.withdrawal_reason) == (first, "Then")
    assert files_below(media) == set()


def test_a_withdrawn_photo_comes_back_with_its_words_and_is_made_anew(media: Path, commit: Commit) -> None:
    photo = make_built_photo(caption_en="Stairs")
    files = public_files(media)
    with commit():
        actions.withdraw(photo=photo, reason="By mistake", actor=None)
    with commit():
        actions.reinstate(photo=photo, actor=None)
    photo = fresh(photo)

    assert (photo.withdrawn_at, photo.withdrawn_by, photo.withdrawal_reason) == (None, None, "")
    assert photo.caption_en == "Stairs"
    assert public_files(media) == {photo.preview.name}
    assert [row.file.name for row in photo.renditions.all()] == [photo.preview.name]
    assert jobs()[-1] == photo.pk
    assert actions.build(photo_id=photo.pk)
    photo = fresh(photo)
    assert public_files(media) == planned_files(photo)
    assert len(public_files(media)) == len(files)


def test_a_photo_that_was_not_withdrawn_has_nothing_to_come_back_from(media: Path) -> None:
    photo = make_built_photo()
    files = files_below(media)
    actions.reinstate(photo=photo, actor=None)
    assert files_below(media) == files
    assert fresh(photo).version == 1


def test_what_was_erased_comes_back_as_a_new_file_only(media: Path, commit: Commit) -> None:
    photo = make_built_photo()
    with commit():
        actions.withdraw(photo=photo, reason="", actor=None, erase=True)
    with pytest.raises(ValidationError, match="Upload it anew as a replacement"):
        actions.reinstate(photo=photo, actor=None)

    with commit():
        actions.replace_original(photo=fresh(photo), original=dark(), actor=None)
    build_renditions.call(photo.pk)
    assert public_files(media) == set()
    assert fresh(photo).preview.name == ""

    with commit():
        actions.reinstate(photo=photo, actor=None)
    actions.build(photo_id=photo.pk)
    photo = fresh(photo)
    assert public_files(media) == planned_files(photo)
    assert files_below(media / "originals") == {photo.original.name}
    assert not FormerOriginal.objects.exists()


def test_rights_that_changed_while_it_was_withdrawn_hold_when_it_comes_back(media: Path, commit: Commit) -> None:
    photo = make_built_photo()
    with commit():
        actions.withdraw(photo=photo, reason="", actor=None)
    photo = fresh(photo)
    photo.consent = "agreed"
    with commit():
        actions.revise(photo=photo, actor=None)
        actions.reinstate(photo=photo, actor=None)
    actions.build(photo_id=photo.pk)
    assert held_and_open(media) == (planned_files(fresh(photo)), set())


def test_a_photo_that_cannot_be_written_stays_withdrawn_and_says_so(media: Path, commit: Commit) -> None:
    photo = make_photo()
    with commit():
        actions.withdraw(photo=photo, reason="", actor=None)
    with no_file_longer_than(1000), pytest.raises(ValidationError) as refusal:
        actions.reinstate(photo=photo, actor=None)
    assert refusal.value.messages == [NO_ROOM]
    assert public_files(media) == set()
    assert fresh(photo).withdrawn_at is not None


# The bin

PLACES: dict[str, Callable[[Photo], object]] = {
    "a working copy": lambda photo: make_article(photos=[photo]),
    "a live edition": lambda photo: make_published_article(photos=[photo]).document.photo_placements.all().delete(),
    "a public thing": lambda photo: make_partnership(photo=photo),
    "a private thing": lambda photo: make_partnership(photo=photo, visibility="private"),
    "a portrait": lambda photo: make_contact(portrait=photo),
}


@pytest.mark.parametrize("place", PLACES)
def test_what_something_uses_is_not_moved_to_the_bin(place: str, clock: Clock) -> None:
    photo = make_described_photo()
    PLACES[place](photo)
    with pytest.raises(ValidationError, match="This photo is in use"):
        actions.move_to_bin(photo=photo, actor=make_user("photo-editor"))
    assert fresh(photo).binned_at is None


def test_what_waits_for_its_time_is_not_moved_to_the_bin(clock: Clock) -> None:
    photo = make_described_photo()
    make_published_article(photos=[photo], live_from=clock.at + DAY).document.photo_placements.all().delete()
    with pytest.raises(ValidationError, match="This photo is in use"):
        actions.move_to_bin(photo=photo, actor=None)


def test_what_was_used_once_may_be_moved_to_the_bin_and_stays_there_for_the_archive(
    media: Path, clock: Clock, commit: Commit
) -> None:
    photo = make_described_photo()
    article = make_published_article(photos=[photo]).document
    clock.advance(DAY)
    article.photo_placements.all().delete()
    publish(revise(article))
    assert uses(photo, clock.at) == []

    actions.move_to_bin(photo=photo, actor=None)
    clock.advance(365 * DAY)
    with commit():
        assert actions.sweep(at=clock.at).photos == 0
    assert fresh(photo).binned_at == clock.at - 365 * DAY
    assert files_below(media)


def test_what_lies_in_the_bin_is_shown_to_nobody_and_comes_out_as_it_went_in(clock: Clock) -> None:
    person = make_user("photo-editor")
    photo = make_photo(caption_en="Stairs")
    actions.move_to_bin(photo=photo, actor=person)
    binned = fresh(photo)
    assert (binned.binned_at, binned.binned_by, binned.version) == (clock.at, person, 2)
    assert not binned.is_visible(None, clock.at)

    actions.take_out_of_bin(photo=photo, actor=person)
    back = fresh(photo)
    assert (back.binned_at, back.binned_by, back.caption_en) == (None, None, "Stairs")
    assert back.is_visible(None, clock.at)


def test_the_bin_is_emptied_after_thirty_days_and_not_a_second_earlier(
    media: Path, clock: Clock, commit: Commit
) -> None:
    photo, other = make_built_photo(), make_built_photo()
    with commit():
        actions.move_to_bin(photo=photo, actor=None)
    kept = files_below(media)
    clock.advance(30 * DAY)
    with commit():
        assert actions.sweep(at=clock.at).photos == 0
    assert files_below(media) == kept
    clock.advance(timedelta(seconds=1))
    with commit():
        assert actions.sweep(at=clock.at).photos == 1
    assert list(Photo.objects.all()) == [other]
    assert public_files(media) == planned_files(other)
    assert files_below(media / "originals") == {other.original.name}


def test_what_is_taken_out_while_the_bin_is_being_emptied_stays(clock: Clock) -> None:
    first, second = make_photo(), make_photo()
    for photo in (first, second):
        actions.move_to_bin(photo=photo, actor=None)
    clock.advance(31 * DAY)

    def take_out_the_other(instance: Photo, **kwargs: Any) -> None:
        Photo.objects.exclude(pk=instance.pk).update(binned_at=None)

    post_delete.connect(take_out_the_other, Photo)
    try:
        assert actions.sweep(at=clock.at).photos == 1
    finally:
        post_delete.disconnect(take_out_the_other, Photo)
    assert Photo.objects.in_library().count() == 1


# Who may do what


@contextmanager
def allowing(outcomes: set[str], verb: str) -> Iterator[None]:
    """Notes the verb where it was not refused; whatever it did is undone."""
    with transaction.atomic():
        try:
            yield
            outcomes.add(verb)
        except PermissionDenied:
            pass
        transaction.set_rollback(True)


def allowed(actor: Any, *, owner: Any) -> set[str]:
    """What the actor may do to photos, tried one by one."""
    outcomes: set[str] = set()
    with allowing(outcomes, "add"):
        make_photo(actor=actor)
    for place, is_public in (("unused", False), ("public", True)):
        photo = make_described_photo()
        if is_public:
            make_partnership(photo=photo)
        with allowing(outcomes, f"revise {place}"):
            actions.revise(photo=fresh(photo), actor=actor)
        with allowing(outcomes, f"replace {place}"):
            actions.replace_original(photo=fresh(photo), original=dark(), actor=actor)
        with allowing(outcomes, f"complete {place}"):
            actions.complete(photo_id=photo.pk, words={"place": "Espoo"}, actor=actor)
            if not fresh(photo).place:
                raise PermissionDenied
        assert actions.may_change(actor, photo, photo.created_at) == (f"revise {place}" in outcomes)
    with allowing(outcomes, "withdraw"):
        actions.withdraw(photo=photo, reason="", actor=actor)
    with allowing(outcomes, "reinstate"):
        actions.withdraw(photo=photo, reason="", actor=None)
        actions.reinstate(photo=photo, actor=actor)
    own, others = make_photo(actor=None), make_photo(actor=None)
    Photo.objects.filter(pk=own.pk).update(created_by=owner)
    for name, photo in {"own": fresh(own), "others'": others}.items():
        with allowing(outcomes, f"bin {name}"):
            actions.move_to_bin(photo=photo, actor=actor)
        with allowing(outcomes, f"take out {name}"):
            actions.move_to_bin(photo=photo, actor=None)
            actions.take_out_of_bin(photo=photo, actor=actor)
        assert actions.may_bin(actor, photo) == (f"bin {name}" in outcomes)
    return outcomes


UNUSED = {"revise unused", "replace unused", "complete unused"}
PUBLIC = {"revise public", "replace public", "complete public"}
OWN = {"add", "bin own", "take out own"}
WITHDRAWAL = {"withdraw", "reinstate"}
OTHERS = {"bin others'", "take out others'"}
RIGHTS = {
    "writer": OWN | UNUSED,
    "editor": OWN | UNUSED | PUBLIC | WITHDRAWAL,
    "photo-editor": OWN | UNUSED | PUBLIC | WITHDRAWAL | OTHERS,
    "partnership-manager": OWN | UNUSED,
    "legal": set(),
    "administrator": set(),
}


def test_every_role_is_in_the_table_of_rights() -> None:
    assert RIGHTS.keys() == ROLES.keys()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_to_photos_what_the_table_says_and_nothing_else(role: str) -> None:
    person = make_user(role)
    assert allowed(person, owner=person) == RIGHTS[role]


def test_who_is_not_signed_in_may_do_nothing_and_the_system_everything() -> None:
    assert allowed(AnonymousUser(), owner=None) == set()
    assert allowed(None, owner=None) == OWN | UNUSED | PUBLIC | WITHDRAWAL | OTHERS


def test_who_uploaded_a_photo_may_not_take_it_back_any_more_once_the_right_to_upload_is_gone() -> None:
    person = make_user("writer")
    photo = make_photo(actor=person)
    person.groups.clear()
    with pytest.raises(PermissionDenied):
        actions.move_to_bin(photo=photo, actor=type(person).objects.get(pk=person.pk))
