"""City blocks from above, drawn as an architect's oblique view. Distances in metres."""

import math
from collections.abc import Sequence

from portal.demo.pictures.palettes import Colour, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, between, smooth

Corners = list[Point]
Pieces = tuple[Cut, Cut, Cut, Cut]  # grounds, shadows, houses, trees


class Plan:
    """Maps metres on the ground to pixels: turned by `turn` degrees, heights drawn straight up."""

    def __init__(self, sheet: Sheet, metres: float, turn: float, lean: float) -> None:
        self.scale = sheet.u / metres
        self.centre = (sheet.w / 2, sheet.h / 2)
        self.cos, self.sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        self.lean = lean

    def point(self, spot: Point, up: float = 0.0) -> Point:
        x, y = spot
        return (
            self.centre[0] + (x * self.cos - y * self.sin) * self.scale,
            self.centre[1] + (x * self.sin + y * self.cos) * self.scale - up * self.lean * self.scale,
        )

    def outline(self, corners: Sequence[Point], up: float = 0.0) -> list[Point]:
        return [self.point(corner, up) for corner in corners]


def paint(sheet: Sheet) -> None:
    """Blocks, courtyards, parks and water, with long shadows."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    plan = Plan(sheet, rng.choice((420, 560, 720)), rng.uniform(-34, 34), rng.uniform(0.35, 0.75))
    sheet.ground([mix(p.pale, p.low, 0.4), mix(p.pale, p.mid, 0.15)], rng.uniform(0, 180))
    reach = 720.0 if plan.scale < sheet.u / 500 else 520.0
    reach *= max(sheet.w, sheet.h) / u
    water = _shore(sheet, plan, reach)
    blocks: list[Corners] = []
    _divide(sheet, [(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)], blocks)
    sun = (rng.choice((-1, 1)) * rng.uniform(0.7, 1.2), -rng.uniform(0.25, 0.6))
    seen = [block for block in blocks if _in_sight(sheet, plan, block) and not _wet(water, block)]
    seen.sort(key=lambda block: plan.point(_middle(block))[1])
    grounds, shadows, houses, trees = Cut(), Cut(), Cut(), Cut()
    for block in seen:
        _fill_block(sheet, plan, block, (grounds, shadows, houses, trees), sun)
    sheet.lay(grounds, texture=0.6)
    sheet.shade(shadows, mix(mix(p.deep, p.high, 0.3), p.ink, 0.15), 0.62)
    sheet.lay(houses, texture=0.8)
    sheet.lay(trees, texture=0.3)


def _middle(corners: Corners) -> Point:
    return (sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners))


def _in_sight(sheet: Sheet, plan: Plan, block: Corners) -> bool:
    spots = plan.outline(block)
    slack = sheet.u * 0.12
    return (
        max(x for x, _ in spots) > -slack
        and min(x for x, _ in spots) < sheet.w + slack
        and max(y for _, y in spots) > -slack
        and min(y for _, y in spots) < sheet.h + slack * 2
    )


def _shore(sheet: Sheet, plan: Plan, reach: float) -> tuple[float, float, float]:
    """A river or a bay; returns (offset, slope, half width) of the water's axis in metres."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    offset, slope, half = rng.uniform(-140, 140), rng.uniform(-0.5, 0.5), rng.choice((45.0, 70.0, 0.0, 95.0))
    if not half:
        return (0.0, 0.0, 0.0)
    near, far = [], []
    for step in range(9):
        x = -reach * 1.3 + step * reach * 2.6 / 8
        bend = 30 * math.sin(x / 130)
        near.append((x, offset + slope * x + bend - half))
        far.append((x, offset + slope * x + bend + half))
    water = Cut()
    water.polygon(smooth(plan.outline(near), 5, closed=False) + smooth(plan.outline(far), 5, closed=False)[::-1])
    sheet.lay(
        water,
        [mix(p.high, p.deep, 0.2), mix(p.high, p.deep, 0.55)],
        angle=rng.uniform(0, 180),
        rim=(p.ink, 0, -u * 0.006, 0.4),
    )
    bridges = Cut()
    for index in range(3):
        x = -reach * 0.4 + index * reach * 0.4 + rng.uniform(-40, 40)
        y = offset + slope * x + 30 * math.sin(x / 130)
        bridges.polygon(
            plan.outline(
                [(x - 7, y - half * 1.3), (x + 7, y - half * 1.3), (x + 7, y + half * 1.3), (x - 7, y + half * 1.3)]
            )
        )
    sheet.lay(bridges, mix(p.pale, p.mid, 0.15), lift=u * 0.006)
    return (offset, slope, half)


def _wet(water: tuple[float, float, float], block: Corners) -> bool:
    offset, slope, half = water
    if not half:
        return False
    return any(abs(y - (offset + slope * x + 30 * math.sin(x / 130))) < half + 8 for x, y in [*block, _middle(block)])


def _divide(sheet: Sheet, corners: Corners, blocks: list[Corners]) -> None:
    """Split a plot across its longer side until it is a block, leaving a street between."""
    rng = sheet.rng
    a, b, c, d = corners
    along, across = math.dist(a, b), math.dist(b, c)
    if max(along, across) < 120 or (max(along, across) < 170 and rng.random() < 0.35):
        blocks.append(_inset(corners, 7.0))
        return
    share, skew = rng.uniform(0.38, 0.62), rng.uniform(-0.06, 0.06)
    if along >= across:
        top, low = between(a, b, share), between(d, c, min(0.7, max(0.3, share + skew)))
        halves = [a, top, low, d], [top, b, c, low]
    else:
        left, right = between(a, d, share), between(b, c, min(0.7, max(0.3, share + skew)))
        halves = [a, b, right, left], [left, right, c, d]
    for half in halves:
        _divide(sheet, half, blocks)


def _inset(corners: Corners, metres: float) -> Corners:
    """Corners moved towards the middle, roughly `metres` from each side."""
    mx, my = _middle(corners)
    inner = []
    for x, y in corners:
        away = math.hypot(x - mx, y - my) or 1.0
        share = max(0.05, 1 - metres * 1.41 / away)
        inner.append((mx + (x - mx) * share, my + (y - my) * share))
    return inner


def _fill_block(sheet: Sheet, plan: Plan, block: Corners, pieces: Pieces, sun: Point) -> None:
    rng, p = sheet.rng, sheet.p
    grounds, _, _, trees = pieces
    lawn = mix(mix(p.second, p.accent, 0.25), p.pale, 0.5)
    kind = rng.choice(("courtyard", "courtyard", "courtyard", "rows", "towers", "park", "open"))
    grounds.polygon(plan.outline(block), lawn if kind in ("park", "rows", "towers") else mix(p.pale, p.mid, 0.12))
    if kind == "park":
        grounds.line(plan.outline([block[0], _middle(block), block[2]]), plan.scale * 5, lighter(p.pale, 0.2))
        _plant(sheet, plan, trees, pieces[1], block, 26, sun)
        return
    high = rng.choice((12.0, 16.0, 20.0))
    if kind == "courtyard":
        _ring(sheet, plan, block, high, pieces, sun)
    elif kind == "rows":
        for index in range(3):
            low, top = 0.06 + index * 0.33, 0.24 + index * 0.33
            a, b, c, d = block
            _house(
                sheet,
                plan,
                [between(a, d, low), between(b, c, low), between(b, c, top), between(a, d, top)],
                high,
                pieces,
                sun,
            )
        _plant(sheet, plan, trees, pieces[1], block, 6, sun)
    elif kind == "towers":
        for share in (0.25, 0.72):
            a, b, c, d = block
            centre = between(between(a, b, share), between(d, c, share), rng.uniform(0.3, 0.7))
            size = rng.uniform(9, 15)
            corners = [
                (centre[0] + dx * size, centre[1] + dy * size) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
            ]
            _house(sheet, plan, corners, high * rng.uniform(1.8, 3.2), pieces, sun)
        _plant(sheet, plan, trees, pieces[1], block, 8, sun)
    else:
        a, b, c, d = block
        _house(sheet, plan, [a, between(a, b, 0.62), between(d, c, 0.62), d], high * 0.8, pieces, sun)
        _plant(sheet, plan, trees, pieces[1], [between(a, b, 0.68), b, c, between(d, c, 0.68)], 7, sun)


def _ring(sheet: Sheet, plan: Plan, block: Corners, high: float, pieces: Pieces, sun: Point) -> None:
    """Four wings around a court, farthest first."""
    inner = _inset(block, 13.0)
    wings = []
    for index in range(4):
        nxt = (index + 1) % 4
        if sheet.rng.random() < 0.9:
            wings.append([block[index], block[nxt], inner[nxt], inner[index]])
    wings.sort(key=lambda wing: plan.point(_middle(wing))[1])
    pieces[0].polygon(plan.outline(inner), mix(mix(sheet.p.second, sheet.p.accent, 0.3), sheet.p.pale, 0.55))
    tone = _roof(sheet)
    for wing in wings:
        _house(sheet, plan, wing, high * sheet.rng.uniform(0.92, 1.08), pieces, sun, tone)
    _plant(sheet, plan, pieces[3], pieces[1], inner, 3, sun)


def _roof(sheet: Sheet) -> Colour:
    rng, p = sheet.rng, sheet.p
    return rng.choice(
        (
            p.mid,
            p.mid,
            mix(p.mid, p.deep, 0.3),
            mix(p.mid, p.pale, 0.4),
            mix(p.pale, p.high, 0.4),
            p.accent if rng.random() < 0.3 else mix(p.mid, p.accent, 0.25),
        )
    )


def _house(
    sheet: Sheet, plan: Plan, corners: Corners, high: float, pieces: Pieces, sun: Point, tone: Colour | None = None
) -> None:
    """Walls towards us, a roof in two tones, and a shadow on the ground."""
    p = sheet.p
    _, shadows, houses, _ = pieces
    tone = tone or _roof(sheet)
    feet, eaves = plan.outline(corners), plan.outline(corners, high)
    drop = (sun[0] * high * plan.scale, -sun[1] * high * plan.scale)
    cast = [(x + drop[0], y + drop[1]) for x, y in feet]
    for index in range(4):
        nxt = (index + 1) % 4
        shadows.polygon([feet[index], feet[nxt], cast[nxt], cast[index]])
    shadows.polygon(cast)
    for index in range(4):
        nxt = (index + 1) % 4
        run = feet[nxt][0] - feet[index][0]
        if run < 0:
            lit = (feet[nxt][1] - feet[index][1]) * sun[0] < 0
            wall = lighter(mix(tone, p.pale, 0.65), 0.15) if lit else mix(mix(tone, p.deep, 0.6), p.pale, 0.12)
            houses.polygon([feet[index], feet[nxt], eaves[nxt], eaves[index]], wall)
    houses.polygon(eaves, tone)
    long = math.dist(eaves[0], eaves[1]) > math.dist(eaves[1], eaves[2])
    ridge = (
        (between(eaves[0], eaves[3], 0.5), between(eaves[1], eaves[2], 0.5))
        if long
        else (between(eaves[0], eaves[1], 0.5), between(eaves[3], eaves[2], 0.5))
    )
    sunny = [eaves[0], eaves[1], ridge[1], ridge[0]] if long else [eaves[0], ridge[0], ridge[1], eaves[3]]
    houses.polygon(sunny, lighter(tone, 0.22))


def _plant(sheet: Sheet, plan: Plan, trees: Cut, shadows: Cut, corners: Corners, count: int, sun: Point) -> None:
    rng, p = sheet.rng, sheet.p
    a, b, c, d = _inset(corners, 4.0)
    tones = (mix(p.second, p.deep, 0.25), p.second, mix(p.second, p.accent, 0.35))
    spots = [between(between(a, b, s), between(d, c, s), rng.random()) for s in (rng.random() for _ in range(count))]
    for spot in sorted(spots, key=lambda s: plan.point(s)[1]):
        radius = rng.uniform(3, 5.5) * plan.scale
        x, y = plan.point(spot, 5)
        foot = plan.point(spot)
        shadows.ellipse(foot[0] + sun[0] * radius * 1.2, foot[1] - sun[1] * radius * 1.2, radius, radius * 0.8)
        tone = rng.choice(tones)
        trees.ellipse(x, y, radius, radius, tone)
        trees.ellipse(
            x - sun[0] * radius * 0.28, y + sun[1] * radius * 0.5, radius * 0.6, radius * 0.58, lighter(tone, 0.28)
        )
