"""Open snow under a low sun. Lengths are shares of `sheet.u`, places shares of width and height."""

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, limb, smooth
from portal.demo.pictures.trees import spruce, treeline


def paint(sheet: Sheet) -> None:
    """Open snow, a low sun, far trees and something small in the middle of it."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    horizon = rng.uniform(0.3, 0.52)
    sun = (
        sheet.x(rng.choice((rng.uniform(0.1, 0.35), rng.uniform(0.65, 0.9)))),
        sheet.y(horizon - rng.uniform(0.03, 0.14)),
    )
    sheet.ground([p.high, mix(p.high, p.low, 0.55), p.low, mix(p.low, p.sun, 0.6)])
    sheet.halo(*sun, u * 1.1, p.sun, 0.85)
    disc = Cut()
    disc.ellipse(*sun, u * rng.uniform(0.03, 0.055))
    sheet.lay(disc, lighter(p.sun, 0.6), texture=0, blur=u * 0.0015)
    for layer in range(3):
        trees = Cut()
        y = sheet.y(horizon + 0.012 * layer)
        edge = (
            (0, sheet.w)
            if layer == 0
            else rng.choice(((0, sheet.x(rng.uniform(0.25, 0.6))), (sheet.x(rng.uniform(0.5, 0.8)), sheet.w)))
        )
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
    rng, p = sheet.rng, sheet.p
    for index in range(6):
        share = (index + 1) / 6.5
        y = horizon + (1 - horizon) * share**1.6
        swell = 0.012 + 0.05 * share
        tilt = rng.uniform(-1, 1) * swell
        edge = [
            (sheet.x(i / 5), sheet.y(y + rng.uniform(-1, 1) * swell + tilt * (i - 2.5) / 2.5)) for i in range(-1, 7)
        ]
        piece = Cut()
        piece.polygon([*smooth(edge, closed=False), (sheet.w * 1.25, sheet.h * 1.3), (-sheet.w * 0.25, sheet.h * 1.3)])
        crest = lighter(mix(p.pale, p.sun, 0.45), 0.35)
        shade = mix(mix(p.high, p.deep, 0.12 + 0.1 * share), p.pale, 0.42)
        sheet.lay(
            piece, [crest, mix(crest, shade, 0.55), shade], opacity=0.72, angle=90 + (sun[0] / sheet.w - 0.5) * 40
        )


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
    shadow.polygon(
        [
            (x - size, y),
            (x + size * 0.9, y),
            (tip[0] + size * 0.9, tip[1]),
            (tip[0], tip[1] + size * 0.2),
            (tip[0] - size, tip[1]),
        ]
    )
    sheet.shade(shadow, mix(p.deep, p.high, 0.5), 0.7, blur=u * 0.003)
    gable = [
        (x - way * size, y),
        (x - way * size, y - size * 0.62),
        (x - way * size * 0.6, y - size * 1.02),
        (x - way * size * 0.2, y - size * 0.62),
        (x - way * size * 0.2, y + size * 0.06),
    ]
    side = [
        (x - way * size * 0.2, y + size * 0.06),
        (x - way * size * 0.2, y - size * 0.62),
        (x + way * size, y - size * 0.56),
        (x + way * size, y),
    ]
    walls.polygon(gable, mix(p.accent, p.sun, 0.2))
    walls.polygon(side, darker(p.accent, 0.45))
    door = [
        (x - way * size * 0.75, y),
        (x - way * size * 0.75, y - size * 0.4),
        (x - way * size * 0.47, y - size * 0.4),
        (x - way * size * 0.47, y + size * 0.03),
    ]
    walls.polygon(door, p.ink)
    sheet.lay(walls, texture=0.75)
    roof.polygon(
        [
            (x - way * size * 0.6, y - size * 1.08),
            (x - way * size * 0.14, y - size * 0.56),
            (x + way * size * 1.08, y - size * 0.5),
            (x + way * size * 0.6, y - size * 0.98),
        ]
    )
    sheet.lay(roof, [lighter(p.pale, 0.5), mix(p.pale, p.high, 0.4)], lift=size * 0.02)


def _fence(sheet: Sheet, horizon: float, sun: Point) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    way = rng.choice((-1, 1))
    near, far = (0.5 - way * rng.uniform(0.35, 0.75), 1.02), (0.5 + way * rng.uniform(-0.05, 0.42), horizon + 0.03)
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
    path = smooth(
        [
            (sheet.x(x), sheet.y(y)),
            (sheet.x(x + bend * 0.4), sheet.y(y + 0.1)),
            (sheet.x(x + bend), sheet.y(y + 0.26)),
            (sheet.x(x + bend * 0.2), sheet.y(1.1)),
        ],
        8,
        closed=False,
    )
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
        person.line(
            [(px - height * 0.15, py - height * 0.5), (px - height * 0.22, py + height * 0.01)], height * 0.012, p.ink
        )
        person.line(
            [(px + height * 0.15, py - height * 0.5), (px + height * 0.22, py + height * 0.01)], height * 0.012, p.ink
        )
        sheet.lay(person, rim=(p.sun, -height * 0.05, 0, 0.7))
    sheet.shade(shadows, mix(p.deep, p.high, 0.5), 0.6, blur=u * 0.002)


def _lone_spruces(sheet: Sheet, horizon: float, sun: Point) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    shadows, trees = Cut(), Cut()
    centre = rng.uniform(0.25, 0.7)
    for _ in range(rng.choice((1, 3, 5))):
        x, y = sheet.x(centre + rng.gauss(0, 0.07)), sheet.y(horizon + rng.uniform(0.1, 0.24))
        tall = u * rng.uniform(0.2, 0.42)
        trees.polygon(spruce(rng, x, y, tall, rng.uniform(0.36, 0.48)))
        tip = _away_from(sun, x, y, tall * 1.5, sheet)
        shadows.polygon([(x - tall * 0.13, y), (x + tall * 0.13, y), tip])
    sheet.shade(shadows, mix(p.deep, p.high, 0.5), 0.7, blur=u * 0.003)
    tone = mix(p.deep, p.ink, 0.5)
    sheet.lay(
        trees, [mix(tone, p.second, 0.3), tone], rim=(p.sun, (sun[0] - sheet.x(centre)) / sheet.w * u * 0.03, 0, 0.7)
    )
