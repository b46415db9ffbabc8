"""Birches, snow and islands. Lengths are shares of `sheet.u`, places are shares of width and height."""

from random import Random

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import Colour, darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, limb, smooth


def spruce(rng: Random, x: float, y: float, height: float, slim: float = 0.3) -> list[Point]:
    """A jagged spruce standing at (x, y); `slim` is width by height."""
    left: list[Point] = []
    right: list[Point] = []
    tiers = 10
    for tier in range(tiers):
        level = y - height * (0.07 + 0.9 * tier / tiers)
        reach = height * slim / 2 * (1 - tier / tiers) ** 1.05
        for side, way in ((left, -1), (right, 1)):
            side.append((x + way * reach * rng.uniform(0.8, 1.2), level + height * rng.uniform(-0.008, 0.02)))
            side.append((x + way * reach * 0.6, level - height * 0.035))
    return [(x - height * 0.02, y), *left, (x, y - height), *right[::-1], (x + height * 0.02, y)]


def treeline(rng: Random, piece: Cut, span: tuple[float, float], base: float, height: float) -> None:
    """Spruces and round crowns shoulder to shoulder along a level line, in pixels."""
    x = span[0]
    swell = height
    while x < span[1]:
        swell = min(height * 1.25, max(height * 0.45, swell + rng.uniform(-0.3, 0.3) * height))
        if rng.random() < 0.72:
            piece.polygon(spruce(rng, x, base + height * 0.05, swell * rng.uniform(0.75, 1.1), rng.uniform(0.28, 0.42)))
        else:
            piece.polygon(_crown(rng, x, base, swell))
        x += height * rng.uniform(0.12, 0.24)
    piece.polygon([(span[0], base - height * 0.2), (span[1], base - height * 0.2), (span[1], base + 2), (span[0], base + 2)])


def _crown(rng: Random, x: float, base: float, height: float) -> list[Point]:
    """A leafy tree's outline, uneven."""
    spots = [(-0.2, 0.05), (-0.3, 0.35), (-0.16, 0.66), (0.04, 0.78), (0.22, 0.6), (0.3, 0.3), (0.18, 0.05)]
    return smooth([(x + dx * height * rng.uniform(0.75, 1.2), base - dy * height * rng.uniform(0.85, 1.1)) for dx, dy in spots], 3)


def birches(sheet: Sheet) -> None:
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
    floor = (lighter(p.pale, 0.35), mix(p.pale, p.high, 0.35)) if season == "winter" else (mix(p.accent, p.low, 0.5), mix(p.deep, p.mid, 0.4))
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
        shadows.polygon([(x - wide * 0.5, base), (x + wide * 0.5, base), (x + wide * 1.1 + away * long, base + long), (x - wide * 0.9 + away * long, base + long)])
        _bark(rng, marks, trunk, wide, depth)
        if depth >= 1:
            _branches(rng, twigs, trunk, wide, sheet.h)
    cool = mix(mix(p.deep, p.high, 0.55), p.low, haze * 0.8)
    sheet.shade(shadows, lighter(cool, 0.2), 0.62, blur=u * (0.001 + 0.0016 * depth))
    lit, dim = lighter(mix(p.pale, p.sun, 0.35), 0.35), mix(mix(p.deep, p.high, 0.35), p.pale, 0.25)
    sheet.lay(twigs, mix(mix(p.ink, p.deep, 0.4), p.low, haze), blur=0.6)
    for x, wide, trunk in trunks:
        piece = Cut()
        piece.polygon(trunk)
        tones = [mix(lit, p.low, haze), mix(mix(lit, dim, 0.25), p.low, haze), mix(dim, p.low, haze)]
        sheet.lay(piece, tones if x > sun[0] else tones[::-1], angle=0, lift=wide * 0.12 if depth > 1 else 0)
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
            smooth([(start, y), (start + reach * 0.5, y - thick + sag), (start + reach, y), (start + reach * 0.5, y + thick + sag)], 3)
        )


def _branches(rng: Random, twigs: Cut, trunk: list[Point], wide: float, height: float) -> None:
    half = len(trunk) // 2
    for _ in range(5):
        x, y = trunk[rng.randint(half // 3, half - 1)]
        way = rng.choice((-1, 1))
        reach = height * rng.uniform(0.08, 0.24)
        path = [(x, y), (x + way * reach * 0.32, y - reach * 0.5), (x + way * reach * 0.62, y - reach * rng.uniform(0.85, 1.1)), (x + way * reach, y - reach * rng.uniform(0.9, 1.5))]
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
            outline = [(x - size, y - turn), (x - turn * 0.4, y - size * 0.55), (x + size, y + turn), (x + turn * 0.4, y + size * 0.55)]
            piece.polygon(smooth(outline, 3) if depth > 1 else outline, rng.choice(tones))
    sheet.lay(piece, opacity=0.9, lift=size * 0.25 if depth > 1 else 0)


def snowfield(sheet: Sheet) -> None:
    """Open snow, a low sun, far trees and something small in the middle of it."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    horizon = rng.uniform(0.3, 0.52)
    sun = (sheet.x(rng.choice((rng.uniform(0.1, 0.35), rng.uniform(0.65, 0.9)))), sheet.y(horizon - rng.uniform(0.03, 0.14)))
    sheet.ground([p.high, mix(p.high, p.low, 0.55), p.low, mix(p.low, p.sun, 0.6)])
    sheet.halo(*sun, u * 1.1, p.sun, 0.85)
    disc = Cut()
    disc.ellipse(*sun, u * rng.uniform(0.03, 0.055))
    sheet.lay(disc, lighter(p.sun, 0.6), texture=0, blur=u * 0.0015)
    for layer in range(3):
        trees = Cut()
        y = sheet.y(horizon + 0.012 * layer)
        edge = (0, sheet.w) if layer == 0 else rng.choice(((0, sheet.x(rng.uniform(0.25, 0.6))), (sheet.x(rng.uniform(0.5, 0.8)), sheet.w)))
        treeline(rng, trees, edge, y, u * (0.05, 0.085, 0.15)[layer])
        tone = mix(p.deep, p.low, (0.72, 0.5, 0.22)[layer])
        sheet.lay(trees, [tone, mix(tone, p.low, 0.35)], blur=u * (0.002, 0.0012, 0.0005)[layer])
    snow = Cut()
    snow.polygon([(0, sheet.y(horizon + 0.01)), (sheet.w, sheet.y(horizon + 0.01)), (sheet.w, sheet.h), (0, sheet.h)])
    sheet.lay(snow, [mix(p.low, p.sun, 0.5), lighter(p.pale, 0.35), mix(p.pale, p.high, 0.6)])
    _drifts(sheet, horizon, sun)
    rng.choice((_barn, _fence, _skiers, _lone_spruces))(sheet, horizon, sun)
    sheet.halo(*sun, u * 0.7, p.sun, 0.35)


def _drifts(sheet: Sheet, horizon: float, sun: Point) -> None:
    """Waves of snow, the far side of each in shade."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    for index in range(6):
        share = (index + 1) / 6.5
        y = horizon + (1 - horizon) * share**1.6
        swell = 0.012 + 0.05 * share
        tilt = rng.uniform(-1, 1) * swell
        edge = [(sheet.x(i / 5), sheet.y(y + rng.uniform(-1, 1) * swell + tilt * (i - 2.5) / 2.5)) for i in range(-1, 7)]
        piece = Cut()
        piece.polygon([*smooth(edge, closed=False), (sheet.w * 1.25, sheet.h * 1.3), (-sheet.w * 0.25, sheet.h * 1.3)])
        crest = lighter(mix(p.pale, p.sun, 0.45), 0.35)
        shade = mix(mix(p.high, p.deep, 0.12 + 0.1 * share), p.pale, 0.42)
        sheet.lay(piece, [crest, mix(crest, shade, 0.55), shade], opacity=0.72, angle=90 + (sun[0] / sheet.w - 0.5) * 40)


def _away_from(sun: Point, x: float, y: float, length: float, sheet: Sheet) -> Point:
    """Where a shadow of `length` pixels ends on the snow."""
    return (x + (x - sun[0]) / sheet.u * length * 0.9, y + length * 0.55)


def _barn(sheet: Sheet, horizon: float, sun: Point) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    size = u * rng.uniform(0.12, 0.2)
    x, y = sheet.x(rng.uniform(0.3, 0.65)), sheet.y(horizon + rng.uniform(0.1, 0.2))
    way = 1 if x > sun[0] else -1
    shadow, walls, roof = Cut(), Cut(), Cut()
    tip = _away_from(sun, x, y, size * 2.4, sheet)
    shadow.polygon([(x - size, y), (x + size * 0.9, y), (tip[0] + size * 0.9, tip[1]), (tip[0], tip[1] + size * 0.2), (tip[0] - size, tip[1])])
    sheet.shade(shadow, mix(p.deep, p.high, 0.5), 0.7, blur=u * 0.003)
    gable = [(x - way * size, y), (x - way * size, y - size * 0.62), (x - way * size * 0.6, y - size * 1.02), (x - way * size * 0.2, y - size * 0.62), (x - way * size * 0.2, y + size * 0.06)]
    side = [(x - way * size * 0.2, y + size * 0.06), (x - way * size * 0.2, y - size * 0.62), (x + way * size, y - size * 0.56), (x + way * size, y)]
    walls.polygon(gable, mix(p.accent, p.sun, 0.2))
    walls.polygon(side, darker(p.accent, 0.45))
    door = [(x - way * size * 0.75, y), (x - way * size * 0.75, y - size * 0.4), (x - way * size * 0.47, y - size * 0.4), (x - way * size * 0.47, y + size * 0.03)]
    walls.polygon(door, p.ink)
    sheet.lay(walls, texture=1)
    roof.polygon([(x - way * size * 0.6, y - size * 1.08), (x - way * size * 0.14, y - size * 0.56), (x + way * size * 1.08, y - size * 0.5), (x + way * size * 0.6, y - size * 0.98)])
    sheet.lay(roof, [lighter(p.pale, 0.5), mix(p.pale, p.high, 0.4)], lift=size * 0.02)


def _fence(sheet: Sheet, horizon: float, sun: Point) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    way = rng.choice((-1, 1))
    near, far = (0.5 - way * 0.62, 1.02), (0.5 + way * rng.uniform(0.1, 0.3), horizon + 0.03)
    posts, shadows, wires = Cut(), Cut(), []
    for index in range(22):
        share = 1 - 1 / (1 + index * 0.32)
        x, y = sheet.x(near[0] + (far[0] - near[0]) * share), sheet.y(near[1] + (far[1] - near[1]) * share)
        tall = u * 0.3 * (1 - share) + u * 0.012
        wires.append((x, y - tall * 0.75))
        posts.polygon(limb([(x, y), (x + rng.uniform(-0.06, 0.06) * tall, y - tall)], [tall * 0.09, tall * 0.075]))
        tip = _away_from(sun, x, y, tall * 1.9, sheet)
        shadows.polygon(limb([(x, y), tip], [tall * 0.08, tall * 0.1]))
    posts.line(wires, u * 0.0018)
    sheet.shade(shadows, mix(p.deep, p.high, 0.5), 0.65, blur=u * 0.002)
    sheet.lay(posts, mix(p.ink, p.deep, 0.35), rim=(p.sun, -way * u * 0.003, 0, 0.6))


def _skiers(sheet: Sheet, horizon: float, sun: Point) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    x, y = rng.uniform(0.35, 0.6), horizon + 0.13
    tracks, shadows = Cut(), Cut()
    bend = rng.uniform(-0.25, 0.25)
    path = smooth([(sheet.x(x), sheet.y(y)), (sheet.x(x + bend * 0.4), sheet.y(y + 0.1)), (sheet.x(x + bend), sheet.y(y + 0.26)), (sheet.x(x + bend * 0.2), sheet.y(1.1))], 8, closed=False)
    for shift in (-0.5, 0.5):
        line = [(px + shift * u * 0.05 * (py / sheet.h - horizon), py) for px, py in path]
        tracks.polygon(limb(line, [u * 0.001 + u * 0.007 * index / len(line) for index in range(len(line))]))
    sheet.shade(tracks, mix(p.deep, p.high, 0.55), 0.6, blur=1)
    for index in range(2):
        height = u * (0.12 - 0.02 * index)
        px, py = sheet.x(x) + index * u * 0.09, sheet.y(y) - index * u * 0.012
        tip = _away_from(sun, px, py, height * 1.8, sheet)
        shadows.polygon(limb([(px, py), tip], [height * 0.16, height * 0.2]))
        person = figures.walking(px, py, height, figures.look(rng, p), back=True)
        person.line([(px - height * 0.15, py - height * 0.5), (px - height * 0.22, py + height * 0.01)], height * 0.012, p.ink)
        person.line([(px + height * 0.15, py - height * 0.5), (px + height * 0.22, py + height * 0.01)], height * 0.012, p.ink)
        sheet.lay(person, rim=(p.sun, -height * 0.05, 0, 0.7))
    sheet.shade(shadows, mix(p.deep, p.high, 0.5), 0.6, blur=u * 0.002)


def _lone_spruces(sheet: Sheet, horizon: float, sun: Point) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    shadows, trees = Cut(), Cut()
    centre = rng.uniform(0.25, 0.7)
    for _ in range(rng.choice((1, 3, 5))):
        x, y = sheet.x(centre + rng.gauss(0, 0.07)), sheet.y(horizon + rng.uniform(0.1, 0.24))
        tall = u * rng.uniform(0.2, 0.42)
        trees.polygon(spruce(rng, x, y, tall, 0.3))
        tip = _away_from(sun, x, y, tall * 1.5, sheet)
        shadows.polygon([(x - tall * 0.13, y), (x + tall * 0.13, y), tip])
    sheet.shade(shadows, mix(p.deep, p.high, 0.5), 0.7, blur=u * 0.003)
    tone = mix(p.deep, p.ink, 0.5)
    sheet.lay(trees, [mix(tone, p.second, 0.3), tone], rim=(p.sun, (sun[0] - sheet.x(centre)) / sheet.w * u * 0.03, 0, 0.7))


def shimmer(sheet: Sheet, top: float, colour: Colour, about: float, strength: float, count: int = 150) -> None:
    """Short level glints on water below `top` (fraction of the height), thicker towards us, around `about` pixels."""
    rng, u, piece = sheet.rng, sheet.u, Cut()
    for _ in range(count):
        share = rng.random() ** 1.5
        y = sheet.y(top + (1 - top) * share)
        wide = u * (0.012 + 0.09 * share) * rng.uniform(0.4, 1.3)
        thick = u * (0.0008 + 0.0045 * share)
        x = about + rng.gauss(0, 0.09 + 0.14 * share) * sheet.w
        piece.polygon([(x - wide, y), (x, y - thick), (x + wide, y), (x, y + thick)])
    sheet.glow(piece, colour, strength, blur=u * 0.0008)
