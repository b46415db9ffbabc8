"""Woven cloth close up. Lengths in pixels."""

import math

from PIL import Image, ImageChops

from portal.demo.pictures import light
from portal.demo.pictures.palettes import Colour, darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, smooth

_WEAVES = {
    "plain": ("10", "01"),
    "twill": ("1100", "0110", "0011", "1001"),
    "herringbone": ("11001001", "01100011", "00110110", "10011100"),
    "basket": ("1100", "1100", "0011", "0011"),
    "satin": ("10000", "00100", "00001", "01000", "00010"),
}


def paint(sheet: Sheet) -> None:
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
    return [
        lighter(c, rng.uniform(0, 0.07)) if rng.random() < 0.5 else darker(c, rng.uniform(0, 0.07))
        for c in (repeat * (count // len(repeat) + 1))[:count]
    ]


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
    cells = bytes(
        255 if weave[y % len(weave)][x % len(weave[0])] == "1" else 0 for y in range(down) for x in range(across)
    )
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
    profile = [
        round(255 * (0.42 + 0.58 * math.sin(math.pi * (step + 0.5) / steps) ** 0.6) * (1 - 0.16 * step / steps))
        for step in range(steps)
    ]
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
    return sum(
        high * math.sin(dx * x + dy * y + phase + 0.7 * math.sin(2.1 * y + phase)) for dx, dy, phase, high in folds
    )


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
            box = (
                column * size[0] // columns,
                row * size[1] // rows,
                (column + 1) * size[0] // columns,
                (row + 1) * size[1] // rows,
            )
            corners = (
                source(column, row),
                source(column, row + 1),
                source(column + 1, row + 1),
                source(column + 1, row),
            )
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
    edge = [
        (
            sheet.x(0.5 - way * 0.55 + way * 1.1 * step / 5),
            sheet.y(start + 0.5 * step / 5 - 0.1 + rng.uniform(-0.02, 0.02)),
        )
        for step in range(6)
    ]
    line = smooth(edge, 6, closed=False)
    piece = Cut()
    piece.polygon([*line, (sheet.x(0.5 + way * 0.6), sheet.h * 1.2), (sheet.x(0.5 - way * 0.6), sheet.h * 1.2)])
    sheet.lay(piece, other, lift=u * 0.022, texture=0.8, rim=(p.sun, 0, -u * 0.02, 0.3))
    hem = Cut()
    hem.line([(x, y + u * 0.022) for x, y in line], u * 0.004)
    sheet.shade(hem, mix(p.deep, p.ink, 0.5), 0.6, blur=u * 0.0015)
