"""What a file may ask of a decoder, beyond the pixels that it is allowed. Pure Pillow: no models, no storage.

Pillow takes a file apart in Python, piece by piece, and makes a number of each that a tag is said to hold, however many
there are: 60 MB of the smallest are minutes and gigabytes to it, and a megabyte of items is 13 seconds to libavif.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, Any, cast

from PIL import Image, TiffImagePlugin, TiffTags

# A PNG of 60 MB takes some 20 000 readings, a JPEG a thousand.
MAX_READINGS = 100_000
# Of the numbers in one tag of TIFF or EXIF, in bytes: the places of 65 536 strips.
MAX_NUMBERS = 0x40000
# Cameras and editors write ten scans at most; each costs a pass over the whole picture.
MAX_SCANS = 100
# The parts that a JPEG (segments) or a WebP (chunks) consists of; libwebp notes down each.
MAX_PARTS = 10_000
# EXIF fits into one segment. Pillow joins those that there are, copying all of it for each.
MAX_EXIF_SEGMENTS = 16
# Between two segments, in bytes. libjpeg begins with them anew for each block that Pillow reads.
MAX_FILLING = 0x10000
# What an AVIF says of its items, in bytes: libavif looks for each among all of them. And where it says so.
MAX_META = 0x40000
MAX_BOXES = 1000


class Laborious(ValueError):
    """To go on would take more time or memory than any honest picture does."""


def patient(file: IO[bytes]) -> IO[bytes]:
    """The same file, raising Laborious when it is read in more than MAX_READINGS pieces."""
    return cast(IO[bytes], _Patient(file))


class _Patient:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._readings = 0

    def read(self, size: int = -1) -> bytes:
        self._readings += 1
        if self._readings > MAX_READINGS:
            raise Laborious("pieces")
        return self._file.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def passes(file: IO[bytes]) -> int:
    """How often a decoder goes over the picture: for a JPEG, as often as it has scans.

    Raises Laborious where Pillow must not even open the file.
    """
    file.seek(0)
    start = file.read(12)
    file.seek(0)
    if start.startswith(b"\xff\xd8"):
        return _scans(file.read())
    if start[4:8] == b"ftyp":
        _check_items(file.read())
    if start[:4] == b"RIFF":
        _check_chunks(file)
    return 1


def pixels(header: Image.Image) -> int:
    """How many stand in memory at once: those of the picture, or of a TIFF's tile that is larger than the picture."""
    tags = getattr(header, "tag_v2", {})
    # libtiff, too, takes nothing but whole numbers for sizes.
    sides = tags.get(TiffImagePlugin.TILEWIDTH), tags.get(TiffImagePlugin.TILELENGTH)
    width, height = (side if isinstance(side, int) else 0 for side in sides)
    return max(header.width, width) * max(header.height, height)


def _scans(jpeg: bytes) -> int:
    kinds = Counter(islice(_segments(jpeg), MAX_PARTS))
    if kinds.total() == MAX_PARTS or kinds[b"\xda"] > MAX_SCANS or kinds[b"\xe1Exif"] > MAX_EXIF_SEGMENTS:
        raise Laborious("segments")
    return kinds[b"\xda"]


# Not an escaped byte inside the pixels, TEM, a restart, a start (ITU-T T.81, table B.1), and not filling.
_WITH_LENGTH = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
_FILLING = b"\xff" * MAX_FILLING


def _segments(jpeg: bytes) -> Iterator[bytes]:
    """The first picture's segments by their markers; APP1, which is EXIF or XMP, with the letters that say so."""
    position, marker = 2, b"\xd8"
    while marker not in (b"\xd9", b""):
        found = _WITH_LENGTH.search(jpeg, position)
        marker, start = (found[0][1:], found.end()) if found else (b"", len(jpeg))
        if jpeg.find(_FILLING, position, start) != -1:
            raise Laborious("filling")
        yield marker + (jpeg[start + 2 : start + 6] if marker == b"\xe1" else b"")
        position = start + int.from_bytes(jpeg[start : start + 2], "big")


def _check_chunks(webp: IO[bytes]) -> None:
    """Count the chunks by their sizes (RFC 9649, 2.3)."""
    position = 12
    for _number in range(MAX_PARTS):
        webp.seek(position)
        start = webp.read(8)
        if len(start) < 8:
            return
        size = int.from_bytes(start[4:], "little")
        position += 8 + size + size % 2
    raise Laborious("chunks")


def _check_items(avif: bytes) -> None:
    """Find the box that lists the items (ISO/IEC 14496-12, 8.11.1), which stands among the first."""
    position = 0
    for _number in range(MAX_BOXES):
        size, kind = int.from_bytes(avif[position : position + 4], "big"), avif[position + 4 : position + 8]
        if size == 1:  # It follows, in 64 bits.
            size = int.from_bytes(avif[position + 8 : position + 16], "big")
        if kind == b"meta" and not 0 < size <= MAX_META:
            break
        if kind == b"meta" or size < 8:  # 0 is a box to the end of the file, and what is no box ends libavif's search.
            return
        position += size
    raise Laborious("items")


_Loader = Callable[[Any, bytes, bool], Any]


def _limited(load: _Loader) -> _Loader:
    def limited(directory: Any, data: bytes, legacy_api: bool = True) -> Any:
        if len(data) > MAX_NUMBERS:
            raise Laborious("numbers")
        return load(directory, data, legacy_api)

    return limited


# Pillow's own table, since nothing public stands between a tag and its numbers.
_LOADERS = TiffImagePlugin.ImageFileDirectory_v2._load_dispatch
for _type, (_size, _load) in _LOADERS.items():
    if _type not in (TiffTags.BYTE, TiffTags.ASCII, TiffTags.UNDEFINED):
        _LOADERS[_type] = _size, _limited(_load)
