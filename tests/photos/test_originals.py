"""What may be uploaded, what may not, and that a refusal leaves nothing behind."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photos import renditions
from photos.models import Photo
from photos.originals import examine
from tests.photos.factories import encoded, files_below, make_photo, make_upload, picture, upload_of
from tests.photos.hostile import HOSTILE, NAMES, ODD_BUT_GOOD, endless_upload

# Pillow speaks of broken metadata in warnings; they are no reason to refuse the pixels.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_usable_photo_is_refused_in_words_and_leaves_nothing(name: str, media: Path) -> None:
    build, code = HOSTILE[name]
    with pytest.raises(ValidationError) as refusal:
        make_photo(upload=upload_of(build(), name))
    assert refusal.value.error_list[0].code == code
    (sentence,) = refusal.value.messages
    assert sentence.endswith(".")
    assert "%(" not in sentence
    assert files_below(media) == set()
    assert not Photo.objects.exists()


@pytest.mark.parametrize("name", ODD_BUT_GOOD)
def test_a_picture_is_taken_for_what_it_is_whatever_else_is_in_it_or_in_its_name(name: str) -> None:
    build, format = ODD_BUT_GOOD[name]
    original = examine(upload_of(build(), name))
    assert original.format == format
    assert b"alert" not in original.preview
    assert b"<?php" not in original.preview


# What the most laborious kind takes, as so many looks at an honest photo of 24 megapixels, and what memory all of them
# take at most, one after the other, in megabytes. Linux remembers the latter for a process (getrusage would tell that
# of the process that started it).
TAKE_LITTLE = """
import pathlib, time, django
django.setup()
from django.core.exceptions import ValidationError
from tests.photos.factories import encoded, picture, upload_of
from tests.photos.hostile import HOSTILE, ODD_BUT_GOOD
from photos.originals import examine

def cost(content):
    upload, start = upload_of(content), time.process_time()
    try:
        examine(upload)
    except ValidationError:
        pass
    return time.process_time() - start

dearest = max((cost(build()), name) for name, (build, _expected) in (HOSTILE | ODD_BUT_GOOD).items())
status = pathlib.Path("/proc/self/status").read_text().split()
megabytes = int(status[status.index("VmHWM:") + 1]) // 1024
honest = min(cost(encoded(picture(6000, 4000))) for _time in range(3))
print(dearest[1], dearest[0] / honest, megabytes, sep="\\n")
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the memory that was taken")
def test_no_file_takes_long_or_much_memory_to_be_refused() -> None:
    command = [sys.executable, "-W", "ignore", "-c", TAKE_LITTLE]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    name, times, megabytes = run.stdout.splitlines()
    assert float(times) < 30, name
    assert int(megabytes) < 256


def test_a_file_of_too_many_bytes_is_refused_before_it_is_read() -> None:
    upload = endless_upload(megabytes=100)
    with pytest.raises(ValidationError, match="at most 60 MB are allowed") as refusal:
        examine(upload)
    assert refusal.value.error_list[0].code == "too_many_bytes"
    assert upload.file.given == 0


READ_IN_LITTLE_MEMORY = """
import io, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) << 20, resource.RLIM_INFINITY))
from django.conf import settings
settings.configure(PHOTO_MAX_BYTES=60_000_000, PHOTO_MAX_PIXELS=100_000_000)
from django.core.files.base import ContentFile
from photos import originals, renditions
content = sys.stdin.buffer.read()
original = originals.examine(ContentFile(content))
size = original.width, original.height
files = sum(1 for _file in renditions.render(io.BytesIO(content), 0.5, 0.5, *size))
print(*size, files)
"""


@pytest.mark.parametrize(
    ("format", "mode", "size", "megabytes"),
    [("JPEG", "RGB", (9_999, 8_900), 256), ("PNG", "RGBA", (7_000, 7_000), 512)],
)
def test_the_largest_photos_are_read_in_bounded_memory(
    format: str, mode: str, size: tuple[int, int], megabytes: int
) -> None:
    content = encoded(Image.new(mode, size), format, compress_level=1)
    command = [sys.executable, "-c", READ_IN_LITTLE_MEMORY, str(megabytes)]
    run = subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True)
    width, height, files = map(int, run.stdout.split())
    assert (width, height) == size
    assert files == len(renditions.plan(width, height))


@given(
    st.binary(max_size=600),
    st.sampled_from([b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"II*\0", b""]),
)
def test_no_bytes_whatever_raise_anything_but_a_refusal(noise: bytes, start: bytes) -> None:
    with pytest.raises(ValidationError):
        examine(upload_of(start + noise))


@given(st.data())
def test_a_photo_with_flipped_bytes_is_refused_or_decoded(data: st.DataObject) -> None:
    content = bytearray(encoded(picture(220, 210), data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "TIFF"]))))
    for _number in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        original = examine(upload_of(bytes(content)))
    except ValidationError:
        return
    assert original.width >= 200
    assert original.preview.startswith(b"\xff\xd8")


GOOD: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: encoded(picture()),
    "JPEG progressive": lambda: encoded(picture(), progressive=True),
    "JPEG grey": lambda: encoded(picture(mode="L")),
    "JPEG CMYK": lambda: encoded(picture(mode="CMYK")),
    "PNG": lambda: encoded(picture(), "PNG"),
    "PNG transparent": lambda: encoded(picture(mode="RGBA"), "PNG"),
    "PNG palette": lambda: encoded(picture(mode="P"), "PNG"),
    "PNG palette with a transparent colour": lambda: encoded(picture(mode="P"), "PNG", transparency=0),
    "PNG grey and transparent": lambda: encoded(picture(mode="LA"), "PNG"),
    "PNG black and white": lambda: encoded(picture(mode="1"), "PNG"),
    "PNG 16 bits": lambda: encoded(Image.new("I;16", (640, 480), 40_000), "PNG"),
    "WEBP": lambda: encoded(picture(), "WEBP"),
    "WEBP transparent": lambda: encoded(picture(mode="RGBA"), "WEBP"),
    "AVIF": lambda: encoded(picture(), "AVIF"),
    "TIFF": lambda: encoded(picture(), "TIFF"),
    "TIFF compressed": lambda: encoded(picture(), "TIFF", compression="tiff_lzw"),
    "TIFF CMYK": lambda: encoded(picture(mode="CMYK"), "TIFF"),
    "TIFF 16 bits": lambda: encoded(Image.new("I;16", (640, 480), 40_000), "TIFF"),
}


@pytest.mark.parametrize("name", GOOD)
def test_every_allowed_kind_of_picture_is_taken(name: str) -> None:
    original = examine(upload_of(GOOD[name](), "whatever.bin"))
    assert original.format == name.split()[0]
    assert (original.width, original.height) == (640, 480)
    with Image.open(BytesIO(original.preview)) as preview:
        assert (preview.format, preview.mode, preview.size) == ("JPEG", "RGB", (640, 480))


def test_the_first_exposure_of_a_phones_double_jpeg_is_the_photo() -> None:
    content = encoded(picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (300, 300))])
    original = examine(upload_of(content))
    assert (original.format, original.width, original.height) == ("JPEG", 640, 480)


def test_sixteen_bits_of_grey_keep_their_brightness() -> None:
    original = examine(upload_of(GOOD["PNG 16 bits"]()))
    with Image.open(BytesIO(original.preview)) as preview:
        assert preview.getpixel((100, 100)) == (156, 156, 156)


def test_what_is_transparent_becomes_white() -> None:
    original = examine(upload_of(encoded(Image.new("RGBA", (300, 300), (255, 0, 0, 0)), "PNG")))
    with Image.open(BytesIO(original.preview)) as preview:
        assert preview.getpixel((150, 150)) == (255, 255, 255)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_camera_was_held(format: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = (480, 640) if orientation >= 5 else (640, 480)
    original = examine(upload_of(encoded(picture(640, 480), format, exif=exif)))
    assert (original.width, original.height) == upright
    with Image.open(BytesIO(original.preview)) as preview:
        assert preview.size == upright


def test_a_photo_that_is_nearly_square_keeps_its_sides_apart() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    original = examine(upload_of(encoded(picture(2001, 2000), exif=exif)))
    assert (original.width, original.height) == (2000, 2001)


def test_broken_metadata_does_not_cost_the_photo() -> None:
    broken = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff" + b"\x01\x12\x00\x03\xff\xff\xff\xff" * 3
    original = examine(upload_of(encoded(picture(), exif=broken, icc_profile=b"no profile")))
    assert (original.width, original.height) == (640, 480)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_name_that_the_sender_gave_reaches_no_file(name: str, media: Path) -> None:
    photo = make_photo(upload=upload_of(encoded(picture()), NAMES[name]))
    random_name, suffix = photo.original.name.split(".")
    assert (len(random_name), suffix) == (32, "jpg")
    assert files_below(media) == {f"originals/{photo.original.name}", f"renditions/{photo.preview.name}"}


@pytest.mark.django_db
def test_the_suffix_follows_the_content() -> None:
    photo = make_photo(upload=SimpleUploadedFile("holiday.jpg", make_upload(format="PNG").read()))
    assert (photo.format, photo.original.name[-4:]) == ("PNG", ".png")


@pytest.mark.django_db
def test_what_hangs_on_behind_the_pixels_reaches_no_reader(media: Path) -> None:
    photo = make_photo(upload=upload_of(encoded(picture()) + b"<script>alert(1)</script>"))
    assert b"script" not in (media / "renditions" / photo.preview.name).read_bytes()
