"""That a picture is known again after what editors and programs do to it, and that no other one is taken for it."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageEnhance, ImageFilter, ImageOps

from photos.fingerprints import NEAR, distance, fingerprint
from photos.renditions import open_upright
from portal.demo.pictures import MOTIFS, paint
from tests.photos.factories import encoded, picture

FINGERPRINTS = st.integers(0, 2**64 - 1)


@cache
def painted(motif: str, seed: int = 1) -> Image.Image:
    return paint(motif, seed=seed, width=720, height=480)


def mark(image: Image.Image) -> int:
    """The fingerprint of a picture that has one."""
    found = fingerprint(image)
    assert found is not None
    return found


def saved(format: str, quality: int) -> Callable[[Image.Image], Image.Image]:
    return lambda image: open_upright(BytesIO(encoded(image, format, quality=quality)), 1).image


def cut(left: float, top: float, right: float, bottom: float) -> Callable[[Image.Image], Image.Image]:
    """Takes that share of the width or height off each side."""
    return lambda image: image.crop(
        (
            round(image.width * left),
            round(image.height * top),
            round(image.width * (1 - right)),
            round(image.height * (1 - bottom)),
        )
    )


def on_its_side(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.ROTATE_90)


def taken_on_its_side(image: Image.Image) -> Image.Image:
    exif = Image.Exif()
    exif[0x0112] = 6
    return open_upright(BytesIO(encoded(on_its_side(image), exif=exif)), 1).image


VARIANTS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "half as wide": lambda image: image.resize((360, 240)),
    "a quarter as wide": lambda image: image.resize((180, 120)),
    "larger": lambda image: image.resize((1440, 960), Image.Resampling.BICUBIC),
    "JPEG 95": saved("JPEG", 95),
    "JPEG 75": saved("JPEG", 75),
    "JPEG 50": saved("JPEG", 50),
    "JPEG 30": saved("JPEG", 30),
    "WebP": saved("WEBP", 60),
    "AVIF": saved("AVIF", 50),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.1),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.85),
    "more contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.15),
    "less contrast": lambda image: ImageEnhance.Contrast(image).enhance(0.85),
    "more colour": lambda image: ImageEnhance.Color(image).enhance(1.2),
    "grey": lambda image: image.convert("L"),
    "sharpened": lambda image: image.filter(ImageFilter.UnsharpMask(2, 150)),
    "soft": lambda image: image.filter(ImageFilter.GaussianBlur(2)),
    "cut by 1 %": cut(0.01, 0.01, 0.01, 0.01),
    "cut by 2 % at one side": cut(0, 0, 0.02, 0),
    "framed": lambda image: ImageOps.expand(image, 5, "white"),
    "framed in black": lambda image: ImageOps.expand(image, 5, "black"),
    "taken on its side": taken_on_its_side,
}


@pytest.mark.parametrize("change", VARIANTS)
def test_a_picture_is_near_to_itself_however_it_was_saved(change: str) -> None:
    far = {
        motif: differing
        for motif in MOTIFS
        if (differing := distance(mark(painted(motif)), mark(VARIANTS[change](painted(motif))))) > NEAR
    }
    assert far == {}


def test_no_two_different_pictures_are_near() -> None:
    marks = {(motif, seed): mark(painted(motif, seed)) for motif in MOTIFS for seed in (1, 2)}
    near = [(one, other) for one, other in combinations(marks, 2) if distance(marks[one], marks[other]) <= NEAR]
    assert near == []


@pytest.mark.parametrize(
    "turn", [ImageOps.mirror, ImageOps.flip, on_its_side, ImageOps.invert, cut(0.1, 0.1, 0.1, 0.1)]
)
def test_what_is_mirrored_turned_negative_or_cut_by_a_tenth_counts_as_another(
    turn: Callable[[Image.Image], Image.Image],
) -> None:
    assert distance(mark(painted("harbour")), mark(turn(painted("harbour")))) > NEAR


def shaded(side: Image.Image) -> Image.Image:
    """A gradient over 640 x 480 pixels."""
    return side.resize((640, 480), Image.Resampling.BICUBIC)


FLAT: dict[str, Callable[[], Image.Image]] = {
    "white": lambda: Image.new("RGB", (640, 480), "white"),
    "one colour": lambda: Image.new("RGB", (640, 480), "#456"),
    "one colour with grain": lambda: Image.effect_noise((640, 480), 12),
    "from top to bottom": lambda: shaded(Image.linear_gradient("L")),
    "from side to side": lambda: shaded(Image.linear_gradient("L").rotate(90)),
    "from corner to corner": lambda: shaded(
        ImageChops.add(Image.linear_gradient("L"), Image.linear_gradient("L").rotate(90), scale=2)
    ),
    "from the middle": lambda: shaded(Image.radial_gradient("L")),
    "coloured": picture,
    "two halves": lambda: shaded(Image.linear_gradient("L").point([0] * 128 + [255] * 128)),
    "compressed": lambda: saved("JPEG", 30)(picture()),
}


@pytest.mark.parametrize("name", FLAT)
def test_a_picture_without_structure_has_no_fingerprint_to_share(name: str) -> None:
    assert fingerprint(FLAT[name]()) is None


def test_a_symmetric_sign_has_no_fingerprint_to_share() -> None:
    sign = Image.new("L", (600, 600), 255)
    sign.paste(0, (150, 200, 450, 400))
    assert fingerprint(sign) is None


@pytest.mark.parametrize("size", [(1, 1), (32, 32), (1, 5_000), (200, 200)])
def test_every_size_is_measured(size: tuple[int, int]) -> None:
    found = fingerprint(painted("textile").resize(size))
    assert found is None or 0 <= found < 2**64


@given(FINGERPRINTS, st.sets(st.integers(0, 63)))
def test_the_distance_is_the_number_of_bits_that_differ(one: int, flipped: set[int]) -> None:
    other = one ^ sum(1 << bit for bit in flipped)
    assert distance(one, other) == distance(other, one) == len(flipped)
