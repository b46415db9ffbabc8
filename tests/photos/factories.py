"""Photos for tests, of this app and of those above it."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from photos import actions, renditions
from photos.models import Photo


def picture(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """A gradient that differs at every corner, so that turns and crops can be told apart."""
    red = Image.linear_gradient("L").resize((width, height))
    green = Image.linear_gradient("L").rotate(90).resize((width, height))
    blue = Image.new("L", (width, height), 60)
    return Image.merge("RGB", (red, green, blue)).convert(mode)


def encoded(image: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    buffer = BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def upload_of(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def make_upload(width: int = 640, height: int = 480, format: str = "JPEG", **options: Any) -> SimpleUploadedFile:
    return upload_of(encoded(picture(width, height), format, **options))


def make_photo(**over: Any) -> Photo:
    """A stored photo; `upload=` for a particular file. Its renditions are made by `photos.actions.build`."""
    fields = {
        "upload": make_upload(),
        "actor": None,
        "alt_en": "A light roof over a stair",
        "credit_organisation": "Aalto University",
    } | over
    return actions.store_photo(**fields)


def make_built_photo(**over: Any) -> Photo:
    """A stored photo, small unless told otherwise, with all its files, as it stands in the database."""
    photo = make_photo(**{"upload": make_upload(280, 210)} | over)
    actions.build(photo_id=photo.pk)
    return Photo.objects.get(pk=photo.pk)


def planned_files(photo: Photo) -> set[str]:
    """The names in the storage of renditions that pages may use for the photo, once `build` has been there."""
    names = {f"{photo.folder}/{step.name}" for step in renditions.plan(photo.width, photo.height)}
    return {*names, photo.preview.name}


def make_photographer(*codenames: str) -> Any:
    """Somebody who may enter the back office and do these things to photos."""
    User = get_user_model()
    number = User.objects.count()
    user = User.objects.create_user(f"person{number}", f"person{number}@example.org", "x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="photos", codename__in=codenames))
    return user


def public_files(media: Path) -> set[str]:
    """The names of all files that lie where the public reads."""
    return files_below(media / "renditions")


def files_below(folder: Path) -> set[str]:
    """The relative names of all files in a folder and below."""
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
