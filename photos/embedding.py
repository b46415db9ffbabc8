"""The words of a photo put into a JPEG that leaves the house for the press, without encoding it anew.

XMP with the properties of the IPTC Photo Metadata Standard 2023, and beside it IPTC IIM 4.2 for picture desks that read
nothing else. No EXIF, whose texts were ASCII until its third edition. The file to send is its start, the header and its
rest, so that its length is known before the first byte.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from photos import metadata
from photos.metadata import NAMESPACES, Readings, line, tidy, tidy_list, web_address
from publishing.text import LANGUAGES, first_text

# In bytes (XMP specification, part 3, 1.1.3).
MAX_XMP = 65_502
XMP_SIGNATURE = b"http://ns.adobe.com/xap/1.0/\0"
IIM_SIGNATURE = b"Photoshop 3.0\0"

# Characters; the second is for words so full of "&" and "<", which XML writes longer, that the first has no room.
CAPTION_LENGTHS = (metadata.LONGEST_CAPTION, 500)


@dataclass(frozen=True, kw_only=True)
class Words(Readings):
    """What `metadata.read` shall find in the file, and the language of what has room for one: "fi", "sv" or "en".

    A text under "" goes before that language.
    """

    language: str


def header(words: Words) -> bytes:
    """The segments APP1 with XMP (XMP specification, part 3, 1.1.3) and APP13 with IIM, for the insertion point.

    Texts are tidied and cut as `metadata.read` would.
    """
    for longest in CAPTION_LENGTHS:
        tidied = _tidied(words, longest)
        xmp = _xmp(tidied).encode()
        if len(xmp) <= MAX_XMP:
            break
    return _segment(0xE1, XMP_SIGNATURE + xmp) + _segment(0xED, IIM_SIGNATURE + _image_resource(0x0404, _iim(tidied)))


def insertion_point(jpeg_start: bytes) -> int:
    """The offset behind SOI and the APP0 segments, of which JFIF 1.02 says that they come first.

    The start has to reach into the segment after those: 22 bytes of a JPEG of ours. Raises ValueError for a shorter
    one, and for what is no JPEG.
    """
    position = 2
    while jpeg_start.startswith(b"\xff\xe0", position):
        position += 2 + int.from_bytes(jpeg_start[position + 2 : position + 4], "big")
    if not jpeg_start.startswith(b"\xff\xd8\xff") or len(jpeg_start) < position + 2:
        raise ValueError("not the start of a JPEG")
    return position


def _tidied(words: Words, longest_caption: int) -> Words:
    return replace(
        words,
        alt=_tidy_alternatives(words.alt, metadata.LONGEST_ALT),
        caption=_tidy_alternatives(words.caption, longest_caption),
        photographer=line(words.photographer),
        credit=line(words.credit),
        copyright=line(words.copyright),
        licence_url=web_address(words.licence_url),
        keywords=tidy_list(words.keywords),
        people=tidy_list(words.people),
        place=line(words.place),
    )


def _tidy_alternatives(texts: Mapping[str, str], longest: int) -> dict[str, str]:
    tidied = {language: tidy(texts.get(language, ""), longest) for language in ("", *LANGUAGES)}
    return {language: text for language, text in tidied.items() if text}


def _in_one_language(texts: Mapping[str, str], language: str) -> str:
    return texts.get("") or first_text(texts, language)


_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="{rdf}"><rdf:Description rdf:about=""{namespaces}>{properties}</rdf:Description></rdf:RDF>'
    '</x:xmpmeta><?xpacket end="w"?>'
)
_PREFIXES = ("dc", "Iptc4xmpCore", "Iptc4xmpExt", "photoshop", "xmpRights")


def _xmp(words: Words) -> str:
    properties = (
        _alternatives("Iptc4xmpCore:AltTextAccessibility", words.alt, words.language),
        _alternatives("dc:description", words.caption, words.language),
        _alternatives("dc:rights", {"": words.copyright}, words.language),
        _array("dc:creator", "Seq", [words.photographer]),
        _array("dc:subject", "Bag", words.keywords),
        _array("Iptc4xmpExt:PersonInImage", "Bag", words.people),
        _text("photoshop:Credit", words.credit),
        _text("photoshop:City", words.place),
        _text("photoshop:DateCreated", words.taken_on.isoformat() if words.taken_on else ""),
        _text("xmpRights:Marked", "True" if words.copyright else ""),
        _text("xmpRights:WebStatement", words.licence_url),
    )
    namespaces = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in _PREFIXES)
    return _PACKET.format(rdf=NAMESPACES["rdf"], namespaces=namespaces, properties="".join(properties))


def _alternatives(name: str, texts: Mapping[str, str], language: str) -> str:
    """The default comes first, for readers that look no further; it repeats one of the others (ISO 16684-1)."""
    items = [("x-default", _in_one_language(texts, language)), *((code, texts[code]) for code in texts if code)]
    return _around(name, "Alt", (f'<rdf:li xml:lang="{code}">{escape(text)}</rdf:li>' for code, text in items if text))


def _array(name: str, kind: str, texts: Iterable[str]) -> str:
    return _around(name, kind, (f"<rdf:li>{escape(text)}</rdf:li>" for text in texts if text))


def _around(name: str, kind: str, items: Iterable[str]) -> str:
    content = "".join(items)
    return f"<{name}><rdf:{kind}>{content}</rdf:{kind}></{name}>" if content else ""


def _text(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _iim(words: Words) -> bytes:
    """Records 1 and 2, with the most bytes that IIM 4.2 allows for each dataset."""
    fields = (
        # A longer keyword is left to XMP: cut, it would be another one.
        *((25, keyword.encode()) for keyword in words.keywords if len(keyword.encode()) <= 64),
        (55, words.taken_on.isoformat().replace("-", "").encode() if words.taken_on else b""),
        (80, _cut(words.photographer, 32)),
        (90, _cut(words.place, 32)),
        (110, _cut(words.credit, 32)),
        (116, _cut(words.copyright, 128)),
        (120, _cut(_in_one_language(words.caption, words.language), 2000)),
    )
    start = _dataset(1, 90, metadata.UTF8) + _dataset(2, 0, b"\0\4")  # Texts in UTF-8; record 2 of version 4.
    return start + b"".join(_dataset(2, number, value) for number, value in fields if value)


def _cut(text: str, longest: int) -> bytes:
    """At most so many bytes of UTF-8, with no letter cut in half."""
    return text.encode()[:longest].decode(errors="ignore").encode()


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def _image_resource(number: int, content: bytes) -> bytes:
    """A nameless one, as Photoshop keeps them, filled up to an even length."""
    return struct.pack(">4sHHI", b"8BIM", number, 0, len(content)) + content + bytes(len(content) % 2)


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
