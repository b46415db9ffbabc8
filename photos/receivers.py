"""What follows from the saving and deleting of photos, whoever does it: jobs and cleared files, after the commit."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from photos.models import Photo, Rendition
from photos.tasks import build_renditions


def connect() -> None:
    post_save.connect(queue_renditions, Photo, dispatch_uid="photos.queue_renditions")
    for model in (Photo, Rendition):
        post_delete.connect(forget_files, model, dispatch_uid=f"photos.forget_files.{model.__name__}")


def queue_renditions(instance: Photo, raw: bool = False, **kwargs: Any) -> None:
    """A new photo and a moved focal point need a new set of files."""
    if not raw and instance.rendition_key != instance.next_rendition_key:
        transaction.on_commit(partial(build_renditions.enqueue, instance.pk), robust=True)


def forget_files(instance: Photo | Rendition, **kwargs: Any) -> None:
    """The files of a deleted row go when nothing can bring the row back."""
    files = [instance.original, instance.preview] if isinstance(instance, Photo) else [instance.file]
    for file in filter(None, files):
        transaction.on_commit(partial(file.storage.delete, file.name), robust=True)
