"""Verbs that write the files of photos: making renditions, moving them where their rights want them, clearing up.

Files and rows cannot be written in one transaction. The order here makes every interruption harmless: a row never names
a file that was not completely written before, and a file that no row names is found by `sweep`. Whoever writes a file
holds `storages.writing` until the row is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from django.db import transaction
from django.db.models import QuerySet

from photos import renditions
from photos.models import FormerOriginal, Photo, Rendition
from photos.storages import (
    copy,
    files_below,
    housing,
    originals_storage,
    preview_name,
    renditions_storage,
    sweeping,
    write_whole,
    writing,
)
from publishing import clock
from publishing.usage import unreferred

# The crop of the row of the small first JPEG.
PREVIEW = "preview"

# How long pages that were sent before go on showing the files of a replaced set.
RENDITIONS_KEPT = timedelta(days=7)
# How long a replaced original can come back, and what lies in the bin.
ORIGINALS_KEPT = timedelta(days=30)
# On object storage, where no lock tells, a file without a row may belong to an upload that is still going on.
GIVEN_UP_AFTER = timedelta(hours=1)
# How many names one query asks for; SQLite takes some thousand values.
BATCH = 500


def build(*, photo_id: int) -> bool:
    """Make the photo's files what its row asks for: renditions, or none of a withdrawn photo. False: they were.

    May be interrupted and repeated at any time, and run twice at once: the photo goes over to a new set when all of it
    is written. Raises Photo.DoesNotExist, and what Pillow raises.
    """
    photo = Photo.objects.get(pk=photo_id)
    _clear_former_housing(photo_id)
    if photo.withdrawn_at is not None:
        return _clear(photo_id)
    key = photo.next_rendition_key
    if photo.rendition_key == key:
        return False
    with writing():
        folder = f"{housing(photo.is_held)}/{key}"
        rows = [_write(photo, f"{folder}/{step.name}", step, content) for step, content in _render(photo)]
        if not photo.renditions.filter(file=str(photo.preview)).exists():
            rows.append(_preview_anew(photo))
        return _go_over(photo_id, key, folder, rows)


def rehouse(*, photo: Photo) -> None:
    """Let the photo's files lie where its rights want them: in the open, or where each request is checked.

    Call it within the transaction and the `writing` that save the change: the copies are complete before rows name
    them, and the old files go when it is committed, so that what has become restricted is not reachable past the check.
    Where a file is missing the set is made anew: rights can be changed whatever the disk has lost.
    """
    if photo.is_held == photo.must_be_held:
        return
    photo.is_held = photo.must_be_held
    current = list(photo.renditions.filter(retired_at__isnull=True))
    copies = [copy for row in current if (copy := _copied(row, _moved(str(row.file), photo.is_held)))]
    if len(copies) < len(current):
        photo.rendition_key = ""
    photo.renditions.all().delete()  # Their files go after the commit: photos.receivers.
    Rendition.objects.bulk_create(copies)
    photo.preview = _moved(str(photo.preview), photo.is_held) if photo.preview else ""
    photo.save(update_fields=["is_held", "preview", "rendition_key"])


def write_preview(*, photo: Photo, content: bytes) -> Rendition:
    """Write the photo's small first JPEG and name it in the photo; returns the unsaved row of the file."""
    row = _write(photo, preview_name(photo.is_held), _preview_step(photo), content)
    photo.preview = row.file.name
    return row


@dataclass(frozen=True)
class Swept:
    """What was cleared away: files without a row, rows without a file, and what had been kept long enough."""

    files: int
    rows: int
    kept: int
    photos: int


def sweep(*, at: datetime) -> Swept:
    """Clear what interruptions have left behind and what has been kept long enough; harmless at any time.

    Photos whose original is missing stay, since no file can be made up for them: `missing_originals` names them.
    """
    kept = _forget_replaced(at)
    photos = _empty_bin(at)
    rows = _forget_rows_without_files()
    return Swept(_delete_strays(at), rows, kept, photos)


def missing_originals() -> list[int]:
    """The photos whose original is not in the storage, by their keys."""
    storage = originals_storage()
    return [
        pk
        for pk, name in Photo.objects.exclude(original="").values_list("pk", "original").iterator()
        if not storage.exists(name)
    ]


@transaction.atomic
def _clear(photo_id: int) -> bool:
    """Delete all renditions of a withdrawn photo. Files first: after an interruption the rows still name the rest."""
    photo = Photo.objects.select_for_update().get(pk=photo_id)
    if photo.withdrawn_at is None:  # Meanwhile it may be shown again.
        return False
    rows = list(photo.renditions.all())
    for row in rows:
        row.file.storage.delete(str(row.file))
        row.delete()
    # A file that replaced the one of a withdrawn photo came with a preview.
    Photo.objects.filter(pk=photo_id).update(preview="", rendition_key="")
    return bool(rows)


@transaction.atomic
def _clear_former_housing(photo_id: int) -> None:
    """Delete what `rehouse` has left where it was, should its process have ended between the commit and that."""
    photo = Photo.objects.select_for_update().get(pk=photo_id)
    for row in photo.renditions.all():
        renditions_storage().delete(_moved(str(row.file), not photo.is_held))


def _moved(name: str, is_held: bool) -> str:
    """The name that the file has in the other folder."""
    return f"{housing(is_held)}/{name.partition('/')[2]}"


def _copied(row: Rendition, name: str) -> Rendition | None:
    """An unsaved row for a copy of the file under another name; None where there is no such file."""
    try:
        copy(renditions_storage(), str(row.file), name)
    except FileNotFoundError:
        return None
    return Rendition(
        photo_id=row.photo_id,
        crop=row.crop,
        format=row.format,
        width=row.width,
        height=row.height,
        file=name,
        bytes=row.bytes,
    )


def _render(photo: Photo) -> Iterator[tuple[renditions.Step, bytes]]:
    with photo.original.open("rb") as original:
        yield from renditions.render(original, photo.focal_x, photo.focal_y, photo.width, photo.height)


def _preview_step(photo: Photo) -> renditions.Step:
    return renditions.Step(PREVIEW, "JPEG", *renditions.preview_size(photo.width, photo.height))


def _preview_anew(photo: Photo) -> Rendition:
    """The preview again, under the name that the photo has for it: its file was lost, and `sweep` took the row."""
    share = min(1.0, renditions.PREVIEW_WIDTH / min(photo.width, photo.height))
    with photo.original.open("rb") as original:
        content = renditions.preview(renditions.open_upright(original, share))
    return _write(photo, str(photo.preview), _preview_step(photo), content)


def _write(photo: Photo, name: str, step: renditions.Step, content: bytes) -> Rendition:
    """Write one file and return its unsaved row. One that another job has finished may be in use: it stays as it is."""
    storage = renditions_storage()
    if not _holds(storage, name, content):
        write_whole(storage, name, ContentFile(content))
    return Rendition(
        photo=photo,
        crop=step.crop,
        format=step.format,
        width=step.width,
        height=step.height,
        file=name,
        bytes=len(content),
    )


def _holds(storage: Storage, name: str, content: bytes) -> bool:
    try:
        with storage.open(name) as file:
            return bool(file.size == len(content) and file.read() == content)
    except FileNotFoundError:
        return False


@transaction.atomic
def _go_over(photo_id: int, key: str, folder: str, rows: list[Rendition]) -> bool:
    """Let pages use the new set, unless the photo has been changed meanwhile so that it wants another one."""
    photo = Photo.objects.select_for_update().get(pk=photo_id)
    is_wanted = photo.next_rendition_key == key and housing(photo.is_held) == folder.partition("/")[0]
    if photo.withdrawn_at is not None or not is_wanted:
        # Those of a row are in use, or will be cleared with it.
        for name in _unnamed((str(row.file) for row in rows), _OWNERS[renditions_storage]):
            renditions_storage().delete(name)
        return False
    if photo.rendition_key == key:  # Another job was faster.
        return False
    photo.renditions.filter(retired_at__isnull=True).exclude(crop=PREVIEW).update(retired_at=clock.now())
    # A focal point that is moved there and back asks for files that are still there.
    Rendition.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["file"], update_fields=["bytes", "retired_at"]
    )
    # Not a person's change: the version stays, so that open forms do not turn stale.
    Photo.objects.filter(pk=photo_id).update(rendition_key=key)
    return True


def _forget_replaced(at: datetime) -> int:
    return _deleted(Rendition.objects.filter(retired_at__lt=at - RENDITIONS_KEPT)) + _deleted(
        FormerOriginal.objects.filter(replaced_at__lt=at - ORIGINALS_KEPT)
    )


def _empty_bin(at: datetime) -> int:
    """Delete photos that have lain in the bin long enough; what the archive still refers to stays there."""
    due = unreferred(Photo.objects.in_bin().filter(binned_at__lt=at - ORIGINALS_KEPT))
    gone = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            # Somebody may have taken it out meanwhile.
            for photo in due.select_for_update(of=("self",)).filter(pk=pk):
                photo.delete()
                gone += 1
    return gone


def _forget_rows_without_files() -> int:
    storage = renditions_storage()
    rows = Rendition.objects.only("pk", "photo_id", "file", "retired_at")
    lost = [row for row in rows.iterator() if not storage.exists(str(row.file))]
    return sum(_forget_lost(row) for row in lost)


@transaction.atomic
def _forget_lost(row: Rendition) -> bool:
    """Delete the row of a lost file, and let its set be made anew; pages show the preview until that is done."""
    photo = Photo.objects.select_for_update().filter(pk=row.photo_id).first()
    # Where the photo has moved house since the row was read, row and file went together.
    if photo is None or not Rendition.objects.filter(pk=row.pk).exists():
        return False
    row.delete()
    if row.retired_at is None:
        photo.rendition_key = ""
        photo.save(update_fields=["rendition_key"])  # Which queues the job.
    return True


@transaction.atomic
def _deleted(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]


def _delete_strays(at: datetime) -> int:
    """Files that no row names: looked for while others write, looked at again and deleted while nobody does."""
    gone = 0
    for storage, names_in_rows in _OWNERS.items():
        suspects = list(_unnamed(files_below(storage()), names_in_rows))
        if suspects:
            with sweeping():
                for name in _unnamed(suspects, names_in_rows):
                    if _is_given_up(storage(), name, at):
                        storage().delete(name)
                        gone += 1
    return gone


_OWNERS: Mapping[Callable[[], Storage], Callable[[list[str]], set[str]]] = {
    originals_storage: lambda names: {
        *Photo.objects.filter(original__in=names).values_list("original", flat=True),
        *FormerOriginal.objects.filter(original__in=names).values_list("original", flat=True),
    },
    renditions_storage: lambda names: set(Rendition.objects.filter(file__in=names).values_list("file", flat=True)),
}


def _unnamed(names: Iterable[str], names_in_rows: Callable[[list[str]], set[str]]) -> Iterator[str]:
    """Those of the names that no row has, asked a few hundred at a time."""
    names = iter(names)
    while batch := list(islice(names, BATCH)):
        known = names_in_rows(batch)
        yield from (name for name in batch if name not in known)


def _is_given_up(storage: Storage, name: str, at: datetime) -> bool:
    """Whether the file is still there (one being written may have got its final name) and nobody comes back for it."""
    if not storage.exists(name):
        return False
    return isinstance(storage, FileSystemStorage) or storage.get_modified_time(name) < at - GIVEN_UP_AFTER
