"""Curated palettes: a picture uses one of them, and mixtures of its colours."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour `share` (0..1) of the way from `first` to `second`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return (red, green, blue)


def lighter(colour: Colour, share: float) -> Colour:
    """`colour` moved towards warm white."""
    return mix(colour, (255, 250, 240), share)


def darker(colour: Colour, share: float) -> Colour:
    """`colour` moved towards cool black."""
    return mix(colour, (14, 16, 24), share)


@dataclass(frozen=True)
class Palette:
    """Roles, from far and light to near and dark, then the two accents."""

    high: Colour  # upper sky, far wall
    low: Colour  # horizon, glow
    sun: Colour  # light itself
    pale: Colour  # surfaces in light
    mid: Colour  # the main body
    deep: Colour  # surfaces in shadow
    ink: Colour  # the darkest dark
    accent: Colour
    second: Colour


def _palette(codes: str) -> Palette:
    return Palette(*((int(c[:2], 16), int(c[2:4], 16), int(c[4:], 16)) for c in codes.split()))


#       high   low    sun    pale   mid    deep   ink    accent second
_CODES = {
    "dawn": "7d97ad f2cdb2 ffe7c2 f4e3d3 c98a72 5a6079 22283a e2683c 3f6f78",
    "brick": "93b9cc eadfc8 fff0cb f1dfc3 b5573a 6d3029 2a1a1c e8b23a 2f5d6b",
    "ice": "6796b8 dfeaf0 fff2d6 f2f5f4 9cb9c9 3d627f 13283b d9573b e9b94f",
    "pine": "a3bab6 e8e8d6 fcf3d0 dfe3d0 6b8e80 2d5048 11252a d98b2b b5432e",
    "ochre": "d99f55 f7db9c ffefba f6e1b2 c07a32 6a3d2a 29191a 2b6f78 a93a2a",
    "blue-hour": "16294a 6285a6 ffd98a a9bfd2 3d5a80 1f3352 0b1526 ffb347 d9643f",
    "birch-leaf": "b3d0d2 f5efca fff6c4 f5efd5 c8ae38 5d6a36 232f20 f0c419 3d6a70",
    "copper": "2f5d6b e0b78c ffe0ac ecd0ae a8633c 2d4a55 10222b f08c45 7fa79c",
    "plaster": "cfd2cd f1ece0 fff6e2 f3ece0 c8b9a3 7a7268 2a292b c9492c 2c5871",
    "verdigris": "88b6ab e9efd6 fff5cd e6ebd3 4d9484 1e5553 0c2529 e97f4a f0c75e",
    "ember": "1b1b2c 643338 ffc27a e8b48a 9c4636 3d2230 120d15 ff7a3c 3d7f8c",
    "indigo": "bfcad4 f0eadf fff5e0 f0e8d8 42608a 22365a 10192d d8603a c9a24a",
    "storm": "4d5d69 cfccb8 f9edc4 dadace 74868b 34454f 151f27 e0a526 8b3d2e",
    "midsummer": "5c80a8 f8caa0 ffdc9c f4dac0 7891a4 335069 16253a f08a4b 2f6a5f",
    "rust": "e3b9a2 f6dcc3 fff0d6 f6e4d2 b84a2e 5e2b2b 221519 264f5c e5a03c",
    "moss": "b9c7a6 eff0d4 fbf6cf e9ecd0 7f9a4c 37522f 15231a e5b931 a5452f",
}

PALETTES: dict[str, Palette] = {name: _palette(codes) for name, codes in _CODES.items()}
