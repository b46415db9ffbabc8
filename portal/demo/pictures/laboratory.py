"""Glass on a laboratory bench. Vessels are outlined in shares of their height."""

from portal.demo.pictures.palettes import Colour, darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, quad, smooth

# Half outlines from the foot up, (half width, height) in shares of the vessel's height.
_VESSELS: dict[str, tuple[tuple[float, float], ...]] = {
    "conical": ((0.0, 0.0), (0.3, 0.0), (0.34, 0.03), (0.32, 0.1), (0.1, 0.66), (0.09, 0.94), (0.12, 1.0)),
    "round": (
        (0.0, 0.0),
        (0.14, 0.01),
        (0.3, 0.12),
        (0.36, 0.28),
        (0.3, 0.46),
        (0.13, 0.58),
        (0.085, 0.66),
        (0.085, 0.95),
        (0.115, 1.0),
    ),
    "beaker": ((0.0, 0.0), (0.34, 0.0), (0.37, 0.04), (0.37, 0.9), (0.41, 1.0)),
    "cylinder": ((0.0, 0.0), (0.17, 0.0), (0.17, 0.025), (0.085, 0.05), (0.085, 0.96), (0.115, 1.0)),
    "bottle": (
        (0.0, 0.0),
        (0.24, 0.0),
        (0.26, 0.04),
        (0.26, 0.56),
        (0.2, 0.7),
        (0.1, 0.78),
        (0.1, 0.92),
        (0.13, 0.93),
        (0.13, 1.0),
    ),
    "tube": ((0.0, 0.0), (0.05, 0.015), (0.07, 0.07), (0.07, 0.96), (0.09, 1.0)),
}


def paint(sheet: Sheet) -> None:
    """Flasks and beakers on a bench against the light."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    side = rng.choice((-1, 1))
    bench = sheet.y(rng.uniform(0.66, 0.76))
    dark = rng.random() < 0.45
    back = (
        [mix(p.deep, p.ink, 0.35), p.deep, mix(p.deep, p.high, 0.4)]
        if dark
        else [p.high, mix(p.high, p.low, 0.5), mix(p.low, p.pale, 0.5)]
    )
    sheet.ground(back, 90 + side * 25)
    _lab_background(sheet, bench, side)
    top = Cut()
    top.polygon(quad(0, bench, sheet.w, sheet.h))
    tones = (
        [mix(p.mid, p.deep, 0.45), mix(p.deep, p.ink, 0.4)]
        if dark
        else [mix(p.pale, p.mid, 0.2), mix(p.pale, p.mid, 0.5), mix(p.mid, p.deep, 0.4)]
    )
    sheet.lay(top, tones, lift=u * 0.006)
    sheet.halo(sheet.x(0.5 + side * 0.3), bench + u * 0.06, u * 0.9, p.sun, 0.4, 0.4)
    liquids = [p.accent, p.second, mix(p.accent, p.sun, 0.45), mix(p.second, p.accent, 0.5), p.mid]
    rng.shuffle(liquids)
    row = [(0, bench + u * 0.03, (0.26, 0.42), 7), (1, bench + u * 0.12, (0.32, 0.56), 5)]
    for depth, foot, (low, high), count in row:
        span = sheet.w * (0.9 if depth == 0 else 0.8)
        start = sheet.x(rng.uniform(-0.02, 0.06)) if side > 0 else sheet.x(rng.uniform(0.06, 0.2))
        for index in range(count):
            kind = rng.choice(("conical", "round", "beaker", "cylinder", "bottle", "conical", "round"))
            tall = u * rng.uniform(low, high) * (0.62 if kind == "beaker" else 1.0)
            x = start + span * (index + 0.5 + rng.uniform(-0.22, 0.22)) / count
            _vessel(
                sheet, kind, (x, foot + rng.uniform(-0.012, 0.012) * u), tall, liquids[(index + depth * 2) % 5], side
            )
    if rng.random() < 0.6:
        _tube_rack(sheet, sheet.x(0.5 + side * rng.uniform(0.16, 0.3)), bench + u * 0.2, u * 0.3, liquids, side)


def _lab_background(sheet: Sheet, bench: float, side: int) -> None:
    """A gridded window, or shelves out of focus."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    if rng.random() < 0.55:
        panes, wide = Cut(), u * rng.uniform(0.2, 0.34)
        for column in range(3):
            for row in range(3):
                x = sheet.x(0.5 + side * 0.12) + (column - 1.5) * wide
                panes.polygon(quad(x, (row - 0.6) * wide * 1.1, x + wide * 0.93, (row + 0.33) * wide * 1.1))
        panes.polygon(quad(0, bench, sheet.w, sheet.h), 0)
        sheet.lay(panes, [lighter(p.high, 0.25), lighter(mix(p.low, p.sun, 0.6), 0.5)], blur=u * 0.007)
    else:
        shelf = Cut()
        for row in range(3):
            y = sheet.y(0.16 + 0.2 * row)
            x = -u * 0.05
            while x < sheet.w:
                wide, tall = u * rng.uniform(0.03, 0.09), u * rng.uniform(0.05, 0.13)
                shelf.polygon(
                    quad(x, y - tall, x + wide, y),
                    mix(rng.choice((p.mid, p.second, p.pale, p.deep, p.accent)), p.high, 0.4),
                )
                x += wide * rng.uniform(1.1, 1.9)
            shelf.polygon(quad(0, y, sheet.w, y + u * 0.014), mix(p.deep, p.ink, 0.2))
        sheet.lay(shelf, blur=u * 0.009)
    sheet.halo(sheet.x(0.5 + side * 0.3), sheet.y(0.25), u * 0.85, p.sun, 0.7)


def _half(kind: str) -> list[Point]:
    """Blown glass is round; beakers and cylinders are straight."""
    outline = _VESSELS[kind]
    return list(outline) if kind in ("beaker", "cylinder") else [outline[0], *smooth(outline[1:], 5, closed=False)]


def _outline(kind: str, foot: Point, tall: float) -> list[Point]:
    half = _half(kind)
    right = [(foot[0] + w * tall, foot[1] - h * tall) for w, h in half]
    return right + [(2 * foot[0] - x, y) for x, y in reversed(right)]


def _vessel(sheet: Sheet, kind: str, foot: Point, tall: float, liquid: Colour, side: int) -> None:
    """Glass is a pale veil, the liquid a glaze, and both throw a coloured shadow away from the light."""
    rng, p = sheet.rng, sheet.p
    outline = _outline(kind, foot, tall)
    level = rng.uniform(0.25, 0.6) * (0.75 if kind in ("round", "conical") else 1.0)
    filled = rng.random() < 0.82
    cast = Cut()
    cast.polygon(
        [(foot[0] + (x - foot[0]) - side * (foot[1] - y) * 1.25, foot[1] + (foot[1] - y) * 0.34) for x, y in outline]
    )
    sheet.shade(cast, lighter(mix(liquid if filled else p.deep, p.deep, 0.35), 0.35), 0.5, blur=tall * 0.012)
    glass = Cut()
    glass.polygon(outline)
    sheet.lay(
        glass,
        [lighter(p.high, 0.65), lighter(p.pale, 0.4)],
        opacity=0.27,
        rim=(lighter(p.sun, 0.6), side * tall * 0.02, 0, 1.0),
        texture=0.2,
    )
    surface = foot[1] - level * tall
    if filled:
        inside = _clipped(
            [(foot[0] + (x - foot[0]) * 0.94, min(y, foot[1] - tall * 0.012)) for x, y in outline], surface
        )
        body = Cut()
        body.polygon(inside)
        sheet.shade(body, lighter(liquid, 0.08), 0.85)
        sheet.lay(
            body,
            [lighter(liquid, 0.25), liquid, darker(liquid, 0.2)],
            opacity=0.72,
            rim=(lighter(liquid, 0.6), -side * tall * 0.045, -tall * 0.01, 0.8),
            angle=90,
        )
        xs = [x for x, y in inside if abs(y - surface) < tall * 0.02]
        if xs:
            meniscus = Cut()
            meniscus.ellipse(sum((min(xs), max(xs))) / 2, surface, (max(xs) - min(xs)) / 2, tall * 0.016)
            sheet.lay(meniscus, lighter(liquid, 0.5), opacity=0.85)
    edge = Cut()
    edge.line([*outline, outline[0]], max(2.0, tall * 0.011))
    sheet.lay(edge, [lighter(p.high, 0.5), mix(p.deep, p.ink, 0.3)], opacity=0.6, texture=0)
    _glints(sheet, kind, foot, tall, side)


def _clipped(outline: list[Point], top: float) -> list[Point]:
    """The part of an outline below the level `top`."""
    kept: list[Point] = []
    for here, previous in zip(outline, [outline[-1], *outline], strict=False):
        if (here[1] >= top) != (previous[1] >= top):
            share = (top - previous[1]) / (here[1] - previous[1])
            kept.append((previous[0] + (here[0] - previous[0]) * share, top))
        if here[1] >= top:
            kept.append(here)
    return kept


def _glints(sheet: Sheet, kind: str, foot: Point, tall: float, side: int) -> None:
    p, shine = sheet.p, Cut()
    half = _half(kind)
    lit = [(foot[0] + side * w * tall * 0.8, foot[1] - h * tall) for w, h in half if 0.08 < h < 0.94]
    inner = [(foot[0] + side * w * tall * 0.66, foot[1] - h * tall) for w, h in half if 0.08 < h < 0.94]
    shine.polygon(lit + inner[::-1])
    sheet.glow(shine, lighter(p.sun, 0.5), 0.6, blur=tall * 0.004)
    lip, width = Cut(), _VESSELS[kind][-1][0] * tall
    lip.ellipse(foot[0], foot[1] - tall, width, tall * 0.016)
    lip.ellipse(foot[0], foot[1] - tall, width * 0.86, tall * 0.009, 110)
    sheet.lay(lip, lighter(p.pale, 0.6), opacity=0.85, texture=0)


def _tube_rack(sheet: Sheet, x: float, y: float, wide: float, liquids: list[Colour], side: int) -> None:
    rng, p = sheet.rng, sheet.p
    tall = wide * 0.72
    for index in range(5):
        _vessel(sheet, "tube", (x + (index - 2) * wide * 0.19, y - wide * 0.04), tall, rng.choice(liquids), side)
    rack = Cut()
    for up in (0.42, 0.06):
        rack.polygon(quad(x - wide * 0.52, y - tall * (up + 0.09), x + wide * 0.52, y - tall * up))
    for way in (-1, 1):
        rack.polygon(quad(x + way * wide * 0.5 - wide * 0.025, y - tall * 0.6, x + way * wide * 0.5 + wide * 0.025, y))
    sheet.lay(
        rack,
        [mix(p.mid, p.pale, 0.3), mix(p.mid, p.deep, 0.25)],
        lift=wide * 0.02,
        opacity=0.93,
        rim=(p.sun, side * wide * 0.02, 0, 0.5),
    )
