"""Glass on a laboratory bench, and woven cloth close up."""

import math

from PIL import Image, ImageChops

from portal.demo.pictures import light
from portal.demo.pictures.palettes import Colour, darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, quad, smooth

# Half outlines from the foot up, (half width, height) in shares of the vessel's height.
_VESSELS: dict[str, tuple[tuple[float, float], ...]] = {
    "conical": ((0.0, 0.0), (0.3, 0.0), (0.34, 0.03), (0.32, 0.1), (0.1, 0.66), (0.09, 0.94), (0.12, 1.0)),
    "round": ((0.0, 0.0), (0.14, 0.01), (0.3, 0.12), (0.36, 0.28), (0.3, 0.46), (0.13, 0.58), (0.085, 0.66), (0.085, 0.95), (0.115, 1.0)),
    "beaker": ((0.0, 0.0), (0.34, 0.0), (0.37, 0.04), (0.37, 0.9), (0.41, 1.0)),
    "cylinder": ((0.0, 0.0), (0.17, 0.0), (0.17, 0.025), (0.085, 0.05), (0.085, 0.96), (0.115, 1.0)),
    "bottle": ((0.0, 0.0), (0.24, 0.0), (0.26, 0.04), (0.26, 0.56), (0.2, 0.7), (0.1, 0.78), (0.1, 0.92), (0.13, 0.93), (0.13, 1.0)),
    "tube": ((0.0, 0.0), (0.05, 0.015), (0.07, 0.07), (0.07, 0.96), (0.09, 1.0)),
}


def laboratory(sheet: Sheet) -> None:
    """Flasks and beakers on a bench against the light."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    side = rng.choice((-1, 1))
    bench = sheet.y(rng.uniform(0.66, 0.76))
    sheet.ground([mix(p.high, p.pale, 0.3), lighter(p.low, 0.2), mix(p.low, p.pale, 0.5)], 90 + side * 25)
    _lab_background(sheet, bench, side)
    top = Cut()
    top.polygon(quad(0, bench, sheet.w, sheet.h))
    sheet.lay(top, [lighter(mix(p.pale, p.high, 0.25), 0.1), mix(p.pale, p.mid, 0.4), mix(p.mid, p.deep, 0.3)])
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
            _vessel(sheet, kind, (x, foot + rng.uniform(-0.012, 0.012) * u), tall, liquids[(index + depth * 2) % 5], side)
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
                shelf.polygon(quad(x, y - tall, x + wide, y), mix(rng.choice((p.mid, p.second, p.pale, p.deep, p.accent)), p.low, 0.55))
                x += wide * rng.uniform(1.1, 1.9)
            shelf.polygon(quad(0, y, sheet.w, y + u * 0.014), mix(p.deep, p.low, 0.5))
        sheet.lay(shelf, blur=u * 0.009)
    sheet.halo(sheet.x(0.5 + side * 0.3), sheet.y(0.25), u * 0.85, p.sun, 0.7)


def _outline(kind: str, foot: Point, tall: float) -> list[Point]:
    half = smooth(_VESSELS[kind], 4, closed=False)
    right = [(foot[0] + w * tall, foot[1] - h * tall) for w, h in half]
    return right + [(2 * foot[0] - x, y) for x, y in reversed(right)]


def _vessel(sheet: Sheet, kind: str, foot: Point, tall: float, liquid: Colour, side: int) -> None:
    """Glass is a pale veil, the liquid a glaze, and both throw a coloured shadow away from the light."""
    rng, p = sheet.rng, sheet.p
    outline = _outline(kind, foot, tall)
    level = rng.uniform(0.25, 0.6) * (0.75 if kind in ("round", "conical") else 1.0)
    filled = rng.random() < 0.82
    cast = Cut()
    cast.polygon([(foot[0] + (x - foot[0]) - side * (foot[1] - y) * 1.25, foot[1] + (foot[1] - y) * 0.34) for x, y in outline])
    sheet.shade(cast, lighter(mix(liquid if filled else p.deep, p.deep, 0.35), 0.35), 0.5, blur=tall * 0.012)
    glass = Cut()
    glass.polygon(outline)
    sheet.lay(glass, [lighter(p.high, 0.65), lighter(p.pale, 0.4)], opacity=0.34, texture=0.2)
    surface = foot[1] - level * tall
    if filled:
        inside = _clipped([(foot[0] + (x - foot[0]) * 0.94, min(y, foot[1] - tall * 0.012)) for x, y in outline], surface)
        body = Cut()
        body.polygon(inside)
        sheet.shade(body, lighter(liquid, 0.08), 0.85)
        sheet.lay(body, [lighter(liquid, 0.25), liquid, darker(liquid, 0.2)], opacity=0.5, rim=(lighter(liquid, 0.6), -side * tall * 0.045, -tall * 0.01, 0.8), angle=90)
        xs = [x for x, y in inside if abs(y - surface) < tall * 0.02]
        if xs:
            meniscus = Cut()
            meniscus.ellipse(sum((min(xs), max(xs))) / 2, surface, (max(xs) - min(xs)) / 2, tall * 0.016)
            sheet.lay(meniscus, lighter(liquid, 0.5), opacity=0.85)
    edge = Cut()
    edge.line([*outline, outline[0]], max(1.5, tall * 0.008))
    sheet.lay(edge, [mix(p.deep, p.high, 0.4), mix(p.deep, p.ink, 0.2)], opacity=0.45, texture=0)
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
    half = smooth(_VESSELS[kind], 4, closed=False)
    lit = [(foot[0] + side * w * tall * 0.8, foot[1] - h * tall) for w, h in half if 0.08 < h < 0.94]
    inner = [(foot[0] + side * w * tall * 0.66, foot[1] - h * tall) for w, h in half if 0.08 < h < 0.94]
    shine.polygon(lit + inner[::-1])
    sheet.glow(shine, lighter(p.sun, 0.5), 0.6, blur=tall * 0.004)
    lip, width = Cut(), _VESSELS[kind][-1][0] * tall
    lip.line([(foot[0] - width, foot[1] - tall), (foot[0] + width, foot[1] - tall)], max(2.0, tall * 0.014))
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
    sheet.lay(rack, [mix(p.mid, p.pale, 0.3), mix(p.mid, p.deep, 0.25)], lift=wide * 0.02, opacity=0.93, rim=(p.sun, side * wide * 0.02, 0, 0.5))


_WEAVES = {
    "plain": ("10", "01"),
    "twill": ("1100", "0110", "0011", "1001"),
    "herringbone": ("11001001", "01100011", "00110110", "10011100"),
    "basket": ("1100", "1100", "0011", "0011"),
    "satin": ("10000", "00100", "00001", "01000", "00010"),
}


def textile(sheet: Sheet) -> None:
    """Woven cloth close up, in soft folds."""
    rng, p = sheet.rng, sheet.p
    margin = 1.25
    size = (round(sheet.w * margin), round(sheet.h * margin))
    cloth = _woven(sheet, size, sheet.u / rng.choice((34, 44, 60)))
    turn = rng.choice((0, 0, 1))
    folds = _folds(sheet)
    cloth = _draped(cloth, sheet.size, folds, turn)
    sheet.image.paste(cloth)
    shade = _relief(sheet, folds)
    bright = shade.point([max(0, (tone - 140) * 2) for tone in range(256)])
    dark = shade.point([min(255, max(0, round((118 - tone) * 2.6))) for tone in range(256)])
    sheet.shade(dark, mix(p.deep, p.ink, 0.45), 0.9)
    sheet.glow(bright, mix(p.sun, p.pale, 0.3), 0.5)
    if rng.random() < 0.6:
        _second_cloth(sheet)


def _stripes(sheet: Sheet, colours: list[Colour], count: int) -> list[Colour]:
    """Thread colours in a repeat of bands."""
    rng = sheet.rng
    repeat: list[Colour] = []
    for colour in colours:
        repeat += [colour] * rng.choice((2, 4, 6, 10, 14))
    return [lighter(c, rng.uniform(0, 0.07)) if rng.random() < 0.5 else darker(c, rng.uniform(0, 0.07)) for c in (repeat * (count // len(repeat) + 1))[:count]]


def _woven(sheet: Sheet, size: light.Size, pitch: float) -> Image.Image:
    """Warp and weft laid over each other by the weave; `pitch` is one thread in pixels."""
    rng, p = sheet.rng, sheet.p
    across, down = math.ceil(size[0] / pitch), math.ceil(size[1] / pitch)
    colours = [p.mid, p.pale, p.deep, p.accent, p.second, lighter(p.mid, 0.3)]
    quiet = rng.random() < 0.45
    warp_tones = [p.pale, lighter(p.pale, 0.3)] if quiet else rng.sample(colours, 3)
    weft_tones = rng.sample([p.mid, p.second, p.deep], 2) if quiet else rng.sample(colours, 3)
    warp = _threads(_stripes(sheet, warp_tones, across), size, pitch, upright=True)
    weft = _threads(_stripes(sheet, weft_tones, down), size, pitch, upright=False)
    weave = _WEAVES[rng.choice(tuple(_WEAVES))]
    cells = bytes(255 if weave[y % len(weave)][x % len(weave[0])] == "1" else 0 for y in range(down) for x in range(across))
    whole = (round(across * pitch), round(down * pitch))
    grid = Image.frombytes("L", (across, down), cells)
    rounded = grid.resize(whole, Image.Resampling.BICUBIC).crop((0, 0, *size))
    over = rounded.point([min(255, max(0, (tone - 112) * 8)) for tone in range(256)])
    bump = rounded.point([round(120 + 135 * abs(tone - 127.5) / 127.5) for tone in range(256)])
    cloth = Image.composite(warp, weft, over)
    return ImageChops.multiply(cloth, Image.merge("RGB", (bump, bump, bump)))


def _threads(tones: list[Colour], size: light.Size, pitch: float, *, upright: bool) -> Image.Image:
    """Parallel threads, each round in the light."""
    count = len(tones)
    strip = Image.new("RGB", (count, 1))
    strip.putdata(tones)
    steps = 16
    profile = [round(255 * (0.42 + 0.58 * math.sin(math.pi * (step + 0.5) / steps) ** 0.6) * (1 - 0.16 * step / steps)) for step in range(steps)]
    rounding = Image.frombytes("L", (steps * count, 1), bytes(profile * count))
    long, thick = (size[0], size[1]) if upright else (size[1], size[0])
    whole = round(count * pitch)
    colour = strip.resize((whole, 1), Image.Resampling.NEAREST)
    shade = rounding.resize((whole, 1), Image.Resampling.BILINEAR)
    line = ImageChops.multiply(colour, Image.merge("RGB", (shade, shade, shade)))
    if not upright:
        line = line.transpose(Image.Transpose.ROTATE_270)
        return line.resize((thick, whole)).crop((0, 0, *size))
    return line.resize((whole, thick)).crop((0, 0, *size))


Folds = list[tuple[float, float, float, float]]  # direction x, direction y, phase, height


def _folds(sheet: Sheet) -> Folds:
    rng = sheet.rng
    main = rng.uniform(0, math.tau)
    folds = []
    for _ in range(3):
        angle, waves = main + rng.gauss(0, 0.25), rng.uniform(4, 10)
        folds.append((math.cos(angle) * waves, math.sin(angle) * waves, rng.uniform(0, 6), rng.uniform(0.3, 1.0)))
    return folds


def _height(folds: Folds, x: float, y: float) -> float:
    return sum(high * math.sin(dx * x + dy * y + phase + 0.7 * math.sin(2.1 * y + phase)) for dx, dy, phase, high in folds)


def _draped(cloth: Image.Image, size: light.Size, folds: Folds, turn: int) -> Image.Image:
    """Bend the straight weave along the folds."""
    columns, rows = 30, 20
    sway = 0.016 * min(size)
    off_x, off_y = (cloth.width - size[0]) / 2, (cloth.height - size[1]) / 2
    tilt = 0.11 if turn else 0.03

    def source(column: int, row: int) -> Point:
        x, y = column / columns, row / rows
        bend = _height(folds, x * size[0] / size[1], y)
        px, py = x * size[0], y * size[1]
        return (
            off_x + px + bend * sway + tilt * (py - size[1] / 2) * 0.8,
            off_y + py + bend * sway * 0.8 - tilt * (px - size[0] / 2) * 0.6,
        )

    mesh = []
    for row in range(rows):
        for column in range(columns):
            box = (column * size[0] // columns, row * size[1] // rows, (column + 1) * size[0] // columns, (row + 1) * size[1] // rows)
            corners = (source(column, row), source(column, row + 1), source(column + 1, row + 1), source(column + 1, row))
            mesh.append((box, tuple(value for corner in corners for value in corner)))
    return cloth.transform(size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def _relief(sheet: Sheet, folds: Folds) -> Image.Image:
    """How steeply the folds turn to the light, grey 128 where level."""
    columns, rows, step = 72, 48, 0.02
    side = sheet.rng.choice((-1, 1))
    wide = sheet.w / sheet.h
    tones = bytearray()
    for row in range(rows):
        for column in range(columns):
            x, y = column / columns * wide, row / rows
            slope = (_height(folds, x + step * side, y + step * 0.6) - _height(folds, x, y)) / step
            tones.append(min(255, max(0, round(128 + slope * 9))))
    return Image.frombytes("L", (columns, rows), bytes(tones)).resize(sheet.size, Image.Resampling.BICUBIC)


def _second_cloth(sheet: Sheet) -> None:
    """Another piece folded over the first along a diagonal, with its hem and shadow."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    other = _woven(sheet, sheet.size, u / rng.choice((38, 52, 70)))
    way, start = rng.choice((-1, 1)), rng.uniform(0.42, 0.62)
    edge = [(sheet.x(0.5 - way * 0.55 + way * 1.1 * step / 5), sheet.y(start + 0.5 * step / 5 - 0.1 + rng.uniform(-0.02, 0.02))) for step in range(6)]
    line = smooth(edge, 6, closed=False)
    piece = Cut()
    piece.polygon([*line, (sheet.x(0.5 + way * 0.6), sheet.h * 1.2), (sheet.x(0.5 - way * 0.6), sheet.h * 1.2)])
    sheet.lay(piece, other, lift=u * 0.022, texture=0.8, rim=(p.sun, 0, -u * 0.02, 0.3))
    hem = Cut()
    hem.line([(x, y + u * 0.022) for x, y in line], u * 0.004)
    sheet.shade(hem, mix(p.deep, p.ink, 0.5), 0.6, blur=u * 0.0015)
