"""A workshop bench and seedlings in trays: work in progress."""

from portal.demo.pictures.palettes import Colour, darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import Point, arc, limb, quad, smooth


def workshop(sheet: Sheet) -> None:
    """A bench with tools and timber under a window."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    side = rng.choice((-1, 1))
    sheet.ground([mix(p.pale, p.mid, 0.3), mix(p.mid, p.pale, 0.3), mix(p.mid, p.deep, 0.4)], 90)
    _boarded_wall(sheet)
    _workshop_window(sheet, side)
    _tools(sheet, side)
    _leaning_timber(sheet, side)
    bench = sheet.y(rng.uniform(0.66, 0.73))
    front = sheet.h * 0.13 + bench
    top = Cut()
    top.polygon([(-u * 0.1, bench), (sheet.w + u * 0.1, bench), (sheet.w + u * 0.3, front), (-u * 0.3, front)])
    sheet.lay(top, [lighter(mix(p.pale, p.mid, 0.35), 0.1), mix(p.pale, p.mid, 0.5)], lift=u * 0.012, texture=1.2)
    grain = Cut()
    for _ in range(16):
        y = bench + (front - bench) * rng.random()
        grain.line([(sheet.x(rng.uniform(-0.2, 0.4)), y), (sheet.x(rng.uniform(0.6, 1.2)), y + u * 0.004)], u * 0.0012)
    sheet.lay(grain, mix(p.mid, p.deep, 0.3), opacity=0.5, texture=0)
    apron = Cut()
    apron.polygon(quad(0, front, sheet.w, sheet.h))
    sheet.lay(apron, [mix(p.mid, p.deep, 0.45), darker(p.deep, 0.35)], texture=1.2)
    edge = Cut()
    edge.polygon(quad(0, front, sheet.w, front + u * 0.035))
    sheet.lay(edge, mix(p.mid, p.pale, 0.15), lift=u * 0.008)
    light = Cut()
    x = sheet.x(0.5 + side * 0.1)
    light.polygon([(x - u * 0.28, bench), (x + u * 0.14, bench), (x + u * 0.14 - side * u * 0.34, front), (x - u * 0.3 - side * u * 0.34, front)])
    sheet.glow(light, p.sun, 0.4, blur=u * 0.004)
    _planks(sheet, bench, front, -side)
    _plane(sheet, sheet.x(0.5 + side * rng.uniform(0.08, 0.22)), (bench + front) / 2 + u * 0.01, u * 0.2, side)
    _small_things(sheet, bench, front)


def _boarded_wall(sheet: Sheet) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    joints, x = Cut(), 0.0
    while x < sheet.w:
        x += u * rng.uniform(0.09, 0.13)
        joints.polygon(quad(x, 0, x + u * 0.003, sheet.h))
    sheet.lay(joints, p.deep, opacity=0.35, texture=0)


def _workshop_window(sheet: Sheet, side: int) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    wide, tall = u * rng.uniform(0.42, 0.6), u * rng.uniform(0.4, 0.5)
    x, y = sheet.x(0.5 + side * 0.27) - wide / 2, sheet.y(0.06)
    pane, bars = Cut(), Cut()
    pane.polygon(quad(x, y, x + wide, y + tall))
    sheet.lay(pane, [p.high, lighter(mix(p.low, p.sun, 0.5), 0.3)])
    trees = Cut()
    for index in range(9):
        trees.ellipse(x + wide * (index + 0.5) / 9, y + tall * 0.98, wide * 0.08, tall * rng.uniform(0.1, 0.3))
    trees.polygon(quad(x, y + tall, x + wide, y + tall * 1.4), 0)
    sheet.lay(trees, mix(p.second, p.low, 0.5), opacity=0.7)
    for index in range(5):
        bx = x + wide * index / 4
        bars.polygon(quad(bx - u * 0.007, y, bx + u * 0.007, y + tall))
    for index in range(4):
        by = y + tall * index / 3
        bars.polygon(quad(x - u * 0.007, by - u * 0.007, x + wide + u * 0.007, by + u * 0.007))
    bars.polygon(quad(x - u * 0.03, y + tall, x + wide + u * 0.03, y + tall + u * 0.025))
    sheet.lay(bars, lighter(p.pale, 0.2), lift=u * 0.006)
    beam = Cut()
    beam.polygon([(x, y), (x + wide, y), (x + wide - side * u * 0.75, sheet.y(0.9)), (x - side * u * 0.95, sheet.y(0.9))])
    sheet.glow(beam, p.sun, 0.25, blur=u * 0.02)
    sheet.halo(x + wide / 2, y + tall / 2, u * 0.6, p.sun, 0.4)


def _tools(sheet: Sheet, side: int) -> None:
    """A row of tools hung on the wall away from the window."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    rail_y = sheet.y(rng.uniform(0.14, 0.2))
    left = sheet.x(0.05) if side > 0 else sheet.x(0.5)
    rail = Cut()
    rail.polygon(quad(left - u * 0.03, rail_y - u * 0.012, left + u * 0.72, rail_y + u * 0.012))
    sheet.lay(rail, mix(p.mid, p.deep, 0.5), lift=u * 0.005)
    makers = [_saw, _hammer, _chisel, _square, _chisel, _clamp, _spokeshave]
    rng.shuffle(makers)
    for index, maker in enumerate(makers[:6]):
        piece = Cut()
        maker(piece, left + u * (0.03 + 0.115 * index), rail_y, u * rng.uniform(0.24, 0.3), (p.ink, mix(p.accent, p.mid, 0.3), mix(p.high, p.deep, 0.45)))
        sheet.lay(piece, lift=u * 0.011, rim=(p.sun, side * u * 0.004, -u * 0.002, 0.6))


Tones = tuple[Colour, Colour, Colour]  # dark, wood, steel


def _saw(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon([(x - tall * 0.06, y + tall * 0.28), (x + tall * 0.2, y + tall * 0.28), (x + tall * 0.06, y + tall * 1.15), (x - tall * 0.03, y + tall * 1.15)], tones[2])
    piece.polygon(smooth([(x - tall * 0.1, y + tall * 0.3), (x - tall * 0.04, y), (x + tall * 0.14, y), (x + tall * 0.22, y + tall * 0.3)], 4), tones[1])
    piece.ellipse(x + tall * 0.05, y + tall * 0.14, tall * 0.055, tall * 0.07, tones[0])


def _hammer(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon(limb([(x, y), (x, y + tall * 0.95)], [tall * 0.06, tall * 0.085]), tones[1])
    piece.polygon([(x - tall * 0.2, y), (x + tall * 0.2, y + tall * 0.03), (x + tall * 0.2, y + tall * 0.14), (x - tall * 0.14, y + tall * 0.16), (x - tall * 0.22, y + tall * 0.08)], tones[0])


def _chisel(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon(limb([(x, y), (x, y + tall * 0.18), (x, y + tall * 0.36)], [tall * 0.07, tall * 0.1, tall * 0.06]), tones[1])
    piece.polygon(limb([(x, y + tall * 0.36), (x, y + tall * 0.8)], [tall * 0.045, tall * 0.075]), tones[2])


def _square(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon(quad(x - tall * 0.06, y, x + tall * 0.02, y + tall * 0.9), tones[2])
    piece.polygon(quad(x - tall * 0.06, y, x + tall * 0.34, y + tall * 0.11), tones[1])


def _clamp(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.polygon(quad(x - tall * 0.02, y, x + tall * 0.03, y + tall * 1.3), tones[2])
    piece.polygon(quad(x - tall * 0.02, y + tall * 0.05, x + tall * 0.24, y + tall * 0.13), tones[0])
    piece.polygon(quad(x - tall * 0.03, y + tall * 0.7, x + tall * 0.24, y + tall * 0.79), tones[0])
    piece.polygon(limb([(x + tall * 0.2, y + tall * 0.6), (x + tall * 0.2, y + tall * 1.08)], [tall * 0.03, tall * 0.07]), tones[1])


def _spokeshave(piece: Cut, x: float, y: float, tall: float, tones: Tones) -> None:
    piece.ellipse(x, y + tall * 0.32, tall * 0.19, tall * 0.3, tones[0])
    piece.ellipse(x, y + tall * 0.32, tall * 0.13, tall * 0.23, tones[1])


def _leaning_timber(sheet: Sheet, side: int) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    for index in range(rng.randint(4, 6)):
        foot = sheet.x(0.5 - side * 0.43) + side * index * u * 0.055
        lean, wide = -side * u * rng.uniform(0.03, 0.1), u * rng.uniform(0.035, 0.06)
        top = sheet.y(rng.uniform(0.0, 0.3))
        piece = Cut()
        piece.polygon([(foot, sheet.y(0.8)), (foot + wide, sheet.y(0.8)), (foot + wide + lean, top), (foot + lean, top + u * 0.01)])
        tone = mix(mix(p.pale, p.accent, 0.2), p.mid, rng.uniform(0.1, 0.6))
        sheet.lay(piece, [lighter(tone, 0.2), darker(tone, 0.15)], lift=u * 0.012, rim=(p.sun, side * u * 0.006, 0, 0.6), texture=1.4)


def _planks(sheet: Sheet, bench: float, front: float, way: int) -> None:
    """A stack of boards on the bench, end grain towards us."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    centre = sheet.x(0.5 + way * 0.26)
    for index in range(4):
        thick, wide = u * 0.03, u * rng.uniform(0.32, 0.4)
        low = front - u * 0.05 - index * thick
        left = centre - wide / 2 + rng.uniform(-0.03, 0.03) * u
        piece, tone = Cut(), mix(mix(p.pale, p.mid, 0.3), p.accent, rng.uniform(0.05, 0.25))
        back = u * 0.05
        piece.polygon([(left, low - thick), (left + back * 0.4, low - thick - back), (left + wide + back * 0.3, low - thick - back), (left + wide, low - thick)], lighter(tone, 0.35))
        piece.polygon(quad(left, low - thick, left + wide, low), darker(tone, 0.2))
        piece.polygon(quad(left, low - thick, left + wide, low - thick * 0.85), lighter(tone, 0.2))
        sheet.lay(piece, lift=u * 0.008, texture=1.3)


def _plane(sheet: Sheet, x: float, y: float, long: float, way: int) -> None:
    """A hand plane and its shavings."""
    rng, p = sheet.rng, sheet.p
    body = Cut()
    body.polygon(smooth([(x - long * 0.5, y), (x - long * 0.5, y - long * 0.17), (x - long * 0.1, y - long * 0.2), (x + long * 0.4, y - long * 0.17), (x + long * 0.52, y - long * 0.08), (x + long * 0.5, y)], 3), mix(p.mid, p.deep, 0.35))
    body.polygon(limb([(x - long * 0.02, y - long * 0.12), (x - long * 0.14, y - long * 0.36)], [long * 0.05, long * 0.09]), mix(p.high, p.deep, 0.4))
    body.polygon(smooth([(x - long * 0.42, y - long * 0.16), (x - long * 0.44, y - long * 0.33), (x - long * 0.33, y - long * 0.36), (x - long * 0.27, y - long * 0.17)], 4), p.accent)
    body.ellipse(x + long * 0.32, y - long * 0.22, long * 0.06, long * 0.07, p.accent)
    sheet.lay(body, lift=long * 0.06, rim=(p.sun, way * long * 0.03, -long * 0.02, 0.6))
    curls = Cut()
    for _ in range(9):
        cx, cy, size = x + way * long * rng.uniform(-0.9, 0.9), y + long * rng.uniform(-0.02, 0.2), long * rng.uniform(0.04, 0.1)
        start = rng.uniform(0, 360)
        curls.line(arc(cx, cy, size, size * 0.7, start, start + rng.uniform(200, 330), 14), long * 0.022, lighter(mix(p.pale, p.accent, 0.15), rng.uniform(0.1, 0.5)))
    sheet.lay(curls, lift=long * 0.025)


def _small_things(sheet: Sheet, bench: float, front: float) -> None:
    """A tin with pencils and a folded drawing."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    x, y = sheet.x(rng.uniform(0.44, 0.52)), bench + (front - bench) * 0.3
    tin = Cut()
    for _ in range(5):
        lean = rng.uniform(-0.03, 0.03) * u
        tin.line([(x + rng.uniform(-0.014, 0.014) * u, y - u * 0.05), (x + lean, y - u * rng.uniform(0.13, 0.17))], u * 0.006, rng.choice((p.accent, p.second, p.ink, p.pale)))
    tin.polygon(quad(x - u * 0.03, y - u * 0.09, x + u * 0.03, y), mix(p.second, p.deep, 0.2))
    sheet.lay(tin, lift=u * 0.008, rim=(p.sun, -u * 0.006, 0, 0.5))
    drawing = Cut()
    dx, dy = x - u * 0.26, front - u * 0.03
    drawing.polygon([(dx, dy - u * 0.06), (dx + u * 0.2, dy - u * 0.07), (dx + u * 0.23, dy), (dx - u * 0.01, dy + u * 0.01)])
    sheet.lay(drawing, lighter(p.pale, 0.4), lift=u * 0.003)


def seedlings(sheet: Sheet) -> None:
    """Rows of seedlings in trays, receding under glass."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    close = rng.random() < 0.45
    camera = Camera(
        sheet.size,
        eye=(rng.uniform(-0.2, 0.2), rng.uniform(0.42, 0.56) if close else rng.uniform(0.75, 0.95), 0),
        yaw=rng.choice((-1, 1)) * rng.uniform(8, 28),
        focal=1.25 if close else 1.0,
        horizon=rng.uniform(0.1, 0.26),
    )
    side = rng.choice((-1, 1))
    sheet.ground([p.high, mix(p.low, p.sun, 0.5), mix(p.mid, p.deep, 0.5)])
    _greenhouse(sheet, camera)
    sun = (sheet.x(0.5 + side * 0.4), sheet.y(0.06))
    sheet.halo(*sun, u * 1.2, p.sun, 0.8)
    bench = Cut()
    bench.polygon(camera.flat(-6, 0.1, 6, 7, -0.02))
    sheet.lay(bench, [mix(p.low, p.mid, 0.5), mix(p.deep, p.ink, 0.4)])
    pitch, rows = (0.15, 15) if close else (0.17, 22)
    leaf = (mix(p.second, (96, 150, 70), 0.7), mix(p.mid, (140, 178, 70), 0.72))
    for row in range(rows, -1, -1):
        _tray_row(sheet, camera, 0.42 + row * pitch, (row, rows), leaf, side)
    sheet.halo(*sun, u * 0.9, p.sun, 0.4)


def _greenhouse(sheet: Sheet, camera: Camera) -> None:
    p, bars = sheet.p, Cut()
    for index in range(-14, 15):
        bars.polygon(camera.upright(index * 0.8 - 0.03, 8, index * 0.8 + 0.03, 8, -1, 6))
    for y in (0.6, 1.8, 3.0):
        bars.polygon(camera.upright(-14, 8, 14, 8, y, y + 0.06))
    sheet.lay(bars, lighter(p.pale, 0.4), opacity=0.8, blur=sheet.u * 0.003)


def _tray_row(sheet: Sheet, camera: Camera, z: float, place: tuple[int, int], leaf: tuple[Colour, Colour], side: int) -> None:
    rng, p = sheet.rng, sheet.p
    row, rows = place
    haze, air = 0.7 * (row / rows) ** 1.3, mix(p.low, p.sun, 0.4)
    tray, plants, shadows = Cut(), Cut(), Cut()
    for index in range(-13, 14):
        x = index * 0.15
        gap = 0.02 if index % 6 == 0 else 0.0
        tray.polygon(camera.flat(x - 0.074 + gap, z - 0.07, x + 0.074, z + 0.07), mix(mix(p.deep, p.ink, 0.55), air, haze))
        tray.polygon(camera.flat(x - 0.056 + gap, z - 0.052, x + 0.056, z + 0.052, -0.005), mix(darker(mix(p.mid, (74, 48, 34), 0.75), 0.35), air, haze))
    sheet.lay(tray, texture=0)
    blur = sheet.u * 0.004 * max(0.0, row / rows - 0.45) + (sheet.u * 0.004 if row == 0 else 0)
    for index in range(-13, 14):
        if rng.random() < 0.04:
            continue
        x = index * 0.15 + rng.uniform(-0.012, 0.012)
        foot, metre = camera.point(x, 0, z), camera.size(x, z)
        if not -0.1 * sheet.w < foot[0] < 1.1 * sheet.w:
            continue
        tall = metre * rng.uniform(0.07, 0.13)
        _seedling(sheet, plants, foot, tall, tuple(mix(tone, air, haze) for tone in leaf), side)
        shadows.polygon(limb([foot, (foot[0] - side * tall * 1.0, foot[1] + tall * 0.22)], [tall * 0.1, tall * 0.5]))
    sheet.shade(shadows, mix(p.deep, p.ink, 0.2), 0.6 * (1 - haze), blur=2)
    sheet.lay(plants, blur=blur, texture=0.4 if row < 6 else 0)


def _seedling(sheet: Sheet, piece: Cut, foot: Point, tall: float, tones: tuple[Colour, ...], side: int) -> None:
    """A stem and two or four leaves, each leaf with a lit and a shaded half."""
    rng = sheet.rng
    dark, light = tones
    top = (foot[0] + rng.uniform(-0.12, 0.12) * tall + side * tall * 0.1, foot[1] - tall)
    piece.polygon(limb([foot, ((foot[0] + top[0]) / 2, (foot[1] + top[1]) / 2 + tall * 0.05), top], [tall * 0.06, tall * 0.055, tall * 0.05]), mix(dark, light, 0.5))
    pairs = ((1.0, 0.62),) if rng.random() < 0.45 else ((0.62, 0.48), (1.0, 0.6))
    for level, reach in pairs:
        x, y = foot[0] + (top[0] - foot[0]) * level, foot[1] + (top[1] - foot[1]) * level
        for way in (-1, 1):
            tip = (x + way * tall * reach * rng.uniform(0.8, 1.1), y - tall * rng.uniform(-0.04, 0.3))
            middle = ((x + tip[0]) / 2, (y + tip[1]) / 2)
            upper, lower = (middle[0], middle[1] - tall * 0.17), (middle[0], middle[1] + tall * 0.13)
            lit = lighter(light, 0.25) if way == side else light
            piece.polygon(smooth([(x, y), upper, tip, lower], 4), dark)
            piece.polygon(smooth([(x, y), upper, tip], 4, closed=False), lit)
