"""What is read out of the files that cameras and programs write, what never is, and that nothing harms the reader."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photos import metadata
from photos.metadata import Readings, tidy
from tests.photos.factories import encoded, picture

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "TIFF": "tif"}
Exiftool = Callable[..., bytes]


@pytest.fixture
def exiftool(tmp_path: Path) -> Exiftool:
    """`exiftool("-XMP-dc:Creator=Maija")` gives a picture into which exiftool wrote that."""
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed (Debian: apt-get install libimage-exiftool-perl)")

    def write(*arguments: str, format: str = "JPEG", content: bytes = b"") -> bytes:
        file = tmp_path / f"photo.{FORMATS[format]}"
        file.write_bytes(content or encoded(picture(320, 240), format))
        subprocess.run(["exiftool", "-q", "-q", "-overwrite_original", *arguments, file], check=True)
        return file.read_bytes()

    return write


def read(content: bytes) -> Readings:
    return metadata.read(BytesIO(content))


def packet(properties: str, attributes: str = "") -> str:
    """XMP by hand, for what no tool writes; the attributes are those of the rdf:Description."""
    namespaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in metadata.NAMESPACES.items() if prefix != "xml")
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {namespaces}><rdf:Description rdf:about="" {attributes}>'
        f"{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def with_xmp(xmp: str, **options: Any) -> bytes:
    return encoded(picture(320, 240), "WEBP", xmp=xmp.encode(), **options)


IN_XMP = (
    "-XMP-iptcCore:AltTextAccessibility-fi=Valoisa katto portaikon yllä",
    "-XMP-iptcCore:AltTextAccessibility-sv=Ett ljust tak över en trappa",
    "-XMP-iptcCore:AltTextAccessibility-en=A light roof over a stair",
    "-XMP-dc:Description-fi=Rehtori Åsa Öberg & vieraat avajaisissa",
    "-XMP-dc:Description-sv=Rektor Åsa Öberg & gäster på invigningen",
    "-XMP-dc:Creator=Mikko Raskinen",
    "-XMP-dc:Creator=Aino Huovio",
    "-XMP-photoshop:Credit=Aalto-yliopisto",
    "-XMP-dc:Rights=© Aalto-yliopisto 2024",
    "-XMP-cc:License=https://creativecommons.org/licenses/by/4.0/",
    "-XMP-xmpRights:WebStatement=https://example.org/rights",
    "-XMP-dc:Subject=kampus",
    "-XMP-dc:Subject=arkkitehtuuri",
    "-XMP-iptcExt:PersonInImage=Åsa Öberg",
    "-XMP-iptcExt:PersonInImage=Ville Väinölä",
    "-XMP-iptcExt:LocationShown={City=Espoo, Sublocation=Otaniemi, CountryName=Suomi}",
    "-XMP-photoshop:DateCreated=2024:05:01 12:30:00",
)
SAID = Readings(
    alt={
        "fi": "Valoisa katto portaikon yllä",
        "sv": "Ett ljust tak över en trappa",
        "en": "A light roof over a stair",
    },
    caption={"fi": "Rehtori Åsa Öberg & vieraat avajaisissa", "sv": "Rektor Åsa Öberg & gäster på invigningen"},
    photographer="Mikko Raskinen, Aino Huovio",
    credit="Aalto-yliopisto",
    copyright="© Aalto-yliopisto 2024",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    keywords=("kampus", "arkkitehtuuri"),
    people=("Åsa Öberg", "Ville Väinölä"),
    place="Otaniemi, Espoo",
    taken_on=date(2024, 5, 1),
)


@pytest.mark.parametrize("format", FORMATS)
def test_xmp_is_read_from_every_kind_of_picture(format: str, exiftool: Exiftool) -> None:
    assert read(exiftool(*IN_XMP, format=format)) == SAID


@pytest.mark.parametrize("compact", ["NoPadding", "OneDesc", "Shorthand", "OneDesc,Shorthand", "NoNewline,NoIndent"])
def test_xmp_is_read_in_every_shape_that_its_writers_choose(compact: str, exiftool: Exiftool) -> None:
    """A description for each vocabulary or one for all, properties as elements or as attributes."""
    assert read(exiftool("-api", f"Compact={compact}", *IN_XMP)) == SAID


def test_the_first_exposure_of_a_phones_double_jpeg_is_read(exiftool: Exiftool) -> None:
    double = encoded(picture(320, 240), "MPO", save_all=True, append_images=[Image.new("RGB", (300, 300))])
    content = exiftool(*IN_XMP, content=double)
    with Image.open(BytesIO(content)) as image:
        assert image.format == "MPO"
    assert read(content) == SAID


# Photoshop and Lightroom close in one description what is simple into attributes, and mark the only text as default.
PHOTOSHOP = packet(
    """
    <dc:creator><rdf:Seq><rdf:li>Mikko Raskinen</rdf:li></rdf:Seq></dc:creator>
    <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Aalto</rdf:li></rdf:Alt></dc:rights>
    <dc:description>
      <rdf:Alt>
        <rdf:li xml:lang="x-default">The opening
          of the new   campus</rdf:li>
      </rdf:Alt>
    </dc:description>
    <dc:subject><rdf:Bag><rdf:li>campus</rdf:li></rdf:Bag></dc:subject>
    <Iptc4xmpExt:LocationCreated>
      <rdf:Bag><rdf:li><rdf:Description Iptc4xmpExt:City="Espoo"/></rdf:li></rdf:Bag>
    </Iptc4xmpExt:LocationCreated>
    <xmpMM:Pantry xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"><rdf:Bag><rdf:li rdf:parseType="Resource">
      <dc:creator><rdf:Seq><rdf:li>Whose picture was pasted in</rdf:li></rdf:Seq></dc:creator>
    </rdf:li></rdf:Bag></xmpMM:Pantry>
    """,
    'photoshop:Credit="Aalto" photoshop:DateCreated="2024-05-01T12:30:00.00+03:00" photoshop:Headline="Opening"',
)


def test_xmp_is_read_as_photoshop_and_lightroom_write_it() -> None:
    assert read(
        with_xmp(f'<?xpacket begin="\ufeff" id=""?>\n{PHOTOSHOP}\n{" " * 2000}<?xpacket end="w"?>')
    ) == Readings(
        caption={"": "The opening of the new campus"},
        photographer="Mikko Raskinen",
        credit="Aalto",
        copyright="© Aalto",
        keywords=("campus",),
        place="Espoo",
        taken_on=date(2024, 5, 1),
    )


def test_a_text_may_stand_without_a_list_around_it() -> None:
    content = with_xmp(packet('<dc:description xml:lang="fi_FI">Talo</dc:description><dc:creator>Aino</dc:creator>'))
    assert read(content) == Readings(caption={"fi": "Talo"}, photographer="Aino")


def test_xmp_that_is_no_utf8_is_read_all_the_same() -> None:
    content = encoded(picture(320, 240), xmp=packet("<dc:creator>Åsa Öberg</dc:creator>").encode("latin-1"))
    assert read(content).photographer == "Åsa Öberg"


IN_IIM = (
    "-IPTC:Caption-Abstract=Rehtori Åsa Öberg avajaisissa",
    "-IPTC:By-line=Mikko Räsänen",
    "-IPTC:Credit=Åbo Akademi",
    "-IPTC:CopyrightNotice=© Åbo Akademi",
    "-IPTC:Keywords=yliopisto",
    "-IPTC:Keywords=häät",
    "-IPTC:City=Åbo",
    "-IPTC:Sub-location=Domkyrkotorget",
    "-IPTC:DateCreated=2024:05:01",
)
SAID_IN_IIM = Readings(
    caption={"": "Rehtori Åsa Öberg avajaisissa"},
    photographer="Mikko Räsänen",
    credit="Åbo Akademi",
    copyright="© Åbo Akademi",
    keywords=("yliopisto", "häät"),
    place="Domkyrkotorget, Åbo",
    taken_on=date(2024, 5, 1),
)


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
@pytest.mark.parametrize(
    "encoding", [("-IPTC:CodedCharacterSet=UTF8",), ("-charset", "iptc=Latin1"), ("-charset", "iptc=UTF8")]
)
def test_iim_is_read_in_utf8_and_in_latin1_declared_or_not(
    format: str, encoding: tuple[str, ...], exiftool: Exiftool
) -> None:
    assert read(exiftool(*encoding, *IN_IIM, format=format)) == SAID_IN_IIM


def test_a_letter_that_a_limit_of_iim_cut_in_half_costs_no_other(exiftool: Exiftool) -> None:
    content = exiftool("-IPTC:CodedCharacterSet=UTF8", "-IPTC:Credit=Åbo Akademi ö")
    assert read(content.replace("ö".encode(), b"o\xc3")).credit == "Åbo Akademi o"


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("encoding", ["UTF8", "Latin1"])
def test_exif_is_read_from_every_kind_of_picture(format: str, encoding: str, exiftool: Exiftool) -> None:
    content = exiftool(
        *("-charset", f"exif={encoding}"),
        "-EXIF:ImageDescription=Åsa Öberg avajaisissa",
        "-EXIF:Artist=Mikko Räsänen",
        "-EXIF:Copyright=© Åbo Akademi",
        "-EXIF:DateTimeOriginal=2024:05:01 23:59:59",
        format=format,
    )
    assert read(content) == Readings(
        caption={"": "Åsa Öberg avajaisissa"},
        photographer="Mikko Räsänen",
        copyright="© Åbo Akademi",
        taken_on=date(2024, 5, 1),
    )


@pytest.mark.parametrize("order", ["II", "MM"])
def test_exif_is_read_in_both_orders_of_bytes(order: str, exiftool: Exiftool) -> None:
    content = exiftool("-api", f"ByteOrder={order}", "-EXIF:Artist=Aino", "-EXIF:DateTimeOriginal=2024:05:01 00:00:00")
    assert f"Exif\0\0{order}".encode() in content
    assert read(content) == Readings(photographer="Aino", taken_on=date(2024, 5, 1))


@pytest.mark.parametrize("copyright", ["Aino\0Aalto", " \0Aino"])
def test_of_two_rights_holders_the_photographer_is_named_and_the_editor_only_alone(copyright: str) -> None:
    exif = Image.Exif()
    exif[0x8298] = copyright
    assert read(encoded(picture(320, 240), exif=exif)).copyright == "Aino"


CAPTIONS = ("-EXIF:ImageDescription=exif", "-IPTC:Caption-Abstract=iim", "-XMP-dc:Description=xmp")


def test_xmp_goes_before_iim_and_iim_before_exif(exiftool: Exiftool) -> None:
    readings = [read(exiftool(*CAPTIONS[:count])).caption[""] for count in (1, 2, 3)]
    assert readings == ["exif", "iim", "xmp"]


def test_the_cameras_own_day_goes_before_what_was_written_later(exiftool: Exiftool) -> None:
    assert read(exiftool(*IN_XMP, "-EXIF:DateTimeOriginal=2023:04:30 10:00:00")).taken_on == date(2023, 4, 30)


def test_a_blank_or_broken_answer_leaves_the_question_to_the_next(exiftool: Exiftool) -> None:
    content = exiftool("-XMP-dc:Description= ", "-XMP-dc:Creator= ", *IN_IIM, "-IPTC:CodedCharacterSet=UTF8")
    assert read(content) == SAID_IN_IIM


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ({"fi-FI": "Talo", "sv-AX": "Hus"}, {"fi": "Talo", "sv": "Hus"}),
        ({"x-default": "Talo", "fi": "Talo", "en": "House"}, {"fi": "Talo", "en": "House"}),
        ({"x-default": "Talo", "en": "House"}, {"en": "House", "": "Talo"}),
        ({"x-default": "Talo"}, {"": "Talo"}),
        ({"de": "Haus", "en": "House"}, {"en": "House"}),
        ({"x-default": "Haus", "de": "Haus"}, {}),
    ],
)
def test_texts_stand_under_our_languages_and_without_one_only_where_none_is_known(
    written: dict[str, str], texts: dict[str, str], exiftool: Exiftool
) -> None:
    content = exiftool(*(f"-XMP-dc:Description-{tag}={text}" for tag, text in written.items()))
    assert read(content).caption == texts


PRIVATE = (
    "-EXIF:GPSLatitude=60.184123",
    "-EXIF:GPSLongitude=24.829456",
    "-EXIF:GPSAreaInformation=Private street",
    "-EXIF:SerialNumber=Private serial",
    "-EXIF:LensSerialNumber=Private lens",
    "-EXIF:OwnerName=Private owner",
    "-EXIF:UserComment=Private comment",
    "-EXIF:XPComment=Private comment",
    "-EXIF:XPAuthor=Private author",
    "-XMP-exif:GPSLatitude=60.184123",
    "-XMP-exif:GPSLongitude=24.829456",
    "-XMP-exif:UserComment=Private comment",
    "-XMP-aux:SerialNumber=Private serial",
    "-XMP-aux:OwnerName=Private owner",
    "-XMP-exifEX:OwnerName=Private owner",
    "-XMP-xmpRights:Owner=Private owner",
    "-XMP-iptcExt:LocationShown={GPSLatitude=60.184123, GPSLongitude=24.829456, LocationName=Private home}",
    "-XMP-iptcCore:CreatorWorkEmail=private@example.org",
    "-XMP-photoshop:Instructions=Private instructions",
    "-IPTC:SpecialInstructions=Private instructions",
    "-IPTC:Writer-Editor=Private writer",
)


@pytest.mark.parametrize("format", FORMATS)
def test_position_camera_and_owner_are_never_read(format: str, exiftool: Exiftool) -> None:
    content = exiftool(*PRIVATE, format=format)
    assert b"Private owner" in content
    assert read(content) == Readings()


def test_a_place_is_read_without_its_position(exiftool: Exiftool) -> None:
    readings = read(exiftool(*PRIVATE, *IN_XMP))
    assert readings == SAID
    assert not any(word in str(readings) for word in ("Private", "60.", "24.8"))


def test_neither_title_nor_headline_nor_long_description_becomes_alt_or_caption(exiftool: Exiftool) -> None:
    content = exiftool(
        "-XMP-dc:Title=Title",
        "-XMP-photoshop:Headline=Headline",
        "-XMP-iptcCore:ExtDescrAccessibility=At length",
        "-IPTC:ObjectName=Name",
        "-IPTC:Headline=Headline",
        "-EXIF:DocumentName=Name",
    )
    assert read(content) == Readings()


@pytest.mark.parametrize(
    "words",
    """OLYMPUS DIGITAL CAMERA|SONY DSC|DCIM|Exif_JPEG_PICTURE|KONICA MINOLTA DIGITAL CAMERA|DIGITAL CAMERA|default
    |Untitled|Untitled-1|Nimetön-2|DSC_0042.JPG|_DSC0042|IMG_1234|img_20240501_120000.jpeg|P1010123|20240501_120000
    |Created with GIMP|hdrpl|final version (2).tif|untitled""".replace("\n", "")
    .replace("    ", "")
    .split("|"),
)
def test_what_cameras_and_programs_write_is_no_description(words: str, exiftool: Exiftool) -> None:
    content = exiftool(f"-EXIF:ImageDescription={words}", f"-XMP-iptcCore:AltTextAccessibility={words}")
    assert read(content) == Readings()
    real = f"{words} and a stair"
    assert read(exiftool(f"-EXIF:ImageDescription={real}")).caption == {"": real}


def test_keywords_are_gathered_each_once_in_their_order(exiftool: Exiftool) -> None:
    content = exiftool(
        *("-XMP-dc:Subject=Kampus", "-XMP-dc:Subject=Åbo", "-XMP-dc:Subject=kampus"),
        *("-IPTC:CodedCharacterSet=UTF8", "-IPTC:Keywords=ÅBO", "-IPTC:Keywords=talvi"),
    )
    assert read(content).keywords == ("Kampus", "Åbo", "talvi")


def test_there_are_no_more_than_forty_keywords_and_none_is_longer_than_a_hundred_characters(exiftool: Exiftool) -> None:
    content = exiftool(*(f"-XMP-dc:Subject={number} {'x' * 200}" for number in range(50)))
    keywords = read(content).keywords
    assert len(keywords) == 40
    assert {len(keyword) for keyword in keywords} == {100}


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (("-XMP-photoshop:City=Turku", "-XMP-iptcExt:LocationShown={City=Espoo}"), "Espoo"),
        (("-XMP-iptcExt:LocationCreated={City=Turku}", "-XMP-iptcExt:LocationShown={City=Espoo}"), "Espoo"),
        (("-XMP-iptcExt:LocationCreated={City=Turku}", "-XMP-iptcExt:LocationShown={CountryName=Suomi}"), "Turku"),
        (("-XMP-iptcExt:LocationShown=[{City=Espoo, Sublocation=Otaniemi}, {City=Turku}]",), "Otaniemi, Espoo"),
        (("-XMP-photoshop:City=Espoo", "-XMP-iptcCore:Location=Otaniemi"), "Otaniemi, Espoo"),
        (("-XMP-photoshop:State=Uusimaa", "-XMP-photoshop:Country=Suomi"), ""),
    ],
)
def test_the_place_is_the_town_of_what_is_shown(written: tuple[str, ...], place: str, exiftool: Exiftool) -> None:
    assert read(exiftool(*written)).place == place


@pytest.mark.parametrize(
    ("written", "taken_on"),
    [
        ("2024-05-01", date(2024, 5, 1)),
        ("2024-02-29T23:59:59.123-11:00", date(2024, 2, 29)),
        ("2024-02-30", None),
        ("2024-05", None),
        ("2024", None),
        ("0000:00:00 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("20240501", date(2024, 5, 1)),
        ("202405011", None),
        ("19240500", None),
        ("2024-0501", None),
        ("yesterday", None),
    ],
)
def test_only_a_whole_day_is_a_day(written: str, taken_on: date | None) -> None:
    assert read(with_xmp(packet("", f'photoshop:DateCreated="{written}"'))).taken_on == taken_on


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" https://example.org/ehdot?kieli=fi#ö\n", "https://example.org/ehdot?kieli=fi#ö"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://example.org/ and more", ""),
        ("https://example.org/&quot;&gt;", ""),
        (f"https://example.org/{'x' * 200}", ""),
        ("CC BY 4.0", ""),
    ],
)
def test_a_licence_is_a_web_address_or_nothing(written: str, address: str) -> None:
    assert read(with_xmp(packet(f"<xmpRights:WebStatement>{written}</xmpRights:WebStatement>"))).licence_url == address


def test_where_the_picture_is_sold_is_no_licence(exiftool: Exiftool) -> None:
    content = exiftool("-XMP-plus:LicensorURL=https://example.org/buy")
    assert read(content) == Readings()


def test_words_are_read_without_the_pixels(exiftool: Exiftool) -> None:
    for format, pixels in {"JPEG": b"\xff\xda", "PNG": b"IDAT"}.items():
        content = exiftool(*IN_XMP, format=format)
        assert read(content[: content.rindex(pixels) + 20]) == SAID


# Pillow warns of it when it opens the file; as an error, a warning leaves no picture to read.
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_broken_exif_costs_neither_xmp_nor_iim(exiftool: Exiftool) -> None:
    content = exiftool(
        *IN_XMP, "-IPTC:Keywords=talvi", "-EXIF:Artist=Nobody", "-EXIF:DateTimeOriginal=2023:01:01 00:00:00"
    )
    start = content.index(b"Exif\0\0MM")
    broken = content[: start + 14] + b"\xff" * 60 + content[start + 74 :]
    assert read(broken) == replace(SAID, keywords=(*SAID.keywords, "talvi"))


def test_iim_is_read_up_to_where_it_breaks(exiftool: Exiftool) -> None:
    content = exiftool("-IPTC:CodedCharacterSet=UTF8", *IN_IIM).replace(b"\x1c\x02\x74", b"\0\x02\x74")
    assert read(content) == replace(SAID_IN_IIM, copyright="", caption={})
    cut = encoded(picture(320, 240), "TIFF", tiffinfo={33723: b"\x1c\x02\x50\0\x04Aino\x1c\x02"})
    assert read(cut) == Readings(photographer="Aino")


def test_what_stands_before_a_broken_part_of_exif_is_read(exiftool: Exiftool) -> None:
    content = exiftool("-EXIF:Artist=Aino", "-EXIF:DateTimeOriginal=2024:05:01 12:00:00")
    pointer = content.index(b"\x87\x69\0\x04\0\0\0\x01") + 8
    assert read(content).taken_on == date(2024, 5, 1)
    broken = content[:pointer] + b"\xff" * 4 + content[pointer + 4 :]
    assert read(broken) == Readings(photographer="Aino")


def test_exif_is_read_in_the_utf8_of_its_third_edition(exiftool: Exiftool) -> None:
    ascii = exiftool("-EXIF:Artist=Åsa Öberg")
    assert read(ascii.replace(b"\x01\x3b\0\x02", b"\x01\x3b\0\x81")).photographer == "Åsa Öberg"


def test_a_description_of_more_than_64_kilobytes_is_none() -> None:
    assert read(encoded(picture(320, 240), "TIFF", tiffinfo={270: "x" * 60_000})).caption
    assert read(encoded(picture(320, 240), "TIFF", tiffinfo={270: "x" * 70_000})) == Readings()


def test_readings_come_back_from_json_as_they_were() -> None:
    for readings in (SAID, Readings()):
        assert Readings.from_json(json.loads(json.dumps(readings.to_json()))) == readings
    assert Readings.from_json({}) == Readings()


@given(st.text(st.characters()), st.integers(1, 60))
def test_tidied_text_is_one_line_of_bounded_length_and_stays_as_it_is(text: str, longest: int) -> None:
    tidied = tidy(text, longest)
    assert len(tidied) <= longest
    assert tidied == tidy(tidied, longest) == " ".join(tidied.split())
    tidied.encode()


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  a\r\n\tb\x85c\u2028d  ", "a b c d"),
        ("a\0b\x1bc\x9fd", "abcd"),
        ("a\u030a", "å"),
        ("\ufeffgnp\u202e.exe\u2066", "gnp.exe"),
        ("abcdef gh", "abcdef…"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
    ],
)
def test_text_is_tidied(text: str, tidied: str) -> None:
    assert tidy(text, 8) == tidied


LAUGHS = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>{packet("<dc:creator>&a11;</dc:creator>")}',
    "entity": f'<!DOCTYPE x [<!ENTITY a "ha">]>{packet("<dc:creator>&a;</dc:creator>")}',
    "file": f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{packet("<dc:creator>&a;</dc:creator>")}',
    "document type": f'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">{packet("<dc:creator>Aino</dc:creator>")}',
    "deep": packet("<dc:creator>" + "<a>" * 130_000 + "</a>" * 130_000 + "</dc:creator>"),
    "deep place": packet(
        "<Iptc4xmpExt:LocationShown>" + "<a>" * 120_000 + "</a>" * 120_000 + "</Iptc4xmpExt:LocationShown>"
    ),
    "unclosed": packet("<a>" * 300_000),
    "long": packet(f"<dc:creator>{'x' * 10_000_000}</dc:creator>"),
    "wide": packet("<a/>" * 240_000),
    # Expat writes the namespace before each of the names: 16 GB.
    "namespace": packet("", f'xmlns:p="{"x" * 400_000}" ' + " ".join(f'p:a{number}=""' for number in range(40_000))),
    "accents": packet("<cc:license>" + "\u0301\u0323" * 200_000 + "</cc:license>"),
    "nothing": "",
    "words": "no XML at all",
    "no properties": "<x/>",
    "unbound": '<rdf:RDF><rdf:Description dc:creator="Aino"/></rdf:RDF>',
}

READ_IN_LITTLE_MEMORY = """
import io, json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (256 << 20, resource.RLIM_INFINITY))
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
from PIL import Image
from photos import metadata
for xmp in json.load(sys.stdin):
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "WEBP", xmp=xmp.encode())
    assert metadata.read(file) == metadata.Readings(), xmp[:200]
"""


def test_hostile_xmp_says_nothing_and_takes_neither_memory_nor_time() -> None:
    command = [sys.executable, "-W", "error", "-c", READ_IN_LITTLE_MEMORY]
    subprocess.run(command, input=json.dumps(list(HOSTILE.values())), text=True, check=True)


@given(st.binary(max_size=600), st.sampled_from([b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b""]))
def test_no_bytes_whatever_raise_anything(noise: bytes, start: bytes) -> None:
    assert read(start + noise) == Readings()


@given(st.data())
def test_flipped_bytes_raise_nothing(data: st.DataObject) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Mikko Raskinen"
    exif.get_ifd(0x8769)[0x9003] = "2024:05:01 12:00:00"
    format = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF", "TIFF"]))
    content = bytearray(
        encoded(picture(32, 24), format, exif=exif, xmp=packet("<dc:rights>Aalto</dc:rights>").encode())
    )
    for _number in range(data.draw(st.integers(0, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(read(bytes(content)), Readings)
