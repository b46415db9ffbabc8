"""Children with school bags on the square in front of their school. Distances in metres."""

import math
from collections.abc import Sequence
from dataclasses import replace

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import Colour, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import between, limb
from portal.demo.pictures.walkers import square


def paint(sheet: Sheet) -> None:
    """Five children side by side, with bags on their backs, the school behind them."""
    rng = sheet.rng
    camera, side = square(sheet, (1.2, 1.5, 1.9))
    nearest = camera.eye[1] * camera.scale / (sheet.h * 0.93 - camera.origin[1])
    z = max(rng.uniform(3.1, 3.6), nearest)
    middle = math.tan(math.asin(camera.sin)) * z + rng.uniform(-0.4, 0.4)
    order = list(range(5))
    rng.shuffle(order)
    # Who stands a little behind is laid down first.
    depths = sorted((rng.uniform(0.0, 0.8) for _ in order), reverse=True)
    spots = [
        (middle + (place - 2) * rng.uniform(0.52, 0.62), z + further)
        for place, further in zip(order, depths, strict=True)
    ]
    _shadows(sheet, camera, spots, side)
    for spot in spots:
        _pupil(sheet, camera, spot, side)


def _shadows(sheet: Sheet, camera: Camera, spots: Sequence[tuple[float, float]], side: int) -> None:
    p, shadows = sheet.p, Cut()
    for x, z in spots:
        foot, tip = camera.point(x, 0, z), camera.point(x - side * 2.4, 0, z + 0.25)
        metre = camera.size(x, z)
        shadows.polygon(limb([foot, between(foot, tip, 0.5), tip], [metre * 0.1, metre * 0.16, metre * 0.07]))
    sheet.shade(shadows, mix(p.deep, p.high, 0.35), 0.6, blur=camera.size(*spots[0]) * 0.015)


def _pupil(sheet: Sheet, camera: Camera, spot: tuple[float, float], side: int) -> None:
    rng, p = sheet.rng, sheet.p
    foot, metre = camera.point(spot[0], 0, spot[1]), camera.size(*spot)
    height = metre * rng.uniform(1.14, 1.46)
    dressed = figures.look(rng, p)
    if dressed.hairstyle == "bald":
        dressed = replace(dressed, hairstyle="short")
    bag = _apart(dressed.cloth, (p.accent, p.second, p.deep, lighter(p.mid, 0.2)))
    sheet.lay(
        figures.schoolchild(foot[0], foot[1], height, dressed, bag, facing=rng.choice((-1, 1))),
        rim=(p.sun, side * height * 0.025, -height * 0.006, 0.65),
        texture=0.45,
    )


def _apart(cloth: Colour, tones: Sequence[Colour]) -> Colour:
    """The tone that is least like the cloth."""
    return max(tones, key=lambda tone: sum(abs(one - other) for one, other in zip(tone, cloth, strict=True)))
