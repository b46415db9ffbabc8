"""A library: shelves in metres, the table in front in shares of `sheet.u`."""

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import limb, quad, smooth


def paint(sheet: Sheet) -> None:
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
        sheet.lay(
            figures.standing(*foot, metre * 1.72, figures.look(rng, p), back=True),
            rim=(p.sun, metre * 0.04, 0, 0.6),
            texture=0.3,
        )
    _reading_table(sheet, side)


def _shelves(sheet: Sheet, camera: Camera, way: int, aisle: float, end: float) -> None:
    rng, p = sheet.rng, sheet.p
    x, level = way * aisle, 0.46
    case = Cut()
    case.polygon(camera.upright(x, 0.6, x, end, 0, 3.9))
    sheet.lay(case, [mix(p.ink, p.deep, 0.5), p.ink])
    tones = [
        p.mid,
        mix(p.mid, p.deep, 0.5),
        mix(p.second, p.deep, 0.3),
        mix(p.pale, p.mid, 0.35),
        mix(p.accent, p.mid, 0.35),
        p.deep,
        mix(p.high, p.deep, 0.4),
        mix(p.low, p.mid, 0.4),
    ]
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
    sheet.lay(table, [mix(p.mid, p.accent, 0.15), darker(p.mid, 0.45)], lift=u * 0.01, texture=0.75)
    sheet.halo(lamp_x, top + u * 0.05, u * 0.5, p.sun, 0.85, 0.32)
    shade_y, wide = top - u * 0.34, u * 0.15
    cone = Cut()
    cone.polygon(
        [
            (lamp_x - wide * 0.9, shade_y),
            (lamp_x + wide * 0.9, shade_y),
            (lamp_x + u * 0.34, top + u * 0.08),
            (lamp_x - u * 0.34, top + u * 0.08),
        ]
    )
    sheet.glow(cone, p.sun, 0.42, blur=u * 0.022)
    for index in range(rng.randint(2, 4)):
        x, low, thick = lamp_x - side * u * 0.36, top + u * 0.04, u * 0.026
        pile, off = Cut(), rng.uniform(-0.015, 0.015) * u
        pile.polygon(quad(x - u * 0.12 + off, low - (index + 1) * thick, x + u * 0.12 + off, low - index * thick))
        sheet.lay(
            pile,
            rng.choice((p.accent, p.second, mix(p.pale, p.mid, 0.3), p.deep)),
            rim=(p.sun, side * u * 0.01, -u * 0.004, 0.7),
            lift=u * 0.003,
        )
    _open_book(sheet, lamp_x - side * u * 0.02, top + u * 0.085, u * 0.17)
    stem, shade = Cut(), Cut()
    stem.polygon(limb([(lamp_x, top + u * 0.03), (lamp_x, shade_y)], [u * 0.011, u * 0.011]))
    stem.ellipse(lamp_x, top + u * 0.032, u * 0.06, u * 0.015)
    sheet.lay(stem, [p.ink, mix(p.ink, p.accent, 0.4)], rim=(p.sun, -u * 0.003, 0, 0.8), lift=u * 0.004)
    shade.polygon(
        smooth(
            [
                (lamp_x - wide, shade_y),
                (lamp_x - wide * 0.75, shade_y - u * 0.06),
                (lamp_x, shade_y - u * 0.095),
                (lamp_x + wide * 0.75, shade_y - u * 0.06),
                (lamp_x + wide, shade_y),
                (lamp_x, shade_y + u * 0.008),
            ],
            5,
        )
    )
    sheet.lay(shade, [darker(p.accent, 0.25), p.accent, mix(p.accent, p.sun, 0.5)], lift=u * 0.006)
    sheet.halo(lamp_x, shade_y + u * 0.02, u * 0.3, p.sun, 0.6)


def _open_book(sheet: Sheet, x: float, y: float, wide: float) -> None:
    p = sheet.p
    for way in (-1, 1):
        page, lines = Cut(), Cut()
        corners = [
            (x, y - wide * 0.16),
            (x + way * wide * 0.5, y - wide * 0.2),
            (x + way * wide * 0.92, y - wide * 0.14),
            (x + way * wide, y + wide * 0.16),
            (x + way * wide * 0.5, y + wide * 0.1),
            (x, y + wide * 0.16),
        ]
        page.polygon(corners)
        sheet.lay(page, [lighter(p.sun, 0.6), mix(p.sun, p.pale, 0.5)], lift=wide * 0.025)
        for index in range(7):
            drop = y + wide * (-0.1 + 0.035 * index)
            lines.line(
                [(x + way * wide * 0.14, drop - wide * 0.012), (x + way * wide * 0.8, drop + wide * 0.012)],
                wide * 0.009,
            )
        sheet.lay(lines, mix(p.deep, p.pale, 0.4), texture=0)
