"""Files that nobody should send and some will, as data: each by the name that it would be sent under.

`HOSTILE` are refused, with the code that is given; `ODD_BUT_GOOD` are pictures all the same, of the format that is
given. None takes long or much memory to build: those that are about a number are just above a limit of `photos.limits`,
and without it their like of 60 MB, which an upload may have, would take minutes and gigabytes.
"""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from photos.originals import SUFFIXES
from tests.photos.factories import encoded, picture

Build = Callable[[], bytes]


# PNG


def chunk(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *extra: bytes, pixels: bytes = b"", interlaced: bool = False) -> bytes:
    """A PNG put together by hand, so that its header may lie."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlaced))
    body = chunk(b"IDAT", zlib.compress(pixels))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + body + chunk(b"IEND")


def png_with(*chunks: bytes, behind: bool = False) -> bytes:
    """A good PNG with more chunks, before or behind the pixels."""
    content = encoded(picture(300, 300), "PNG")
    place = content.index(b"IEND" if behind else b"IDAT") - 4
    return content[:place] + b"".join(chunks) + content[place:]


def png_with_frames(count: int) -> bytes:
    """An animated PNG of one dot that is drawn anew in each frame."""
    control = struct.pack(">IIIIHHBB", 1, 1, 0, 0, 1, 1, 0, 0)
    dot = zlib.compress(bytes(4))
    frames = b"".join(
        chunk(b"fcTL", struct.pack(">I", 2 * number) + control)
        + chunk(b"fdAT", struct.pack(">I", 2 * number + 1) + dot)
        for number in range(count)
    )
    return png_with(chunk(b"acTL", struct.pack(">II", count, 0)))[:-12] + frames + chunk(b"IEND")


# GIF


def gif_with_frames(count: int) -> bytes:
    """A GIF of one frame, repeated; small, and slow to count for whoever walks over it."""
    start = b"GIF89a" + struct.pack("<HH", 300, 300) + b"\x80\x00\x00" + b"\x00\x00\x00\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHH", 0, 0, 1, 1) + b"\x00\x02\x02\x44\x01\x00"
    return start + frame * count + b"\x3b"


# JPEG


def segment(marker: int, content: bytes = b"") -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg_with(*segments: bytes) -> bytes:
    """A good JPEG with more segments before its own."""
    content = encoded(picture())
    return content[:2] + b"".join(segments) + content[2:]


def jpeg_with_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan is repeated."""
    content = encoded(picture(256, 256), progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * count + content[-2:]


def jpeg_of_passes(width: int, height: int, more: int = 0) -> bytes:
    """A JPEG that is not progressive and still in several scans, one for each colour and some more; all are empty."""
    content = bytearray(encoded(picture(256, 256), subsampling=0))
    frame = content.index(b"\xff\xc0")
    struct.pack_into(">HH", content, frame + 5, height, width)
    scans = [segment(0xDA, bytes([1, colour, 0x00 if colour == 1 else 0x11, 0, 63, 0])) for colour in (1, 2, 3)]
    return bytes(content[: content.index(b"\xff\xda")]) + b"".join(scans) + scans[0] * more + b"\xff\xd9"


def jpeg_behind_scan(content: bytes, progressive: bool = True) -> bytes:
    """A JPEG that goes on with this where its pixels should begin."""
    start = encoded(picture(256, 256), progressive=progressive)
    scan = start.index(b"\xff\xda")
    return start[: scan + 2 + int.from_bytes(start[scan + 2 : scan + 4], "big")] + content + b"\xff\xd9"


def jpeg_frame(content: bytes, marker: int = 0xC0) -> bytes:
    """A JPEG whose header says this."""
    start = encoded(picture())
    frame = start.index(b"\xff\xc0")
    return start[:frame] + segment(marker, content) + start[frame + 19 :]


# TIFF, and EXIF, which is one

Tag = tuple[int, int, int | None]
SHORT, LONG, RATIONAL = 3, 4, 5
TIFF: Mapping[int, Tag] = {
    256: (LONG, 1, 300),  # width
    257: (LONG, 1, 300),  # height
    258: (SHORT, 1, 8),  # bits
    259: (SHORT, 1, 1),  # not compressed
    262: (SHORT, 1, 1),  # black is zero
    273: (LONG, 1, None),  # the place of the strip
    278: (LONG, 1, 300),  # its rows
    279: (LONG, 1, 90_000),  # its bytes
}


def tiff(tags: Mapping[int, Tag], behind: bytes = bytes(90_000), next_directory: int = 0) -> bytes:
    """One directory and what follows it. Tags are (type, count, value); None is the place of what follows."""
    place = 8 + 2 + 12 * len(tags) + 4
    entries = [
        struct.pack("<HHII", tag, kind, count, place if value is None else value)
        for tag, (kind, count, value) in sorted(tags.items())
    ]
    directory = struct.pack("<H", len(tags)) + b"".join(entries) + struct.pack("<I", next_directory)
    return b"II*\0" + struct.pack("<I", 8) + directory + behind


def tiff_ring() -> bytes:
    """Two directories, each of which names the other as the next."""
    first = tiff(TIFF)
    second = tiff(TIFF, b"", next_directory=8)[8:]
    return tiff(TIFF, next_directory=len(first)) + second


def exif(tags: Mapping[int, Tag], behind: bytes = b"") -> bytes:
    return b"Exif\0\0" + tiff(tags, behind)


def segments_of(content: bytes) -> list[bytes]:
    """EXIF that is too long for one segment."""
    return [segment(0xE1, b"Exif\0\0" + content[start : start + 65_000]) for start in range(0, len(content), 65_000)]


# An orientation of 40 000 fractions.
FRACTIONS = {274: (RATIONAL, 40_000, None)}, struct.pack("<II", 1, 3) * 40_000


# WebP


def riff(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def webp(*chunks: bytes) -> bytes:
    return riff(b"RIFF", b"WEBP" + b"".join(chunks))


def webp_canvas(width: int, height: int, flags: int = 0) -> bytes:
    sides = [struct.pack("<I", side - 1)[:3] for side in (width, height)]
    return riff(b"VP8X", struct.pack("<I", flags) + b"".join(sides))


def webp_with_frames(count: int, width: int, height: int) -> bytes:
    """An animated WebP of one dot, repeated."""
    dot = encoded(Image.new("RGB", (1, 1)), "WEBP", lossless=True)[12:]
    return webp(webp_canvas(width, height, flags=2), riff(b"ANIM", bytes(6)), riff(b"ANMF", bytes(16) + dot) * count)


def webp_of_length(length: int) -> bytes:
    """A good WebP that says it has so many bytes."""
    content = encoded(picture(), "WEBP")
    return content[:4] + struct.pack("<I", length) + content[8:]


def webp_with_crumbs(count: int) -> bytes:
    return webp(webp_canvas(640, 480), encoded(picture(), "WEBP")[12:], riff(b"NONE", b"") * count)


def webp_with_exif(content: bytes) -> bytes:
    return webp(webp_canvas(640, 480, flags=8), encoded(picture(), "WEBP")[12:], riff(b"EXIF", content))


# AVIF


def avif_of_size(width: int, height: int) -> bytes:
    """An AVIF that says so in its property, and holds another picture."""
    content = encoded(picture(), "AVIF")
    place = content.index(b"ispe") + 8
    return content[:place] + struct.pack(">II", width, height) + content[place + 8 :]


def avif_with_items(count: int) -> bytes:
    """An AVIF that lists so many items that it does not have, and libavif compares each with all before it."""
    content = encoded(picture(), "AVIF")
    meta, infos = content.index(b"meta") - 4, content.index(b"iinf") - 4
    (length,) = struct.unpack_from(">I", content, infos)
    own = content[infos + 14 : infos + length]
    items = own + b"".join(
        struct.pack(">I4sIIH4sB", 23, b"infe", 3 << 24, 1000 + n, 0, b"abcd", 0) for n in range(count)
    )
    listed = struct.pack(">I4sII", 16 + len(items), b"iinf", 1 << 24, 1 + count) + items
    size = int.from_bytes(content[meta : meta + 4], "big") + len(listed) - length
    return content[:meta] + struct.pack(">I", size) + content[meta + 4 : infos] + listed + content[infos + length :]


def avif_with_exif(content: bytes) -> bytes:
    """An AVIF whose EXIF, which its encoder would not write, lies at the end."""
    start = bytearray(encoded(picture(), "AVIF", exif=exif({})))
    places = start.index(b"iloc") - 4
    end = places + int.from_bytes(start[places : places + 4], "big")
    data = start.index(b"mdat") - 4
    item = bytes(4) + content
    struct.pack_into(">II", start, end - 8, len(start), len(item))
    struct.pack_into(">I", start, data, len(start) - data + len(item))
    return bytes(start) + item


def avif_with_frames(count: int) -> bytes:
    """An animated AVIF that says it has so many frames, of one length."""
    content = bytearray(animated("AVIF")) + bytes(44 * count)
    struct.pack_into(">I", content, content.index(b"stts") + 12, count)
    struct.pack_into(">I", content, content.index(b"stsc") + 16, count)
    struct.pack_into(">II", content, content.index(b"stsz") + 8, 44, count)
    data = content.index(b"mdat") - 4
    struct.pack_into(">I", content, data, len(content) - data)
    return bytes(content)


# Others


def animated(format: str) -> bytes:
    images = [Image.new("RGB", (240, 240), (80 * number, 255 - 80 * number, 0)) for number in range(3)]
    return encoded(images[0], format, save_all=True, append_images=images[1:])


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def xmp(content: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + content)


@cache
def packed_zeros() -> bytes:
    """Fifty megabytes, in fifty kilobytes."""
    return zlib.compress(bytes(50_000_000))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(document.domain)</script>"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]>"
)


HOSTILE: dict[str, tuple[Build, str]] = {
    # Nothing, or nothing like it
    "nothing.jpg": (lambda: b"", "empty"),
    "words.jpg": (lambda: b"this is not a picture", "not_a_picture"),
    "zeros.png": (lambda: bytes(10_000), "not_a_picture"),
    "page.jpg": (lambda: HTML, "not_a_picture"),
    "page.html": (lambda: HTML + encoded(picture()), "not_a_picture"),
    "script.php": (lambda: b"<?php system($_GET[0]); ?>" + encoded(picture()), "not_a_picture"),
    "program.jpg": (lambda: b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\0\x3e\0" + bytes(400), "not_a_picture"),
    "program.png": (lambda: b"MZ\x90\0" + bytes(400), "not_a_picture"),
    "archive.jpg": (lambda: zipped(photo__jpg=encoded(picture())), "not_a_picture"),
    "letter.docx": (lambda: zipped(word__document=b"<w:document/>", word__media=encoded(picture())), "not_a_picture"),
    "packed.jpg.gz": (lambda: gzip.compress(encoded(picture())), "not_a_picture"),
    # Drawings and documents, some of which are programs
    "drawing.svg": (lambda: SVG, "not_a_picture"),
    "drawing.jpg": (lambda: b"\xef\xbb\xbf" + SVG, "not_a_picture"),
    "drawing.svgz": (lambda: gzip.compress(SVG), "not_a_picture"),
    "laughs.svg": (lambda: LAUGHS + b"<svg>&a11;</svg>", "not_a_picture"),
    "print.eps": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n", "not_a_picture"),
    "print.ps": (lambda: b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n", "not_a_picture"),
    "paper.pdf": (lambda: encoded(picture(), "PDF"), "not_a_picture"),
    "paper.jpg": (lambda: b"%PDF-1.7\n" + encoded(picture()), "not_a_picture"),
    # Pictures that pages do not show, and films
    "moving.gif": (lambda: encoded(picture(), "GIF"), "not_a_picture"),
    "script.gif": (lambda: b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "not_a_picture"),
    "archive.gif": (lambda: encoded(picture(), "GIF") + zipped(Applet__class=b"\xca\xfe\xba\xbe"), "not_a_picture"),
    "endless.gif": (lambda: gif_with_frames(10_000), "not_a_picture"),
    "bitmap.bmp": (lambda: encoded(picture(), "BMP"), "not_a_picture"),
    "icon.ico": (lambda: encoded(picture(256, 256), "ICO"), "not_a_picture"),
    "layers.psd": (lambda: b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 300, 300, 8, 3), "not_a_picture"),
    "phone.heic": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400), "not_a_picture"),
    "cinema.jp2": (lambda: encoded(picture(), "JPEG2000"), "not_a_picture"),
    "future.jxl": (lambda: b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(400), "not_a_picture"),
    "film.mp4": (lambda: b"\0\0\0\x18ftypisom\0\0\2\0isommp42" + bytes(400), "not_a_picture"),
    "film.webm": (lambda: b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\xf7\x81\1B\x82\x84webm" + bytes(400), "not_a_picture"),
    # Several pictures
    "moving.png": (lambda: animated("PNG"), "several_pictures"),
    "moving.webp": (lambda: animated("WEBP"), "several_pictures"),
    "moving.avif": (lambda: animated("AVIF"), "several_pictures"),
    "pages.tif": (lambda: animated("TIFF"), "several_pictures"),
    "endless.png": (lambda: png_with_frames(3_000), "several_pictures"),
    "endless.webp": (lambda: webp_with_frames(5_000, 300, 300), "several_pictures"),
    "endless.avif": (lambda: avif_with_frames(5_000), "several_pictures"),
    "ring.tif": (tiff_ring, "several_pictures"),
    # Cut off, or never there
    "start.jpg": (lambda: encoded(picture())[:20], "not_a_picture"),
    "header.jpg": (lambda: encoded(picture())[:700], "damaged"),
    "half.jpg": (lambda: encoded(picture())[:-2000], "damaged"),
    "half-progressive.jpg": (lambda: encoded(picture(), progressive=True)[:-2000], "damaged"),
    "signature.png": (lambda: b"\x89PNG\r\n\x1a\n", "not_a_picture"),
    "half.png": (lambda: encoded(picture(), "PNG")[:-900], "damaged"),
    "empty.png": (lambda: png(300, 300), "damaged"),
    "start.webp": (lambda: webp_of_length(0)[:12], "not_a_picture"),
    "half.webp": (lambda: encoded(picture(), "WEBP")[:-200], "not_a_picture"),
    "long.webp": (lambda: webp_of_length(0x7FFFFFF0), "not_a_picture"),
    "short.webp": (lambda: webp_of_length(100), "not_a_picture"),
    "start.avif": (lambda: encoded(picture(), "AVIF")[:32], "not_a_picture"),
    "header.avif": (lambda: encoded(picture(), "AVIF")[:400], "not_a_picture"),
    "half.avif": (lambda: encoded(picture(), "AVIF")[:-400], "not_a_picture"),
    "start.tif": (lambda: b"II*\0", "not_a_picture"),
    "half.tif": (lambda: encoded(picture(), "TIFF")[:-20_000], "damaged"),
    "half-packed.tif": (lambda: tiff({**TIFF, 259: (SHORT, 1, 5)}), "damaged"),
    # Headers that lie
    "nowhere.png": (lambda: png(0, 0), "not_a_picture"),
    "nowhere.jpg": (lambda: jpeg_frame(struct.pack(">BHHB", 8, 0, 0, 3) + bytes(9)), "not_a_picture"),
    "lines.jpg": (lambda: jpeg_frame(struct.pack(">BHHB", 8, 0, 640, 3) + bytes(9)), "not_a_picture"),
    "frameless.jpg": (lambda: b"\xff\xd8\xff\xd9", "not_a_picture"),
    "colours.jpg": (lambda: jpeg_frame(struct.pack(">BHHB", 8, 480, 640, 255) + bytes(765)), "not_a_picture"),
    "deep.jpg": (lambda: jpeg_frame(struct.pack(">BHHB", 12, 480, 640, 3) + bytes(9)), "not_a_picture"),
    "lossless.jpg": (lambda: jpeg_frame(struct.pack(">BHHB", 8, 480, 640, 3) + bytes(9), marker=0xC3), "damaged"),
    "nowhere.tif": (lambda: tiff({**TIFF, 256: (LONG, 1, 0), 257: (LONG, 1, 0)}), "not_a_picture"),
    "widthless.tif": (lambda: tiff({257: (LONG, 1, 300)}), "not_a_picture"),
    "beyond.tif": (lambda: b"II*\0\xf0\xff\xff\xff" + bytes(400), "not_a_picture"),
    "beyond-64.tif": (lambda: b"II+\0\x08\0\0\0" + b"\xff" * 8 + bytes(400), "not_a_picture"),
    "lost.tif": (lambda: tiff({**TIFF, 273: (LONG, 1, 0xFFFFFF00)}), "damaged"),
    "overflow.tif": (lambda: tiff({**TIFF, 273: (LONG, 0x40000001, None)}), "not_a_picture"),
    "samples.tif": (lambda: tiff({**TIFF, 277: (LONG, 1, 0x7FFFFFFF)}), "not_a_picture"),
    "floats.tif": (lambda: encoded(picture(mode="F"), "TIFF"), "damaged"),
    # Too many pixels
    "bomb.png": (lambda: png(60_000, 60_000), "too_many_pixels"),
    "large.png": (lambda: png(10_001, 10_000), "too_many_pixels"),
    "middling.png": (lambda: png(7_100, 7_100), "too_many_pixels"),
    "larger.png": (lambda: png(12_000, 12_000), "too_many_pixels"),
    "largest.png": (lambda: png(0x7FFFFFFF, 0x7FFFFFFF), "too_many_pixels"),
    "interlaced.png": (lambda: png(7_000, 7_000, interlaced=True), "damaged"),
    "middling.webp": (lambda: webp_with_frames(2, 5_100, 5_000), "too_many_pixels"),
    "canvas.webp": (lambda: webp_with_frames(2, 13_000, 13_000), "too_many_pixels"),
    "largest.webp": (lambda: webp_with_frames(2, 16_383, 16_383), "too_many_pixels"),
    "canvas.avif": (lambda: avif_of_size(16_000, 16_000), "too_many_pixels"),
    "largest.avif": (lambda: avif_of_size(0x7FFFFFFF, 0x7FFFFFFF), "not_a_picture"),
    "canvas.tif": (lambda: tiff({**TIFF, 256: (LONG, 1, 60_000), 257: (LONG, 1, 60_000)}), "too_many_pixels"),
    "tile.tif": (
        lambda: tiff(
            {**TIFF, 259: (SHORT, 1, 8), 322: (LONG, 1, 20_000), 323: (LONG, 1, 20_000), 324: (LONG, 1, None)}
        ),
        "too_many_pixels",
    ),
    "passes.jpg": (lambda: jpeg_of_passes(9_990, 9_990), "too_many_pixels"),
    # Too few, or in one row
    "thumbnail.jpg": (lambda: encoded(picture(199, 300)), "too_small"),
    "upright-strip.png": (lambda: encoded(Image.new("L", (1, 30_000)), "PNG"), "too_small"),
    "strip.png": (lambda: encoded(Image.new("L", (30_000, 1)), "PNG"), "too_small"),
    "banner.jpg": (lambda: encoded(picture(1601, 200)), "too_long"),
    # Too much of something else
    "novel.png": (lambda: png_with(chunk(b"zTXt", b"a\0\0" + packed_zeros())), "not_a_picture"),
    "speech.png": (lambda: png_with(chunk(b"iTXt", b"a\0\1\0\0\0" + packed_zeros())), "not_a_picture"),
    "epilogue.png": (lambda: png_with(chunk(b"zTXt", b"a\0\0" + packed_zeros()), behind=True), "damaged"),
    "profile.png": (lambda: png_with(chunk(b"iCCP", b"a\0\0" + packed_zeros())), "not_a_picture"),
    "crumbs.png": (lambda: png_with(chunk(b"abCd") * 60_000), "too_laborious"),
    "crumbs-behind.png": (lambda: png_with(chunk(b"abCd") * 60_000, behind=True), "too_laborious"),
    "crumbs-of-pixels.png": (lambda: png_with(chunk(b"IDAT") * 60_000), "too_laborious"),
    "crumbs.jpg": (lambda: jpeg_with(segment(0xFE) * 10_000), "too_laborious"),
    "crumbs-behind.jpg": (lambda: jpeg_behind_scan(segment(0xFE) * 10_000), "too_laborious"),
    "luggage.jpg": (lambda: jpeg_with(segment(0xE1, exif({}) + bytes(65_000)) * 17), "too_laborious"),
    "filling.jpg": (lambda: jpeg_with(b"\xff" * 70_000), "too_laborious"),
    "filling-behind.jpg": (lambda: jpeg_behind_scan(b"\xff" * 70_000), "too_laborious"),
    "dust.jpg": (lambda: jpeg_with(segment(0xFE), bytes(110_000)), "too_laborious"),
    "scans.jpg": (lambda: jpeg_with_scans(2_000), "too_laborious"),
    "scans-in-turn.jpg": (lambda: jpeg_of_passes(256, 256, more=20_000), "too_laborious"),
    "numbers.tif": (lambda: tiff({**TIFF, 282: (RATIONAL, 40_000, None)}, bytes(320_000)), "too_laborious"),
    "strips.tif": (lambda: tiff({**TIFF, 273: (LONG, 70_000, None)}, bytes(280_000)), "too_laborious"),
    "tags.tif": (lambda: tiff({**dict.fromkeys(range(400, 60_400), (LONG, 1, 0)), **TIFF}), "too_laborious"),
    "crumbs.webp": (lambda: webp_with_crumbs(20_000), "too_laborious"),
    "numbers.avif": (lambda: avif_with_exif(tiff(*FRACTIONS)), "too_laborious"),
    "items.avif": (lambda: avif_with_items(12_000), "too_laborious"),
    "boxes.avif": (
        lambda: struct.pack(">I4s", 16, b"ftypavif") + struct.pack(">I4s", 8, b"free") * 1_000,
        "too_laborious",
    ),
}

NAME_SUFFIXES = ("jpg", "png", "webp", "avif", "tif", "gif", "bmp", "svg", "pdf", "html", "php", "exe", "")

ODD_BUT_GOOD: dict[str, tuple[Build, str]] = {
    # Another name than the content would have
    **{
        f"{format.lower()}-in-name-only.{suffix}": (lambda format=format: encoded(picture(), format), format)
        for format in SUFFIXES
        for suffix in NAME_SUFFIXES
        if suffix != SUFFIXES[format]
    },
    # Something else besides, which goes no further than the original
    "archive-behind.jpg": (lambda: encoded(picture()) + zipped(Applet__class=b"\xca\xfe\xba\xbe"), "JPEG"),
    "archive-behind.png": (lambda: encoded(picture(), "PNG") + zipped(Applet__class=b"\xca\xfe\xba\xbe"), "PNG"),
    "archive-behind.tif": (lambda: tiff(TIFF) + zipped(Applet__class=b"\xca\xfe\xba\xbe"), "TIFF"),
    "page-behind.jpg": (lambda: encoded(picture()) + HTML, "JPEG"),
    "page-within.jpg": (lambda: jpeg_with(segment(0xFE, HTML)), "JPEG"),
    "page-behind.webp": (lambda: encoded(picture(), "WEBP") + HTML, "WEBP"),
    "page-behind.avif": (lambda: encoded(picture(), "AVIF") + riff(b"free", HTML), "AVIF"),
    "program-within.png": (lambda: png_with(chunk(b"tEXt", b"Comment\0<?php system($_GET[0]); ?>")), "PNG"),
    "program-behind.png": (lambda: encoded(picture(), "PNG") + b"<?php system($_GET[0]); ?>", "PNG"),
    "paper-within.jpg": (lambda: jpeg_with(segment(0xFE, b"%PDF-1.7\n")) + encoded(picture(), "PDF"), "JPEG"),
    "dust-behind.jpg": (lambda: encoded(picture()) + bytes(1_000_000), "JPEG"),
    # What it says of itself is broken, or never ends
    "laughs.jpg": (lambda: jpeg_with(xmp(LAUGHS + b"<x>&a11;</x>")), "JPEG"),
    "entity.jpg": (lambda: jpeg_with(xmp(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')), "JPEG"),
    "laughs.png": (lambda: png_with(chunk(b"iTXt", b"XML:com.adobe.xmp" + bytes(5) + LAUGHS + b"<x>&a11;</x>")), "PNG"),
    "numbers.jpg": (lambda: jpeg_with(*segments_of(tiff(*FRACTIONS))), "JPEG"),
    "numbers.png": (lambda: png_with(chunk(b"eXIf", tiff(*FRACTIONS))), "PNG"),
    "numbers-behind.png": (lambda: png_with(chunk(b"eXIf", tiff(*FRACTIONS)), behind=True), "PNG"),
    "numbers.webp": (lambda: webp_with_exif(tiff(*FRACTIONS)), "WEBP"),
    "tags.jpg": (lambda: jpeg_with(segment(0xE1, exif(dict.fromkeys(range(1000, 6400), (LONG, 1, 0))))), "JPEG"),
    "loop.jpg": (lambda: jpeg_with(segment(0xE1, exif({34665: (LONG, 1, 8)}))), "JPEG"),
    "loop.tif": (lambda: tiff(TIFF, next_directory=8), "TIFF"),
    "noise-for-profile.jpg": (lambda: encoded(picture(), icc_profile=bytes(range(256)) * 1000), "JPEG"),
    "noise-for-profile.png": (lambda: encoded(picture(), "PNG", icc_profile=bytes(range(256)) * 1000), "PNG"),
    "upside.jpg": (lambda: encoded(picture(), exif=exif({274: (SHORT, 1, 200)})), "JPEG"),
    "restarts.jpg": (lambda: jpeg_behind_scan(b"\xff\xd0" * 100_000), "JPEG"),
    # Kinds of pixels
    "ink.jpg": (lambda: encoded(picture(mode="CMYK")), "JPEG"),
    "ink.tif": (lambda: encoded(picture(mode="CMYK"), "TIFF"), "TIFF"),
    "grey.jpg": (lambda: encoded(picture(mode="L")), "JPEG"),
    "deep.png": (lambda: encoded(Image.new("I;16", (640, 480), 40_000), "PNG"), "PNG"),
    "deep.tif": (lambda: encoded(Image.new("I;16", (640, 480), 40_000), "TIFF"), "TIFF"),
    "lab.tif": (lambda: encoded(Image.new("LAB", (640, 480), (120, 10, 250)), "TIFF"), "TIFF"),
    "bits.png": (lambda: encoded(picture(mode="1"), "PNG"), "PNG"),
    "palette.png": (lambda: encoded(picture(mode="P"), "PNG", transparency=0), "PNG"),
    "glass.webp": (lambda: encoded(Image.new("RGBA", (640, 480), (1, 2, 3, 0)), "WEBP", lossless=True), "WEBP"),
    "banner.png": (lambda: encoded(picture(1600, 200), "PNG"), "PNG"),
}

# What a sender may call a file, by what is odd about it.
NAMES: Mapping[str, str] = {
    "the folder above": "../../../etc/passwd",
    "the folder above, in Windows": "..\\..\\boot.ini",
    "the folder above, encoded": "%2e%2e%2f%2e%2e%2fphoto.jpg",
    "a whole path": "/etc/cron.d/photo.jpg",
    "a drive": "C:\\Windows\\win.ini",
    "another machine": "\\\\server\\share\\photo.jpg",
    "a program": "photo.php.jpg",
    "a program, for some servers": "photo.jpg;.php",
    "a stream": "photo.jpg::$DATA",
    "an element": "<script>.svg",
    "an attribute": '" onerror="alert(1).jpg',
    "a template": "{{ 7 * 7 }}{% debug %}.jpg",
    "a format": "%s%n%(size)s{0}.jpg",
    "a query": "'; DROP TABLE photos_photo; --.jpg",
    "an option": "-rf.jpg",
    "a command": "|id|`id`$(id).jpg",
    "letters and a picture": "kuva \N{CAMERA} äö.jpg",
    "letters put together": "ku\N{COMBINING DIAERESIS}hl.jpg",
    "letters backwards": "photo\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
    "a zero": "photo.jpg\0.php",
    "a line break": "photo.jpg\r\nSet-Cookie: a=b",
    "the longest": "a" * 251 + ".jpg",
    "longer than that": "a" * 400 + ".jpg",
    "the longest in letters, not in bytes": "ä" * 251 + ".jpg",
    "hidden": ".htaccess",
    "no name": ".jpg",
    "no suffix": "photo",
    "spaces": "   .jpg ",
    "dots": "....jpg",
    "a device": "con",
    "a device with a suffix": "aux.jpg",
}


class Endless(io.RawIOBase):
    """Zeros without end. `given` counts them; none is kept."""

    given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        buffer[:] = bytes(len(buffer))
        self.given += len(buffer)
        return len(buffer)


def endless_upload(megabytes: int, name: str = "photo.jpg") -> UploadedFile:
    """An upload that says it has so many megabytes, and has more."""
    return UploadedFile(Endless(), name, "image/jpeg", megabytes * 1024 * 1024)
