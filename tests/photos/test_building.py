"""Making the files of a photo: wholly or not at all, whatever interrupts, and never twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from photos import actions
from photos.actions import files
from photos.models import Photo, Rendition
from photos.tasks import build_renditions
from tests.conftest import Clock
from tests.photos.factories import (
    files_below,
    make_built_photo,
    make_photo,
    make_upload,
    planned_files,
    public_files,
)

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """A block whose end is a commit: what waits for one is done then."""
    return partial(django_capture_on_commit_callbacks, execute=True)


def fresh(photo: Photo) -> Photo:
    return Photo.objects.get(pk=photo.pk)


def small(**over: Any) -> Photo:
    return make_photo(**{"upload": make_upload(280, 210)} | over)


def move_focal_point(photo: Photo, x: float) -> Photo:
    photo = fresh(photo)
    photo.focal_x = x
    photo.save()
    return photo


def current_files(photo: Photo) -> set[str]:
    return {row.file.name for row in photo.renditions.filter(retired_at__isnull=True)}


def written_at(media: Path) -> dict[str, tuple[int, int]]:
    """Which file lies under each name, and when it was written."""
    found = {name: (media / "renditions" / name).stat() for name in public_files(media)}
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in found.items()}


@pytest.mark.parametrize("size", [(1000, 800), (210, 1600)])
def test_building_makes_exactly_the_planned_files_and_a_row_for_each(size: tuple[int, int], media: Path) -> None:
    photo = make_photo(upload=make_upload(*size))
    assert actions.build(photo_id=photo.pk)
    photo = fresh(photo)
    assert public_files(media) == planned_files(photo)
    rows = {row.file.name: row.bytes for row in photo.renditions.all()}
    assert rows == {name: (media / "renditions" / name).stat().st_size for name in planned_files(photo)}
    assert {(row.crop, row.format) for row in photo.renditions.all()} >= {
        ("preview", "JPEG"),
        ("press", "JPEG"),
        ("hero", "AVIF"),
    }


def test_building_twice_does_the_work_once(media: Path) -> None:
    photo = small()
    assert actions.build(photo_id=photo.pk)
    first = written_at(media)
    (media / "originals" / photo.original.name).unlink()  # It is not even looked at.
    assert not actions.build(photo_id=photo.pk)
    assert written_at(media) == first


def test_building_is_no_change_by_a_person() -> None:
    photo = small()
    actions.build(photo_id=photo.pk)
    assert (fresh(photo).version, fresh(photo).updated_at) == (photo.version, photo.updated_at)


def test_a_moved_focal_point_gets_new_files_and_pages_of_before_still_find_theirs(media: Path, clock: Clock) -> None:
    photo = make_built_photo()
    old_key, old_files = photo.rendition_key, public_files(media)

    photo = move_focal_point(photo, 0.1)
    assert (photo.rendition_key, public_files(media)) == (old_key, old_files)
    assert actions.build(photo_id=photo.pk)

    photo = fresh(photo)
    assert photo.rendition_key == photo.next_rendition_key != old_key
    assert public_files(media) == old_files | planned_files(photo)
    assert current_files(photo) == planned_files(photo)
    assert {row.file.name for row in photo.renditions.filter(retired_at=clock.at)} == old_files - {photo.preview.name}


def test_a_focal_point_moved_there_and_back_finds_its_files_in_use_again(media: Path) -> None:
    photo = make_built_photo()
    first = planned_files(photo)
    for x in (0.1, 0.5):
        actions.build(photo_id=move_focal_point(photo, x).pk)
    assert planned_files(fresh(photo)) == first
    assert current_files(photo) == first


def break_disk_at(media: Path, photo: Photo, number: int) -> Path:
    """Make the job fail at its file `number`: a folder stands where that file should be."""
    step, _content = list(files._render(photo))[number]
    obstacle = media / "renditions" / "open" / photo.next_rendition_key / step.name / "in the way"
    obstacle.parent.mkdir(parents=True)
    obstacle.touch()
    return obstacle


@pytest.mark.parametrize("number", [0, 7])
def test_a_job_that_breaks_off_leaves_the_old_files_in_use_and_is_resumed(number: int, media: Path) -> None:
    photo = make_built_photo()
    old_key, old_files = photo.rendition_key, public_files(media)
    photo = move_focal_point(photo, 0.9)
    obstacle = break_disk_at(media, photo, number)
    with pytest.raises(OSError, match=photo.next_rendition_key):
        actions.build(photo_id=photo.pk)
    assert fresh(photo).rendition_key == old_key
    assert old_files < public_files(media)
    assert current_files(photo) == old_files

    obstacle.unlink()
    obstacle.parent.rmdir()
    call_command("build_renditions", stdout=StringIO())
    photo = fresh(photo)
    assert public_files(media) == old_files | planned_files(photo)
    assert current_files(photo) == planned_files(photo)


def test_a_half_written_file_of_a_killed_job_is_written_anew(media: Path) -> None:
    photo = small()
    half = media / "renditions" / "open" / photo.next_rendition_key / "full-280.avif"
    half.parent.mkdir()
    half.write_bytes(b"half")
    actions.build(photo_id=photo.pk)
    assert public_files(media) == planned_files(fresh(photo))
    assert half.read_bytes()[4:12] == b"ftypavif"


def begin(photo: Photo) -> Callable[[], bool]:
    """A job that has written all files of the photo as it is now; what it returns ends it."""
    key, folder = photo.next_rendition_key, f"{'held' if photo.is_held else 'open'}/{photo.next_rendition_key}"
    rows = [files._write(photo, f"{folder}/{step.name}", step, content) for step, content in files._render(photo)]
    return lambda: files._go_over(photo.pk, key, folder, rows)


def test_of_two_jobs_at_once_the_slower_one_touches_nothing_that_is_in_use(media: Path) -> None:
    photo = small()
    assert actions.build(photo_id=photo.pk)
    in_use = written_at(media)
    end_of_the_slower = begin(photo)
    assert written_at(media) == in_use
    assert not end_of_the_slower()
    photo = fresh(photo)
    assert written_at(media) == in_use
    assert current_files(photo) == planned_files(photo) == public_files(media)


def test_two_jobs_whose_writing_overlaps_make_one_set(media: Path) -> None:
    photo = small()
    ends = [begin(photo), begin(photo)]
    assert [end() for end in ends] == [True, False]
    photo = fresh(photo)
    assert current_files(photo) == planned_files(photo) == public_files(media)


def test_a_focal_point_moved_while_the_job_runs_wins(media: Path) -> None:
    photo = small()
    end = begin(photo)
    move_focal_point(photo, 0.2)
    assert not end()
    assert fresh(photo).rendition_key == ""
    assert public_files(media) == {photo.preview.name}


def test_a_late_job_for_a_former_focal_point_leaves_the_files_of_that_one_to_the_pages_that_use_them(
    media: Path,
) -> None:
    photo = make_built_photo()
    in_use = public_files(media)
    end = begin(photo)
    move_focal_point(photo, 0.2)
    assert not end()
    assert public_files(media) == in_use
    actions.build(photo_id=photo.pk)
    end = begin(photo)
    assert not end()
    assert in_use < public_files(media)


@pytest.mark.parametrize("is_built", [False, True])
def test_rights_that_change_while_a_job_runs_leave_nothing_of_it_in_the_open(
    is_built: bool, media: Path, commit: Commit
) -> None:
    photo = small()
    end = begin(photo)
    if is_built:  # By another job, which is faster.
        actions.build(photo_id=photo.pk)
    revised = fresh(photo)
    revised.consent = "agreed"
    with commit():
        actions.revise(photo=revised, actor=None)
    if is_built:
        end = begin(photo)  # It goes on writing where the files lay when it began.
    assert not end()
    assert {name for name in public_files(media) if name.startswith("open/")} == set()
    actions.build(photo_id=photo.pk)
    photo = fresh(photo)
    assert public_files(media) == planned_files(photo) == current_files(photo)


def test_a_photo_withdrawn_while_a_job_runs_gets_no_files(media: Path, commit: Commit) -> None:
    photo = small()
    end = begin(photo)
    with commit():
        actions.withdraw(photo=photo, reason="", actor=None)
    assert not end()
    assert public_files(media) == set()
    assert not Rendition.objects.exists()


def test_a_clearing_that_comes_after_the_photo_was_shown_again_clears_nothing(media: Path) -> None:
    photo = make_built_photo()
    in_use = public_files(media)
    assert not files._clear(photo.pk)
    assert public_files(media) == in_use


def test_an_upload_and_a_moved_focal_point_queue_a_job_and_other_words_do_not() -> None:
    photo = small()
    job = DBTaskResult.objects.get()
    assert (job.queue_name, job.args_kwargs["args"]) == ("images", [photo.pk])
    actions.build(photo_id=photo.pk)
    photo = fresh(photo)
    photo.caption_en = "Other words"
    photo.save()
    assert DBTaskResult.objects.count() == 1
    move_focal_point(photo, 0.4)
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_the_files(media: Path) -> None:
    photo = small()
    call_command("db_worker", "--queue-name", "images", "--batch", "--no-reload", "--no-startup-delay")
    photo = fresh(photo)
    assert photo.rendition_key == photo.next_rendition_key
    assert public_files(media) == planned_files(photo)


def test_a_job_for_a_deleted_photo_has_nothing_to_do() -> None:
    assert build_renditions.call(4711) is None


def test_a_deleted_photo_takes_its_files_along(media: Path, commit: Commit) -> None:
    photo = make_built_photo()
    with commit():
        photo.delete()
        assert files_below(media)
    assert files_below(media) == set()


def test_the_command_makes_what_is_missing_and_names_what_it_cannot(media: Path, capsys: Any) -> None:
    broken, whole = small(), small()
    (media / "originals" / broken.original.name).write_bytes(b"gone bad")
    with pytest.raises(CommandError, match="made for 1 photos. 1 photos failed"):
        call_command("build_renditions")
    assert f"Photo {broken.pk}: " in capsys.readouterr().err
    photo = fresh(whole)
    assert public_files(media) == planned_files(photo) | {broken.preview.name}
