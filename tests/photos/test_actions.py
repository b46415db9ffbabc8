"""Storing a photo and making its files: wholly or not at all, whatever interrupts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models.signals import post_save
from django_tasks_db.models import DBTaskResult

from photos import actions, renditions
from photos.models import Photo, Rendition, originals_storage, renditions_storage
from photos.tasks import build_renditions
from tests.photos.factories import encoded, files_below, make_photo, make_photographer, make_upload, picture, upload_of

pytestmark = pytest.mark.django_db


def public_files(media: Path) -> set[str]:
    return {name for name in files_below(media / "renditions") if not name.startswith("previews/")}


def planned_files(photo: Photo) -> set[str]:
    return {f"{photo.rendition_key}/{step.name}" for step in renditions.plan(photo.width, photo.height)}


def test_a_stored_photo_has_its_words_its_size_and_a_preview(media: Path) -> None:
    person = make_photographer("add_photo")
    content = encoded(picture(1500, 1000))
    photo = make_photo(upload=upload_of(content), actor=person, alt_fi="Valokatto", photographer="Aino Kuvaaja")
    photo.refresh_from_db()
    assert (photo.alt_fi, photo.photographer, photo.created_by) == ("Valokatto", "Aino Kuvaaja", person)
    assert (photo.format, photo.width, photo.height, photo.rendition_key) == ("JPEG", 1500, 1000, "")
    assert (media / "originals" / photo.original.name).read_bytes() == content
    assert photo.preview.name.startswith("previews/")


def test_a_photo_without_any_alternative_text_is_refused_at_the_field(media: Path) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_photo(alt_en="")
    assert "alt_fi" in refusal.value.message_dict
    assert files_below(media) == set()
    assert make_photo(alt_en="", is_decorative=True).pk


def test_nobody_stores_photos_without_the_right_to(media: Path) -> None:
    with pytest.raises(PermissionDenied):
        make_photo(actor=make_photographer("view_photo"))
    assert files_below(media) == set()


def test_no_file_stays_when_the_row_cannot_be_written(media: Path) -> None:
    def refuse(**kwargs: Any) -> None:
        raise RuntimeError("nothing is written today")

    post_save.connect(refuse, Photo)
    try:
        with pytest.raises(RuntimeError, match="today"):
            make_photo()
    finally:
        post_save.disconnect(refuse, Photo)
    assert not Photo.objects.exists()
    assert files_below(media) == set()


def test_files_of_a_transaction_that_fails_later_are_cleared_as_strays(media: Path) -> None:
    with transaction.atomic():
        make_photo()
        transaction.set_rollback(True)
    assert not Photo.objects.exists()
    assert len(files_below(media)) == 2
    assert actions.remove_strays(before=datetime.now(UTC) + timedelta(hours=1)) == 2
    assert files_below(media) == set()


def test_a_failing_disk_leaves_neither_row_nor_file(media: Path) -> None:
    (media / "renditions").mkdir()
    (media / "renditions" / "previews").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="previews"):
        make_photo()
    assert not Photo.objects.exists()
    assert files_below(media) == {"renditions/previews"}


def test_building_makes_exactly_the_planned_files_and_a_row_for_each(media: Path) -> None:
    photo = make_photo(upload=make_upload(1000, 800))
    assert actions.build(photo_id=photo.pk)
    photo.refresh_from_db()
    assert public_files(media) == planned_files(photo)
    rows = {row.file.name: row.bytes for row in photo.renditions.all()}
    assert rows == {name: (media / "renditions" / name).stat().st_size for name in planned_files(photo)}


def test_building_twice_does_the_work_once(media: Path) -> None:
    photo = make_photo()
    assert actions.build(photo_id=photo.pk)
    first = {name: (media / "renditions" / name).stat().st_mtime_ns for name in public_files(media)}
    assert not actions.build(photo_id=photo.pk)
    assert {name: (media / "renditions" / name).stat().st_mtime_ns for name in public_files(media)} == first


def test_building_leaves_the_version_alone() -> None:
    photo = make_photo()
    actions.build(photo_id=photo.pk)
    assert Photo.objects.get().version == photo.version


def test_a_moved_focal_point_gets_new_files_and_the_old_ones_go(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo = make_photo()
    actions.build(photo_id=photo.pk)
    photo.refresh_from_db()
    old_key, old_files = photo.rendition_key, public_files(media)
    photo.focal_x = 0.1
    photo.save()
    assert public_files(media) == old_files
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.build(photo_id=photo.pk)
        assert old_files < public_files(media)
    photo.refresh_from_db()
    assert photo.rendition_key != old_key
    assert public_files(media) == planned_files(photo)
    assert Rendition.objects.count() == len(planned_files(photo))


def break_disk_after(media: Path, photo: Photo, number: int) -> Path:
    """Make the job fail at its file `number`: a folder stands where that file should be."""
    step, _content = list(actions._render(photo))[number]
    obstacle = media / "renditions" / photo.next_rendition_key / step.name / "in the way"
    obstacle.parent.mkdir(parents=True)
    obstacle.touch()
    return obstacle


@pytest.mark.parametrize("number", [0, 7])
def test_a_job_that_breaks_off_leaves_the_old_files_in_use_and_is_resumed(
    number: int, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo = make_photo()
    actions.build(photo_id=photo.pk)
    photo.refresh_from_db()
    old_key, old_files = photo.rendition_key, public_files(media)
    photo.focal_y = 0.9
    photo.save()
    obstacle = break_disk_after(media, photo, number)
    with pytest.raises(OSError, match=photo.next_rendition_key), django_capture_on_commit_callbacks(execute=True):
        actions.build(photo_id=photo.pk)
    photo.refresh_from_db()
    assert photo.rendition_key == old_key
    assert old_files < public_files(media)
    assert {row.file.name for row in photo.renditions.all()} == old_files

    obstacle.unlink()
    obstacle.parent.rmdir()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("build_renditions")
    photo.refresh_from_db()
    assert public_files(media) == planned_files(photo)


def test_a_half_written_file_of_a_killed_job_is_written_anew(media: Path) -> None:
    photo = make_photo()
    half = media / "renditions" / photo.next_rendition_key / "full-320.avif"
    half.parent.mkdir()
    half.write_bytes(b"half")
    actions.build(photo_id=photo.pk)
    photo.refresh_from_db()
    assert public_files(media) == planned_files(photo)
    assert half.read_bytes()[4:12] == b"ftypavif"


def test_a_focal_point_moved_while_the_job_runs_wins(media: Path) -> None:
    photo = make_photo()
    key = photo.next_rendition_key
    rows = [actions._write(photo, key, step, content) for step, content in actions._render(photo)]
    Photo.objects.update(focal_x=0.2)
    actions._go_over(photo.pk, key, rows)
    assert Photo.objects.get().rendition_key == ""
    assert public_files(media) == set()


def test_an_upload_and_a_moved_focal_point_queue_a_job_after_the_commit(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        photo = make_photo()
        assert not DBTaskResult.objects.exists()
    job = DBTaskResult.objects.get()
    assert (job.queue_name, job.args_kwargs["args"]) == ("images", [photo.pk])
    actions.build(photo_id=photo.pk)
    photo.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        photo.caption_en = "Other words"
        photo.save()
    assert DBTaskResult.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        photo.focal_x = 0.4
        photo.save()
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_the_files(media: Path) -> None:
    photo = make_photo()
    call_command("db_worker", "--queue-name", "images", "--batch", "--no-reload", "--no-startup-delay")
    photo.refresh_from_db()
    assert photo.rendition_key == photo.next_rendition_key
    assert public_files(media) == planned_files(photo)


def test_a_job_for_a_deleted_photo_has_nothing_to_do() -> None:
    assert build_renditions.call(4711) is None


def test_a_deleted_photo_takes_its_files_along(media: Path, django_capture_on_commit_callbacks: Any) -> None:
    photo = make_photo()
    actions.build(photo_id=photo.pk)
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
        assert files_below(media)
    assert files_below(media) == set()


def test_the_command_makes_what_is_missing_and_names_what_it_cannot(media: Path, capsys: Any) -> None:
    whole, broken = make_photo(), make_photo()
    (media / "originals" / broken.original.name).write_bytes(b"gone bad")
    with pytest.raises(CommandError, match="made for 1 photos; 0 stray files deleted. 1 photos failed"):
        call_command("build_renditions")
    assert f"Photo {broken.pk}: " in capsys.readouterr().err
    whole.refresh_from_db()
    assert public_files(media) == planned_files(whole)


def test_stray_files_go_once_they_are_old_and_files_in_use_stay(media: Path) -> None:
    photo = make_photo()
    actions.build(photo_id=photo.pk)
    used = files_below(media)
    originals_storage().save("stray.jpg", ContentFile(b"x"))
    renditions_storage().save("1-0123/full-320.jpg", ContentFile(b"x"))
    now = datetime.now(UTC)
    assert actions.remove_strays(before=now - timedelta(hours=1)) == 0
    assert actions.remove_strays(before=now + timedelta(hours=1)) == 2
    assert files_below(media) == used
