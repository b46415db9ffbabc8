"""A lecture hall. Distances in metres."""

import math

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera, Place
from portal.demo.pictures.shapes import Point

ROWS, BOARD = 11, 17.0  # rows of seats; distance of the front wall


def paint(sheet: Sheet) -> None:
    """Curved rows of seats stepping down to a board."""
    rng, p = sheet.rng, sheet.p
    side = rng.choice((-1, 0, 1))
    camera = Camera(
        sheet.size,
        eye=(side * rng.uniform(2.0, 4.0), rng.uniform(7.0, 7.8), 0),
        yaw=-side * rng.uniform(8, 16) + rng.uniform(-3, 3),
        focal=rng.uniform(0.92, 1.12),
        horizon=rng.uniform(0.08, 0.16),
    )
    sheet.ground([mix(p.deep, p.ink, 0.4), p.deep])
    sun_side = rng.choice((-1, 1))
    _hall_shell(sheet, camera, sun_side)
    _board(sheet, camera)
    pool = camera.point(0, 1.2, BOARD)
    sheet.halo(*pool, sheet.u * 0.75, mix(p.sun, p.low, 0.2), 0.4, 0.7)
    rows = Cut()
    for row in range(ROWS - 1, -1, -1):
        rows.include(_seat_row(sheet, camera, row, sun_side))
    sheet.lay(rows, texture=0.5)
    beam = Cut()
    for index in range(3):
        z = 5 + index * 4.2
        top = [(sun_side * 9.6, 8.2, z), (sun_side * 9.6, 8.2, z + 1.8)]
        foot = [(-sun_side * 3.2, 0.8, z + 3.2), (-sun_side * 3.2, 0.8, z + 1.0)]
        beam.polygon(camera.outline(top + foot))
    sheet.glow(beam, p.sun, 0.22, blur=sheet.u * 0.012)


def _hall_shell(sheet: Sheet, camera: Camera, sun_side: int) -> None:
    rng, p = sheet.rng, sheet.p
    ceiling, lamps, slats = Cut(), Cut(), Cut()
    for index in range(9, -1, -1):
        z = -1 + index * 2.2
        drop = 9.2 + 0.16 * (index % 2)
        tone = mix(mix(p.pale, p.mid, 0.35), p.deep, 0.35 if index % 2 else 0.15)
        ceiling.polygon(camera.flat(-10, z, 10, z + 2.2, drop), tone)
        lamps.polygon(camera.flat(-10, z + 1.9, 10, z + 2.15, drop - 0.05))
    sheet.lay(ceiling)
    sheet.lay(lamps, lighter(p.sun, 0.5), opacity=0.9)
    for way in (-1, 1):
        wall = Cut()
        wall.polygon(camera.upright(way * 10, -1, way * 10, BOARD + 1, -1, 9.4))
        tones = (
            [mix(p.mid, p.pale, 0.3), mix(p.mid, p.deep, 0.3)] if way != sun_side else [mix(p.mid, p.deep, 0.5), p.deep]
        )
        sheet.lay(wall, tones)
        for index in range(28):
            z = 0.5 + index * 0.62
            slats.polygon(
                camera.upright(way * 9.9, z, way * 9.9, z + 0.2, 2.6, 9.2),
                mix(tones[0], p.ink if index % 2 else p.pale, 0.22),
            )
        if way == sun_side:
            for index in range(4):
                z = 3 + index * 3.6
                slats.polygon(
                    camera.upright(way * 9.8, z, way * 9.8, z + 2.2, 4.4, 8.6), lighter(mix(p.low, p.sun, 0.5), 0.35)
                )
    sheet.lay(slats, opacity=0.85)
    front = Cut()
    front.polygon(camera.upright(-10, BOARD + 1, 10, BOARD + 1, -0.2, 9.4))
    sheet.lay(front, [mix(p.pale, p.mid, 0.45), mix(p.pale, p.mid, 0.15), mix(p.mid, p.deep, 0.2)])
    floor = Cut()
    floor.polygon(camera.flat(-10, 4, 10, BOARD + 1, -0.2))
    sheet.lay(floor, mix(p.pale, p.mid, rng.uniform(0.4, 0.6)))


def _board(sheet: Sheet, camera: Camera) -> None:
    rng, p = sheet.rng, sheet.p
    z = BOARD + 0.9
    board, marks = Cut(), Cut()
    wide = rng.choice((4.2, 5.4, 6.4))
    board.polygon(camera.upright(-wide, z, wide, z, 1.7, 5.3))
    dark = rng.random() < 0.6
    sheet.lay(
        board, [darker(p.second, 0.45), darker(p.second, 0.25)] if dark else lighter(p.sun, 0.5), lift=sheet.u * 0.003
    )
    chalk = mix(p.pale, p.second, 0.15) if dark else p.second
    for _ in range(9):
        x, y = rng.uniform(-wide * 0.9, wide * 0.5), rng.uniform(2.1, 4.9)
        marks.line([camera.point(x, y, z), camera.point(x + rng.uniform(0.5, 1.8), y, z)], sheet.u * 0.0022)
    cx, cy = rng.uniform(0, wide * 0.6), 3.4
    curve = [camera.point(cx + step * 0.12, cy + math.sin(step * 0.7) * 0.5, z) for step in range(16)]
    marks.line(curve, sheet.u * 0.0026)
    marks.line([camera.point(cx - 0.2, cy - 0.9, z), camera.point(cx + 2.2, cy - 0.9, z)], sheet.u * 0.0022)
    marks.line([camera.point(cx - 0.2, cy - 0.9, z), camera.point(cx - 0.2, cy + 0.9, z)], sheet.u * 0.0022)
    sheet.lay(marks, chalk, opacity=0.8, texture=0)
    foot, metre = camera.point(-1.6, -0.2, BOARD - 1), camera.size(-1.6, BOARD - 1)
    speaker = figures.standing(foot[0], foot[1], metre * 1.75, figures.look(rng, p), facing=1)
    sheet.lay(speaker, rim=(p.sun, metre * 0.05, 0, 0.6), texture=0.3)
    lectern = Cut()
    lectern.polygon(camera.upright(-0.9, BOARD - 1.2, 0.0, BOARD - 1.2, -0.2, 0.95))
    sheet.lay(lectern, [mix(p.mid, p.pale, 0.25), mix(p.mid, p.deep, 0.5)], lift=sheet.u * 0.002)


def _around(angle: float, reach: float, up: float) -> Place:
    """A place on a circle about the lecturer: `angle` in degrees, `reach` and `up` in metres."""
    turn = math.radians(angle)
    return (math.sin(turn) * reach, up, BOARD + 5 - math.cos(turn) * reach)


def _seat_row(sheet: Sheet, camera: Camera, row: int, sun_side: int) -> Cut:
    """A desk, who sits at it, and the seats' backs; row 0 is nearest and highest."""
    rng, p = sheet.rng, sheet.p
    radius, y, far = BOARD + 5 - (3.4 + row * 1.12), 3.4 - row * 0.3, row / ROWS
    half, pitch = min(58.0, math.degrees(9.4 / radius)), math.degrees(0.72 / radius)
    haze = mix(p.low, p.sun, 0.4)
    piece, seats = _desk(sheet, camera, (radius, y, half), far), Cut()
    angle = -half + pitch
    while angle < half - pitch:
        if abs(angle) > pitch * 0.75:
            x, up, z = _around(angle, radius + 0.42, y)
            corners = ((-0.36, 0.32), (-0.38, 0.86), (-0.3, 0.95), (0.3, 0.95), (0.38, 0.86), (0.36, 0.32))
            seen = [_around(angle + turn * pitch, radius + 0.42, y + high) for turn, high in corners]
            lit = 0.5 + 0.5 * sun_side * angle / half
            cloth = mix(mix(p.accent, p.mid, 0.35), mix(p.deep, p.ink, 0.2), 0.75 - 0.5 * lit)
            seats.polygon(camera.outline(seen), mix(cloth, haze, far * 0.25))
            edge = mix(lighter(cloth, 0.45), haze, far * 0.2)
            seats.line(camera.outline(seen[1:5]), max(1.0, camera.size(x, z) * 0.02), edge)
            if row > 0 and rng.random() < 0.13:
                foot, metre = camera.point(x, up + 0.44, z - 0.3), camera.size(x, z)
                dressed = figures.look(rng, p)
                piece.include(figures.standing(foot[0], foot[1] + metre * 0.82, metre * 1.75, dressed, back=True))
        angle += pitch
    piece.include(seats)
    return piece


def _desk(sheet: Sheet, camera: Camera, bow: tuple[float, float, float], far: float) -> Cut:
    """A curved desk; `bow` is its radius and height in metres and half its span in degrees."""
    p, piece = sheet.p, Cut()
    radius, y, half = bow
    haze = mix(p.low, p.sun, 0.4)
    body = mix(mix(p.mid, p.deep, 0.62), haze, far * 0.3)
    top = mix(lighter(mix(p.pale, p.mid, 0.25), 0.1), haze, far * 0.35)
    span = [-half + 2 * half * step / 20 for step in range(21)]

    def band(inner: tuple[float, float], outer: tuple[float, float]) -> list[Point]:
        return camera.outline([_around(a, *inner) for a in span] + [_around(a, *outer) for a in reversed(span)])

    piece.polygon(band((radius, y - 0.4), (radius, y + 0.62)), darker(body, 0.3))
    piece.polygon(band((radius - 0.42, y + 0.66), (radius, y + 0.66)), top)
    return piece
