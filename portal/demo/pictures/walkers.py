"""Two people crossing a square. Distances in metres."""

import math

from portal.demo.pictures import figures
from portal.demo.pictures.halls import fan_hall, finned_hall, stacked_boxes
from portal.demo.pictures.palettes import lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import between, limb
from portal.demo.pictures.trees import treeline


def paint(sheet: Sheet) -> None:
    """Two people crossing a square towards a modern building, with long shadows."""
    rng = sheet.rng
    camera, side = square(sheet, (1.7, 2.6, 4.2))
    for _ in range(5):
        _walker(sheet, camera, (rng.uniform(-12, 14), rng.uniform(19, 30)), side)
    nearest = camera.eye[1] * camera.scale / (sheet.h * 0.93 - camera.origin[1])
    z = max(rng.uniform(6.2, 8.5), nearest)
    x = math.tan(math.asin(camera.sin)) * z + rng.choice((-1, 1)) * rng.uniform(0.8, 2.0)
    for index, shift in enumerate((-0.46, 0.42)):
        _walker(sheet, camera, (x + shift, z + index * 0.25), side)


def square(sheet: Sheet, eyes: tuple[float, ...]) -> tuple[Camera, int]:
    """A square with a modern building and young trees, seen from one of the heights `eyes`; and the sun's side."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    camera = Camera(
        sheet.size,
        eye=(0, rng.choice(eyes), 0),
        yaw=rng.choice((-1, 1)) * rng.uniform(10, 26),
        focal=rng.uniform(0.85, 1.1),
        horizon=rng.uniform(0.42, 0.56),
    )
    side = rng.choice((-1, 1))
    sheet.ground([p.high, mix(p.high, p.low, 0.55), p.low])
    sheet.halo(sheet.x(0.5 + side * 0.45), camera.origin[1] - u * 0.12, u * 0.9, p.sun, 0.8)
    trees = Cut()
    treeline(rng, trees, (0, sheet.w), camera.origin[1] + u * 0.005, u * 0.07)
    sheet.lay(trees, [mix(p.second, p.low, 0.45), mix(p.low, p.second, 0.25)], blur=u * 0.002)
    paved = Cut()
    paved.polygon(camera.flat(-90, 0.5, 90, 120))
    sheet.lay(paved, [mix(p.pale, p.low, 0.5), lighter(p.pale, 0.2), mix(p.pale, p.mid, 0.45)])
    _paving(sheet, camera)
    rng.choice((fan_hall, stacked_boxes, finned_hall))(sheet, camera, side)
    _square_trees(sheet, camera, side)
    return camera, side


def _paving(sheet: Sheet, camera: Camera) -> None:
    rng, p, lines, slabs = sheet.rng, sheet.p, Cut(), Cut()
    step = rng.choice((2.4, 3.2))
    for index in range(-16, 17):
        lines.polygon(camera.flat(index * step - 0.05, 0.6, index * step + 0.05, 40))
    for index in range(1, 16):
        lines.polygon(camera.flat(-60, index * step - 0.05, 60, index * step + 0.05))
    for _ in range(40):
        x, z = rng.randint(-10, 9) * step, rng.randint(1, 11) * step
        slabs.polygon(
            camera.flat(x + 0.05, z + 0.05, x + step - 0.05, z + step - 0.05),
            mix(p.pale, p.mid, rng.uniform(0.15, 0.5)),
        )
    sheet.lay(slabs, opacity=0.4, texture=0)
    sheet.lay(lines, mix(p.mid, p.deep, 0.35), opacity=0.4, texture=0)


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
                stem.polygon(
                    limb(
                        [
                            (foot[0], foot[1] - metre * rng.uniform(1.4, 3.2)),
                            (foot[0] + dx * 0.7, foot[1] - dy * 0.85),
                            (foot[0] + dx * 1.2, foot[1] - dy * 1.1),
                        ],
                        [metre * 0.08, metre * 0.05, metre * 0.02],
                    )
                )
            else:
                crown.ellipse(
                    foot[0] + dx, foot[1] - dy, metre * rng.uniform(0.35, 0.75), metre * rng.uniform(0.3, 0.6)
                )
        sheet.shade(shadow, mix(p.deep, p.high, 0.4), 0.55, blur=metre * 0.05)
        sheet.lay(stem, mix(p.ink, p.deep, 0.4))
        sheet.lay(
            crown,
            [mix(p.accent, p.pale, 0.2), mix(p.accent, p.deep, 0.35)],
            rim=(p.sun, side * metre * 0.25, -metre * 0.2, 0.5),
        )


def _walker(sheet: Sheet, camera: Camera, spot: tuple[float, float], side: int) -> None:
    rng, p = sheet.rng, sheet.p
    x, z = spot
    foot, metre = camera.point(x, 0, z), camera.size(x, z)
    tip, shadow = camera.point(x - side * 4.2, 0, z - 1.3), Cut()
    waist = between(foot, tip, 0.45)
    shadow.polygon(
        limb([foot, waist, between(foot, tip, 0.8), tip], [metre * 0.16, metre * 0.24, metre * 0.26, metre * 0.12])
    )
    sheet.shade(shadow, mix(p.deep, p.high, 0.35), 0.65, blur=metre * 0.02)
    height = metre * rng.uniform(1.66, 1.84)
    person = figures.walking(foot[0], foot[1], height, figures.look(rng, p), facing=rng.choice((-1, 1)), back=True)
    sheet.lay(person, rim=(p.sun, side * height * 0.035, -height * 0.006, 0.75), texture=0.4)
