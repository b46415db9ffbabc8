"""What a picture file says about itself in words, for an editor to confirm. Pure Pillow: no models, no storage.

A file may say a thing three times: in XMP (ISO 16684-1), in IPTC IIM 4.2 and in EXIF (CIPA DC-008). What the properties
mean stands in the IPTC Photo Metadata Standard 2023. Only what is asked for here by name is looked at: no position, no
serial number, no owner, no comment, no note of the camera's maker.
"""

from __future__ import annotations

import codecs
import re
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from io import BytesIO
from itertools import chain, islice
from typing import IO, Any, Self, TypeVar
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from PIL import Image
from PIL.ExifTags import Base

from photos import renditions
from publishing.text import LANGUAGES

# Longest texts, in characters.
LONGEST_ALT = 300
LONGEST_CAPTION = 2000
LONGEST_LINE = 200
LONGEST_KEYWORD = 100
MOST_KEYWORDS = 40

# In bytes. A JPEG has room for 65 502 of XMP; where it is more than a megabyte, it is the history of an editing.
MAX_XMP = 1_000_000
MAX_TAG = 0xFFFF

NAMESPACES: Mapping[str, str] = {
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
# In IIM's dataset 1:90, where the texts are UTF-8 (ISO 2022).
UTF8 = b"\x1b%G"

T = TypeVar("T")

# A text after its language tag, which is "" where it has none.
Said = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Readings:
    """What the file says of itself. Texts stand under "fi", "sv" or "en", or under "" where the file does not say."""

    alt: Mapping[str, str] = field(default_factory=dict)
    caption: Mapping[str, str] = field(default_factory=dict)
    photographer: str = ""
    credit: str = ""
    copyright: str = ""
    licence_url: str = ""
    keywords: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    place: str = ""
    taken_on: date | None = None

    def to_json(self) -> dict[str, Any]:
        """For a JSONField."""
        return asdict(self) | {"taken_on": self.taken_on.isoformat() if self.taken_on else None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`; out of an empty mapping come empty readings."""
        lists = {name: tuple(stored.get(name, ())) for name in ("keywords", "people")}
        taken_on = stored.get("taken_on")
        return cls(**{**stored, **lists, "taken_on": date.fromisoformat(taken_on) if taken_on else None})


def read(file: IO[bytes]) -> Readings:
    """Read without decoding a pixel. Never raises: what is broken is missing, and what is no picture says nothing.

    The long description for the blind (ExtDescrAccessibility) becomes neither alt nor caption: cut short it would end
    in the middle of a thought, printed it would tell the others what they see. Titles and headlines become neither too.
    Of a PNG only what stands before the pixels is read; of XMP too long for one segment of a JPEG, the first part. The
    file is left wherever reading ended.
    """
    descriptions: list[Element] = []
    iim = defaultdict[int, list[Said]](list)
    tags: Mapping[int, bytes] = {}
    # One by one, so that a broken one takes nothing from the others; each raises whatever it stumbles over.
    with suppress(Exception), Image.open(file, formats=renditions.READABLE) as image:
        is_tiff = image.format == "TIFF"
        with suppress(Exception):
            descriptions = _descriptions(image.info["xmp"])
        with suppress(Exception):
            tags = _tags(file if is_tiff else BytesIO(image.info["exif"].removeprefix(b"Exif\0\0")))
        with suppress(Exception):
            iim = _datasets(tags[Base.IPTCNAA] if is_tiff else image.info["photoshop"][0x0404])
    xmp, exif = partial(_property, descriptions), partial(_tag, tags)
    return Readings(
        alt=_alternatives(LONGEST_ALT, xmp("Iptc4xmpCore:AltTextAccessibility")),
        caption=_alternatives(LONGEST_CAPTION, xmp("dc:description"), iim[120], exif(Base.ImageDescription)),
        photographer=_names(xmp("dc:creator"), iim[80], exif(Base.Artist)),
        credit=_first(line, xmp("photoshop:Credit"), iim[110]),
        copyright=_first(line, xmp("dc:rights"), iim[116], exif(Base.Copyright)),
        # Not plus:LicensorURL, which says whom to ask, not what is allowed.
        licence_url=_first(web_address, xmp("cc:license"), xmp("xmpRights:WebStatement")),
        keywords=_list(xmp("dc:subject"), iim[25]),
        people=_list(xmp("Iptc4xmpExt:PersonInImage")),
        place=next(filter(None, _places(descriptions, iim)), ""),
        taken_on=_first(
            _day, exif(Base.DateTimeOriginal), xmp("exif:DateTimeOriginal"), xmp("photoshop:DateCreated"), iim[55]
        ),
    )


# Control characters other than white space, marks of direction, and what XML cannot hold (XML 1.0, production 2).
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_WEB_ADDRESS = re.compile(r"""https?://[^\s<>"]{1,192}""", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})([:-]?)([0-9]{2})\2([0-9]{2})(?![0-9])")

# What cameras, phones and programs write where a description belongs: words, names of files, numbers of pictures.
_NO_DESCRIPTION = re.compile(
    r"""((olympus|(konica\ )?minolta|kodak|samsung|vivitar)\ )?digital\ (still\ )?camera | sony\ dsc | dcim
    | exif_jpeg_picture | jpeg\ (image|picture) | image(\ description)? | picture | photo | default
    | (untitled|nimetön|namnlös)([-\ ]?\d+)? | created\ with\ (the\ )?gimp | (charset=)?ascii(\ screenshot)?
    | bty | cof | dav | edf | fil | hdr | hdrpl | mde | nor | oznor | ptr | rhdr | sdr | vhdr  # modes of Huawei phones
    | .*\.(jpe?g|jpe|jfif|png|tiff?|webp|avif|hei[cf]|gif|psd|dng|nef|cr[23]|arw|raf|orf|rw2)
    | _?[a-z]{0,5}[-_]?\d{3,}[-_\d]*""",
    re.IGNORECASE | re.VERBOSE,
)


def tidy(text: str, longest: int) -> str:
    """One line of at most so many characters, in NFC; what is cut ends in "…". Tidying it again changes nothing."""
    bare = " ".join(_CONTROLS.sub("", text).split())
    # A quarter can be left of it; normalising takes the square of the time for a long row of accents.
    whole = unicodedata.normalize("NFC", bare[: 4 * longest])
    return whole if len(whole) <= longest else f"{whole[: longest - 1].rstrip()}…"


def line(text: str) -> str:
    return tidy(text, LONGEST_LINE)


def tidy_list(texts: Iterable[str]) -> tuple[str, ...]:
    """Short texts, each once, whatever its case."""
    distinct: dict[str, str] = {}
    for text in texts:
        if keyword := tidy(text, LONGEST_KEYWORD):
            distinct.setdefault(keyword.casefold(), keyword)
    return tuple(islice(distinct.values(), MOST_KEYWORDS))


def web_address(text: str) -> str:
    """The text if it may stand in a link, else "". A long one may not: cut, it would lead elsewhere."""
    address = tidy(text, LONGEST_CAPTION)
    return address if _WEB_ADDRESS.fullmatch(address) else ""


def _day(text: str) -> date | None:
    """A whole day as in 2024:05:01 (EXIF), 2024-05-01 (XMP) or 20240501 (IIM), whatever the time behind it."""
    match = _DAY.match(text.strip())
    with suppress(ValueError):
        return date(*map(int, match.group(1, 3, 4))) if match else None
    return None


def _first(reading: Callable[[str], T], *sources: Iterable[Said]) -> T:
    """What `reading` makes of the first text that it can make something of; else what it makes of none."""
    return next(filter(None, (reading(text) for _tag, text in chain(*sources))), reading(""))


def _list(*sources: Iterable[Said]) -> tuple[str, ...]:
    return tidy_list(text for _tag, text in chain(*sources))


def _names(*sources: Iterable[Said]) -> str:
    """Everybody named by the first source that names anybody."""
    joined = (", ".join(text for _tag, text in source if line(text)) for source in sources)
    return next(filter(None, map(line, joined)), "")


def _alternatives(longest: int, *sources: Iterable[Said]) -> dict[str, str]:
    """The texts by language of the first source that has any."""
    for source in sources:
        texts: dict[str, str] = {}
        for tag, text in source:
            if (tidied := tidy(text, longest)) and not _NO_DESCRIPTION.fullmatch(tidied):
                texts.setdefault(_language(tag), tidied)
        # A default that repeats a text whose language is known is in that language, and be it none of ours.
        default = texts.pop("", "")
        ours = {language: texts[language] for language in LANGUAGES if language in texts}
        if default and default not in texts.values():
            ours[""] = default
        if ours:
            return ours
    return {}


def _language(tag: str) -> str:
    """The language of a BCP 47 tag, without script and region; "" for XMP's own "x-default"."""
    language = tag.lower().replace("_", "-").partition("-")[0]
    return "" if language == "x" else language


def _places(descriptions: list[Element], iim: defaultdict[int, list[Said]]) -> Iterator[str]:
    """Sublocation and city: of what is shown, of where the camera stood, and where it is not said which of the two."""
    for name in ("Iptc4xmpExt:LocationShown", "Iptc4xmpExt:LocationCreated"):
        for location in _items(descriptions, name):
            field_of = partial(_property, list(location.iter()))
            yield _place(field_of("Iptc4xmpExt:Sublocation"), field_of("Iptc4xmpExt:City"))
    yield _place(_property(descriptions, "Iptc4xmpCore:Location"), _property(descriptions, "photoshop:City"))
    yield _place(iim[92], iim[90])


def _place(sublocation: Iterable[Said], city: Iterable[Said]) -> str:
    return line(", ".join(filter(None, (_first(line, sublocation), _first(line, city)))))


_SHORT_NAMESPACE = re.compile(r"""[^"'=]*=\s*("[^"]{,200}"|'[^']{,200}')""")


def _descriptions(packet: bytes) -> list[Element]:
    """The nodes that hold the properties: one for all, or one for each vocabulary (ISO 16684-1, 7.4)."""
    xml = _decoded(packet).strip("\ufeff\0 \t\r\n")
    # Expat writes the namespace out before every name: a long one makes gigabytes of a small packet.
    if len(packet) > MAX_XMP or not all(map(_SHORT_NAMESPACE.match, re.split(r"\sxmlns", xml)[1:])):
        return []
    root: Element = ElementTree.fromstring(xml, forbid_dtd=True)
    return next(root.iter(_full("rdf:RDF"))).findall(_full("rdf:Description"))


def _property(nodes: Iterable[Element], name: str) -> Iterator[Said]:
    """A property's texts: an attribute of its node, or an element around a text, an address or a list of them."""
    for node in nodes:
        yield "", node.get(_full(name), "")
        for item in _items([node], name):
            yield item.get(_full("xml:lang"), ""), item.get(_full("rdf:resource")) or item.text or ""


def _items(nodes: Iterable[Element], name: str) -> Iterator[Element]:
    for node in nodes:
        for element in node.findall(_full(name)):
            yield from element.findall(f"*/{_full('rdf:li')}") or [element]


def _full(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _datasets(iim: bytes) -> defaultdict[int, list[Said]]:
    """The texts of record 2 by the number of their dataset (IIM 4.2), up to where the structure breaks."""
    datasets = defaultdict[int, list[Said]](list)
    position, is_utf8 = 0, False
    while iim[position : position + 1] == b"\x1c" and position + 5 <= len(iim):
        record, number, length = struct.unpack_from(">BBH", iim, position + 1)
        position += 5 + length
        value = iim[position - length : position]
        if (record, number) == (1, 90):
            is_utf8 = value == UTF8
        elif record == 2:
            datasets[number].append(("", _decoded(value, is_utf8)))
    return datasets


_WANTED = {Base.ImageDescription, Base.Artist, Base.Copyright, Base.DateTimeOriginal, Base.ExifOffset, Base.IPTCNAA}
# Bytes for one of the types BYTE, ASCII, LONG, UNDEFINED and UTF-8 (TIFF 6.0, section 2; EXIF 3.0, 4.6.2).
_BYTES_OF_TYPE = {1: 1, 2: 1, 4: 4, 7: 1, 129: 1}


def _tags(tiff: IO[bytes]) -> dict[int, bytes]:
    """The wanted tags of a TIFF's first directory and of its EXIF directory, as they stand there.

    Not by Pillow, which reads every tag there is and warns of the broken ones.
    """
    tiff.seek(0)
    order = {b"II*\0": "<", b"MM\0*": ">"}[tiff.read(4)]
    tags = _directory(tiff, order, tiff.read(4))
    with suppress(KeyError, struct.error):
        tags = _directory(tiff, order, tags[Base.ExifOffset]) | tags
    return tags


def _directory(tiff: IO[bytes], order: str, offset: bytes) -> dict[int, bytes]:
    tiff.seek(*struct.unpack(f"{order}I", offset))
    (count,) = struct.unpack(f"{order}H", tiff.read(2))
    tags = {}
    for tag, type_, number, value in struct.iter_unpack(f"{order}HHI4s", tiff.read(12 * count)):
        size = number * _BYTES_OF_TYPE.get(type_, 0)
        if tag in _WANTED and size <= MAX_TAG:
            if size > 4:
                tiff.seek(*struct.unpack(f"{order}I", value))
                value = tiff.read(size)
            tags[tag] = value[:size]
    return tags


def _tag(tags: Mapping[int, bytes], tag: int) -> list[Said]:
    """Its text up to a NUL: behind one, in Copyright, the rights of the editor may follow those of the photographer."""
    return [("", _decoded(tags.get(tag, b"").strip(b"\0 ").partition(b"\0")[0]))]


def _decoded(raw: bytes, is_utf8: bool = False) -> str:
    """UTF-8, declared or not; what cannot be that is taken for the code page of Windows, of which Latin-1 is a part."""
    with suppress(UnicodeDecodeError):
        # IIM counts bytes: where UTF-8 is declared, a limit may have cut the last letter in half.
        return codecs.utf_8_decode(raw, "strict", not is_utf8)[0]
    return raw.decode("cp1252", "ignore")
