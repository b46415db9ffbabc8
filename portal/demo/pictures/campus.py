"""Squares, blocks and lit windows: the campus outdoors. Distances in metres."""

import math
from random import Random

from portal.demo.pictures import figures
from portal.demo.pictures.nature import treeline
from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import Point, between, limb, quad, smooth


def walkers(sheet: Sheet) -> None:
    """Two people crossing a square towards a modern building, with long shadows."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    camera = Camera(
        sheet.size,
        eye=(0, rng.choice((1.7, 2.6, 4.2)), 0),
        yaw=rng.choice((-1, 1)) * rng.uniform(10, 26),
        focal=rng.uniform(0.85, 1.1),
        horizon=rng.uniform(0.42, 0.56),
    )
    side = rng.choice((-1, 1))  # the sun's side
    sheet.ground([p.high, mix(p.high, p.low, 0.55), p.low])
    sheet.halo(sheet.x(0.5 + side * 0.45), camera.origin[1] - u * 0.12, u * 0.9, p.sun, 0.8)
    trees = Cut()
    treeline(rng, trees, (0, sheet.w), camera.origin[1] + u * 0.005, u * 0.07)
    sheet.lay(trees, [mix(p.second, p.low, 0.45), mix(p.low, p.second, 0.25)], blur=u * 0.002)
    square = Cut()
    square.polygon(camera.flat(-90, 0.5, 90, 120))
    sheet.lay(square, [mix(p.pale, p.low, 0.5), lighter(p.pale, 0.2), mix(p.pale, p.mid, 0.45)])
    _paving(sheet, camera)
    rng.choice((_fan_hall, _stacked_boxes, _finned_hall))(sheet, camera, side)
    _square_trees(sheet, camera, side)
    for index in range(5):
        _walker(sheet, camera, (rng.uniform(-12, 14), rng.uniform(19, 30)), side)
    z = rng.uniform(6.2, 8.5)
    x = math.tan(math.asin(camera.sin)) * z + rng.choice((-1, 1)) * rng.uniform(0.8, 2.0)
    for index, shift in enumerate((-0.46, 0.42)):
        _walker(sheet, camera, (x + shift, z + index * 0.25), side)


def _paving(sheet: Sheet, camera: Camera) -> None:
    rng, p, lines, slabs = sheet.rng, sheet.p, Cut(), Cut()
    step = rng.choice((2.4, 3.2))
    for index in range(-16, 17):
        lines.polygon(camera.flat(index * step - 0.05, 0.6, index * step + 0.05, 40))
    for index in range(1, 16):
        lines.polygon(camera.flat(-60, index * step - 0.05, 60, index * step + 0.05))
    for _ in range(40):
        x, z = rng.randint(-10, 9) * step, rng.randint(1, 11) * step
        slabs.polygon(camera.flat(x + 0.05, z + 0.05, x + step - 0.05, z + step - 0.05), mix(p.pale, p.mid, rng.uniform(0.15, 0.5)))
    sheet.lay(slabs, opacity=0.4, texture=0)
    sheet.lay(lines, mix(p.mid, p.deep, 0.35), opacity=0.4, texture=0)


def _fan_hall(sheet: Sheet, camera: Camera, side: int) -> None:
    """A raised auditorium, its stepped back curving up like an amphitheatre."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    z, left = rng.uniform(30, 36), rng.uniform(-20, -12)
    rising = rng.choice((-1, 1))
    steps = 9
    pieces = Cut()
    brick = mix(p.mid, p.pale, 0.12)
    for index in range(steps):
        share = index / (steps - 1)
        high = 5 + 15 * share**1.35
        x = left + (share if rising > 0 else 1 - share) * 24
        tone = mix(brick, p.pale, 0.22 * (index % 2)) if side == rising else mix(brick, p.deep, 0.15 + 0.18 * (index % 2))
        pieces.polygon(camera.upright(x, z, x + 24 / steps + 0.4, z, 0, high), tone)
        pieces.polygon(camera.upright(x, z - 0.05, x + 24 / steps + 0.4, z - 0.05, high - 1.25, high - 0.35), mix(p.high, p.ink, 0.45))
    low_left, low_right = (left - 26, left) if rising > 0 else (left + 24, left + 52)
    pieces.polygon(camera.upright(low_left, z + 2, low_right, z + 2, 0, 6.2), mix(brick, p.deep, 0.25))
    pieces.polygon(camera.upright(low_left, z + 1.9, low_right, z + 1.9, 2.2, 4.6), mix(p.high, p.deep, 0.5))
    sheet.lay(pieces, texture=1.1, rim=(p.sun, side * u * 0.004, -u * 0.004, 0.5))
    glass, bars = Cut(), Cut()
    glass.polygon(camera.upright(left + 1, z - 0.1, left + 23, z - 0.1, 0, 3.4))
    sheet.lay(glass, [mix(p.high, p.deep, 0.4), mix(p.accent, p.sun, 0.55)])
    for index in range(24):
        bars.polygon(camera.upright(left + 1 + index * 0.95, z - 0.2, left + 1.14 + index * 0.95, z - 0.2, 0, 3.5))
    sheet.lay(bars, p.ink)
    _ground_shadow(sheet, camera, (left, left + 24), z, 9, side)


def _stacked_boxes(sheet: Sheet, camera: Camera, side: int) -> None:
    """Volumes set on each other, a little out of line, on a glazed ground floor."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    z, left, level = rng.uniform(26, 32), rng.uniform(-18, -10), 3.8
    base, bars = Cut(), Cut()
    base.polygon(camera.upright(left + 2, z + 1, left + 25, z + 1, 0, level))
    sheet.lay(base, [mix(p.accent, p.sun, 0.5), mix(p.deep, p.accent, 0.4)])
    for index in range(18):
        bars.polygon(camera.upright(left + 2 + index * 1.35, z + 0.9, left + 2.2 + index * 1.35, z + 0.9, 0, level))
    sheet.lay(bars, p.ink)
    for storey in range(rng.choice((2, 3))):
        x0 = left + rng.uniform(-5, 5)
        x1, high = x0 + rng.uniform(20, 30), rng.uniform(3.6, 5.4)
        box, front = Cut(), z + rng.uniform(-2.5, 0)
        tone = (lighter(p.pale, 0.2), mix(p.mid, p.pale, 0.3), mix(p.second, p.pale, 0.3))[storey]
        edge = x1 if camera.point(x1, 0, front)[0] < camera.origin[0] else x0
        box.polygon(camera.upright(edge, front, edge, front + 12, level, level + high), darker(tone, 0.3) if (edge == x0) == (side > 0) else lighter(tone, 0.2))
        box.polygon(camera.flat(x0, front, x1, front + 12, level), darker(tone, 0.6))
        box.polygon(camera.upright(x0, front, x1, front, level, level + high), tone)
        pitch = rng.choice((1.1, 1.7, 2.6))
        for index in range(int((x1 - x0) / pitch)):
            wx = x0 + 0.4 + index * pitch
            pane = mix(mix(p.high, p.deep, 0.55), p.accent, 0.7 if rng.random() < 0.08 else 0.0)
            box.polygon(camera.upright(wx, front - 0.02, wx + pitch * 0.6, front - 0.02, level + 0.8, level + high - 0.7), pane)
            box.polygon(camera.upright(wx, front - 0.02, wx + pitch * 0.14, front - 0.02, level + 0.8, level + high - 0.7), darker(pane, 0.5))
        sheet.lay(box, lift=u * 0.004, texture=1.0)
        level += high
    _ground_shadow(sheet, camera, (left, left + 26), z, 8, side)


def _finned_hall(sheet: Sheet, camera: Camera, side: int) -> None:
    """A long roof on fins, lit from within."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    z, left, right, high = rng.uniform(22, 28), -26.0, 30.0, rng.uniform(8, 11)
    inside, fins, roof = Cut(), Cut(), Cut()
    inside.polygon(camera.upright(left, z + 2, right, z + 2, 0, high))
    sheet.lay(inside, [mix(p.second, p.deep, 0.4), mix(p.second, p.deep, 0.15), mix(p.accent, p.sun, 0.5)])
    pitch = rng.choice((1.6, 2.4))
    for index in range(int((right - left) / pitch)):
        x = left + index * pitch
        fins.polygon(camera.outline([(x, 0, z), (x, 0, z + 2), (x, high, z + 2), (x, high, z)]), mix(p.mid, p.deep, 0.4) if side > 0 else lighter(p.pale, 0.1))
        fins.polygon(camera.upright(x, z, x + 0.28, z, 0, high), lighter(mix(p.pale, p.mid, 0.15), 0.2))
    fins.polygon(camera.upright(left, z + 1.9, right, z + 1.9, 3.6, 4.0), mix(p.mid, p.deep, 0.5))
    sheet.lay(fins)
    slope = rng.choice((0.0, 2.5, -2.5))
    roof.polygon(camera.outline([(left - 2, high - 0.2, z - 3), (right + 2, high - 0.2 + slope, z - 3), (right + 2, high + 0.9 + slope, z - 3), (left - 2, high + 0.9, z - 3)]), lighter(p.pale, 0.15))
    roof.polygon(camera.outline([(left - 2, high - 0.2, z - 3), (right + 2, high - 0.2 + slope, z - 3), (right + 2, high - 0.2, z + 2), (left - 2, high - 0.2, z + 2)]), darker(mix(p.mid, p.deep, 0.6), 0.2))
    sheet.lay(roof, lift=u * 0.004, rim=(p.sun, 0, -u * 0.004, 0.5))
    _ground_shadow(sheet, camera, (left, right), z, 6, side)


def _ground_shadow(sheet: Sheet, camera: Camera, span: tuple[float, float], z: float, long: float, side: int) -> None:
    p, shadow = sheet.p, Cut()
    drift = -side * long * 0.9
    shadow.polygon(camera.level([(span[0], z), (span[1], z), (span[1] + drift, z - long), (span[0] + drift, z - long)]))
    sheet.shade(shadow, mix(p.deep, p.high, 0.4), 0.62, blur=sheet.u * 0.0015)


def _square_trees(sheet: Sheet, camera: Camera, side: int) -> None:
    """A few young trees in a row."""
    rng, p = sheet.rng, sheet.p
    x, bare = rng.choice((-9.0, 9.0)), rng.random() < 0.4
    for index in range(4, -1, -1):
        z = 10.5 + index * 3.6
        foot, metre = camera.point(x, 0, z), camera.size(x, z)
        crown, stem, shadow = Cut(), Cut(), Cut()
        stem.polygon(limb([foot, (foot[0], foot[1] - metre * 3.4)], [metre * 0.2, metre * 0.1]))
        tip = camera.point(x - side * 7, 0, z - 1.6)
        shadow.polygon(limb([foot, tip], [metre * 0.16, metre * 0.2]))
        shadow.ellipse(tip[0], tip[1], metre * 1.6, metre * 0.3)
        for _ in range(16):
            dx, dy = rng.gauss(0, 0.6) * metre, rng.gauss(3.6, 0.75) * metre
            if bare:
                stem.polygon(limb([(foot[0], foot[1] - metre * rng.uniform(1.4, 3.2)), (foot[0] + dx * 0.7, foot[1] - dy * 0.85), (foot[0] + dx * 1.2, foot[1] - dy * 1.1)], [metre * 0.08, metre * 0.05, metre * 0.02]))
            else:
                crown.ellipse(foot[0] + dx, foot[1] - dy, metre * rng.uniform(0.35, 0.75), metre * rng.uniform(0.3, 0.6))
        sheet.shade(shadow, mix(p.deep, p.high, 0.4), 0.55, blur=metre * 0.05)
        sheet.lay(stem, mix(p.ink, p.deep, 0.4))
        sheet.lay(crown, [mix(p.accent, p.pale, 0.2), mix(p.accent, p.deep, 0.35)], rim=(p.sun, side * metre * 0.25, -metre * 0.2, 0.5))


def _walker(sheet: Sheet, camera: Camera, spot: tuple[float, float], side: int) -> None:
    rng, p = sheet.rng, sheet.p
    x, z = spot
    foot, metre = camera.point(x, 0, z), camera.size(x, z)
    tip, shadow = camera.point(x - side * 4.2, 0, z - 1.3), Cut()
    waist = between(foot, tip, 0.45)
    shadow.polygon(limb([foot, waist, between(foot, tip, 0.8), tip], [metre * 0.16, metre * 0.24, metre * 0.26, metre * 0.12]))
    sheet.shade(shadow, mix(p.deep, p.high, 0.35), 0.65, blur=metre * 0.02)
    height = metre * rng.uniform(1.66, 1.84)
    person = figures.walking(foot[0], foot[1], height, figures.look(rng, p), facing=rng.choice((-1, 1)), back=True)
    sheet.lay(person, rim=(p.sun, side * height * 0.035, -height * 0.006, 0.75), texture=0.4)


def night_campus(sheet: Sheet) -> None:
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
    for x, z, wide, deep, high in (
        (-side * rng.uniform(6, 12), 48, 34, 14, 10),
        (side * rng.uniform(22, 28), 36, 22, 16, rng.uniform(14, 22)),
        (-side * rng.uniform(17, 21), 22, 20, 16, rng.uniform(9, 13)),
    ):
        _lit_building(sheet, camera, (x - wide / 2, x + wide / 2, z, z + deep), high)
        sheet.veil(mix(p.low, p.high, 0.4), line / sheet.h - 0.25, line / sheet.h + 0.02, 0.12)
    _lamp_path(sheet, camera, side)
    _bare_tree(sheet, sheet.x(0.5 + side * rng.uniform(0.28, 0.44)), sheet.y(0.97), u * rng.uniform(0.7, 0.95))


def _lit_building(sheet: Sheet, camera: Camera, plan: tuple[float, float, float, float], high: float) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    x0, x1, z0, z1 = plan
    flank = x1 if x1 < math.tan(math.asin(camera.sin)) * z0 + camera.eye[0] else x0
    body, panes, bright, glow = Cut(), Cut(), Cut(), Cut()
    far = min(0.5, z0 / 110)
    body.polygon(camera.upright(flank, z0, flank, z1, 0, high), mix(mix(p.deep, p.ink, 0.25), p.low, far * 0.6))
    body.polygon(camera.upright(x0, z0, x1, z0, 0, high), mix(mix(p.deep, p.mid, 0.35), p.low, far * 0.6))
    body.polygon(camera.upright(x0 - 0.2, z0 - 0.1, x1 + 0.2, z0 - 0.1, high - 0.35, high), mix(p.pale, p.mid, 0.5))
    sheet.lay(body, texture=1.0)
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
    path.polygon(smooth(camera.level([(-side * 1.0, 1.2), (side * 1.5, 8), (-side * 2, 17), (-side * 3, 26), (-side * 1.4, 26), (side * 0.5, 17), (side * 4, 8), (side * 2.4, 1.2)]), 6))
    sheet.lay(path, [mix(p.mid, p.pale, 0.4), mix(p.deep, p.mid, 0.5)], opacity=0.7, blur=u * 0.003)
    for index in range(4, -1, -1):
        x, z = side * (4.6 - index * 0.9), 6.5 + index * 4.4
        foot, metre = camera.point(x, 0, z), camera.size(x, z)
        lamp, head = Cut(), (foot[0], foot[1] - metre * 3.6)
        sheet.halo(foot[0], foot[1], metre * 3.6, mix(p.accent, p.sun, 0.5), 0.55, 0.26)
        lamp.polygon(limb([foot, head], [metre * 0.1, metre * 0.07]))
        sheet.lay(lamp, p.ink)
        bulb = Cut()
        bulb.polygon([(head[0] - metre * 0.22, head[1] + metre * 0.05), (head[0] + metre * 0.22, head[1] + metre * 0.05), (head[0] + metre * 0.12, head[1] - metre * 0.16), (head[0] - metre * 0.12, head[1] - metre * 0.16)])
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
    sheet.lay(piece, [mix(sheet.p.ink, sheet.p.deep, 0.3), sheet.p.ink], rim=(mix(sheet.p.accent, sheet.p.low, 0.5), 3, 0, 0.3))


def _branch(rng: Random, piece: Cut, start: Point, angle: float, long: float, wide: float, left: int) -> None:
    turn = math.radians(angle)
    end = (start[0] + math.cos(turn) * long, start[1] + math.sin(turn) * long)
    piece.polygon(limb([start, end], [wide, wide * 0.68]))
    if left == 0:
        return
    for way in (-1, 1):
        _branch(rng, piece, end, angle + way * rng.uniform(12, 38), long * rng.uniform(0.62, 0.86), wide * 0.66, left - 1)


