"""Gradients, glows, paper and grain. Sizes in pixels; everything is made from the generator it is given."""

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageFilter

from portal.demo.pictures.palettes import Colour, mix

Size = tuple[int, int]


def ramp(size: Size, angle: float = 90.0) -> Image.Image:
    """A grey ramp, dark to light along `angle` (0 = rightwards, 90 = downwards)."""
    across, down = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    small = 192
    corners = (0.0, across * small, down * small, (across + down) * small)
    span = max(corners) - min(corners)
    step = 255 / span
    coefficients = (0, 0, 128, across * step, down * step, -min(corners) * step)
    tilted = Image.linear_gradient("L").transform(
        (small, small), Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR
    )
    return tilted.resize(size, Image.Resampling.BILINEAR)


def gradient(size: Size, colours: Sequence[Colour], angle: float = 90.0) -> Image.Image:
    """Evenly spaced `colours` blended along `angle`."""
    return tinted(ramp(size, angle), colours)


def tinted(grey: Image.Image, colours: Sequence[Colour]) -> Image.Image:
    """A grey image with its tones mapped to `colours`, dark to light."""
    last = len(colours) - 1
    table: list[Colour] = []
    for tone in range(256):
        place = tone / 255 * last
        index = min(int(place), last - 1)
        table.append(mix(colours[index], colours[index + 1], place - index))
    bands = [grey.point([colour[band] for colour in table]) for band in range(3)]
    return Image.merge("RGB", bands)


def halo(
    size: Size, centre: tuple[float, float], radius: float, flatten: float = 1.0, power: float = 2.0
) -> Image.Image:
    """A soft spot of light: 255 at `centre`, 0 at `radius` pixels; `flatten` below 1 presses it down."""
    small = (max(size[0] // 8, 2), max(size[1] // 8, 2))
    sx, sy = size[0] / small[0], size[1] / small[1]
    reach = 181.0  # corner distance at which the built-in radial gradient saturates
    scale_x, scale_y = 127.5 / radius * sx, 127.5 / (radius * flatten) * sy
    coefficients = (scale_x, 0, 128 - centre[0] / sx * scale_x, 0, scale_y, 128 - centre[1] / sy * scale_y)
    source = Image.radial_gradient("L")
    table = [round(255 * max(0.0, 1 - tone / 255 * reach / 127.5) ** power) for tone in range(256)]
    spot = source.point(table).transform(small, Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR)
    return spot.resize(size, Image.Resampling.BILINEAR)


def noise(rng: Random, size: Size) -> Image.Image:
    """Even grey noise."""
    return Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))


def mottle(rng: Random, size: Size) -> Image.Image:
    """Cloudy, slightly brushed grey around 128, as gouache dries on paper."""
    small = (max(size[0] // 3, 8), max(size[1] // 3, 8))
    field = Image.new("L", small, 128)
    for across, down, share in (
        (5, 4, 0.5),
        (14, 11, 0.4),
        (60, 44, 0.24),
        (24, small[1] // 5, 0.16),
        (150, 110, 0.22),
    ):
        layer = noise(rng, (across, down)).resize(small, Image.Resampling.BICUBIC)
        field = Image.blend(field, layer, share)
    stretched = field.point([min(255, max(0, round(128 + (tone - 128) * 0.95))) for tone in range(256)])
    return stretched.resize(size, Image.Resampling.BILINEAR)


def soft(mask: Image.Image, radius: float) -> Image.Image:
    """A blurred mask; large radii are blurred small and enlarged, which looks the same and costs less."""
    if radius < 0.3:
        return mask
    shrink = 1 if radius < 3 else 2 if radius < 8 else 4
    if shrink == 1 or min(mask.size) < 16:
        return mask.filter(ImageFilter.GaussianBlur(radius))
    small = mask.resize((max(mask.width // shrink, 1), max(mask.height // shrink, 1)), Image.Resampling.BOX)
    return small.filter(ImageFilter.GaussianBlur(radius / shrink)).resize(mask.size, Image.Resampling.BILINEAR)


def faded(mask: Image.Image, share: float) -> Image.Image:
    """A mask at `share` of its strength."""
    return mask if share >= 1 else mask.point([round(tone * share) for tone in range(256)])


def developed(image: Image.Image, rng: Random, *, ink: Colour, sun: Colour, falloff: float) -> Image.Image:
    """The finishing of every picture: light falling off from one corner, lifted blacks, paper and grain."""
    angle = rng.uniform(-160, -20)
    shade = ramp(image.size, angle).point([round(255 * (1 - falloff * (1 - tone / 255) ** 2)) for tone in range(256)])
    image = ImageChops.multiply(image, Image.merge("RGB", (shade, shade, shade)))
    tables: list[int] = []
    for band in range(3):
        black, white = ink[band] * 0.45, 255 - (255 - sun[band]) * 0.35
        for tone in range(256):
            curved = tone / 255
            curved = curved + 0.06 * math.sin((curved - 0.5) * 2 * math.pi)
            tables.append(round(black + (white - black) * min(1.0, max(0.0, curved))))
    return _grained(image.point(tables), rng)


def _grained(image: Image.Image, rng: Random) -> Image.Image:
    """Fine grain over coarser paper tooth, the same in all bands."""
    width, height = image.size
    fine = noise(rng, image.size).filter(ImageFilter.BoxBlur(0.6))
    tooth = noise(rng, (width // 3 + 1, height // 3 + 1)).resize(image.size, Image.Resampling.BICUBIC)
    grain = Image.blend(fine, tooth, 0.4).point([round(128 + (tone - 128) * 0.12) for tone in range(256)])
    return ImageChops.add(image, Image.merge("RGB", (grain, grain, grain)), 1, -128)
