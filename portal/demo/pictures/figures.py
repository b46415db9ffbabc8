"""Cut-paper people: few pieces, no faces. Heights in pixels, proportions in shares of the height."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from portal.demo.pictures.palettes import Colour, Palette, darker, lighter, mix
from portal.demo.pictures.paper import Cut
from portal.demo.pictures.shapes import Point, limb, smooth

Place = Callable[[float, float], Point]

_FAIR: tuple[Colour, ...] = ((236, 198, 168), (226, 182, 150), (216, 168, 134))
_DARK: tuple[Colour, ...] = ((186, 134, 98), (146, 100, 72), (108, 72, 54))
_BLACK_HAIR: tuple[Colour, ...] = ((40, 30, 28), (28, 26, 32), (128, 124, 122))
_ANY_HAIR: tuple[Colour, ...] = (
    (62, 44, 34),
    (104, 70, 46),
    (190, 150, 98),
    (158, 152, 146),
    (36, 30, 32),
    (142, 80, 46),
)
_HAIRSTYLES = ("short", "bob", "bun", "long", "short", "bald", "short", "bob", "short")


@dataclass(frozen=True)
class Look:
    """What somebody wears."""

    garment: str  # jacket, coat, dress
    cloth: Colour
    shirt: Colour
    legs: Colour
    skin: Colour
    hair: Colour
    hairstyle: str
    build: float  # 1 is average


def look(rng: Random, palette: Palette, *, formal: bool = False) -> Look:
    """Clothes out of the palette, dark and plain when `formal`."""
    dark = rng.random() < 0.34
    sober = (palette.ink, darker(palette.deep, 0.35), mix(palette.ink, palette.deep, 0.6), darker(palette.second, 0.45))
    lively = (palette.accent, palette.second, palette.mid, lighter(palette.deep, 0.1))
    cloth = rng.choice(
        sober * 2 + (palette.second, mix(palette.mid, palette.deep, 0.5)) if formal else sober[1:] + lively
    )
    return Look(
        garment=rng.choice(("jacket", "jacket", "dress") if formal else ("coat", "jacket", "coat", "dress")),
        cloth=cloth,
        shirt=rng.choice((lighter(palette.pale, 0.4), palette.pale, mix(palette.pale, palette.high, 0.5))),
        legs=darker(mix(palette.ink, palette.deep, rng.random() * 0.5), 0.25),
        skin=mix(rng.choice(_DARK if dark else _FAIR), palette.mid, 0.1),
        hair=mix(rng.choice(_BLACK_HAIR if dark else _ANY_HAIR), palette.ink, 0.2),
        hairstyle=rng.choice(_HAIRSTYLES),
        build=rng.uniform(0.92, 1.12),
    )


def _placer(x: float, y: float, height: float, facing: int) -> Place:
    """Maps shares of the height (right, up from the feet) to pixels."""
    return lambda right, up: (x + right * facing * height, y - up * height)


def _ellipse(
    piece: Cut, place: Place, right: float, up: float, rx: float, ry: float, height: float, tone: Colour
) -> None:
    cx, cy = place(right, up)
    piece.ellipse(cx, cy, rx * height, ry * height, tone)


def head(
    piece: Cut, place: Place, height: float, dressed: Look, *, back: bool = False, right: float = 0.0, up: float = 0.925
) -> None:
    """Head and hair around (`right`, `up`); from behind the hair covers it all."""
    hair, skin, style = dressed.hair, dressed.skin, dressed.hairstyle
    neck = [place(right + dx, up + dy) for dx, dy in ((-0.022, 0), (0.022, 0), (0.026, -0.1), (-0.026, -0.1))]
    if back:
        piece.polygon(neck, darker(skin, 0.2))
    if style == "long":
        mane = [
            (-0.052, 0.03),
            (0, 0.07),
            (0.052, 0.03),
            (0.058, -0.08),
            (0.03, -0.13),
            (-0.03, -0.13),
            (-0.058, -0.08),
        ]
        piece.polygon(smooth([place(right + dx, up + dy) for dx, dy in mane]), hair)
    if style == "bun":
        _ellipse(piece, place, right - 0.012, up + 0.072, 0.022, 0.02, height, hair)
    if style == "bob":
        bob = [
            (-0.054, 0.02),
            (0, 0.068),
            (0.054, 0.02),
            (0.056, -0.05),
            (0.03, -0.062),
            (-0.03, -0.062),
            (-0.056, -0.05),
        ]
        piece.polygon(smooth([place(right + dx, up + dy) for dx, dy in bob]), hair)
    if not back:
        piece.polygon(neck, darker(skin, 0.2))
    _ellipse(piece, place, right, up, 0.041, 0.056, height, skin)
    if style == "bald":
        return
    low = -0.045 if back else -0.012
    cap = [
        (-0.044, low),
        (-0.043, 0.035),
        (0, 0.064),
        (0.043, 0.035),
        (0.044, low),
        (0.026, low if back else 0.024),
        (-0.028, low if back else 0.034),
    ]
    piece.polygon(smooth([place(right + dx, up + dy) for dx, dy in cap]), hair)


def standing(x: float, y: float, height: float, dressed: Look, *, facing: int = 1, back: bool = False) -> Cut:
    """Somebody standing at (x, y), seen from the front or from the `back`."""
    piece, place, wide = Cut(), _placer(x, y, height, facing), dressed.build
    _legs(piece, place, dressed, ((-0.045, -0.05), (0.045, 0.055)))
    for side in (-1, 1):
        arm = [place(side * 0.112 * wide, 0.79), place(side * 0.138 * wide, 0.63), place(side * 0.12 * wide, 0.47)]
        _ellipse(piece, place, side * 0.112 * wide, 0.79, 0.031, 0.031, height, darker(dressed.cloth, 0.12))
        piece.polygon(limb(smooth(arm, 3, closed=False), _taper(height)), darker(dressed.cloth, 0.12))
        _ellipse(piece, place, side * 0.12 * wide, 0.452, 0.019, 0.025, height, dressed.skin)
    _trunk(piece, place, dressed, back=back)
    head(piece, place, height, dressed, back=back)
    return piece


def walking(
    x: float, y: float, height: float, dressed: Look, *, facing: int = 1, back: bool = False, stride: float = 1.0
) -> Cut:
    """Somebody in mid-step; from behind the step is short."""
    piece, place = Cut(), _placer(x, y, height, facing)
    reach = 0.05 if back else 0.12 * stride
    _legs(piece, place, dressed, ((-0.03, -reach), (0.03, reach)), lifted=0.03)
    swing = 0.05 if back else 0.1
    for side, ahead in ((-1, swing), (1, -swing * 0.6)):
        shoulder = side * (0.105 if back else 0.03) * dressed.build
        arm = [place(shoulder, 0.79), place(shoulder + side * 0.02 + ahead * 0.4, 0.64), place(shoulder + ahead, 0.49)]
        _ellipse(piece, place, shoulder, 0.79, 0.031, 0.031, height, darker(dressed.cloth, 0.16))
        piece.polygon(limb(smooth(arm, 3, closed=False), _taper(height)), darker(dressed.cloth, 0.16))
        _ellipse(piece, place, shoulder + ahead, 0.475, 0.018, 0.023, height, dressed.skin)
    _trunk(piece, place, dressed, back=True, narrow=1.0 if back else 0.78)
    head(piece, place, height, dressed, back=back, right=0.0 if back else 0.018)
    return piece


def schoolchild(x: float, y: float, height: float, dressed: Look, bag: Colour, *, facing: int = 1) -> Cut:
    """A child seen from the front: a larger head on a shorter body, and the straps of a bag over both shoulders."""
    piece, body = Cut(), height * 0.94
    small = _placer(x, y, body, facing)
    sack = [(-0.13, 0.8), (0.13, 0.8), (0.15, 0.62), (0.12, 0.5), (-0.12, 0.5), (-0.15, 0.62)]
    piece.polygon(smooth([small(right, up) for right, up in sack], 4), darker(bag, 0.25))
    _legs(piece, small, dressed, ((-0.045, -0.06), (0.045, 0.05)))
    for side in (-1, 1):
        arm = [small(side * 0.11, 0.78), small(side * 0.16, 0.64), small(side * 0.15, 0.5)]
        piece.polygon(limb(smooth(arm, 3, closed=False), _taper(body)), darker(dressed.cloth, 0.14))
        _ellipse(piece, small, side * 0.15, 0.48, 0.022, 0.026, body, dressed.skin)
    hem = 0.44 if dressed.garment == "jacket" else 0.34
    coat = [(0.03, 0.84), (0.1, 0.815), (0.118, 0.76), (0.112, 0.62), (0.128, hem)]
    outline = [*coat, *[(-right, up) for right, up in reversed(coat)]]
    piece.polygon([small(right, up) for right, up in outline], dressed.cloth)
    piece.line([small(0, 0.82), small(0, hem)], max(1.0, body * 0.006), darker(dressed.cloth, 0.4))
    for side in (-1, 1):
        strap = [small(side * 0.07, 0.83), small(side * 0.075, 0.7), small(side * 0.105, 0.6)]
        piece.polygon(limb(smooth(strap, 3, closed=False), [body * 0.032] * 7), bag)
    large = height * 1.3
    head(piece, _placer(x, y - height * 0.905 + large * 0.925, large, facing), large, dressed)
    return piece


def _taper(height: float) -> list[float]:
    """Widths of a sleeve from shoulder to wrist."""
    return [height * (0.062 - 0.0034 * step) for step in range(7)]


def _legs(piece: Cut, place: Place, dressed: Look, steps: tuple[tuple[float, float], ...], lifted: float = 0.0) -> None:
    unit = place(1, 0)[0] - place(0, 0)[0]
    height = abs(unit)
    bare = dressed.garment == "dress"
    for index, (hip, foot) in enumerate(steps):
        up = lifted if index == 0 else 0.0
        tone = darker(dressed.legs, 0.25 * index)
        widths = [0.07, 0.05, 0.032] if bare else [0.088, 0.066, 0.05]
        line = [place(hip, 0.5), place((hip + foot) / 2 + 0.008, 0.27 + up / 2), place(foot, 0.03 + up)]
        piece.polygon(limb(line, [share * height for share in widths]), tone)
        toe = [(foot - 0.024, up), (foot - 0.02, 0.034 + up), (foot + 0.022, 0.034 + up), (foot + 0.042, up)]
        piece.polygon([place(right, high) for right, high in toe], darker(dressed.legs, 0.5))


def _trunk(piece: Cut, place: Place, dressed: Look, *, back: bool, narrow: float = 1.0) -> None:
    wide = dressed.build * narrow
    hem = {"jacket": 0.46, "coat": 0.27, "dress": 0.29}[dressed.garment]
    flare = {"jacket": 0.098, "coat": 0.118, "dress": 0.12}[dressed.garment]
    waist = 0.078 if dressed.garment == "dress" else 0.092
    half = [(0.03, 0.84), (0.095, 0.822), (0.128, 0.775), (0.108, 0.68), (waist, 0.6), (flare * 0.9, 0.5), (flare, hem)]
    outline = [(right * wide, up) for right, up in half]
    mirrored = [(-right, up) for right, up in reversed(outline)]
    piece.polygon(
        [place(*spot) for spot in smooth(outline, 4, closed=False) + smooth(mirrored, 4, closed=False)], dressed.cloth
    )
    if back:
        return
    if dressed.garment != "dress":
        piece.polygon(
            [place(-0.034, 0.845), place(0.034, 0.845), place(0.004, 0.66), place(-0.004, 0.66)], dressed.shirt
        )
        if dressed.hairstyle in ("short", "bald"):
            piece.polygon(
                [place(-0.008, 0.835), place(0.008, 0.835), place(0.004, 0.67), place(-0.004, 0.67)],
                darker(dressed.cloth, 0.1),
            )
        for side in (-1, 1):
            lapel = [(0.03, 0.848), (0.062, 0.79), (0.05, 0.765), (0.004, 0.655), (0.022, 0.78)]
            piece.polygon([place(side * right, up) for right, up in lapel], lighter(dressed.cloth, 0.1))
        piece.line(
            [place(0, 0.655), place(0.004, hem)],
            max(1.0, abs(place(0.003, 0)[0] - place(0, 0)[0])),
            darker(dressed.cloth, 0.4),
        )
    else:
        piece.polygon(smooth([place(-0.036, 0.846), place(0.036, 0.846), place(0, 0.785)], 4), dressed.skin)
