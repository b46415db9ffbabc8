"""Seedlings in trays under glass. Distances in metres."""

from portal.demo.pictures.palettes import Colour, darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import Point, between, limb, smooth


def paint(sheet: Sheet) -> None:
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
    bench.polygon(camera.flat(-14, 0.1, 14, 7, -0.02))
    sheet.lay(bench, [mix(p.low, p.mid, 0.5), mix(p.deep, p.ink, 0.4)])
    pitch, rows = (0.15, 15) if close else (0.17, 22)
    leaf = (mix(p.second, (96, 150, 70), 0.7), mix(p.mid, (140, 178, 70), 0.72))
    tray, shadows = Cut(), Cut()
    plants = (Cut(), Cut(), Cut())  # far and soft, sharp, near and soft
    for row in range(rows, -1, -1):
        z, share = 0.42 + row * pitch, row / rows
        _tray_row(sheet, camera, tray, z, share)
        band = 2 if row == 0 else 0 if share > 0.66 else 1
        _plant_row(sheet, camera, (plants[band], shadows), z, share, leaf, side)
    sheet.lay(tray, texture=0.5)
    sheet.shade(shadows, mix(p.deep, p.ink, 0.2), 0.55, blur=2)
    for piece, blur in zip(plants, (u * 0.0015, 0.0, u * 0.004), strict=True):
        sheet.lay(piece, blur=blur, texture=0.4)
    sheet.halo(*sun, u * 0.9, p.sun, 0.4)


def _greenhouse(sheet: Sheet, camera: Camera) -> None:
    p, bars = sheet.p, Cut()
    for index in range(-14, 15):
        bars.polygon(camera.upright(index * 0.8 - 0.03, 8, index * 0.8 + 0.03, 8, -1, 6))
    for y in (0.6, 1.8, 3.0):
        bars.polygon(camera.upright(-14, 8, 14, 8, y, y + 0.06))
    sheet.lay(bars, lighter(p.pale, 0.4), opacity=0.8, blur=sheet.u * 0.003)


def _haze(share: float) -> float:
    return 0.7 * float(share**1.3)


def _in_view(sheet: Sheet, camera: Camera, z: float) -> list[float]:
    """The places along a row, in metres, that can be seen."""
    places = (index * 0.15 for index in range(-34, 35))
    return [x for x in places if -0.12 * sheet.w < camera.point(x, 0, z)[0] < 1.12 * sheet.w]


def _tray_row(sheet: Sheet, camera: Camera, tray: Cut, z: float, share: float) -> None:
    p, haze = sheet.p, _haze(share)
    air = mix(p.low, p.sun, 0.4)
    frame, soil = mix(mix(p.deep, p.ink, 0.55), air, haze), mix(darker(mix(p.mid, (74, 48, 34), 0.75), 0.35), air, haze)
    for x in _in_view(sheet, camera, z):
        gap = 0.02 if round(x / 0.15) % 6 == 0 else 0.0
        tray.polygon(camera.flat(x - 0.074 + gap, z - 0.07, x + 0.076, z + 0.07), frame)
        tray.polygon(camera.flat(x - 0.056 + gap, z - 0.052, x + 0.056, z + 0.052, -0.005), soil)


def _plant_row(
    sheet: Sheet,
    camera: Camera,
    pieces: tuple[Cut, Cut],
    z: float,
    share: float,
    leaf: tuple[Colour, Colour],
    side: int,
) -> None:
    rng, p = sheet.rng, sheet.p
    plants, shadows = pieces
    air, haze = mix(p.low, p.sun, 0.4), _haze(share)
    tones = tuple(mix(tone, air, haze) for tone in leaf)
    for x in _in_view(sheet, camera, z):
        if rng.random() < 0.04:
            continue
        x += rng.uniform(-0.012, 0.012)
        foot, tall = camera.point(x, 0, z), camera.size(x, z) * rng.uniform(0.07, 0.13)
        _seedling(sheet, plants, foot, tall, tones, side)
        if share < 0.7:
            tip = (foot[0] - side * tall, foot[1] + tall * 0.22)
            shadows.polygon(limb([foot, between(foot, tip, 0.5), tip], [tall * 0.08, tall * 0.4, tall * 0.2]))


def _seedling(sheet: Sheet, piece: Cut, foot: Point, tall: float, tones: tuple[Colour, ...], side: int) -> None:
    """A stem and two or four leaves, each leaf with a lit and a shaded half."""
    rng = sheet.rng
    dark, light = tones
    top = (foot[0] + rng.uniform(-0.12, 0.12) * tall + side * tall * 0.1, foot[1] - tall)
    piece.polygon(
        limb(
            [foot, ((foot[0] + top[0]) / 2, (foot[1] + top[1]) / 2 + tall * 0.05), top],
            [tall * 0.06, tall * 0.055, tall * 0.05],
        ),
        mix(dark, light, 0.5),
    )
    pairs = ((1.0, 0.62),) if rng.random() < 0.45 else ((0.62, 0.48), (1.0, 0.6))
    for level, reach in pairs:
        x, y = foot[0] + (top[0] - foot[0]) * level, foot[1] + (top[1] - foot[1]) * level
        for way in (-1, 1):
            tip = (x + way * tall * reach * rng.uniform(0.8, 1.1), y - tall * rng.uniform(-0.04, 0.3))
            middle = ((x + tip[0]) / 2, (y + tip[1]) / 2)
            upper, lower = (middle[0], middle[1] - tall * 0.17), (middle[0], middle[1] + tall * 0.13)
            lit = lighter(light, 0.25) if way == side else light
            piece.polygon(smooth([(x, y), upper, tip, lower], 3), dark)
            piece.polygon(smooth([(x, y), upper, tip], 3, closed=False), lit)
