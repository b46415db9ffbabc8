"""What may come in: the one place that looks at an uploaded file, before anything is stored.

Every refusal is a ValidationError whose sentence tells the editor what is wrong and what to do.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import Image

from photos import limits, metadata, renditions
from photos.fingerprints import fingerprint
from photos.metadata import Readings

# How an original is called in the storage, whatever its sender called it.
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "TIFF": "tif"}
MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "image/avif", "image/tiff")

# Smaller is no photo for a page; longer makes renditions that WebP cannot hold (16 383 px) and pages cannot show.
MIN_SIDE = 200
MAX_RATIO = 8
# How much of PHOTO_MAX_PIXELS each kind may have, so that decoding takes less than half a gigabyte: a plain JPEG is
# reduced while it is decoded, one in several scans and the others stand in memory at full size, WebP up to four times.
SHARE_OF_PIXELS = {"JPEG": 1.0, "JPEG progressive": 0.5, "PNG": 0.5, "TIFF": 0.5, "AVIF": 0.5, "WEBP": 0.25}
# Several people uploading at once would each need that memory: within one process they take turns.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Original:
    """An upload that was looked at and found good. Width and height are those of the upright picture.

    `fingerprint` is None for a picture without structure (`photos.fingerprints`).
    """

    upload: File[bytes]
    format: str
    width: int
    height: int
    sha256: str
    preview: bytes
    fingerprint: int | None
    readings: Readings


def examine(upload: File[bytes]) -> Original:
    """Decode the upload in bounded memory; returns what is known of it, or raises ValidationError."""
    _check_bytes(upload)
    file = limits.patient(upload)
    header = _read_header(file)
    _check_shape(header)
    _check_alone(header)
    share = min(1.0, renditions.PREVIEW_WIDTH / min(header.size))
    try:
        with _ONE_AT_A_TIME:
            upright = renditions.open_upright(file, share)
        preview = renditions.preview(upright)
    except limits.Laborious as error:
        raise _too_laborious() from error
    except Exception as error:  # A decoder raises whatever it stumbles over: OSError, ValueError, struct.error, ...
        raise ValidationError(
            _("This picture is damaged or incomplete. Save it anew in a photo program, or ask for the file again."),
            code="damaged",
        ) from error
    return Original(
        upload=upload,
        format=_format(header),
        width=upright.width,
        height=upright.height,
        sha256=_sha256(upload),
        preview=preview,
        fingerprint=fingerprint(upright.image),
        readings=metadata.read(file),
    )


def _check_bytes(upload: File[bytes]) -> None:
    size = upload.size
    if not size:
        raise ValidationError(_("This file is empty."), code="empty")
    if size > settings.PHOTO_MAX_BYTES:
        raise too_many_bytes()


def most_megabytes() -> int:
    """What a file may weigh, as people say it."""
    return settings.PHOTO_MAX_BYTES // 1024 // 1024


def too_many_bytes() -> ValidationError:
    return ValidationError(
        _("This file is too large: at most %(limit)s MB are allowed."),
        code="too_many_bytes",
        params={"limit": most_megabytes()},
    )


def _read_header(file: IO[bytes]) -> Image.Image:
    """The picture, opened by its first bytes and not yet decoded, which would not take too much memory."""
    try:
        passes = limits.passes(file)
        header = Image.open(file, formats=renditions.READABLE)
        pixels = limits.pixels(header)
    except limits.Laborious as error:
        raise _too_laborious() from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # As above.
        raise ValidationError(
            _("This is no picture that can be used here, or it is damaged. Save it as JPEG, PNG, WebP, AVIF or TIFF."),
            code="not_a_picture",
        ) from error
    kind = "JPEG progressive" if passes > 1 or header.info.get("progressive") else _format(header)
    if pixels > settings.PHOTO_MAX_PIXELS * SHARE_OF_PIXELS[kind]:
        raise _too_many_pixels()
    return header


def _too_laborious() -> ValidationError:
    return ValidationError(
        _("This picture is built in an unusual way that takes too long to read. Save it anew in a photo program."),
        code="too_laborious",
    )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels. Save a smaller copy, or a JPEG: a plain one may have %(limit)s million."),
        code="too_many_pixels",
        params={"limit": settings.PHOTO_MAX_PIXELS // 1_000_000},
    )


def _check_shape(header: Image.Image) -> None:
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


def _check_alone(header: Image.Image) -> None:
    if _format(header) != "JPEG" and getattr(header, "is_animated", False):
        raise ValidationError(
            _("This file holds several pictures: an animation, or several pages. Save the one you want by itself."),
            code="several_pictures",
        )


def _format(header: Image.Image) -> str:
    # Phones store a second exposure or a depth map behind the photo: a JPEG of the kind MPO; its first is the photo.
    return "JPEG" if header.format == "MPO" else str(header.format)


def _sha256(upload: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
