"""Which addresses a page gives a browser to choose from: computed from the photo's columns, without query or disk."""

from __future__ import annotations

from dataclasses import dataclass

from photos import renditions
from photos.models import Photo, renditions_storage


@dataclass(frozen=True)
class Source:
    """The files of one format, as a <source> or <img> names them."""

    media_type: str
    srcset: str


@dataclass(frozen=True)
class Fallback:
    """What the <img> itself shows: a JPEG of middling width, with its own width and height."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Sources:
    """`better` are the <source> elements, best format first; `srcset` is that of the <img>, "" for a single file."""

    better: tuple[Source, ...]
    srcset: str
    fallback: Fallback


# About a phone's screen, or half a desktop column: what a browser without srcset gets.
MIDDLING_WIDTH = 960


def sources(photo: Photo, crop: str) -> Sources:
    """The files of that crop; as long as there are none by the present settings, the uncropped preview."""
    if not renditions.is_of_present_settings(photo.rendition_key):
        width, height = renditions.preview_size(photo.width, photo.height)
        return Sources((), "", Fallback(photo.preview.url, width, height))
    steps = [step for step in renditions.plan(photo.width, photo.height) if step.crop == crop]
    *better, plain = renditions.CROPS[crop].formats
    middling = min((step for step in steps if step.format == plain), key=lambda step: abs(step.width - MIDDLING_WIDTH))
    return Sources(
        tuple(Source(_media_type(format), _srcset(photo, steps, format)) for format in better),
        _srcset(photo, steps, plain),
        Fallback(_url(photo, middling), middling.width, middling.height),
    )


def social_image(photo: Photo) -> Fallback:
    """The JPEG that is shown beside a shared link, 1200 x 630 where the photo is large enough."""
    return sources(photo, "social").fallback


def thumbnail_url(photo: Photo) -> str:
    """The smallest file of the whole photo, for lists of the back office."""
    if not renditions.is_of_present_settings(photo.rendition_key):
        return photo.preview.url
    steps = renditions.plan(photo.width, photo.height)
    return _url(photo, next(step for step in steps if (step.crop, step.format) == ("full", "JPEG")))


def _url(photo: Photo, step: renditions.Step) -> str:
    return renditions_storage().url(f"{photo.rendition_key}/{step.name}")


def _srcset(photo: Photo, steps: list[renditions.Step], format: str) -> str:
    return ", ".join(f"{_url(photo, step)} {step.width}w" for step in steps if step.format == format)


def _media_type(format: str) -> str:
    return renditions.MEDIA_TYPES[renditions.SUFFIXES[format]]
