"""Arcades and the light that falls through them. Distances in metres."""

from collections.abc import Sequence

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import Colour, darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import Point, arc


def paint(sheet: Sheet) -> None:
    """An arcade and the light that falls through it."""
    if sheet.rng.random() < 0.62:
        _along_the_arcade(sheet)
    else:
        _before_the_arcade(sheet)


def _arch(centre: float, width: float, spring: float) -> list[Point]:
    """An opening as (along, up) points, from the floor over the round and down."""
    half = width / 2
    round_top = [(x, y) for x, y in arc(centre, spring, half, -half, 180, 360, 20)]
    return [(centre - half, 0.0), *round_top, (centre + half, 0.0)]


def _along_the_arcade(sheet: Sheet) -> None:
    rng, p = sheet.rng, sheet.p
    side = rng.choice((-1, 1))  # where the openings are
    wide, bay, length = rng.uniform(4.0, 5.4), rng.uniform(3.2, 4.2), 44.0
    spring = rng.uniform(2.3, 3.4)
    tall = spring + bay * 0.36 + rng.uniform(0.8, 1.4)
    camera = Camera(
        sheet.size,
        eye=(side * -wide * 0.16, rng.uniform(1.2, 1.8), 0),
        yaw=side * rng.uniform(6, 16),
        focal=rng.uniform(0.72, 0.95),
        horizon=rng.uniform(0.56, 0.68),
    )
    open_x, solid_x = side * wide / 2, -side * wide / 2
    sheet.ground([p.high, p.low, mix(p.low, p.sun, 0.5)])
    _outside(sheet, camera)
    openings = [_arch(-1.2 + (index + 0.5) * bay, bay * 0.72, spring) for index in range(int(length / bay))]
    _pierced(sheet, camera, open_x + side * 0.8, openings, tall, (lighter(p.pale, 0.25), mix(p.pale, p.mid, 0.35)))
    floor = Cut()
    floor.polygon(camera.flat(-wide / 2 - 0.8, -1, wide / 2 + 0.8, length))
    sheet.lay(floor, [mix(p.mid, p.low, 0.5), mix(p.deep, p.mid, 0.35), darker(p.deep, 0.15)])
    _pierced(sheet, camera, open_x, openings, tall, (mix(p.mid, p.deep, 0.3), mix(p.deep, p.ink, 0.25)))
    solid = Cut()
    solid.polygon(camera.upright(solid_x, -1, solid_x, length, 0, tall))
    sheet.lay(solid, [mix(p.mid, p.pale, 0.25), mix(p.mid, p.deep, 0.45)], angle=90)
    ceiling = Cut()
    ceiling.polygon(camera.flat(-wide / 2, -1, wide / 2, length, tall))
    sheet.lay(ceiling, [mix(p.deep, p.ink, 0.35), mix(p.mid, p.deep, 0.4)])
    _ribs(sheet, camera, wide, tall, bay, length)
    _end_wall(sheet, camera, wide, tall, length)
    _sunlight(sheet, camera, openings, (open_x, wide, side), (rng.uniform(0.75, 1.3), rng.uniform(-0.5, 0.7)))
    sheet.halo(*camera.point(0, tall * 0.4, length), sheet.u * 0.6, mix(p.sun, p.low, 0.3), 0.55)
    _passer_by(sheet, camera, -side * wide * 0.12, rng.uniform(9, 15), side)


def _outside(sheet: Sheet, camera: Camera) -> None:
    p, ground, trees = sheet.p, Cut(), Cut()
    ground.polygon(camera.flat(-80, 0.5, 80, 200, -0.2))
    sheet.lay(ground, [p.low, lighter(p.pale, 0.3)])
    horizon = camera.origin[1]
    for index in range(60):
        x = sheet.w * index / 59
        trees.ellipse(
            x,
            horizon - sheet.u * 0.01,
            sheet.u * sheet.rng.uniform(0.015, 0.035),
            sheet.u * sheet.rng.uniform(0.02, 0.07),
        )
    sheet.lay(trees, mix(p.second, p.low, 0.55), blur=sheet.u * 0.002)


def _pierced(
    sheet: Sheet, camera: Camera, x: float, openings: list[list[Point]], tall: float, colours: Sequence[Colour]
) -> None:
    wall = Cut()
    wall.polygon(camera.upright(x, -1.2, x, 46, 0, tall))
    for opening in openings:
        wall.polygon(camera.outline([(x, up, along) for along, up in opening]), 0)
    sheet.lay(wall, colours)


def _ribs(sheet: Sheet, camera: Camera, wide: float, tall: float, bay: float, length: float) -> None:
    p, ribs = sheet.p, Cut()
    for index in range(int(length / bay), 0, -1):
        z = -1.2 + index * bay
        tone = mix(mix(p.mid, p.deep, 0.2), p.low, min(0.7, z / length))
        ribs.polygon(camera.upright(-wide / 2, z, wide / 2, z, tall - 0.38, tall), tone)
        ribs.polygon(camera.flat(-wide / 2, z, wide / 2, z + 0.4, tall - 0.38), darker(tone, 0.3))
    sheet.lay(ribs)


def _end_wall(sheet: Sheet, camera: Camera, wide: float, tall: float, length: float) -> None:
    p, wall = sheet.p, Cut()
    wall.polygon(camera.upright(-wide / 2, length, wide / 2, length, 0, tall))
    wall.polygon(camera.outline([(x, y, length) for x, y in _arch(0, wide * 0.6, tall * 0.5)]), 0)
    sheet.lay(wall, mix(p.pale, p.mid, 0.4))


def _sunlight(
    sheet: Sheet,
    camera: Camera,
    openings: list[list[Point]],
    arcade: tuple[float, float, int],
    sun: tuple[float, float],
) -> None:
    """Each opening thrown onto the floor and up the wall: `sun` is fall and drift per metre across."""
    open_x, wide, side = arcade
    fall, drift = sun
    floor, wall = Cut(), Cut()
    for opening in openings:
        on_floor, on_wall = [], []
        for along, up in opening:
            across = min(up / fall, wide)
            on_floor.append((open_x - side * across, 0.0, along + drift * across))
            on_wall.append((open_x - side * wide, max(0.0, up - fall * wide), along + drift * wide))
        floor.polygon(camera.outline(on_floor))
        wall.polygon(camera.outline(on_wall))
    p = sheet.p
    warm = mix(p.sun, p.pale, 0.3)
    sheet.lay(floor, [mix(warm, p.low, 0.4), warm], opacity=0.88, blur=sheet.u * 0.0012)
    sheet.lay(wall, warm, opacity=0.85, blur=sheet.u * 0.0015)
    sheet.glow(floor, p.sun, 0.25, blur=sheet.u * 0.02)


def _passer_by(sheet: Sheet, camera: Camera, x: float, z: float, side: int) -> None:
    rng, p = sheet.rng, sheet.p
    foot, metre = camera.point(x, 0, z), camera.size(x, z)
    shadow = Cut()
    tip = camera.point(x - side * 1.6, 0, z + 0.6)
    shadow.polygon(
        [
            (foot[0] - metre * 0.12, foot[1]),
            (foot[0] + metre * 0.12, foot[1]),
            (tip[0] + metre * 0.1, tip[1]),
            (tip[0] - metre * 0.1, tip[1]),
        ]
    )
    sheet.shade(shadow, mix(p.deep, p.mid, 0.3), 0.7, blur=2)
    person = figures.walking(foot[0], foot[1], metre * 1.74, figures.look(rng, p), back=rng.random() < 0.6)
    sheet.lay(person, rim=(p.sun, side * metre * 0.06, 0, 0.7), texture=0.3)


def _before_the_arcade(sheet: Sheet) -> None:
    """Straight on: the front in sun, the back wall catching the arches lower down."""
    rng, p = sheet.rng, sheet.p
    bay, spring = rng.uniform(3.6, 4.6), rng.uniform(3.0, 4.2)
    camera = Camera(
        sheet.size,
        eye=(rng.uniform(-5, 5), 1.6, -rng.uniform(10, 13)),
        focal=1.05,
        yaw=rng.uniform(-14, 14),
        horizon=rng.uniform(0.68, 0.78),
        centre=0.5,
    )
    slant = rng.choice((-1, 1)) * rng.uniform(0.5, 0.9)
    sheet.ground([p.high, p.low])
    inside, glowing, front = Cut(), Cut(), Cut()
    openings = [_arch(index * bay, bay * 0.74, spring) for index in range(-7, 8)]
    depth = 3.6
    inside.polygon(camera.upright(-34, depth, 34, depth, 0, 12))
    sheet.lay(inside, [p.deep, mix(p.deep, p.mid, 0.5)])
    floor = Cut()
    floor.polygon(camera.flat(-40, -20, 40, depth))
    sheet.lay(floor, [mix(p.deep, p.mid, 0.5), mix(p.pale, p.mid, 0.2), lighter(p.pale, 0.2)])
    for opening in openings:
        glowing.polygon(camera.outline([(x + slant * depth, max(0.0, y - depth * 0.52), depth) for x, y in opening]))
        glowing.polygon(
            camera.outline([(x + slant * min(y / 0.52, depth), 0.0, min(y / 0.52, depth)) for x, y in opening])
        )
    sheet.lay(glowing, mix(p.sun, p.pale, 0.3), blur=sheet.u * 0.001)
    for z, tones in (
        (0.7, (mix(p.mid, p.deep, 0.6), p.deep)),
        (0.0, (lighter(p.pale, 0.2), p.pale, mix(p.pale, p.mid, 0.45))),
    ):
        front = Cut()
        front.polygon(camera.upright(-34, z, 34, z, 0, spring + bay * 0.37 + 1.6))
        for opening in openings:
            front.polygon(camera.outline([(x, y, z) for x, y in opening]), 0)
        sheet.lay(front, tones, lift=0 if z else sheet.u * 0.004)
    _upper_floor(sheet, camera, spring + bay * 0.37 + 1.6, bay)
    shadow = Cut()
    x = rng.uniform(-6, 2)
    shadow.polygon(
        camera.outline([(x - 26, 0, -0.02), (x - 26, 20, -0.02), (x - 5 * slant, 20, -0.02), (x + 9 * slant, 0, -0.02)])
    )
    shadow.polygon(camera.level([(x - 26, 0), (x + 9 * slant, 0), (x + 2 * slant, -14), (x - 26, -14)]))
    sheet.shade(shadow, mix(p.deep, p.high, 0.4), 0.62, blur=sheet.u * 0.002)
    _passer_by(sheet, camera, rng.uniform(1, 5), -2.2, -1 if slant > 0 else 1)


def _upper_floor(sheet: Sheet, camera: Camera, low: float, bay: float) -> None:
    p, wall, ledge = sheet.p, Cut(), Cut()
    wall.polygon(camera.upright(-34, 0, 34, 0, low, low + 9))
    for index in range(-8, 8):
        x = index * bay
        wall.polygon(camera.upright(x - 0.55, 0, x + 0.55, 0, low + 0.9, low + 3.2), 0)
    gap = Cut()
    gap.polygon(camera.upright(-34, 0.4, 34, 0.4, low, low + 9))
    sheet.lay(gap, [p.ink, p.deep])
    sheet.lay(wall, [mix(p.mid, p.pale, 0.35), mix(p.mid, p.pale, 0.15)], texture=0.75)
    ledge.polygon(camera.upright(-34, -0.3, 34, -0.3, low - 0.2, low + 0.2))
    sheet.lay(ledge, lighter(p.pale, 0.3), lift=sheet.u * 0.01)
