"""A long bridge over water. Distances in metres."""

from portal.demo.pictures.islands import island_layer
from portal.demo.pictures.palettes import lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import arc, limb, quad
from portal.demo.pictures.water import mirrored, shimmer, sky


def paint(sheet: Sheet) -> None:
    """A long bridge over water: arches, or cables from tall pylons."""
    rng, p = sheet.rng, sheet.p
    line = rng.uniform(0.55, 0.7)
    side = rng.choice((-1, 1))
    sun = (sheet.x(0.5 + side * rng.uniform(0.1, 0.4)), sheet.y(line - rng.uniform(0.05, 0.2)))
    sky(sheet, line, sun)
    water = Cut()
    water.polygon(quad(0, sheet.y(line), sheet.w, sheet.h))
    sheet.lay(water, [mix(p.low, p.high, 0.3), mix(p.high, p.deep, 0.5), p.deep])
    for layer in range(2):
        island_layer(sheet, layer, line + 0.004 * layer)
    sheet.veil(mix(p.low, p.sun, 0.3), line - 0.2, line, 0.4)
    camera = Camera(sheet.size, eye=(0, 3, 0), yaw=0, focal=0.9, horizon=line)
    way = rng.choice((-1, 1))
    path = (way * -rng.uniform(14, 22), way * rng.uniform(0.45, 0.75))  # where it starts across, how it runs per metre
    if rng.random() < 0.5:
        _arch_spans(sheet, camera, path)
    else:
        _cable_spans(sheet, camera, path)
    shimmer(sheet, line + 0.01, mix(p.sun, p.low, 0.3), sun[0], 0.6, 110)


def _on_path(path: tuple[float, float], z: float) -> float:
    return path[0] + path[1] * z


def _deck(sheet: Sheet, camera: Camera, path: tuple[float, float], y: float) -> None:
    p, piece = sheet.p, Cut()
    reach = [(_on_path(path, z), z) for z in (2.0, 420.0)]
    bottom = camera.outline([(x, y - 0.2, z) for x, z in reach] + [(x + 9, y - 0.2, z) for x, z in reversed(reach)])
    piece.polygon(bottom, mix(p.ink, p.deep, 0.4))
    face = camera.upright(reach[0][0], reach[0][1], reach[1][0], reach[1][1], y - 0.2, y + 1.3)
    piece.polygon(face, mix(p.pale, p.mid, 0.25))
    rail = camera.upright(reach[0][0], reach[0][1], reach[1][0], reach[1][1], y + 1.3, y + 1.55)
    piece.polygon(rail, mix(p.ink, p.deep, 0.5))
    sheet.lay(piece, rim=(p.sun, 0, -3, 0.4))


def _arch_spans(sheet: Sheet, camera: Camera, path: tuple[float, float]) -> None:
    p, span, y = sheet.p, 26.0, 9.0
    for shift, tones in (
        (7.0, (mix(p.deep, p.ink, 0.3), p.deep)),
        (0.0, (mix(p.mid, p.pale, 0.35), mix(p.mid, p.deep, 0.5))),
    ):
        wall = Cut()
        start = 1.0
        wall.polygon(
            camera.outline([(_on_path(path, z) + shift, h, z) for z, h in ((start, 0), (420, 0), (420, y), (start, y))])
        )
        for index in range(15):
            middle = 4 + index * span
            opening = [(z, max(h, -0.5)) for z, h in arc(middle, 0.6, span * 0.42, -y * 0.76, 180, 360, 20)]
            opening = [(opening[0][0], -1.0), *opening, (opening[-1][0], -1.0)]
            wall.polygon(camera.outline([(_on_path(path, z) + shift, h, z) for z, h in opening]), 0)
        sheet.lay(wall, tones, angle=0 if shift else 90)
    _deck(sheet, camera, path, y)
    mirrored(sheet, camera.origin[1] + sheet.u * 0.02, sheet.u * 0.4, 0.42)


def _cable_spans(sheet: Sheet, camera: Camera, path: tuple[float, float]) -> None:
    rng, p, y = sheet.rng, sheet.p, 12.0
    tall, pitch = rng.uniform(44, 58), 105.0
    piers, cables, pylons = Cut(), Cut(), Cut()
    for index in range(11, -1, -1):
        z = 40 + index * 35.0
        x, haze = _on_path(path, z), min(0.7, z / 420)
        for shift, tone in ((5.4, mix(p.deep, p.ink, 0.2)), (0.8, mix(p.mid, p.deep, 0.4))):
            piers.polygon(camera.upright(x + shift, z, x + shift + 1.8, z, -1.5, y), mix(tone, p.low, haze))
    sheet.lay(piers)
    for index in range(3, -1, -1):
        z = 62 + index * pitch
        x, haze = _on_path(path, z), min(0.65, index * 0.2)
        tone = mix(lighter(p.pale, 0.2), p.low, haze)
        for foot in (-0.8, 8.0):
            ends = [
                camera.point(x + foot, -2, z),
                camera.point(x + foot, y, z),
                camera.point(x + 3.6 + (foot - 3.6) * 0.12, tall, z),
            ]
            metre = camera.size(x, z)
            pylons.polygon(
                limb(ends, [metre * 2.6, metre * 2.3, metre * 1.3]), tone if foot < 0 else mix(tone, p.deep, 0.45)
            )
        for step in range(1, 11):
            for way in (-1, 1):
                end = z + way * step * pitch / 2 / 10.5
                if end > 3:
                    cables.line(
                        [camera.point(x + 3.6, tall - step * 1.1, z), camera.point(_on_path(path, end), y + 1.3, end)],
                        max(1.0, sheet.u / 1100),
                    )
    sheet.lay(pylons, rim=(p.sun, -4, 0, 0.5))
    sheet.lay(cables, mix(p.pale, p.ink, 0.35), opacity=0.75, texture=0)
    _deck(sheet, camera, path, y)
    mirrored(sheet, camera.origin[1] + sheet.u * 0.015, sheet.u * 0.45, 0.42)
