"""The words that go along with a JPEG: other programs read them, and the picture stays what it was."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, IptcImagePlugin

from photos import metadata, renditions
from photos.embedding import Words, header, insertion_point
from photos.metadata import Readings, tidy, tidy_list
from tests.photos.factories import encoded, picture

Exiftool = Callable[[bytes], dict[str, Any]]

WORDS = Words(
    language="sv",
    alt={"fi": "Valoisa katto portaikon yllä", "sv": "Ett ljust tak över en trappa", "en": "A light roof"},
    caption={"fi": "Rehtori Åsa Öberg & vieraat <avajaisissa>", "sv": "Rektor Åsa Öberg & gäster"},
    photographer="Mikko Räsänen",
    credit="Aalto-yliopisto",
    copyright="© Aalto-yliopisto 2024",
    licence_url="https://example.org/ehdot?a=1&b=2",
    keywords=("kampus", "häät"),
    people=("Åsa Öberg", "Ville Väinölä"),
    place="Espoo",
    taken_on=date(2024, 5, 1),
)


@pytest.fixture
def exiftool(tmp_path: Path) -> Exiftool:
    """What exiftool finds in a JPEG, by group and name; warnings and errors among it."""
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed (Debian: apt-get install libimage-exiftool-perl)")

    def read(content: bytes) -> dict[str, Any]:
        file = tmp_path / "photo.jpg"
        file.write_bytes(content)
        command = ["exiftool", "-j", "-G1", "-a", "-struct", "-validate", "-warning", "-error", "-all:all", file]
        (found,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        return found

    return read


def sent(words: Words, jpeg: bytes) -> bytes:
    """The JPEG as a view sends it."""
    point = insertion_point(jpeg[:22])
    return jpeg[:point] + header(words) + jpeg[point:]


def readings(words: Words) -> Readings:
    return Readings(**{field.name: getattr(words, field.name) for field in fields(Readings)})


def read(content: bytes) -> Readings:
    return metadata.read(BytesIO(content))


def pixels(jpeg: bytes) -> bytes:
    with Image.open(BytesIO(jpeg)) as image:
        return image.tobytes()


def iim(jpeg: bytes) -> dict[int, list[bytes]]:
    """The values in record 2 of the IIM by dataset, without the help of any reader of ours."""
    with Image.open(BytesIO(jpeg)) as image:
        found = IptcImagePlugin.getiptcinfo(image) or {}
    return {
        number: value if isinstance(value, list) else [value]
        for (record, number), value in found.items()
        if record == 2
    }


def test_exiftool_finds_the_words_where_the_standard_puts_them_and_nothing_besides(exiftool: Exiftool) -> None:
    found = exiftool(sent(WORDS, encoded(picture())))
    assert found["ExifTool:Validate"] == "OK"
    of_the_file = (
        "SourceFile",
        "System:",
        "File:",
        "ExifTool:",
        "JFIF:",
        "Composite:ImageSize",
        "Composite:Megapixels",
    )
    assert {name: value for name, value in found.items() if not name.startswith(of_the_file)} == {
        "XMP-iptcCore:AltTextAccessibility": WORDS.alt["sv"],
        "XMP-iptcCore:AltTextAccessibility-fi": WORDS.alt["fi"],
        "XMP-iptcCore:AltTextAccessibility-sv": WORDS.alt["sv"],
        "XMP-iptcCore:AltTextAccessibility-en": WORDS.alt["en"],
        "XMP-dc:Description": WORDS.caption["sv"],
        "XMP-dc:Description-fi": WORDS.caption["fi"],
        "XMP-dc:Description-sv": WORDS.caption["sv"],
        "XMP-dc:Rights": "© Aalto-yliopisto 2024",
        "XMP-dc:Creator": ["Mikko Räsänen"],
        "XMP-dc:Subject": ["kampus", "häät"],
        "XMP-iptcExt:PersonInImage": ["Åsa Öberg", "Ville Väinölä"],
        "XMP-photoshop:Credit": "Aalto-yliopisto",
        "XMP-photoshop:City": "Espoo",
        "XMP-photoshop:DateCreated": "2024:05:01",
        "XMP-xmpRights:Marked": True,
        "XMP-xmpRights:WebStatement": "https://example.org/ehdot?a=1&b=2",
        "IPTC:CodedCharacterSet": "UTF8",
        "IPTC:ApplicationRecordVersion": 4,
        "IPTC:Caption-Abstract": WORDS.caption["sv"],
        "IPTC:By-line": "Mikko Räsänen",
        "IPTC:Credit": "Aalto-yliopisto",
        "IPTC:CopyrightNotice": "© Aalto-yliopisto 2024",
        "IPTC:Keywords": ["kampus", "häät"],
        "IPTC:City": "Espoo",
        "IPTC:DateCreated": "2024:05:01",
    }


JPEGS: dict[str, Callable[[], bytes]] = {
    "plain": lambda: encoded(picture()),
    "of ours": lambda: renditions.encode(picture(), "JPEG"),
    "progressive": lambda: encoded(picture(), progressive=True),
    "grey": lambda: encoded(picture(mode="L")),
    "CMYK, without JFIF": lambda: encoded(picture(mode="CMYK")),
    "with a profile": lambda: encoded(picture(), icc_profile=bytes(100_000)),
}


@pytest.mark.parametrize("name", JPEGS)
def test_our_own_reader_finds_the_same_and_no_byte_of_the_picture_is_touched(name: str) -> None:
    jpeg = JPEGS[name]()
    content = sent(WORDS, jpeg)
    assert read(content) == readings(WORDS)
    assert content.replace(header(WORDS), b"") == jpeg
    assert pixels(content) == pixels(jpeg)


@pytest.mark.parametrize("known", [field.name for field in fields(Readings)])
def test_whatever_single_word_is_known_comes_back(known: str, exiftool: Exiftool) -> None:
    words = Words(language="fi", **{known: getattr(WORDS, known)})
    content = sent(words, encoded(picture()))
    assert read(content) == readings(words)
    assert exiftool(content)["ExifTool:Validate"] == "OK"


def test_without_words_the_file_is_in_order_and_says_nothing(exiftool: Exiftool) -> None:
    content = sent(Words(language="fi"), encoded(picture()))
    assert read(content) == Readings()
    assert exiftool(content)["ExifTool:Validate"] == "OK"


@pytest.mark.parametrize(
    ("language", "caption", "told"),
    [
        ("sv", {"fi": "Talo", "sv": "Hus", "en": "House"}, "Hus"),
        ("sv", {"fi": "Talo", "en": "House"}, "House"),
        ("fi", {"sv": "Hus"}, "Hus"),
        ("fi", {"fi": "Talo", "": "Zuhause"}, "Zuhause"),
    ],
)
def test_where_there_is_room_for_one_language_the_wanted_one_stands_or_the_next_best(
    language: str, caption: dict[str, str], told: str, exiftool: Exiftool
) -> None:
    content = sent(Words(language=language, caption=caption), encoded(picture()))
    found = exiftool(content)
    assert found["IPTC:Caption-Abstract"] == found["XMP-dc:Description"] == told
    assert read(content).caption == caption


def test_iim_gets_no_more_bytes_than_it_allows_and_no_half_letter() -> None:
    words = replace(
        WORDS,
        caption={"sv": "ö" * 1_999},
        photographer=f"x{'ö' * 60}",
        credit="ö" * 60,
        copyright="ö" * 100,
        keywords=("ö" * 32, "ö" * 33),
        place="€" * 60,
    )
    content = sent(words, encoded(picture()))
    assert read(content) == readings(words)
    assert {number: [value.decode() for value in values] for number, values in iim(content).items() if number} == {
        25: ["ö" * 32],
        55: ["20240501"],
        80: [f"x{'ö' * 15}"],
        90: ["€" * 10],
        110: ["ö" * 16],
        116: ["ö" * 64],
        120: ["ö" * 1_000],
    }


def test_what_is_longer_than_readers_take_is_cut_and_lists_are_short() -> None:
    words = replace(
        WORDS,
        alt={"fi": "a " * 200},
        caption={"fi": "a " * 2_000},
        credit="a" * 201,
        keywords=("Kampus", "kampus", *(f"{number}{'x' * 100}" for number in range(50))),
        licence_url="javascript:alert(1)",
    )
    found = read(sent(words, encoded(picture())))
    assert (len(found.alt["fi"]), len(found.caption["fi"]), len(found.credit)) == (300, 2_000, 200)
    assert found.alt["fi"].endswith("a…")
    assert found.keywords[:2] == ("Kampus", f"0{'x' * 98}…")
    assert (len(found.keywords), found.licence_url) == (40, "")


@pytest.mark.parametrize("letter", ["&", "<", "ö", "€", "📷", "\0", "\ud800"])
def test_words_of_any_length_fit_into_their_segments(letter: str, exiftool: Exiftool) -> None:
    long = f"x{letter * 5_000}"
    texts = {language: f"{language}{long}" for language in ("", "fi", "sv", "en")}
    many = tuple(f"{number}{long}" for number in range(100))
    words = Words(
        **{"language": "fi", "alt": texts, "caption": texts, "keywords": many, "people": many, "taken_on": date.max},
        **{"photographer": long, "credit": long, "copyright": long, "place": long},
        licence_url=f"https://example.org/{'&' * 180}",
    )
    content = sent(words, encoded(picture()))
    found = read(content)
    assert (len(found.caption), len(found.alt), len(found.keywords), len(found.people)) == (4, 4, 40, 40)
    assert exiftool(content)["ExifTool:Validate"] == "OK"
    assert pixels(content) == pixels(encoded(picture()))


def test_the_words_come_after_what_jfif_wants_first() -> None:
    jfif = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    jfxx = b"\xff\xe0\0\x0bJFXX\0\x13\1\1\0"
    assert insertion_point(b"\xff\xd8" + jfif + b"\xff\xdb") == 20
    assert insertion_point(b"\xff\xd8" + jfif + jfxx + b"\xff\xdb") == 33
    assert insertion_point(b"\xff\xd8\xff\xee") == 2


@pytest.mark.parametrize(
    "start",
    [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0", encoded(picture())[:21], b"\x89PNG\r\n\x1a\n", b"RIFF"],
)
def test_into_no_jpeg_and_into_too_little_of_one_nothing_is_put(start: bytes) -> None:
    with pytest.raises(ValueError, match="not the start of a JPEG"):
        insertion_point(start)


TEXTS = st.text(st.characters(), max_size=400)
JPEG = encoded(picture(32, 24))


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=5), st.sampled_from(["fi", "sv", "en"]))
def test_any_text_comes_back_as_it_was_or_tidied(text: str, other: str, texts: list[str], language: str) -> None:
    # A full stop behind it: the reader takes no names of files for a description.
    caption = {"fi": f"{text}.", "sv": f"{other}!"}
    words = Words(language=language, caption=caption, photographer=text, place=other, keywords=tuple(texts))
    content = sent(words, JPEG)
    assert read(content) == Readings(
        caption={code: tidy(written, 2_000) for code, written in caption.items()},
        photographer=tidy(text, 200),
        place=tidy(other, 200),
        keywords=tidy_list(texts),
    )
    assert pixels(content) == pixels(JPEG)
