"""Verbs that write photos and their files.

Files and rows cannot be written in one transaction. The order here makes every interruption harmless: a row never names
a file that was not completely written before, and a file that no row names is found by `remove_strays`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from photos import renditions
from photos.models import Photo, Rendition, originals_storage, renditions_storage
from photos.originals import Original, examine
from publishing import clock


def store_photo(*, upload: File[bytes], actor: Any, **fields: Any) -> Photo:
    """Examine an upload and add it to the library with the given fields of Photo (`alt_fi=`, `photographer=`, ...).

    Raises ValidationError, with sentences for the editor, when the file or a field is refused; then nothing is stored.
    Its renditions are made by a job after the commit. Without an actor it is the system that adds the photo.
    """
    return add_photo(photo=Photo(**fields), original=examine(upload), actor=actor)


@transaction.atomic
def add_photo(*, photo: Photo, original: Original, actor: Any) -> Photo:
    """The same for an unsaved photo that carries its words already, and an upload that has been examined."""
    if actor is not None and not actor.has_perm("photos.add_photo"):
        raise PermissionDenied
    photo.format, photo.sha256 = original.format, original.sha256
    photo.width, photo.height = original.width, original.height
    photo.stamp(actor=actor, at=clock.now())
    photo.full_clean(exclude=["original", "preview", "created_by", "updated_by"])
    try:
        photo.original.save("original", original.upload, save=False)
        photo.preview.save("preview", ContentFile(original.preview), save=False)
        photo.save()
    except BaseException:
        for file in (photo.original, photo.preview):
            if file.name:
                file.storage.delete(file.name)
        raise
    return photo


def build(*, photo_id: int) -> bool:
    """Make the renditions that the photo's original and focal point ask for; False when they exist already.

    May be interrupted and repeated at any time, and run twice at once: the photo goes over to the new set when all
    of it is written, and the files of the old set go after that. Raises Photo.DoesNotExist, and what Pillow raises.
    """
    photo = Photo.objects.get(pk=photo_id)
    key = photo.next_rendition_key
    if photo.rendition_key == key:
        return False
    rows = [_write(photo, key, step, content) for step, content in _render(photo)]
    _go_over(photo_id, key, rows)
    return True


def remove_strays(*, before: datetime) -> int:
    """Delete files older than `before` that no row names: left by an interruption. Returns how many there were."""
    named = {
        originals_storage: set(Photo.objects.values_list("original", flat=True)),
        renditions_storage: {
            *Photo.objects.values_list("preview", flat=True),
            *Rendition.objects.values_list("file", flat=True),
        },
    }
    strays = [
        (storage(), name)
        for storage, names in named.items()
        for name in _files(storage())
        if name not in names and storage().get_modified_time(name) < before
    ]
    for storage, name in strays:
        storage.delete(name)
    return len(strays)


def _render(photo: Photo) -> Iterator[tuple[renditions.Step, bytes]]:
    with photo.original.open("rb") as original:
        yield from renditions.render(original, photo.focal_x, photo.focal_y, photo.width, photo.height)


def _write(photo: Photo, key: str, step: renditions.Step, content: bytes) -> Rendition:
    """Write one file and return its unsaved row. A file left there by an interrupted job may be half written."""
    storage, name = renditions_storage(), f"{key}/{step.name}"
    storage.delete(name)
    saved = storage.save(name, ContentFile(content))
    if saved != name:  # Another job has just written the same bytes there.
        storage.delete(saved)
    return Rendition(
        photo=photo,
        crop=step.crop,
        format=step.format,
        width=step.width,
        height=step.height,
        file=name,
        bytes=len(content),
    )


@transaction.atomic
def _go_over(photo_id: int, key: str, rows: list[Rendition]) -> None:
    """Let pages use the new set, unless another job has done so or the focal point has been moved meanwhile."""
    photo = Photo.objects.select_for_update().get(pk=photo_id)
    if photo.rendition_key == key:
        return
    if photo.next_rendition_key != key:
        for row in rows:
            row.file.delete(save=False)
        return
    photo.renditions.all().delete()  # Their files go after the commit: photos.receivers.
    Rendition.objects.bulk_create(rows)
    photo.rendition_key = key
    # Not a person's change: the version stays, so that open forms do not turn stale.
    photo.save(update_fields=["rendition_key"])


def _files(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in a storage."""
    if folder and not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from _files(storage, f"{folder}{name}/")
