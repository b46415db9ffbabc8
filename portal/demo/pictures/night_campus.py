"""Lit windows at blue hour. Distances in metres."""

import math
from random import Random

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import Point, between, limb, smooth
from portal.demo.pictures.trees import treeline


def paint(sheet: Sheet) -> None:
    """Buildings with lit windows at blue hour."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    camera = Camera(sheet.size, eye=(0, 2.2, 0), yaw=rng.uniform(-16, 16), focal=0.95, horizon=rng.uniform(0.62, 0.72))
    line = camera.origin[1]
    sheet.ground([darker(p.high, 0.35), p.high, mix(p.high, p.low, 0.7), p.low, mix(p.low, p.accent, 0.35)])
    stars = Cut()
    for _ in range(70):
        x, y = rng.random() * sheet.w, rng.random() ** 1.6 * line * 0.6
        stars.ellipse(x, y, u * rng.uniform(0.0006, 0.0016))
    sheet.lay(stars, p.pale, opacity=0.7, texture=0)
    trees = Cut()
    treeline(rng, trees, (0, sheet.w), line + u * 0.01, u * 0.1)
    sheet.lay(trees, [mix(p.deep, p.low, 0.2), mix(p.deep, p.low, 0.45)], blur=u * 0.002)
    snow = Cut()
    snow.polygon(camera.flat(-120, 0.5, 120, 200))
    sheet.lay(snow, [mix(p.mid, p.pale, 0.35), mix(p.mid, p.deep, 0.4), mix(p.deep, p.ink, 0.35)])
    side = rng.choice((-1, 1))
    for x, z, wide, deep, high in _blocks(rng, side):
        _lit_building(sheet, camera, (x - wide / 2, x + wide / 2, z, z + deep), high)
        sheet.veil(mix(p.low, p.high, 0.4), line / sheet.h - 0.25, line / sheet.h + 0.02, 0.12)
    _lamp_path(sheet, camera, side)
    if rng.random() < 0.6:
        _bare_tree(sheet, sheet.x(0.5 + side * rng.uniform(0.28, 0.44)), sheet.y(0.97), u * rng.uniform(0.7, 0.95))


def _blocks(rng: Random, side: int) -> list[tuple[float, float, float, float, float]]:
    """(x, z, width, depth, height) of the buildings, farthest first."""
    far = (-side * rng.uniform(2, 12), 50.0, rng.uniform(26, 44), 14.0, rng.uniform(8, 12))
    street = [
        (side * rng.uniform(22, 28), 36.0, 22.0, 16.0, rng.uniform(14, 22)),
        (-side * rng.uniform(17, 21), 22.0, 20.0, 16.0, rng.uniform(9, 13)),
    ]
    tower = [
        (-side * rng.uniform(18, 24), 40.0, 30.0, 12.0, rng.uniform(7, 10)),
        (side * rng.uniform(5, 9), 30.0, 13.0, 12.0, rng.uniform(24, 32)),
    ]
    near = [(-side * rng.uniform(14, 17), 15.0, 22.0, 30.0, rng.uniform(13, 17))]
    return [far, *rng.choice((street, tower, near))]


def _lit_building(sheet: Sheet, camera: Camera, plan: tuple[float, float, float, float], high: float) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    x0, x1, z0, z1 = plan
    flank = x1 if x1 < math.tan(math.asin(camera.sin)) * z0 + camera.eye[0] else x0
    body, panes, bright, glow = Cut(), Cut(), Cut(), Cut()
    far = min(0.5, z0 / 110)
    body.polygon(camera.upright(flank, z0, flank, z1, 0, high), mix(mix(p.deep, p.ink, 0.25), p.low, far * 0.6))
    body.polygon(camera.upright(x0, z0, x1, z0, 0, high), mix(mix(p.deep, p.mid, 0.35), p.low, far * 0.6))
    body.polygon(camera.upright(x0 - 0.2, z0 - 0.1, x1 + 0.2, z0 - 0.1, high - 0.35, high), mix(p.pale, p.mid, 0.5))
    sheet.lay(body, texture=0.75)
    storey, pitch = 3.3, rng.choice((1.8, 2.4, 3.0))
    for floor in range(int(high / storey)):
        busy = rng.uniform(0.25, 0.75)
        low, top = floor * storey + 0.9, floor * storey + 2.7
        for index in range(int((x1 - x0 - 0.8) / pitch)):
            x = x0 + 0.6 + index * pitch
            _lit_pane(sheet, (panes, bright), camera.upright(x, z0 - 0.05, x + pitch * 0.72, z0 - 0.05, low, top), busy)
        for index in range(int((z1 - z0 - 0.8) / pitch)):
            z = z0 + 0.6 + index * pitch
            _lit_pane(sheet, (panes, bright), camera.upright(flank, z, flank, z + pitch * 0.72, low, top), busy * 0.7)
    sheet.lay(panes, texture=0.6)
    sheet.glow(bright, mix(p.sun, p.accent, 0.4), 0.45, blur=u * 0.014)
    glow.polygon(camera.flat(x0, z0 - 7, x1, z0 - 0.5))
    sheet.glow(glow, mix(p.accent, p.sun, 0.4), 0.4, blur=u * 0.016)


def _lit_pane(sheet: Sheet, pieces: tuple[Cut, Cut], outline: list[Point], busy: float) -> None:
    """A window, lit with the probability `busy`, half of the lit ones with something standing in them."""
    rng, p = sheet.rng, sheet.p
    panes, bright = pieces
    if rng.random() >= busy:
        panes.polygon(outline, mix(p.ink, p.high, rng.uniform(0.3, 0.6)))
        return
    tone = mix(mix(p.accent, p.sun, rng.uniform(0.3, 0.9)), p.second, 0.35 if rng.random() < 0.1 else 0.0)
    panes.polygon(outline, tone)
    bright.polygon(outline)
    if len(outline) == 4 and rng.random() < 0.5:
        a, b, c, d = outline
        share = rng.uniform(0.3, 0.7)
        panes.polygon([a, between(a, b, share), between(d, c, share), d], darker(tone, 0.22))


def _lamp_path(sheet: Sheet, camera: Camera, side: int) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    path = Cut()
    path.polygon(
        smooth(
            camera.level(
                [
                    (-side * 1.0, 1.2),
                    (side * 1.5, 8),
                    (-side * 2, 17),
                    (-side * 3, 26),
                    (-side * 1.4, 26),
                    (side * 0.5, 17),
                    (side * 4, 8),
                    (side * 2.4, 1.2),
                ]
            ),
            6,
        )
    )
    sheet.lay(path, [mix(p.mid, p.pale, 0.4), mix(p.deep, p.mid, 0.5)], opacity=0.7, blur=u * 0.003)
    for index in range(4, -1, -1):
        x, z = side * (4.6 - index * 0.9), 6.5 + index * 4.4
        foot, metre = camera.point(x, 0, z), camera.size(x, z)
        lamp, head = Cut(), (foot[0], foot[1] - metre * 3.6)
        sheet.halo(foot[0], foot[1], metre * 3.6, mix(p.accent, p.sun, 0.5), 0.55, 0.26)
        lamp.polygon(limb([foot, head], [metre * 0.1, metre * 0.07]))
        sheet.lay(lamp, p.ink)
        bulb = Cut()
        bulb.polygon(
            [
                (head[0] - metre * 0.22, head[1] + metre * 0.05),
                (head[0] + metre * 0.22, head[1] + metre * 0.05),
                (head[0] + metre * 0.12, head[1] - metre * 0.16),
                (head[0] - metre * 0.12, head[1] - metre * 0.16),
            ]
        )
        sheet.lay(bulb, lighter(p.sun, 0.5), texture=0)
        sheet.halo(*head, metre * 1.5, p.accent, 0.8)
    for _ in range(rng.choice((1, 2))):
        x, z = rng.uniform(-1, 2.5) * side, rng.uniform(9, 15)
        foot, metre = camera.point(x, 0, z), camera.size(x, z)
        person = figures.walking(foot[0], foot[1], metre * 1.74, figures.look(rng, p), back=True)
        sheet.lay(person, rim=(mix(p.accent, p.sun, 0.5), side * metre * 0.06, 0, 0.7), texture=0.3)


def _bare_tree(sheet: Sheet, x: float, y: float, tall: float) -> None:
    """A winter tree in front, dark against the sky."""
    piece = Cut()
    _branch(sheet.rng, piece, (x, y), -90 + sheet.rng.uniform(-4, 4), tall * 0.3, tall * 0.042, 6)
    sheet.lay(
        piece,
        [mix(sheet.p.ink, sheet.p.deep, 0.3), sheet.p.ink],
        rim=(mix(sheet.p.accent, sheet.p.low, 0.5), 3, 0, 0.3),
    )


def _branch(rng: Random, piece: Cut, start: Point, angle: float, long: float, wide: float, left: int) -> None:
    turn = math.radians(angle)
    end = (start[0] + math.cos(turn) * long, start[1] + math.sin(turn) * long)
    piece.polygon(limb([start, end], [wide, wide * 0.68]))
    if left == 0:
        return
    for way in (-1, 1):
        _branch(
            rng, piece, end, angle + way * rng.uniform(12, 38), long * rng.uniform(0.62, 0.86), wide * 0.66, left - 1
        )
