"""Clearing up: what interruptions have left behind goes, and nothing else ever does."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.db.models.signals import post_save
from django_tasks_db.models import DBTaskResult

from photos import actions
from photos.actions import Swept
from photos.models import FormerOriginal, Photo, Rendition
from photos.originals import examine
from photos.storages import files_below as names_in
from photos.storages import originals_storage, renditions_storage, sweeping, writing
from tests.conftest import Clock
from tests.photos.factories import (
    files_below,
    make_built_photo,
    make_photo,
    make_upload,
    planned_files,
    public_files,
    upload_of,
)

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]
DAY = timedelta(days=1)
# Enough for a process or thread to get as far as it can; nothing fails where it is not.
A_MOMENT = 1.0
NOTHING = Swept(files=0, rows=0, kept=0, photos=0)


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """A block whose end is a commit: what waits for one is done then."""
    return partial(django_capture_on_commit_callbacks, execute=True)


def fresh(photo: Photo) -> Photo:
    return Photo.objects.get(pk=photo.pk)


def command(name: str) -> str:
    output = StringIO()
    call_command(name, stdout=output)
    return output.getvalue()


def nothing_is_loose(media: Path) -> bool:
    """No row without a file, and no file without a row."""
    originals = {
        *Photo.objects.exclude(original="").values_list("original", flat=True),
        *FormerOriginal.objects.values_list("original", flat=True),
    }
    return files_below(media / "originals") == originals and public_files(media) == set(
        Rendition.objects.values_list("file", flat=True)
    )


def test_a_site_without_uploads_has_nothing_to_clear(clock: Clock) -> None:
    assert actions.sweep(at=clock.at) == NOTHING
    assert list(names_in(originals_storage())) == []


def test_a_file_without_a_row_goes_at_once_and_files_in_use_stay(media: Path, clock: Clock) -> None:
    photo = make_built_photo()
    actions.replace_original(photo=photo, original=examine(make_upload(300, 250)), actor=None)
    actions.build(photo_id=photo.pk)
    used = files_below(media)
    originals_storage().save("stray.jpg", ContentFile(b"x"))
    for name in ("open/2-0123/full-320.jpg", "held/previews/a.jpg", "stray.jpg"):
        renditions_storage().save(name, ContentFile(b"x"))

    assert actions.sweep(at=clock.at) == Swept(files=4, rows=0, kept=0, photos=0)
    assert files_below(media) == used
    assert actions.sweep(at=clock.at) == NOTHING


def test_more_files_than_one_question_can_name_are_told_apart(media: Path, clock: Clock) -> None:
    photo = make_photo()
    for number in range(actions.files.BATCH + 3):
        stray = media / "renditions" / "open" / "previews" / f"{number}.jpg"
        stray.touch()
    assert actions.sweep(at=clock.at).files == actions.files.BATCH + 3
    assert public_files(media) == {photo.preview.name}


def test_files_of_a_transaction_that_failed_later_are_cleared(media: Path, clock: Clock) -> None:
    with transaction.atomic():
        make_photo()
        transaction.set_rollback(True)
    assert len(files_below(media)) == 2
    assert actions.sweep(at=clock.at).files == 2
    assert files_below(media) == set()


def test_a_set_that_has_lost_a_file_is_not_named_until_it_is_whole_again(media: Path, clock: Clock) -> None:
    photo, other = make_built_photo(), make_built_photo()
    lost = media / "renditions" / photo.folder / "card-280.avif"
    lost.unlink()

    assert actions.sweep(at=clock.at) == Swept(files=0, rows=1, kept=0, photos=0)
    assert (fresh(photo).rendition_key, fresh(other).rendition_key) == ("", other.rendition_key)
    assert command("build_renditions") == "Renditions made for 1 photos.\n"
    assert lost.exists()
    assert fresh(photo).rendition_key == photo.rendition_key
    assert nothing_is_loose(media)


def test_a_set_that_moves_house_while_files_are_looked_for_is_not_taken_for_a_lost_one(
    media: Path, clock: Clock, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = make_built_photo()
    looked_for = FileSystemStorage.exists

    def restrict_meanwhile(storage: FileSystemStorage, name: str) -> bool:
        monkeypatch.setattr(FileSystemStorage, "exists", looked_for)
        photo.usable_until = date(2100, 1, 1)
        with commit():
            actions.revise(photo=photo, actor=None)
        return looked_for(storage, name)

    monkeypatch.setattr(FileSystemStorage, "exists", restrict_meanwhile)
    with commit():
        assert actions.sweep(at=clock.at) == NOTHING
    assert fresh(photo).rendition_key == photo.next_rendition_key
    assert nothing_is_loose(media)


def test_a_lost_file_is_made_anew_by_a_job(media: Path, clock: Clock) -> None:
    photo = make_built_photo()
    file = photo.renditions.exclude(crop="preview").first().file
    (media / "renditions" / str(file)).unlink()
    DBTaskResult.objects.all().delete()
    actions.sweep(at=clock.at)
    assert [job.args_kwargs["args"] for job in DBTaskResult.objects.all()] == [[photo.pk]]


def test_a_lost_file_of_a_replaced_set_costs_its_row_only(media: Path, clock: Clock) -> None:
    photo = make_built_photo()
    old = media / "renditions" / photo.folder / "card-280.avif"
    Photo.objects.update(focal_x=0.1)
    actions.build(photo_id=photo.pk)
    old.unlink()
    key = fresh(photo).rendition_key
    assert actions.sweep(at=clock.at).rows == 1
    assert fresh(photo).rendition_key == key
    assert nothing_is_loose(media)


def test_a_lost_preview_is_made_again_under_its_name(media: Path, clock: Clock) -> None:
    photo = make_built_photo(upload=make_upload(1200, 400))
    preview = media / "renditions" / photo.preview.name
    content = preview.read_bytes()
    preview.unlink()
    actions.sweep(at=clock.at)
    command("build_renditions")
    assert preview.read_bytes() == content
    assert fresh(photo).preview == photo.preview
    row = photo.renditions.get(crop="preview")
    assert (row.file.name, row.width, row.height, row.bytes) == (photo.preview.name, 960, 320, len(content))
    assert nothing_is_loose(media)


def test_from_the_database_and_the_originals_alone_all_files_come_back(
    media: Path, clock: Clock, commit: Commit
) -> None:
    photos = [
        make_built_photo(),
        make_built_photo(usable_until=date(2100, 1, 1)),
        make_built_photo(upload=make_upload(210, 300, "PNG")),
        make_photo(upload=make_upload(300, 220)),
    ]
    Photo.objects.filter(pk=photos[0].pk).update(focal_x=0.2)
    actions.build(photo_id=photos[0].pk)
    shutil.rmtree(media / "renditions")

    command("sweep_media")
    command("build_renditions")

    assert nothing_is_loose(media)
    assert public_files(media) == set().union(*(planned_files(fresh(photo)) for photo in photos))
    assert command("sweep_media").startswith("Deleted: 0 files without a row, 0 rows without a file, ")


def test_a_photo_whose_preview_was_lost_can_still_be_restricted(media: Path, clock: Clock, commit: Commit) -> None:
    photo = make_built_photo()
    (media / "renditions" / photo.preview.name).unlink()
    actions.sweep(at=clock.at)
    photo = fresh(photo)
    photo.consent = "agreed"
    with commit():
        actions.revise(photo=photo, actor=None)
    assert {name for name in public_files(media) if name.startswith("open/")} == set()
    command("build_renditions")
    assert public_files(media) == planned_files(fresh(photo))


def test_what_was_replaced_stays_for_a_while_and_then_goes(media: Path, clock: Clock, commit: Commit) -> None:
    photo = make_built_photo()
    old_files, former = public_files(media), photo.original.name
    actions.replace_original(photo=photo, original=examine(make_upload(300, 250)), actor=None)
    actions.build(photo_id=photo.pk)
    photo = fresh(photo)

    clock.advance(7 * DAY)
    with commit():
        assert actions.sweep(at=clock.at) == NOTHING
    clock.advance(timedelta(seconds=1))
    with commit():
        assert actions.sweep(at=clock.at).kept == len(old_files)
    assert public_files(media) == planned_files(photo)
    assert files_below(media / "originals") == {former, photo.original.name}

    clock.advance(23 * DAY)
    with commit():
        assert actions.sweep(at=clock.at).kept == 1
    assert files_below(media / "originals") == {photo.original.name}
    assert nothing_is_loose(media)


def test_the_command_says_what_it_did_and_names_photos_whose_original_is_missing(media: Path) -> None:
    first, second = make_photo(), make_photo()
    make_photo()
    for photo in (first, second):
        (media / "originals" / photo.original.name).unlink()
    stray = media / "originals" / "stray.jpg"
    stray.touch()
    output = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("sweep_media", stdout=output)
    assert f"photos {second.pk}, {first.pk}:" in str(refusal.value)
    assert refusal.value.returncode == 1
    assert output.getvalue() == (
        "Deleted: 1 files without a row, 0 rows without a file, 0 replaced files, 0 photos from the bin.\n"
    )
    assert not stray.exists()
    assert Photo.objects.count() == 3
    assert actions.missing_originals() == [second.pk, first.pk]
    actions.withdraw(photo=first, reason="", actor=None, erase=True)
    assert actions.missing_originals() == [second.pk]


# Several processes at once: the lock is the kernel's, so that only real ones can show what it holds.

AN_UPLOAD = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(MEDIA_ROOT={root!r})
from photos.storages import writing
with writing():
    Path({file!r}).write_bytes(b"between file and row")
    print("written", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def an_upload(file: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that writes a file, says so, and then is slow to write the row."""
    file.parent.mkdir(parents=True, exist_ok=True)
    code = AN_UPLOAD.format(root=str(settings.MEDIA_ROOT), file=str(file))
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def says_that_it_has_written(process: subprocess.Popen[str]) -> bool:
    return process.stdout is not None and process.stdout.readline() == "written\n"


@contextmanager
def a_sweep(clock: Clock) -> Iterator[Future[Swept]]:
    """A sweep in a thread, which a moment has been given to get as far as it can."""

    def sweep() -> Swept:
        try:
            return actions.sweep(at=clock.at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        result = threads.submit(sweep)
        wait([result], timeout=A_MOMENT)
        yield result


@pytest.mark.django_db(transaction=True)
def test_a_file_whose_row_is_committed_a_moment_later_is_not_taken_for_a_stray(media: Path, clock: Clock) -> None:
    file = media / "originals" / "0123.jpg"
    photo = make_photo()
    former = photo.original.name
    with an_upload(file) as upload:
        assert says_that_it_has_written(upload)
        with a_sweep(clock) as sweep:
            assert not sweep.done()
            assert file.exists()
            FormerOriginal.objects.create(photo=photo, original=file.name, replaced_at=clock.at)
            upload.communicate("\n")
        assert sweep.result() == NOTHING
    assert files_below(media / "originals") == {former, file.name}


@pytest.mark.django_db(transaction=True)
def test_a_file_whose_upload_was_killed_goes_at_once(media: Path, clock: Clock) -> None:
    file = media / "renditions" / "open" / "previews" / "0123.jpg"
    with an_upload(file) as upload:
        assert says_that_it_has_written(upload)
        with a_sweep(clock) as sweep:
            assert not sweep.done()
            upload.kill()
        assert sweep.result().files == 1
    assert not file.exists()


def test_nobody_begins_to_write_while_strays_are_being_deleted(media: Path) -> None:
    file = media / "originals" / "0123.jpg"
    with sweeping():
        upload = an_upload(file)
        process = upload.__enter__()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=A_MOMENT)
        assert not file.exists()
    assert says_that_it_has_written(process)
    assert file.exists()
    upload.__exit__(None, None, None)


def test_several_may_write_at_once(media: Path) -> None:
    with writing(), writing(), an_upload(media / "originals" / "0123.jpg") as upload:
        assert says_that_it_has_written(upload)


def somebody_is_writing() -> bool:
    with (Path(settings.MEDIA_ROOT) / "writing.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def add(photo: Photo) -> None:
    make_photo(upload=make_upload(280, 210))


def build(photo: Photo) -> None:
    actions.build(photo_id=photo.pk)


def restrict(photo: Photo) -> None:
    photo.consent = "agreed"
    actions.revise(photo=photo, actor=None)


def replace(photo: Photo) -> None:
    actions.replace_original(photo=photo, original=examine(make_upload(300, 250)), actor=None)


def reinstate(photo: Photo) -> None:
    actions.reinstate(photo=photo, actor=None)


def withdraw(photo: Photo) -> None:
    actions.withdraw(photo=photo, reason="", actor=None)


VERBS = {"add": add, "build": build, "restrict": restrict, "replace": replace, "reinstate": reinstate}


def a_photo_for(verb: str) -> Photo:
    photo = make_photo(upload=make_upload(280, 210))
    if verb == "reinstate":
        withdraw(photo)
    return fresh(photo)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_comes_twice_at_a_time_becomes_one_photo(media: Path) -> None:
    content = make_upload(280, 210).read()
    together = Barrier(2)

    def take_in() -> str:
        original = examine(upload_of(content))
        together.wait()
        try:
            return f"added {actions.add_photo(photo=Photo(), original=original, actor=None, once=True).pk}"
        except actions.KnownAlready as known:
            return f"known {known.photo.pk}"
        finally:
            connections.close_all()

    for _round in range(5):
        Photo.objects.all().delete()
        with ThreadPoolExecutor(2) as threads:
            outcomes = sorted(future.result() for future in [threads.submit(take_in) for _thread in range(2)])
        (photo,) = Photo.objects.all()
        assert outcomes == [f"added {photo.pk}", f"known {photo.pk}"]
        assert nothing_is_loose(media)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", VERBS)
def test_whoever_writes_files_waits_until_strays_are_deleted(verb: str, media: Path) -> None:
    photo = a_photo_for(verb)
    before = files_below(media)

    def work() -> None:
        try:
            VERBS[verb](photo)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        with sweeping():
            done = threads.submit(work)
            wait([done], timeout=A_MOMENT / 2)
            assert files_below(media) == before
        done.result()
    assert files_below(media) > before or verb == "restrict"
    assert nothing_is_loose(media)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["add", "restrict", "replace", "reinstate"])
def test_whoever_writes_files_holds_sweeps_off_until_the_rows_are_committed(verb: str) -> None:
    photo = a_photo_for(verb)
    held: list[bool] = []

    def look_after_the_commit(**kwargs: Any) -> None:
        transaction.on_commit(lambda: held.append(somebody_is_writing()))

    post_save.connect(look_after_the_commit, Photo)
    try:
        VERBS[verb](photo)
    finally:
        post_save.disconnect(look_after_the_commit, Photo)
    assert held
    assert all(held)
