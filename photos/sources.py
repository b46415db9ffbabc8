"""Which addresses a page gives a browser to choose from: computed from the photo's columns, without query or disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from photos import renditions
from photos.models import Photo
from photos.storages import renditions_storage


@dataclass(frozen=True)
class Source:
    """The files of one crop and format, as a <source> names them; `media` is "" for the last crop, which fits all."""

    media_type: str
    srcset: str
    media: str
    width: int
    height: int


@dataclass(frozen=True)
class Fallback:
    """What the <img> itself shows: a JPEG of middling width, with its own width and height."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Sources:
    """`better` are the <source> elements, in order; `srcset` is that of the <img>, "" for a single file."""

    better: tuple[Source, ...]
    srcset: str
    fallback: Fallback


# About a phone's screen, or half a desktop column: what a browser without srcset gets.
MIDDLING_WIDTH = 960

# Which crop of a photo is shown from which width of the window on, widest first. The breaks are those of site.css.
CROPS_BY_WIDTH: Mapping[str, tuple[tuple[str, str], ...]] = {
    "hero": (("(min-width: 62em)", "hero"), ("(min-width: 40em)", "card"), ("", "portrait")),
}
# A photo nearer to a square than this loses too much in a wide cut.
LEAST_RATIO_OF_A_HERO = 6 / 5
# Two people beside each other stay together in an upright cut; of more, some would be cut away.
MOST_PEOPLE_OF_A_CROP = 2


def sources(photo: Photo, use: str) -> Sources:
    """The files for a use: the name of a crop, or "hero"; as long as there are none, the uncropped preview."""
    if not renditions.is_of_present_settings(photo.rendition_key):
        width, height = renditions.preview_size(photo.width, photo.height)
        return Sources((), "", Fallback(photo.preview.url if photo.preview else "", width, height))
    crops = (("", "full"),) if use == "hero" and is_shown_whole(photo) else CROPS_BY_WIDTH.get(use, (("", use),))
    better = [source for media, crop in crops for source in _sources(photo, crop, media)]
    plain = better.pop()
    steps = [step for step in _steps(photo, crops[-1][1]) if _media_type(step.format) == plain.media_type]
    middling = min(steps, key=lambda step: abs(step.width - MIDDLING_WIDTH))
    return Sources(
        tuple(better),
        plain.srcset,
        Fallback(_url(photo, middling), middling.width, middling.height),
    )


def is_shown_whole(photo: Photo) -> bool:
    """Whether the photo leads an article uncropped: somebody wants it, a caption counts the people in it from the left,
    or it is no landscape.
    """
    is_group = len(photo.people) > MOST_PEOPLE_OF_A_CROP
    return photo.is_kept_whole or is_group or photo.width < LEAST_RATIO_OF_A_HERO * photo.height


def social_image(photo: Photo) -> Fallback:
    """The JPEG that is shown beside a shared link, 1200 x 630 where the photo is large enough."""
    return sources(photo, "social").fallback


def thumbnail_url(photo: Photo) -> str:
    """The smallest file of the whole photo, for lists of the back office; "" for a photo whose files are gone."""
    if renditions.is_of_present_settings(photo.rendition_key):
        return _url(photo, _first_jpeg(photo, "full"))
    return photo.preview.url if photo.preview else ""


def press_size(photo: Photo) -> tuple[int, int] | None:
    """Width and height of the file for the press; None while it does not exist."""
    if not renditions.is_of_present_settings(photo.rendition_key):
        return None
    step = _first_jpeg(photo, "press")
    return step.width, step.height


def press_file(photo: Photo) -> str:
    """The name of the file for the press in the storage of renditions, where there is one."""
    return f"{photo.folder}/{_first_jpeg(photo, 'press').name}"


def _first_jpeg(photo: Photo, crop: str) -> renditions.Step:
    return next(step for step in _steps(photo, crop) if step.format == "JPEG")


def _steps(photo: Photo, crop: str) -> list[renditions.Step]:
    return [step for step in renditions.plan(photo.width, photo.height) if step.crop == crop]


def _sources(photo: Photo, crop: str, media: str) -> list[Source]:
    """One for each format of the crop, best first."""
    steps = _steps(photo, crop)
    return [
        Source(
            _media_type(format),
            ", ".join(f"{_url(photo, step)} {step.width}w" for step in steps if step.format == format),
            media,
            steps[-1].width,
            steps[-1].height,
        )
        for format in renditions.CROPS[crop].formats
    ]


def _url(photo: Photo, step: renditions.Step) -> str:
    return renditions_storage().url(f"{photo.folder}/{step.name}")


def _media_type(format: str) -> str:
    return renditions.MEDIA_TYPES[renditions.SUFFIXES[format]]
