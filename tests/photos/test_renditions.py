"""The files that pages show: which there are, what is in them, and what is not."""

from io import BytesIO
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from photos import renditions
from photos.renditions import CROPS, focal_box, plan, render
from tests.photos.factories import encoded, picture

SIDES = st.integers(200, 12_000)
SHARES = st.floats(0, 1)
RATIOS = st.sampled_from([crop.ratio for crop in CROPS.values() if crop.ratio] + [1.0, 0.5])


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


@given(SIDES, SIDES)
def test_no_file_is_larger_than_the_photo_and_widths_rise(width: int, height: int) -> None:
    for (crop, _format), group in groupby(plan(width, height), key=lambda step: (step.crop, step.format)):
        steps = list(group)
        widths = [step.width for step in steps]
        assert widths == sorted(set(widths))
        assert widths[-1] <= min(width, CROPS[crop].widths[-1])
        assert all(0 < step.height <= height for step in steps)


@given(SIDES, SIDES)
def test_every_crop_has_every_format(width: int, height: int) -> None:
    kinds = {(step.crop, step.format) for step in plan(width, height)}
    assert kinds == {(name, format) for name, crop in CROPS.items() for format in crop.formats}


def test_a_large_photo_has_the_whole_ladder() -> None:
    steps = plan(6000, 4000)
    assert [step.width for step in steps if (step.crop, step.format) == ("full", "AVIF")] == [320, 640, 960, 1440, 1920]
    assert [step.width for step in steps if (step.crop, step.format) == ("card", "JPEG")] == [320, 640, 960, 1440]
    (social,) = (step for step in steps if step.crop == "social")
    assert (social.format, social.width, social.height) == ("JPEG", 1200, 630)


def test_a_photo_between_two_steps_ends_with_its_own_width() -> None:
    assert [step.width for step in plan(1000, 800) if (step.crop, step.format) == ("full", "JPEG")] == [320, 640, 1000]
    assert [step.width for step in plan(300, 300) if (step.crop, step.format) == ("full", "JPEG")] == [300]


@pytest.mark.parametrize("size", [(2400, 1600), (700, 1100), (200, 1600), (1600, 200), (1921, 1080)])
def test_what_is_made_is_what_was_planned(size: tuple[int, int]) -> None:
    made = dict(render(BytesIO(encoded(picture(*size))), 0.3, 0.7, *size))
    assert made.keys() == set(plan(*size))
    for step, content in made.items():
        with Image.open(BytesIO(content)) as image:
            assert (image.format, image.size) == (step.format, (step.width, step.height))


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
    return encoded(picture(900, 700), format, **options)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_nothing_but_pixels_reaches_the_public(format: str) -> None:
    source = loaded_with_metadata(format)
    assert b"secret" in source
    with Image.open(BytesIO(source)) as image:
        # Pillow itself writes no place into TIFF.
        assert format == "TIFF" or image.getexif().get_ifd(0x8825)
    for step, content in render(BytesIO(source), 0.5, 0.5, 900, 700):
        assert b"secret" not in content, step
        with Image.open(BytesIO(content)) as image:
            image.load()
            assert dict(image.getexif()) == {}, step
            assert image.info.keys().isdisjoint({"exif", "icc_profile", "xmp", "comment", "photoshop"}), step


def test_colours_of_another_profile_are_carried_over() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red_is_blue = srgb.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")
    source = encoded(Image.new("RGB", (400, 400), (200, 30, 30)), "PNG", icc_profile=red_is_blue)
    red, green, blue = renditions.open_upright(BytesIO(source), 1).image.getpixel((5, 5))
    assert red < 60
    assert green < 60
    assert blue > 180


def test_the_key_changes_with_original_and_focal_point_and_with_nothing_else() -> None:
    key = renditions.rendition_key("a.jpg", 0.5, 0.5)
    assert key == renditions.rendition_key("a.jpg", 0.5, 0.50000001)
    assert len({key, renditions.rendition_key("b.jpg", 0.5, 0.5), renditions.rendition_key("a.jpg", 0.5, 0.6)}) == 3
    assert renditions.is_of_present_settings(key)
    assert not renditions.is_of_present_settings("0-" + key.partition("-")[2])
    assert not renditions.is_of_present_settings("")
