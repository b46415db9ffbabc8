"""What the register does when the photo library below tells of something."""

from typing import Any

from directory.actions import copy_people
from photos.models import Photo
from photos.signals import shows_another_picture


def connect() -> None:
    shows_another_picture.connect(picture_other_people, dispatch_uid="directory.picture_other_people")


def picture_other_people(photo: Photo, like: Photo | None, **kwargs: Any) -> None:
    copy_people(source=like, target=photo)
