"""What follows from the saving and deleting of photos, whoever does it: jobs and cleared files, after the commit."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from photos.models import FormerOriginal, Photo, Rendition
from photos.tasks import build_renditions

# Columns that files follow from.
WITH_FILES = {"original", "focal_x", "focal_y", "rendition_key", "is_held", "withdrawn_at"}


def connect() -> None:
    post_save.connect(queue_renditions, Photo, dispatch_uid="photos.queue_renditions")
    for model in (Photo, Rendition, FormerOriginal):
        post_delete.connect(forget_file, model, dispatch_uid=f"photos.forget_file.{model.__name__}")


def queue_renditions(
    instance: Photo, raw: bool = False, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    """A new photo and a moved focal point need a new set of files, a withdrawn photo none, and where rights have
    changed files must not stay in the open.

    The job is committed with the row: neither can be there without the other.
    """
    is_lacking = instance.withdrawn_at is None and instance.rendition_key != instance.next_rendition_key
    is_moving = instance.is_held != instance.must_be_held
    if update_fields is not None and not WITH_FILES.intersection(update_fields):
        return
    if not raw and (is_lacking or is_moving or instance.withdrawn_at is not None):
        build_renditions.enqueue(instance.pk)


def forget_file(instance: Photo | Rendition | FormerOriginal, **kwargs: Any) -> None:
    """The file of a deleted row goes when nothing can bring the row back."""
    file = instance.file if isinstance(instance, Rendition) else instance.original
    if file:
        transaction.on_commit(partial(file.storage.delete, file.name), robust=True)
