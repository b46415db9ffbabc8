"""The files that pages show: which there are, what is in them, and what is not."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

from photos import renditions
from photos.renditions import CROPS, focal_box, frames, open_upright, plan, render
from tests.photos.factories import encoded, picture

SIDES = st.integers(200, 12_000)
SHARES = st.floats(0, 1)
RATIOS = st.sampled_from([crop.ratio for crop in CROPS.values() if crop.ratio] + [1.0, 0.5])


# Which files there are


@given(SIDES, SIDES, RATIOS, SHARES, SHARES)
def test_a_crop_lies_inside_the_photo_and_is_as_large_as_its_ratio_allows(
    width: int, height: int, ratio: float, focal_x: float, focal_y: float
) -> None:
    left, top, right, bottom = focal_box(width, height, ratio, focal_x, focal_y)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert right - left == width or bottom - top == height
    assert abs((right - left) - (bottom - top) * ratio) <= max(1, ratio)


@given(SIDES, SIDES, RATIOS, SHARES, SHARES)
def test_the_focal_point_stays_in_the_crop(
    width: int, height: int, ratio: float, focal_x: float, focal_y: float
) -> None:
    left, top, right, bottom = focal_box(width, height, ratio, focal_x, focal_y)
    assert left - 1 <= focal_x * width <= right + 1
    assert top - 1 <= focal_y * height <= bottom + 1


@given(SIDES, SIDES, RATIOS, SHARES, SHARES)
def test_the_focal_point_is_the_middle_of_the_crop_unless_an_edge_is_nearer(
    width: int, height: int, ratio: float, focal_x: float, focal_y: float
) -> None:
    left, top, right, bottom = focal_box(width, height, ratio, focal_x, focal_y)
    for first, last, length, focus in ((left, right, width, focal_x * width), (top, bottom, height, focal_y * height)):
        if first > 0:
            assert (first + last) / 2 <= focus + 1
        if last < length:
            assert (first + last) / 2 >= focus - 1


@given(SIDES, SIDES)
def test_no_file_is_larger_than_the_photo_and_widths_rise(width: int, height: int) -> None:
    for (crop, _format), group in groupby(plan(width, height), key=lambda step: (step.crop, step.format)):
        steps = list(group)
        widths = [step.width for step in steps]
        assert widths == sorted(set(widths))
        assert widths[-1] <= min(width, CROPS[crop].widths[-1])
        assert all(0 < step.height <= height for step in steps)


@given(SIDES, SIDES)
def test_every_crop_has_every_format_and_every_file_a_name_of_its_own(width: int, height: int) -> None:
    steps = plan(width, height)
    assert {(step.crop, step.format) for step in steps} == {
        (name, format) for name, crop in CROPS.items() for format in crop.formats
    }
    assert len({step.name for step in steps}) == len(steps)


def sizes(crop: str, width: int, height: int, format: str = "JPEG") -> list[tuple[int, int]]:
    return [(step.width, step.height) for step in plan(width, height) if (step.crop, step.format) == (crop, format)]


def test_a_large_photo_has_the_whole_ladder() -> None:
    for name, crop in CROPS.items():
        for format in crop.formats:
            assert [width for width, _height in sizes(name, 6000, 4000, format)] == list(crop.widths)


@pytest.mark.parametrize(
    ("crop", "widest"),
    [
        ("full", (1920, 1280)),
        ("card", (1440, 960)),
        ("hero", (1920, 1080)),
        ("portrait", (960, 1200)),
        ("social", (1200, 630)),
        ("press", (3000, 2000)),
    ],
)
def test_each_crop_has_its_shape(crop: str, widest: tuple[int, int]) -> None:
    assert sizes(crop, 6000, 4000)[-1] == widest


def test_what_is_made_for_others_is_a_jpeg_of_one_size() -> None:
    for crop in ("social", "press"):
        assert [(step.format, step.width) for step in plan(700, 700) if step.crop == crop] == [("JPEG", 700)]


def test_a_photo_between_two_steps_ends_with_its_own_width() -> None:
    assert [width for width, _height in sizes("full", 1000, 800)] == [320, 640, 1000]
    assert [width for width, _height in sizes("full", 300, 300)] == [300]
    assert [width for width, _height in sizes("press", 2999, 2000)] == [2999]


@pytest.mark.parametrize("size", [(2000, 1500), (700, 1100), (200, 1600), (1600, 200)])
def test_what_is_made_is_what_was_planned(size: tuple[int, int]) -> None:
    made = dict(render(BytesIO(encoded(picture(*size))), 0.3, 0.7, *size))
    assert made.keys() == set(plan(*size))
    for step, content in made.items():
        with Image.open(BytesIO(content)) as image:
            assert (image.format, image.size) == (step.format, (step.width, step.height))


@hypothesis_settings(max_examples=hypothesis_settings().max_examples // 3)
@given(st.integers(200, 3300), st.integers(200, 700), st.booleans(), SHARES, SHARES)
def test_whatever_its_size_a_photo_is_cut_into_the_planned_sizes(
    longer: int, shorter: int, is_upright: bool, focal_x: float, focal_y: float
) -> None:
    size = (shorter, longer) if is_upright else (longer, shorter)
    file = BytesIO(encoded(Image.new("RGB", size)))
    made = {(name, *image.size) for name, image in frames(file, focal_x, focal_y, *size)}
    assert made == {(step.crop, step.width, step.height) for step in plan(*size)}


def test_the_focal_point_is_in_every_file() -> None:
    image = Image.new("RGB", (1200, 800), (0, 0, 200))
    spot = (1140, 60)
    ImageDraw.Draw(image).rectangle((spot[0] - 25, spot[1] - 25, spot[0] + 25, spot[1] + 25), (220, 0, 0))
    file = BytesIO(encoded(image, "PNG"))
    for name, frame in frames(file, spot[0] / 1200, spot[1] / 800, 1200, 800):
        reds = frame.split()[0].point(lambda value: 255 if value > 180 else 0).getbbox()
        assert reds is not None, (name, frame.size)
        left, top, right, bottom = reds
        assert abs((right - left) / (bottom - top) - 1) < 0.2, (name, frame.size)


# What is in them


def loaded_with_metadata(format: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    exif[0x013B] = "secret artist"
    exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 11.0, 5.0), 3: "E", 4: (24.0, 49.0, 38.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif, "icc_profile": profile, "xmp": b"<x:xmpmeta>secret xmp</x:xmpmeta>"}
    if format == "JPEG":
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0f\x1c\x02\x50\x00\x0asecret-by\x00"
        options |= {"comment": b"secret comment", "extra": b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc}
    return encoded(picture(450, 350), format, **options)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_nothing_but_pixels_reaches_the_public(format: str) -> None:
    source = loaded_with_metadata(format)
    assert b"secret" in source
    with Image.open(BytesIO(source)) as image:
        # Pillow itself writes no place into TIFF.
        assert format == "TIFF" or image.getexif().get_ifd(0x8825)
    files = dict(render(BytesIO(source), 0.5, 0.5, 450, 350))
    files[renditions.Step("preview", "JPEG", 450, 350)] = renditions.preview(open_upright(BytesIO(source), 1))
    for step, content in files.items():
        assert b"secret" not in content, step
        with Image.open(BytesIO(content)) as image:
            image.load()
            assert dict(image.getexif()) == {}, step
            assert image.info.keys().isdisjoint({"exif", "xmp", "comment", "photoshop"}), step
            assert ("icc_profile" in image.info) == (step.crop == "press"), step


def test_the_file_for_the_press_is_encoded_finely_and_says_that_it_is_in_srgb() -> None:
    files = dict(render(BytesIO(encoded(picture(450, 350))), 0.5, 0.5, 450, 350))
    (press,) = (content for step, content in files.items() if step.crop == "press")
    pages = [content for step, content in files.items() if (step.crop, step.format) == ("full", "JPEG")]

    def tables(jpeg: bytes) -> dict[int, list[int]]:
        with Image.open(BytesIO(jpeg)) as image:
            return image.quantization  # type: ignore[attr-defined,no-any-return]

    assert tables(press) == tables(encoded(picture(), quality=92))
    assert [tables(page) for page in pages] == [tables(encoded(picture(), quality=80))] * 2
    with Image.open(BytesIO(press)) as image:
        profile = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
        assert "sRGB" in ImageCms.getProfileDescription(profile)
        assert image.info["progressive"]


def test_colours_of_another_profile_are_carried_over() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red_is_blue = srgb.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")
    source = encoded(Image.new("RGB", (400, 400), (200, 30, 30)), "PNG", icc_profile=red_is_blue)
    red, green, blue = open_upright(BytesIO(source), 1).image.getpixel((5, 5))
    assert red < 60
    assert green < 60
    assert blue > 180


def transparent(mode: str, width: int, height: int) -> Image.Image:
    """Colours that fade away from one edge to the other."""
    veil = Image.linear_gradient("L").resize((width, height))
    image = picture(width, height).convert("RGBA")
    image.putalpha(veil)
    return image.convert(mode)


def laid_on_white(image: Image.Image) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA")).convert("RGB")


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize("height", [renditions.STRIP, renditions.STRIP + 1, 3 * renditions.STRIP + 77])
def test_what_is_transparent_is_laid_on_white_strip_by_strip_as_if_at_once(mode: str, height: int) -> None:
    image = transparent(mode, 417, height)
    ImageDraw.Draw(image).ellipse((100, 100, 300, 300), fill=0)  # A hole with a sharp edge.
    found = open_upright(BytesIO(encoded(image, "PNG")), 1).image
    assert found.size == image.size
    differences = ImageChops.difference(found, laid_on_white(image)).getextrema()
    assert max(most for _least, most in differences) <= 1


@pytest.mark.parametrize("share", [0.5, 0.31, 0.1])
@pytest.mark.parametrize("size", [(1201, 997), (900, 1700)])
def test_what_is_transparent_and_made_smaller_on_the_way_looks_as_if_made_smaller_afterwards(
    size: tuple[int, int], share: float
) -> None:
    image = transparent("RGBA", *size)
    found = open_upright(BytesIO(encoded(image, "PNG")), share).image
    assert size[0] * share <= found.width <= 2 * size[0] * share + 1
    expected = laid_on_white(image).resize(found.size, Image.Resampling.BOX)
    difference = ImageChops.difference(found, expected)
    assert max(ImageStat.Stat(difference).mean) < 1
    assert max(most for _least, most in difference.getextrema()) < 6


def test_a_colour_that_is_declared_transparent_becomes_white() -> None:
    image = Image.new("RGB", (300, 300), (10, 20, 30))
    ImageDraw.Draw(image).rectangle((150, 0, 300, 300), (200, 0, 0))
    for file in (
        encoded(image, "PNG", transparency=(10, 20, 30)),
        encoded(image.quantize(2), "PNG", transparency=image.quantize(2).getpixel((0, 0))),
    ):
        found = open_upright(BytesIO(file), 1).image
        assert [found.getpixel(at) for at in ((10, 10), (290, 10))] == [(255, 255, 255), (200, 0, 0)]


# Enough for the pixels of the press file and what is cut from it, beside what Python and the encoders take themselves.
MEGABYTES = 128
RENDERED_IN_LITTLE_MEMORY = """
import resource, sys
from io import BytesIO
from pathlib import Path
from photos import renditions
small, large = (BytesIO(Path(name).read_bytes()) for name in sys.argv[2:])
list(renditions.render(small, 0.5, 0.5, 300, 200))  # Now all code is loaded.
pages = int(Path("/proc/self/statm").read_text().split()[0])
limit = pages * resource.getpagesize() + int(sys.argv[1]) * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
print(sum(1 for _file in renditions.render(large, 0.3, 0.6, 6000, 4000)))
"""


def test_a_photo_of_24_megapixels_is_rendered_in_bounded_memory(tmp_path: object) -> None:
    files = [f"{tmp_path}/small.jpg", f"{tmp_path}/large.jpg"]
    picture(300, 200).save(files[0])
    picture(6000, 4000).save(files[1], quality=90)
    command = [sys.executable, "-c", RENDERED_IN_LITTLE_MEMORY, str(MEGABYTES), *files]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(plan(6000, 4000))


def test_the_key_changes_with_content_name_and_focal_point_and_with_nothing_else() -> None:
    key = renditions.rendition_key("a.jpg", "0", 0.5, 0.5)
    assert key == renditions.rendition_key("a.jpg", "0", 0.5, 0.50000001)
    others = [("b.jpg", "0", 0.5, 0.5), ("a.jpg", "1", 0.5, 0.5), ("a.jpg", "0", 0.5, 0.6), ("a.jpg", "0", 0.6, 0.5)]
    assert len({key, *(renditions.rendition_key(*other) for other in others)}) == 5
    assert renditions.is_of_present_settings(key)
    assert not renditions.is_of_present_settings("0-" + key.partition("-")[2])
    assert not renditions.is_of_present_settings(f"1{key}")
    assert not renditions.is_of_present_settings("")
