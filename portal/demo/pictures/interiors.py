"""Rooms: a lecture hall, a library and a concert. Distances in metres."""

import math

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import limb, quad, smooth

ROWS, BOARD = 11, 17.0  # rows of seats; distance of the front wall


def lecture_hall(sheet: Sheet) -> None:
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
    for row in range(ROWS - 1, -1, -1):
        _seat_row(sheet, camera, row, sun_side)
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
        tones = [mix(p.mid, p.pale, 0.3), mix(p.mid, p.deep, 0.3)] if way != sun_side else [mix(p.mid, p.deep, 0.5), p.deep]
        sheet.lay(wall, tones)
        for index in range(28):
            z = 0.5 + index * 0.62
            slats.polygon(camera.upright(way * 9.9, z, way * 9.9, z + 0.2, 2.6, 9.2), mix(tones[0], p.ink if index % 2 else p.pale, 0.22))
        if way == sun_side:
            for index in range(4):
                z = 3 + index * 3.6
                slats.polygon(camera.upright(way * 9.8, z, way * 9.8, z + 2.2, 4.4, 8.6), lighter(mix(p.low, p.sun, 0.5), 0.35))
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
    sheet.lay(board, [darker(p.second, 0.45), darker(p.second, 0.25)] if dark else lighter(p.sun, 0.5), lift=sheet.u * 0.003)
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


def _seat_row(sheet: Sheet, camera: Camera, row: int, sun_side: int) -> None:
    """Row 0 is nearest and highest; rows curve around the board."""
    rng, p = sheet.rng, sheet.p
    radius = BOARD + 5 - (3.4 + row * 1.12)
    y, far = 3.4 - row * 0.3, row / ROWS

    def around(angle: float, reach: float, up: float) -> tuple[float, float, float]:
        turn = math.radians(angle)
        return (math.sin(turn) * reach, up, BOARD + 5 - math.cos(turn) * reach)

    half = min(58.0, math.degrees(9.4 / radius))
    span = [-half + 2 * half * step / 20 for step in range(21)]
    piece, people = Cut(), []
    haze = mix(p.low, p.sun, 0.4)
    body, top = mix(mix(p.mid, p.deep, 0.62), haze, far * 0.3), mix(lighter(mix(p.pale, p.mid, 0.25), 0.1), haze, far * 0.35)
    piece.polygon(camera.outline([around(a, radius, y - 0.4) for a in span] + [around(a, radius, y + 0.62) for a in reversed(span)]), darker(body, 0.3))
    piece.polygon(camera.outline([around(a, radius - 0.42, y + 0.66) for a in span] + [around(a, radius, y + 0.66) for a in reversed(span)]), top)
    pitch = math.degrees(0.72 / radius)
    angle = -half + pitch
    sheet.lay(piece, texture=0.5 if row < 4 else 0)
    seats = Cut()
    while angle < half - pitch:
        if abs(angle) > pitch * 0.75:
            place, seen = around(angle, radius + 0.42, y), []
            for da, up in ((-0.36, 0.32), (-0.38, 0.86), (-0.3, 0.95), (0.3, 0.95), (0.38, 0.86), (0.36, 0.32)):
                seen.append(around(angle + da * pitch, radius + 0.42, y + up))
            lit = 0.5 + 0.5 * sun_side * angle / half
            cloth = mix(mix(p.accent, p.mid, 0.35), mix(p.deep, p.ink, 0.2), 0.75 - 0.5 * lit)
            seats.polygon(camera.outline(seen), mix(cloth, haze, far * 0.25))
            edge = camera.outline(seen[1:5])
            seats.line(edge, max(1.0, camera.size(place[0], place[2]) * 0.02), mix(lighter(cloth, 0.45), haze, far * 0.2))
            if row > 0 and rng.random() < 0.13:
                people.append(place)
        angle += pitch
    for x, up, z in people:
        foot, metre = camera.point(x, up + 0.44, z - 0.3), camera.size(x, z)
        person = figures.standing(foot[0], foot[1] + metre * 0.82, metre * 1.75, figures.look(rng, p), back=True)
        sheet.lay(person, rim=(p.sun, sun_side * metre * 0.05, 0, 0.6), texture=0.3)
    sheet.lay(seats, texture=0.5)


def library(sheet: Sheet) -> None:
    """Shelves in perspective, a table, and one reading lamp."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    side = rng.choice((-1, 1))
    aisle = rng.uniform(1.7, 2.3)
    camera = Camera(
        sheet.size,
        eye=(side * rng.uniform(0.0, 0.6), 1.55, 0),
        yaw=-side * rng.uniform(4, 20),
        focal=rng.uniform(0.85, 1.05),
        horizon=rng.uniform(0.4, 0.5),
    )
    sheet.ground([mix(p.deep, p.ink, 0.5), mix(p.deep, p.mid, 0.3)])
    end = 15.0
    window, bars = Cut(), Cut()
    window.polygon(camera.upright(-aisle, end, aisle, end, 0, 5))
    sheet.lay(window, [p.high, mix(p.low, p.sun, 0.5)])
    for index in range(7):
        x = -aisle + index * aisle / 3
        bars.polygon(camera.upright(x - 0.04, end, x + 0.04, end, 0, 5))
    sheet.lay(bars, mix(p.deep, p.ink, 0.3))
    floor = Cut()
    floor.polygon(camera.flat(-8, -1, 8, end))
    sheet.lay(floor, [mix(p.low, p.mid, 0.35), mix(p.mid, p.deep, 0.5), mix(p.deep, p.ink, 0.4)])
    glare = Cut()
    glare.polygon(camera.flat(-aisle * 0.7, 3, aisle * 0.7, end))
    sheet.glow(glare, p.sun, 0.35, blur=u * 0.02)
    for way in (-1, 1):
        _shelves(sheet, camera, way, aisle, end)
    sheet.halo(*camera.point(0, 2.2, end), u * 0.6, mix(p.sun, p.low, 0.3), 0.5)
    if rng.random() < 0.6:
        z = rng.uniform(6, 9)
        foot, metre = camera.point(side * 0.5, 0, z), camera.size(0, z)
        sheet.lay(figures.standing(*foot, metre * 1.72, figures.look(rng, p), back=True), rim=(p.sun, metre * 0.04, 0, 0.6), texture=0.3)
    _reading_table(sheet, side)


def _shelves(sheet: Sheet, camera: Camera, way: int, aisle: float, end: float) -> None:
    rng, p = sheet.rng, sheet.p
    x, level = way * aisle, 0.46
    case = Cut()
    case.polygon(camera.upright(x, 0.6, x, end, 0, 3.9))
    sheet.lay(case, [mix(p.ink, p.deep, 0.5), p.ink])
    tones = [p.mid, mix(p.mid, p.deep, 0.5), mix(p.second, p.deep, 0.3), mix(p.pale, p.mid, 0.35), mix(p.accent, p.mid, 0.35), p.deep, mix(p.high, p.deep, 0.4), mix(p.low, p.mid, 0.4)]
    books, boards = Cut(), Cut()
    for shelf in range(8):
        y, z = 0.12 + shelf * level, 0.8
        while z < end - 0.2:
            thick = rng.uniform(0.045, 0.12) * (1 + z * 0.06)
            if rng.random() < 0.06:
                z += thick * 2
                continue
            tone = mix(rng.choice(tones), mix(p.low, p.sun, 0.3), min(0.5, z / end * 0.5))
            tone = mix(tone, p.ink, max(0.0, 0.5 - z * 0.09))
            high = y + level * rng.uniform(0.62, 0.86)
            books.polygon(camera.upright(x, z, x, z + thick * 0.94, y, high), tone)
            if thick > 0.09:
                books.polygon(camera.upright(x, z, x, z + thick * 0.94, high - 0.1, high - 0.07), lighter(tone, 0.4))
            z += thick
        boards.polygon(camera.upright(x - way * 0.02, 0.6, x - way * 0.02, end, y - 0.05, y))
        boards.polygon(camera.outline([(x, y, 0.6), (x, y, end), (x + way * 0.26, y, end), (x + way * 0.26, y, 0.6)]))
    for index in range(8):
        z = 0.9 + index * 1.9
        boards.polygon(camera.upright(x - way * 0.03, z, x - way * 0.03, z + 0.07, 0, 3.9))
    sheet.lay(books, texture=0.5)
    sheet.lay(boards, [mix(p.mid, p.pale, 0.3), mix(p.mid, p.deep, 0.4)], texture=0.5)


def _reading_table(sheet: Sheet, side: int) -> None:
    """The table in front, with an open book under the lamp's cone."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    top, lamp_x = sheet.y(0.82), sheet.x(0.5 + side * rng.uniform(0.14, 0.27))
    table = Cut()
    table.polygon([(-10, top), (sheet.w + 10, top), (sheet.w * 1.1, sheet.h + 10), (-sheet.w * 0.1, sheet.h + 10)])
    sheet.lay(table, [mix(p.mid, p.accent, 0.15), darker(p.mid, 0.45)], lift=u * 0.01, texture=1)
    sheet.halo(lamp_x, top + u * 0.05, u * 0.5, p.sun, 0.85, 0.32)
    shade_y, wide = top - u * 0.34, u * 0.15
    cone = Cut()
    cone.polygon([(lamp_x - wide * 0.9, shade_y), (lamp_x + wide * 0.9, shade_y), (lamp_x + u * 0.34, top + u * 0.08), (lamp_x - u * 0.34, top + u * 0.08)])
    sheet.glow(cone, p.sun, 0.42, blur=u * 0.022)
    for index in range(rng.randint(2, 4)):
        x, low, thick = lamp_x - side * u * 0.36, top + u * 0.04, u * 0.026
        pile, off = Cut(), rng.uniform(-0.015, 0.015) * u
        pile.polygon(quad(x - u * 0.12 + off, low - (index + 1) * thick, x + u * 0.12 + off, low - index * thick))
        sheet.lay(pile, rng.choice((p.accent, p.second, mix(p.pale, p.mid, 0.3), p.deep)), rim=(p.sun, side * u * 0.01, -u * 0.004, 0.7), lift=u * 0.003)
    _open_book(sheet, lamp_x - side * u * 0.02, top + u * 0.085, u * 0.17)
    stem, shade = Cut(), Cut()
    stem.polygon(limb([(lamp_x, top + u * 0.03), (lamp_x, shade_y)], [u * 0.011, u * 0.011]))
    stem.ellipse(lamp_x, top + u * 0.032, u * 0.06, u * 0.015)
    sheet.lay(stem, [p.ink, mix(p.ink, p.accent, 0.4)], rim=(p.sun, -u * 0.003, 0, 0.8), lift=u * 0.004)
    shade.polygon(smooth([(lamp_x - wide, shade_y), (lamp_x - wide * 0.75, shade_y - u * 0.06), (lamp_x, shade_y - u * 0.095), (lamp_x + wide * 0.75, shade_y - u * 0.06), (lamp_x + wide, shade_y), (lamp_x, shade_y + u * 0.008)], 5))
    sheet.lay(shade, [darker(p.accent, 0.25), p.accent, mix(p.accent, p.sun, 0.5)], lift=u * 0.006)
    sheet.halo(lamp_x, shade_y + u * 0.02, u * 0.3, p.sun, 0.6)


def _open_book(sheet: Sheet, x: float, y: float, wide: float) -> None:
    p = sheet.p
    for way in (-1, 1):
        page, lines = Cut(), Cut()
        corners = [(x, y - wide * 0.16), (x + way * wide * 0.5, y - wide * 0.2), (x + way * wide * 0.92, y - wide * 0.14), (x + way * wide, y + wide * 0.16), (x + way * wide * 0.5, y + wide * 0.1), (x, y + wide * 0.16)]
        page.polygon(corners)
        sheet.lay(page, [lighter(p.sun, 0.6), mix(p.sun, p.pale, 0.5)], lift=wide * 0.025)
        for index in range(7):
            drop = y + wide * (-0.1 + 0.035 * index)
            lines.line([(x + way * wide * 0.14, drop - wide * 0.012), (x + way * wide * 0.8, drop + wide * 0.012)], wide * 0.009)
        sheet.lay(lines, mix(p.deep, p.pale, 0.4), texture=0)


def concert(sheet: Sheet) -> None:
    """Stage light through haze, players on the stage, the audience in front."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    stage = rng.uniform(0.6, 0.7)
    centre = rng.uniform(0.3, 0.7)
    sheet.ground([p.ink, mix(p.ink, p.deep, 0.7), mix(p.deep, p.accent, 0.35)])
    sheet.halo(sheet.x(centre), sheet.y(stage - 0.05), u * 0.9, p.accent, 0.6, 0.75)
    _backdrop(sheet, stage)
    for _ in range(rng.randint(6, 9)):
        start, end = rng.uniform(0.02, 0.98), centre + rng.gauss(0, 0.2)
        beam, spread = Cut(), u * rng.uniform(0.05, 0.11)
        x0, x1 = sheet.x(start), sheet.x(end)
        beam.polygon([(x0 - u * 0.006, sheet.y(0.04)), (x0 + u * 0.006, sheet.y(0.04)), (x1 + spread, sheet.y(stage + 0.03)), (x1 - spread, sheet.y(stage + 0.03))])
        sheet.glow(beam, rng.choice((p.sun, p.sun, p.accent, p.second)), rng.uniform(0.25, 0.5), blur=u * 0.005)
        sheet.halo(x0, sheet.y(0.045), u * 0.07, lighter(p.sun, 0.5), 1.0)
    truss = Cut()
    truss.polygon(quad(0, sheet.y(0.015), sheet.w, sheet.y(0.026)))
    truss.polygon(quad(0, sheet.y(0.052), sheet.w, sheet.y(0.06)))
    for index in range(34):
        x = sheet.x(index / 33)
        truss.line([(x, sheet.y(0.02)), (x + u * 0.03, sheet.y(0.055))], u * 0.003)
    sheet.lay(truss, p.ink)
    floor = Cut()
    floor.polygon(quad(0, sheet.y(stage), sheet.w, sheet.y(stage + 0.12)))
    sheet.lay(floor, [mix(p.sun, p.accent, 0.5), mix(p.deep, p.ink, 0.3)])
    _players(sheet, centre, stage)
    sheet.halo(sheet.x(centre), sheet.y(stage), u * 0.6, p.sun, 0.55, 0.5)
    _audience(sheet, stage)


def _backdrop(sheet: Sheet, stage: float) -> None:
    """Tall folds of cloth, or the pipes of an organ, behind the stage."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    piece, x = Cut(), 0.0
    pipes = rng.random() < 0.45
    while x < sheet.w:
        wide = u * (rng.uniform(0.02, 0.05) if pipes else rng.uniform(0.05, 0.12))
        low = stage - (0.1 + 0.16 * abs(math.sin(x / u * 4)) if pipes else 0)
        high = 0.14 + (0.12 * abs(math.cos(x / u * 3)) if pipes else 0)
        tone = mix(p.deep, p.accent, rng.uniform(0.05, 0.3))
        piece.polygon(quad(x, sheet.y(high if pipes else 0), x + wide * 0.5, sheet.y(low)), tone)
        piece.polygon(quad(x + wide * 0.5, sheet.y(high if pipes else 0), x + wide * 0.92, sheet.y(low)), darker(tone, 0.5))
        x += wide
    sheet.lay(piece, opacity=0.55, blur=u * 0.002)


def _players(sheet: Sheet, centre: float, stage: float) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    count = rng.choice((1, 3, 4))
    for index in range(count):
        height = u * rng.uniform(0.2, 0.23)
        x = sheet.x(centre) + (index - (count - 1) / 2) * u * 0.2
        y = sheet.y(stage + 0.035)
        person = figures.standing(x, y, height, figures.look(rng, p, formal=True), facing=rng.choice((-1, 1)))
        kind = rng.choice(("cello", "guitar", "singer"))
        if kind == "cello":
            person.polygon(smooth([(x + height * 0.1, y - height * 0.45), (x + height * 0.2, y - height * 0.34), (x + height * 0.14, y - height * 0.25), (x + height * 0.23, y - height * 0.08), (x + height * 0.1, y - height * 0.02), (x - height * 0.02, y - height * 0.1), (x + height * 0.05, y - height * 0.25), (x, y - height * 0.36)]), mix(p.accent, p.ink, 0.3))
            person.line([(x + height * 0.1, y - height * 0.4), (x + height * 0.06, y - height * 0.82)], height * 0.02, p.ink)
            person.line([(x - height * 0.16, y - height * 0.42), (x + height * 0.3, y - height * 0.32)], height * 0.012, p.sun)
        elif kind == "guitar":
            person.ellipse(x - height * 0.05, y - height * 0.5, height * 0.1, height * 0.075, p.accent)
            person.line([(x - height * 0.05, y - height * 0.5), (x + height * 0.3, y - height * 0.62)], height * 0.022, p.pale)
        else:
            person.line([(x + height * 0.09, y), (x + height * 0.09, y - height * 0.8)], height * 0.01, p.ink)
            person.ellipse(x + height * 0.08, y - height * 0.82, height * 0.02, height * 0.022, p.pale)
        sheet.lay(person, rim=(p.sun, rng.choice((-1, 1)) * height * 0.03, -height * 0.02, 0.9), texture=0.3)


def _audience(sheet: Sheet, stage: float) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    for layer in range(4):
        size = u * (0.024, 0.036, 0.056, 0.085)[layer]
        base = sheet.y(stage + 0.1 + (0.0, 0.06, 0.14, 0.27)[layer])
        piece, x = Cut(), -size * rng.random() * 3
        while x < sheet.w + size:
            y = base + rng.uniform(-0.5, 0.5) * size
            piece.ellipse(x, y, size * 0.74, size)
            piece.polygon(smooth([(x - size * 2.0, y + size * 2.6), (x - size * 1.5, y + size * 1.25), (x - size * 0.4, y + size * 0.75), (x + size * 0.4, y + size * 0.75), (x + size * 1.5, y + size * 1.25), (x + size * 2.0, y + size * 2.6)], 4))
            if rng.random() < 0.14:
                way = rng.choice((-1, 1))
                hand = (x + way * size * rng.uniform(1.0, 2.2), y - size * rng.uniform(1.6, 3.0))
                piece.polygon(limb([(x + way * size * 1.4, y + size * 1.6), (x + way * size * 1.9, y - size * 0.2), hand], [size * 0.62, size * 0.5, size * 0.36]))
                piece.ellipse(hand[0], hand[1] - size * 0.1, size * 0.24, size * 0.3)
            x += size * rng.uniform(2.3, 3.4)
        piece.polygon(quad(0, base + size * 1.8, sheet.w, sheet.h))
        tone = mix(p.ink, mix(p.deep, p.accent, 0.4), (0.6, 0.36, 0.16, 0.0)[layer])
        sheet.lay(piece, [tone, p.ink], rim=(p.sun, 0, -size * 0.16, (0.75, 0.65, 0.5, 0.35)[layer]))
