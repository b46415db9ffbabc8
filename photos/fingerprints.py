"""Do we have this picture already? 64 bits that hardly change when a picture is saved anew, smaller or a little cut.

The signs of the slowest waves in a grey reduction, as in the DCT hash of Zauner, "Implementation and Benchmarking of
Perceptual Image Hash Functions" (2010). But the waves fade out towards the edges, where cuts and borders change most,
and each has the mean zero, so that what is plain, or only shaded from one side to the other, leaves no trace.

Measured on the demo's 57 pictures and 17 photographs: a picture is near to itself when resized, encoded anew, made
brighter, sharper or grey, framed, or cut by 1 %, and in 58 of 59 cases when cut by 3 %. It is not found again when
mirrored or turned, and seldom when cut by a tenth. Two pictures of one subject from one spot may be near.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul

from PIL import Image

# So many differing bits are still "near". Pictures of different subjects differ in 11 at least, in 32 on average.
NEAR = 10

SIDE = 32
# A wave weaker than this, in grey levels, has its sign by chance: rounding to whole levels alone makes 0.3.
FAINT = 1.0


def fingerprint(image: Image.Image) -> int | None:
    """The 64 bits of an upright, opaque picture; None where it has too little structure to be told from others.

    So it is with one colour, a gradient, a clear sky, even weave, and with what is its own mirror image.
    """
    grey = image.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS).tobytes()
    columns = [grey[x::SIDE] for x in range(SIDE)]
    reduced = [[_product(wave, column) for column in columns] for wave in _WAVES]
    strengths = [_product(wave, row) for row in reduced for wave in _WAVES]
    if sum(abs(strength) < FAINT for strength in strengths) > len(strengths) // 4:
        return None
    return sum(1 << number for number, strength in enumerate(strengths) if strength > 0)


def distance(one: int, other: int) -> int:
    """How many of the 64 bits differ."""
    return (one ^ other).bit_count()


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(map(mul, one, other))


def _wave(halves: int) -> tuple[float, ...]:
    """A cosine of so many half periods, faded out towards both ends, its mean taken away, of length one."""
    angles = [math.pi * (x + 0.5) / SIDE for x in range(SIDE)]
    window = [math.sin(angle) for angle in angles]
    cosine = [math.cos(halves * angle) for angle in angles]
    mean = _product(window, cosine) / sum(window)
    wave = [weight * (value - mean) for weight, value in zip(window, cosine, strict=True)]
    length = math.hypot(*wave)
    return tuple(value / length for value in wave)


_WAVES = tuple(_wave(halves) for halves in range(1, 9))
