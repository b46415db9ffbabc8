"""What the register does when the photo library below tells of something."""

from collections.abc import Sequence
from typing import Any

from directory.actions import picture
from photos.models import Photo
from photos.people import PersonShown
from photos.signals import shows_another_picture


def connect() -> None:
    shows_another_picture.connect(picture_other_people, dispatch_uid="directory.picture_other_people")


def picture_other_people(photo: Photo, people: Sequence[PersonShown], **kwargs: Any) -> None:
    picture(photo=photo, people=people)
