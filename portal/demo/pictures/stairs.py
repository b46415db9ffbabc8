"""Wide stairs in sun and shade. Distances in metres."""

from collections.abc import Callable

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.trees import crown

RISE, RUN = 0.17, 0.36
Levels = list[tuple[float, float]]  # height and nearest z of every tread


def paint(sheet: Sheet) -> None:
    """Wide stairs climbing in layers, a shadow zigzagging over them."""
    rng, p = sheet.rng, sheet.p
    count, landing = rng.randint(28, 40), rng.randint(9, 16)
    yaw = rng.choice((0, 0, -24, 24, -34, 34)) + rng.uniform(-4, 4)
    camera = Camera(
        sheet.size,
        eye=(0, rng.uniform(1.2, 2.2), -rng.uniform(2.6, 4)),
        yaw=yaw,
        focal=rng.uniform(0.8, 1.1),
        horizon=rng.uniform(0.6, 0.72),
    )
    sheet.ground([p.high, mix(p.high, p.low, 0.6), p.low])
    levels = _levels(count, landing)
    _top(sheet, camera, levels[-1], yaw)
    slope, start = rng.choice((-1, 1)) * rng.uniform(0.5, 1.1), rng.uniform(-1.5, 1.5)
    drop = rng.uniform(0.9, 2.4) * (1 if slope > 0 else -1)
    lit = Cut()
    for index in range(len(levels) - 1, -1, -1):
        _step(sheet, camera, levels, index, lambda y, z: start + slope * z * 0.55 - drop * y, (lit, slope))
    sheet.lay(lit, texture=0.7)
    ground = Cut()
    ground.polygon(camera.flat(-40, -6, 40, 0))
    sheet.lay(ground, [mix(p.pale, p.mid, 0.3), mix(p.deep, p.mid, 0.4)])
    _handrail(sheet, camera, levels, rng.choice((-1, 1)) * rng.uniform(2.0, 3.2))
    _climber(sheet, camera, levels)


def _levels(count: int, landing: int) -> Levels:
    """(height, nearest z) of every tread; one landing on the way."""
    levels: Levels = []
    z = 0.0
    for index in range(count):
        levels.append(((index + 1) * RISE, z))
        z += 2.6 if index == landing else RUN
    return levels


def _step(
    sheet: Sheet,
    camera: Camera,
    levels: Levels,
    index: int,
    edge: Callable[[float, float], float],
    into: tuple[Cut, float],
) -> None:
    """One riser and its tread, each split where the shadow's edge crosses."""
    piece, slope = into
    p, far = sheet.p, index / len(levels)
    y, z = levels[index]
    end = levels[index + 1][1] if index + 1 < len(levels) else z + 14
    haze = mix(p.low, p.sun, 0.3)
    tread = mix(lighter(p.pale, 0.25), haze, far * 0.6), mix(mix(p.mid, p.deep, 0.45), haze, far * 0.55)
    riser = mix(mix(p.mid, p.pale, 0.3), haze, far * 0.6), mix(mix(p.deep, p.ink, 0.25), haze, far * 0.5)
    wide = 30.0 if slope > 0 else -30.0
    for tones, spots in ((tread, ((y, z), (y, end))), (riser, ((y - RISE, z), (y, z)))):
        near, away = ((edge(*spot), spot) for spot in spots)
        for tone, limit in ((tones[0], -wide), (tones[1], wide)):
            corners = [(limit, near[1][0], near[1][1]), (near[0], *near[1]), (away[0], *away[1]), (limit, *away[1])]
            piece.polygon(camera.outline(corners), tone)
    nose = camera.outline([(-30, y, z), (30, y, z), (30, y + 0.02, z), (-30, y + 0.02, z)])
    piece.polygon(nose, mix(tread[0], p.mid, 0.25))


def _top(sheet: Sheet, camera: Camera, last: tuple[float, float], yaw: float) -> None:
    """What the stairs lead to: a colonnade, a wall with a door, or trees and sky."""
    rng, p = sheet.rng, sheet.p
    y, z = last
    z += 9
    kind = rng.choice(("columns", "wall", "trees"))
    piece = Cut()
    if kind == "trees":
        for _ in range(26):
            x = rng.uniform(-22, 22)
            foot, metre = camera.point(x, y, z + rng.uniform(0, 8)), camera.size(x, z)
            piece.polygon(crown(rng, foot[0], foot[1] + metre, metre * rng.uniform(4, 9)))
        green = mix(p.second, p.deep, 0.5)
        sheet.lay(piece, [mix(green, p.low, 0.35), mix(green, p.low, 0.6)], blur=sheet.u * 0.0015)
        return
    piece.polygon(camera.upright(-40, z, 40, z, y, y + 7.5))
    sheet.lay(piece, [mix(p.deep, p.low, 0.25), mix(p.mid, p.low, 0.45)])
    front, roof = Cut(), Cut()
    pitch = 2.6 if kind == "columns" else 7.0
    for index in range(-9, 10):
        x = index * pitch
        size = 0.34 if kind == "columns" else 2.7
        front.polygon(camera.upright(x - size, z - 1.5, x + size, z - 1.5, y, y + 6.6))
    sheet.lay(front, [lighter(p.pale, 0.2), mix(p.pale, p.mid, 0.25)], angle=0, lift=sheet.u * 0.006)
    roof.polygon(camera.upright(-40, z - 2, 40, z - 2, y + 6.4, y + 7.6))
    sheet.lay(roof, mix(p.pale, p.low, 0.3), lift=sheet.u * 0.004)


def _handrail(sheet: Sheet, camera: Camera, levels: Levels, x: float) -> None:
    p, piece = sheet.p, Cut()
    rail = []
    for index, (y, z) in enumerate(levels):
        top = camera.point(x, y + 0.95, z + RUN / 2)
        rail.append(top)
        if index % 5 == 0:
            piece.line([camera.point(x, y, z + RUN / 2), top], max(2.0, camera.size(x, z) * 0.045))
    for first, second, (_, z) in zip(rail, rail[1:], levels, strict=False):
        piece.line([first, second], max(2.5, camera.size(x, z) * 0.07))
    sheet.lay(piece, [p.ink, mix(p.ink, p.deep, 0.4)], rim=(p.sun, 0, -3, 0.5))


def _climber(sheet: Sheet, camera: Camera, levels: Levels) -> None:
    rng, p = sheet.rng, sheet.p
    y, z = levels[rng.randint(5, len(levels) - 4)]
    x = rng.uniform(-2.6, 2.6)
    foot, metre = camera.point(x, y, z + RUN * 0.5), camera.size(x, z)
    person = figures.walking(foot[0], foot[1], metre * 1.7, figures.look(rng, p), back=True)
    sheet.lay(person, rim=(p.sun, metre * 0.05, 0, 0.6), texture=0.3)
