"""Birch trunks in layers. Lengths are shares of `sheet.u`, places shares of width and height."""

from random import Random

from portal.demo.pictures.palettes import lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, limb, smooth
from portal.demo.pictures.trees import treeline


def paint(sheet: Sheet) -> None:
    """Birch trunks in layers, with the light from one side."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    season = rng.choice(("winter", "winter", "leaf"))
    side = rng.choice((-1, 1))
    horizon = rng.uniform(0.56, 0.72)
    sheet.ground([p.high, mix(p.high, p.low, 0.7), p.low], 90)
    sun = (sheet.x(0.5 + side * rng.uniform(0.15, 0.42)), sheet.y(horizon - rng.uniform(0.06, 0.25)))
    sheet.halo(*sun, u * 0.95, p.sun, 0.9)
    if rng.random() < 0.7:
        disc = Cut()
        disc.ellipse(*sun, u * 0.045)
        sheet.lay(disc, lighter(p.sun, 0.5), texture=0, blur=u * 0.002)
    far = Cut()
    treeline(rng, far, (0, sheet.w), sheet.y(horizon), u * 0.11)
    sheet.lay(far, [mix(p.second, p.low, 0.6), mix(p.low, p.sun, 0.3)], opacity=0.85, blur=u * 0.003)
    floor = (
        (lighter(p.pale, 0.35), mix(p.pale, p.high, 0.35))
        if season == "winter"
        else (mix(p.accent, p.low, 0.5), mix(p.deep, p.mid, 0.4))
    )
    snow = Cut()
    snow.polygon([(0, sheet.y(horizon)), (sheet.w, sheet.y(horizon - 0.01)), (sheet.w, sheet.h), (0, sheet.h)])
    sheet.lay(snow, floor)
    sheet.halo(sun[0], sheet.y(horizon), u * 0.8, p.sun, 0.5, 0.35)
    for depth in range(4):
        _birch_layer(sheet, depth, horizon, sun, season)
        if depth < 3:
            sheet.veil(mix(p.low, p.sun, 0.35), horizon - 0.4, horizon + 0.12, 0.22)
    drift = Cut()
    edge = [(sheet.x(i / 6), sheet.y(0.95 + rng.uniform(-0.025, 0.025) + 0.02 * side * (i - 3))) for i in range(-1, 8)]
    drift.polygon([*smooth(edge, closed=False), (sheet.w * 1.2, sheet.h * 1.1), (-sheet.w * 0.2, sheet.h * 1.1)])
    sheet.lay(drift, [mix(floor[0], p.sun, 0.2), floor[1]], rim=(p.sun, 0, -u * 0.008, 0.6))


def _birch_layer(sheet: Sheet, depth: int, horizon: float, sun: Point, season: str) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    count = (18, 11, 6, 3)[depth]
    width = (0.009, 0.018, 0.036, 0.085)[depth] * u
    foot = sheet.y(horizon + (0.015, 0.06, 0.16, 0.33)[depth])
    haze = (0.62, 0.4, 0.16, 0.0)[depth]
    spots = sorted(sheet.x((index + rng.uniform(0.05, 0.95)) / count) for index in range(count))
    shadows, trunks, marks, twigs = Cut(), [], Cut(), Cut()
    for x in spots:
        base = foot + rng.uniform(-0.03, 0.03) * u * (1 + depth)
        wide = width * rng.uniform(0.7, 1.25)
        trunk = _trunk(rng, x, base, wide, -0.05 * sheet.h)
        trunks.append((x, wide, trunk))
        away = (x - sun[0]) / sheet.w * 1.6
        long = (sheet.h - base) + u * 0.3
        shadows.polygon(
            [
                (x - wide * 0.5, base),
                (x + wide * 0.5, base),
                (x + wide * 1.1 + away * long, base + long),
                (x - wide * 0.9 + away * long, base + long),
            ]
        )
        _bark(rng, marks, trunk, wide, depth)
        if depth >= 1:
            _branches(rng, twigs, trunk, wide, sheet.h)
    cool = mix(mix(p.deep, p.high, 0.55), p.low, haze * 0.8)
    sheet.shade(shadows, lighter(cool, 0.2), 0.62, blur=u * (0.001 + 0.0016 * depth))
    lit, dim = lighter(mix(p.pale, p.sun, 0.35), 0.35), mix(mix(p.deep, p.high, 0.35), p.pale, 0.25)
    sheet.lay(twigs, mix(mix(p.ink, p.deep, 0.4), p.low, haze), texture=0)
    for x, wide, trunk in trunks:
        piece = Cut()
        piece.polygon(trunk)
        tones = [mix(lit, p.low, haze), mix(mix(lit, dim, 0.25), p.low, haze), mix(dim, p.low, haze)]
        sheet.lay(
            piece,
            tones if x > sun[0] else tones[::-1],
            angle=0,
            lift=wide * 0.12 if depth > 1 else 0,
            texture=0.6 if depth > 1 else 0,
        )
    sheet.lay(marks, mix(mix(p.ink, p.deep, 0.2), p.low, haze), opacity=0.88, texture=0)
    if season == "leaf":
        _leaves(sheet, depth, haze)


def _trunk(rng: Random, x: float, base: float, wide: float, top: float) -> list[Point]:
    lean = rng.uniform(-0.05, 0.05) * (base - top)
    path = []
    for index in range(6):
        share = index / 5
        path.append((x + lean * share + rng.uniform(-0.11, 0.11) * wide, base + (top - base) * share))
    curve = smooth(path, 5, closed=False)
    widths = [wide * (1.28 if index == 0 else 1.0 - 0.42 * index / len(curve)) for index in range(len(curve))]
    return limb(curve, widths)


def _bark(rng: Random, marks: Cut, trunk: list[Point], wide: float, depth: int) -> None:
    half = len(trunk) // 2
    count = (6, 12, 26, 46)[depth]
    for _ in range(count):
        share = rng.random() ** 1.25
        index = min(int(share * (half - 1)), half - 2)
        (lx, ly), (rx, _) = trunk[index], trunk[-1 - index]
        along = (share * (half - 1)) - index
        y = ly + (trunk[index + 1][1] - ly) * along
        reach = (rx - lx) * rng.uniform(0.2, 0.62)
        start = lx if rng.random() < 0.5 else rx - reach
        thick = wide * rng.choice((0.012, 0.018, 0.03, 0.07)) * (2.2 if share < 0.12 else 1.0)
        sag = wide * 0.05
        marks.polygon(
            smooth(
                [
                    (start, y),
                    (start + reach * 0.5, y - thick + sag),
                    (start + reach, y),
                    (start + reach * 0.5, y + thick + sag),
                ],
                3,
            )
        )


def _branches(rng: Random, twigs: Cut, trunk: list[Point], wide: float, height: float) -> None:
    half = len(trunk) // 2
    for _ in range(5):
        x, y = trunk[rng.randint(half // 3, half - 1)]
        way = rng.choice((-1, 1))
        reach = height * rng.uniform(0.08, 0.24)
        path = [
            (x, y),
            (x + way * reach * 0.32, y - reach * 0.5),
            (x + way * reach * 0.62, y - reach * rng.uniform(0.85, 1.1)),
            (x + way * reach, y - reach * rng.uniform(0.9, 1.5)),
        ]
        twigs.polygon(limb(smooth(path, 4, closed=False), [wide * (0.2 - 0.014 * step) for step in range(13)]))


def _leaves(sheet: Sheet, depth: int, haze: float) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    piece = Cut()
    tones = [mix(p.accent, p.low, haze), mix(p.mid, p.low, haze), mix(lighter(p.accent, 0.4), p.low, haze)]
    size = (0.006, 0.009, 0.014, 0.022)[depth] * u
    for _ in range(12):
        cx, cy = rng.random() * sheet.w, sheet.h * rng.random() ** 1.8 * 0.45
        for _ in range(22 if depth < 3 else 7):
            x, y = cx + rng.gauss(0, 0.07) * u, cy + rng.gauss(0, 0.05) * u
            turn = rng.uniform(-1, 1) * size
            outline = [
                (x - size, y - turn),
                (x - turn * 0.4, y - size * 0.55),
                (x + size, y + turn),
                (x + turn * 0.4, y + size * 0.55),
            ]
            piece.polygon(smooth(outline, 3) if depth > 1 else outline, rng.choice(tones))
    sheet.lay(piece, opacity=0.9, lift=size * 0.25 if depth > 1 else 0)
