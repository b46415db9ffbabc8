"""From one original to the files that pages show. Pure Pillow: no models, no storage, no clock.

`plan` says which files a photo of a given size has, without looking at it; `render` makes exactly those. So a page can
name every file from the photo's columns alone.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

from PIL import ExifTags, Image, ImageCms

# Counts up whenever a crop, a width or an encoder setting changes: every photo is then rendered anew.
SETTINGS_VERSION = 2

Box = tuple[int, int, int, int]

# The only decoders that a file may reach. SVG, EPS, PDF and GIF are not among them.
READABLE = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF")

# Speed 8 costs 2 % more bytes than 6 and a quarter of the time; one thread, since the workers share the cores.
ENCODERS: Mapping[str, Mapping[str, int | bool]] = {
    "AVIF": {"quality": 60, "speed": 8, "max_threads": 1},
    "WEBP": {"quality": 78, "method": 4},
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
}
SUFFIXES: Mapping[str, str] = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg"}
MEDIA_TYPES: Mapping[str, str] = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


# Programs that edit pictures want to be told; browsers take what is not tagged as sRGB anyway.
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@dataclass(frozen=True)
class Crop:
    """A cut of the photo: its ratio of width to height (None: the whole photo), its widths, its formats, best first.

    `options` are the encoder's where they differ from `ENCODERS`.
    """

    ratio: float | None
    widths: tuple[int, ...]
    formats: tuple[str, ...] = ("AVIF", "WEBP", "JPEG")
    options: Mapping[str, int | bool | bytes] = field(default_factory=dict)


# The larger come first: each file is cut from the smallest whole picture that has been made and has pixels enough.
CROPS: Mapping[str, Crop] = {
    # What newspapers take away: an A4 page wide at 250 dots an inch. The words are put in when it is handed out.
    "press": Crop(None, (3000,), ("JPEG",), {"quality": 92, "icc_profile": SRGB.tobytes()}),
    "full": Crop(None, (320, 640, 960, 1440, 1920)),
    # The lead photo of an article: wide on a desktop, upright on a phone.
    "hero": Crop(16 / 9, (960, 1440, 1920)),
    "portrait": Crop(4 / 5, (320, 640, 960)),
    "card": Crop(3 / 2, (320, 640, 960, 1440)),
    # What networks show beside a shared link; they want JPEG, 1200 x 630.
    "social": Crop(1200 / 630, (1200,), ("JPEG",)),
}
PREVIEW_WIDTH = 960
# Rows that come of a transparent picture at a time when it is laid on white.
STRIP = 256


@dataclass(frozen=True)
class Step:
    """One file of a photo's set."""

    crop: str
    format: str
    width: int
    height: int

    @property
    def name(self) -> str:
        return f"{self.crop}-{self.width}.{SUFFIXES[self.format]}"


@dataclass(frozen=True)
class Upright:
    """A decoded picture, perhaps reduced, and the width and height that the original has when held upright."""

    image: Image.Image
    width: int
    height: int


class UnreadableColours(ValueError):
    """The pixels have no defined meaning as colours on a screen (floating point, 32-bit integers)."""


def rendition_key(original: str, sha256: str, focal_x: float, focal_y: float) -> str:
    """The folder of a photo's files: another one for another content, focal point or version of the settings.

    `sha256` is that of the original's bytes; `original` is the random name under which it is stored, so that whoever
    has the file too cannot guess where its renditions lie. The part before the hyphen is the version of the settings.
    """
    seed = f"{original}:{sha256}:{focal_x:.4f}:{focal_y:.4f}"
    return f"{SETTINGS_VERSION}-{hashlib.sha256(seed.encode()).hexdigest()[:32]}"


def is_of_present_settings(key: str) -> bool:
    """Whether the files of that key are those that `plan` names today."""
    return key.startswith(f"{SETTINGS_VERSION}-")


def focal_box(width: int, height: int, ratio: float, focal_x: float, focal_y: float) -> Box:
    """The largest cut of that ratio, centred as near the focal point as the edges allow: left, top, right, bottom."""
    cut_width = max(1, min(width, round(height * ratio)))
    cut_height = max(1, min(height, round(width / ratio)))
    left = min(max(round(focal_x * width - cut_width / 2), 0), width - cut_width)
    top = min(max(round(focal_y * height - cut_height / 2), 0), height - cut_height)
    return left, top, left + cut_width, top + cut_height


def plan(width: int, height: int) -> tuple[Step, ...]:
    """Every file of a photo of that size, narrowest first within a crop and format; none is wider than the photo."""
    return tuple(
        Step(name, format, *size)
        for name, crop in CROPS.items()
        for format in crop.formats
        for size in _sizes(crop, width, height)
    )


def render(
    original: IO[bytes], focal_x: float, focal_y: float, width: int, height: int
) -> Iterator[tuple[Step, bytes]]:
    """Make the files of `plan(width, height)` one after the other; the size is that of the upright original."""
    for name, image in frames(original, focal_x, focal_y, width, height):
        for format in CROPS[name].formats:
            yield Step(name, format, *image.size), encode(image, format, **CROPS[name].options)


def frames(
    original: IO[bytes], focal_x: float, focal_y: float, width: int, height: int
) -> Iterator[tuple[str, Image.Image]]:
    """Each crop at each of its widths, the widest first, before it is encoded.

    Whole pictures are kept for the crops after them as long as one of those needs so many pixels: that is a third of
    the time and half of the memory of cutting each from the original, and no visible difference.
    """
    shares = [_share(crop, width, height) for crop in CROPS.values()]
    wholes = [open_upright(original, max(shares)).image]
    for number, (name, crop) in enumerate(CROPS.items()):
        enough = _smallest(wholes, max(shares[number:]) * width)
        wholes = [whole for whole in wholes if whole.width <= enough.width]
        box = _box(crop, width, height, focal_x, focal_y)
        for size in reversed(_sizes(crop, width, height)):
            image = _cut(_smallest(wholes, size[0] * width / (box[2] - box[0])), box, size, width, height)
            if crop.ratio is None:
                wholes.append(image)
            yield name, image


def _smallest(wholes: list[Image.Image], width: float) -> Image.Image:
    """The smallest whole picture of at least that width, give or take a pixel of rounding."""
    return min((whole for whole in wholes if whole.width > width - 1), key=lambda whole: whole.width)


def _cut(whole: Image.Image, box: Box, size: tuple[int, int], width: int, height: int) -> Image.Image:
    """The part of a reduced whole that `box` is of the original of that width and height, at that size."""
    if whole.size == size and box == (0, 0, width, height):
        return whole
    across, down = whole.width / width, whole.height / height
    part = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
    return whole.resize(size, Image.Resampling.LANCZOS, box=part, reducing_gap=3)


def preview_size(width: int, height: int) -> tuple[int, int]:
    """The size of the preview of a photo of that size."""
    shown = min(PREVIEW_WIDTH, width)
    return shown, max(1, round(height * shown / width))


def preview(upright: Upright) -> bytes:
    """A small JPEG, for the moments until the real set exists."""
    size = preview_size(upright.width, upright.height)
    return encode(upright.image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3), "JPEG")


def encode(image: Image.Image, format: str, **options: int | bool | bytes) -> bytes:
    """The pixels alone: no EXIF, XMP, IPTC or comment goes along, because `open_upright` dropped them.

    `options` of Pillow's encoder go before those of `ENCODERS`.
    """
    buffer = BytesIO()
    image.save(buffer, format, **{**ENCODERS[format], **options})
    return buffer.getvalue()


def open_upright(original: IO[bytes], share: float) -> Upright:
    """Decode as RGB in sRGB, on white where transparent, turned as the camera was held, without metadata.

    The image has at least `share` (0..1) of the original's width and height, and not much more: large originals never
    stand in memory as RGB at full size. Raises what Pillow raises for a broken file, UnreadableColours for odd pixels.
    """
    original.seek(0)
    with Image.open(original, formats=READABLE) as image:
        width, height = image.size
        needed = math.ceil(width * share), math.ceil(height * share)
        image.draft(None, needed)
        image.load()
        profile, orientation = image.info.get("icc_profile"), _orientation(image)
        decoded = _to_srgb(_shrunk(_on_white(_resizable(image), needed), needed), profile)
    if orientation in _TURNS:
        decoded = decoded.transpose(_TURNS[orientation])
    if orientation in _ON_ITS_SIDE:
        width, height = height, width
    decoded.info = {}
    return Upright(decoded, width, height)


def _sizes(crop: Crop, width: int, height: int) -> list[tuple[int, int]]:
    """Rising widths with their heights. The last is the crop's own width where that is less than the widest step."""
    left, top, right, bottom = _box(crop, width, height, 0.5, 0.5)
    own = right - left
    widest = min(own, crop.widths[-1])
    # A step within a tenth of the widest would only fill the disk.
    widths = [step for step in crop.widths if step * 1.1 < widest] + [widest]
    return [(step, max(1, round(step * (bottom - top) / own))) for step in widths]


def _box(crop: Crop, width: int, height: int, focal_x: float, focal_y: float) -> Box:
    if crop.ratio is None:
        return 0, 0, width, height
    return focal_box(width, height, crop.ratio, focal_x, focal_y)


def _share(crop: Crop, width: int, height: int) -> float:
    """How much of the original's width a crop needs, at its widest step."""
    left, _top, right, _bottom = _box(crop, width, height, 0.5, 0.5)
    return min(1.0, crop.widths[-1] / (right - left))


_TURNS: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation of a loaded image (Pillow turns TIFF while loading); 1 where EXIF is missing or broken."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # Pillow's EXIF reader raises whatever it stumbles over; the pixels are fine all the same.
        return 1
    return value if isinstance(value, int) else 1


def _resizable(image: Image.Image) -> Image.Image:
    """The same picture in a mode that Pillow can resize smoothly and then convert."""
    if image.mode.startswith("I;16"):
        # convert() alone cuts everything above 255 off.
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("I", "F"):
        raise UnreadableColours(image.mode)
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr", "LAB") and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _shrunk(image: Image.Image, needed: tuple[int, int]) -> Image.Image:
    """Smaller, if there is more than twice of what is needed; below that one resize to the end does better."""
    if image.width <= 2 * needed[0]:
        return image
    return image.resize(needed, Image.Resampling.LANCZOS, reducing_gap=3)


def _on_white(image: Image.Image, needed: tuple[int, int]) -> Image.Image:
    """Strip by strip, and reduced on the way: a second copy of the whole would be the most there ever is in memory."""
    if image.mode not in ("LA", "RGBA"):
        return image
    factor = max(1, image.width // needed[0])
    paper = Image.new("RGB", (math.ceil(image.width / factor), math.ceil(image.height / factor)))
    for top in range(0, image.height, STRIP * factor):
        strip = image.crop((0, top, image.width, min(top + STRIP * factor, image.height))).convert("RGBA")
        white = Image.new("RGB", strip.size, "white")
        white.paste(strip, mask=strip)
        paper.paste(white.reduce(factor), (0, top // factor))
    return paper


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # A broken profile, or one for another kind of pixels: plain conversion is close enough.
        else:
            if converted is not None:
                return converted
    return image.convert("RGB")
