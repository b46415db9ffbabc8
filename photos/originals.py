"""What may come in: the one place that looks at an uploaded file, before anything is stored.

Every refusal is a ValidationError whose sentence tells the editor what is wrong and what to do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import Image

from photos import renditions

# How an original is called in the storage, whatever its sender called it.
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "TIFF": "tif"}
MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "image/avif", "image/tiff")

# Smaller is no photo for a page; longer makes renditions that WebP cannot hold (16 383 px) and pages cannot show.
MIN_SIDE = 200
MAX_RATIO = 8
# How much of PHOTO_MAX_PIXELS each kind may have, so that decoding takes less than half a gigabyte: a plain JPEG is
# reduced while it is decoded, a progressive one and the others stand in memory at full size, WebP up to four times.
SHARE_OF_PIXELS = {"JPEG": 1.0, "JPEG progressive": 0.5, "PNG": 0.5, "TIFF": 0.5, "AVIF": 0.5, "WEBP": 0.25}
# Cameras and editors write ten scans at most; each costs a pass over the whole picture.
MAX_SCANS = 100
# An escaped byte inside the pixels, TEM, the restart markers and the start of the picture (ITU-T T.81, table B.1).
_WITHOUT_LENGTH = frozenset(bytes([marker]) for marker in (0x00, 0x01, *range(0xD0, 0xD9)))


@dataclass(frozen=True)
class Original:
    """An upload that was looked at and found good. Width and height are those of the upright picture."""

    upload: File[bytes]
    format: str
    width: int
    height: int
    sha256: str
    preview: bytes


def examine(upload: File[bytes]) -> Original:
    """Decode the upload in bounded memory; returns what is known of it, or raises ValidationError."""
    _check_bytes(upload)
    header = _read_header(upload)
    _check_shape(header)
    _check_structure(header, upload)
    share = min(1.0, renditions.PREVIEW_WIDTH / min(header.size))
    try:
        upright = renditions.open_upright(upload, share)
        preview = renditions.preview(upright)
    except Exception as error:  # A decoder raises whatever it stumbles over: OSError, ValueError, struct.error, ...
        raise ValidationError(
            _("This picture is damaged or incomplete. Save it anew in a photo program, or ask for the file again."),
            code="damaged",
        ) from error
    return Original(upload, _format(header), upright.width, upright.height, _sha256(upload), preview)


def _check_bytes(upload: File[bytes]) -> None:
    size = upload.size
    if not size:
        raise ValidationError(_("This file is empty."), code="empty")
    if size > settings.PHOTO_MAX_BYTES:
        raise ValidationError(
            _("This file has %(size)s MB; at most %(limit)s MB are allowed."),
            code="too_many_bytes",
            params={"size": _megabytes(size), "limit": _megabytes(settings.PHOTO_MAX_BYTES)},
        )


def _read_header(upload: File[bytes]) -> Image.Image:
    """The picture, opened by its first bytes and not yet decoded."""
    upload.seek(0)
    try:
        return Image.open(upload, formats=renditions.READABLE)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # As above.
        raise ValidationError(
            _("This is no picture that can be used here, or it is damaged. Save it as JPEG, PNG, WebP, AVIF or TIFF."),
            code="not_a_picture",
        ) from error


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels. Save a smaller copy, or a JPEG: a plain one may have %(limit)s million."),
        code="too_many_pixels",
        params={"limit": settings.PHOTO_MAX_PIXELS // 1_000_000},
    )


def _check_shape(header: Image.Image) -> None:
    kind = "JPEG progressive" if header.info.get("progressive") else _format(header)
    if header.width * header.height > settings.PHOTO_MAX_PIXELS * SHARE_OF_PIXELS[kind]:
        raise _too_many_pixels()
    shorter, longer = sorted(header.size)
    if shorter < MIN_SIDE:
        raise ValidationError(
            ngettext(
                "The shorter side of this picture has %(pixels)s pixel; at least %(minimum)s are needed.",
                "The shorter side of this picture has %(pixels)s pixels; at least %(minimum)s are needed.",
                shorter,
            ),
            code="too_small",
            params={"pixels": shorter, "minimum": MIN_SIDE},
        )
    if longer > MAX_RATIO * shorter:
        raise ValidationError(
            _("The longer side of this picture is more than %(ratio)s times the shorter one. Crop it first."),
            code="too_long",
            params={"ratio": MAX_RATIO},
        )


def _check_structure(header: Image.Image, upload: File[bytes]) -> None:
    """Refuse what holds more than one picture, and a progressive JPEG that takes the decoder minutes to walk over."""
    if _format(header) != "JPEG":
        if getattr(header, "is_animated", False):
            raise ValidationError(
                _("This file holds several pictures: an animation, or several pages. Save the one you want by itself."),
                code="several_pictures",
            )
    elif header.info.get("progressive"):
        upload.seek(0)
        if _scans(upload.read()) > MAX_SCANS:
            raise ValidationError(
                _("This JPEG is built in an unusual way that takes too long to read. Save it anew in a photo program."),
                code="too_many_scans",
            )


def _format(header: Image.Image) -> str:
    # Phones store a second exposure or a depth map behind the photo: a JPEG of the kind MPO; its first is the photo.
    return "JPEG" if header.format == "MPO" else str(header.format)


def _scans(jpeg: bytes) -> int:
    """How many scans the first picture in the file has; stops counting above the limit."""
    position, scans = 2, 0
    while scans <= MAX_SCANS and (position := jpeg.find(b"\xff", position)) != -1:
        marker = jpeg[position + 1 : position + 2]
        if marker in (b"", b"\xd9"):
            break
        if marker == b"\xff":
            position += 1
        elif marker in _WITHOUT_LENGTH:
            position += 2
        else:
            scans += marker == b"\xda"
            position += 2 + int.from_bytes(jpeg[position + 2 : position + 4], "big")
    return scans


def _sha256(upload: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f}"
