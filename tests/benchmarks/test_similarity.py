"""That the measure of similarity is 1 for the same picture and falls as the picture suffers, as the paper's does."""

import math
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from benchmarks.similarity import psnr, ssim
from portal.demo.pictures import paint


@pytest.fixture(scope="module")
def original() -> Image.Image:
    return paint("harbour", seed=1, width=600, height=400)


def decoded(image: Image.Image, format: str, qualities: tuple[int, ...]) -> Iterator[Image.Image]:
    for quality in qualities:
        buffer = BytesIO()
        image.save(buffer, format, quality=quality)
        yield Image.open(buffer)


def test_the_same_picture_is_one_and_infinitely_close(original: Image.Image) -> None:
    assert ssim(original, original.copy()) == 1
    assert psnr(original, original.copy()) == math.inf


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF"])
def test_a_better_quality_is_closer(format: str, original: Image.Image) -> None:
    found = list(decoded(original, format, (20, 40, 60, 80, 95)))
    for measure in (ssim, psnr):
        values = [measure(original, image) for image in found]
        assert values == sorted(values)
        assert len(set(values)) == len(values)
    assert 0.7 < ssim(original, found[0]) < ssim(original, found[-1]) < 1


def test_noise_blur_and_a_negative_cost_structure_and_light_hardly_does(original: Image.Image) -> None:
    noise = Image.blend(original, Image.effect_noise(original.size, 80).convert("RGB"), 0.5)
    brighter = ImageEnhance.Brightness(original).enhance(1.05)
    blurred = original.filter(ImageFilter.GaussianBlur(3))
    assert ssim(original, brighter) > 0.97
    assert ssim(original, blurred) < 0.9
    assert ssim(original, noise) < 0.6
    assert ssim(original, ImageOps.invert(original)) < 0.1


def test_the_numbers_are_those_of_the_formula_where_it_can_be_done_by_hand() -> None:
    black, white, grey = (Image.new("RGB", (40, 40), (level,) * 3) for level in (0, 255, 127))
    assert ssim(black, white) == pytest.approx(6.5025 / (255**2 + 6.5025), rel=1e-5)
    assert psnr(black, white) == pytest.approx(0)
    assert psnr(black, grey) == pytest.approx(20 * math.log10(255 / 127))


def test_pictures_of_different_sizes_are_not_compared(original: Image.Image) -> None:
    for measure in (ssim, psnr):
        with pytest.raises(ValueError, match=r"\(600, 400\) and \(300, 200\)"):
            measure(original, original.resize((300, 200)))
