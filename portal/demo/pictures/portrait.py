"""Head and shoulders beside a window."""

from dataclasses import replace
from random import Random

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import Colour, darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.profiles import HAIR, PROFILE
from portal.demo.pictures.shapes import Point, limb, quad, smooth
from portal.demo.pictures.trees import treeline


def paint(sheet: Sheet) -> None:
    """Head and shoulders beside a window."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    way = rng.choice((-1, 1))  # where the window is, and where the sitter looks
    wall = rng.choice((p.mid, p.mid, mix(p.second, p.deep, 0.2), mix(p.pale, p.mid, 0.35), mix(p.deep, p.mid, 0.3)))
    sheet.ground([darker(wall, 0.3), wall, mix(wall, p.pale, 0.22)], 0 if way > 0 else 180)
    _portrait_window(sheet, way)
    _wall_light(sheet, way)
    dressed = replace(figures.look(rng, p), cloth=_apart(rng, wall, (p.accent, p.second, p.deep, p.ink, p.pale, p.mid)))
    size = min(sheet.h * rng.uniform(0.44, 0.52), sheet.w * 0.6)
    centre = (sheet.x(0.5 - way * rng.uniform(0.06, 0.16)), sheet.h - size * rng.uniform(1.0, 1.14))
    _sitter(sheet, centre, size, way, dressed)
    sheet.halo(sheet.x(0.5 + way * 0.45), sheet.y(0.3), u * 0.9, p.sun, 0.35)


def _apart(rng: Random, wall: Colour, cloths: tuple[Colour, ...]) -> Colour:
    """A cloth that stands out from the wall."""
    clear = [cloth for cloth in cloths if sum(abs(a - b) for a, b in zip(cloth, wall, strict=True)) > 130]
    return rng.choice(clear)


def _portrait_window(sheet: Sheet, way: int) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    inner, outer = sheet.x(0.5 + way * rng.uniform(0.1, 0.2)), sheet.x(0.5 + way * 0.56)
    top, low = sheet.y(rng.choice((-0.05, 0.08))), sheet.y(rng.uniform(0.74, 0.86))
    left, right = min(inner, outer), max(inner, outer)
    view, trees, bars = Cut(), Cut(), Cut()
    view.polygon(quad(left, top, right, low))
    sheet.lay(view, [p.high, mix(p.high, p.low, 0.6), lighter(mix(p.low, p.sun, 0.4), 0.2)])
    treeline(rng, trees, (left, right), low - u * 0.07, u * rng.uniform(0.1, 0.2))
    trees.polygon(quad(left, low - u * 0.08, right, low))
    trees.polygon(quad(left - u * 0.4, 0, left, sheet.h), 0)
    trees.polygon(quad(right, 0, right + u * 0.4, sheet.h), 0)
    sheet.lay(trees, [mix(p.second, p.low, 0.5), mix(p.second, p.pale, 0.65)], blur=u * 0.003)
    cross = rng.choice((0.42, 0.5, 0.6))
    bar = u * 0.014
    for x in (inner, inner + (outer - inner) * cross):
        bars.polygon(quad(x - bar, top, x + bar, low))
    bars.polygon(quad(left, top + (low - top) * 0.36 - bar * 0.7, right, top + (low - top) * 0.36 + bar * 0.7))
    bars.polygon(quad(left, top - bar * 2, right, top))
    bars.polygon(quad(left - u * 0.03, low, right, low + u * 0.03))
    sheet.lay(bars, [lighter(p.pale, 0.3), mix(p.pale, p.mid, 0.2)], lift=u * 0.008)
    _sill_plant(sheet, inner + way * u * 0.14, low, u * rng.uniform(0.16, 0.26))


def _sill_plant(sheet: Sheet, x: float, low: float, tall: float) -> None:
    rng, p = sheet.rng, sheet.p
    leaves = Cut()
    for _ in range(11):
        dx, dy = rng.uniform(-0.5, 0.5) * tall, tall * rng.uniform(0.5, 1.0)
        path = smooth([(x, low - tall * 0.26), (x + dx * 0.35, low - dy * 0.8), (x + dx, low - dy)], 4, closed=False)
        leaves.polygon(
            limb(path, [tall * share for share in (0.01, 0.02, 0.04, 0.06, 0.09, 0.1, 0.09, 0.05, 0.01)]),
            rng.choice((mix(p.second, p.deep, 0.4), p.second, mix(p.second, p.low, 0.3))),
        )
    sheet.lay(leaves, lift=tall * 0.02)
    pot = Cut()
    pot.polygon(
        [
            (x - tall * 0.16, low - tall * 0.3),
            (x + tall * 0.16, low - tall * 0.3),
            (x + tall * 0.12, low),
            (x - tall * 0.12, low),
        ]
    )
    sheet.lay(pot, [p.accent, darker(p.accent, 0.3)], lift=tall * 0.02)


def _wall_light(sheet: Sheet, way: int) -> None:
    """The window's light falling on the wall behind."""
    p, u, patch = sheet.p, sheet.u, Cut()
    x = sheet.x(0.5 - way * sheet.rng.uniform(0.2, 0.34))
    for column in range(2):
        for row in range(2):
            cx, cy = x - way * column * u * 0.19, sheet.y(0.12) + row * u * 0.27 + column * u * 0.07
            patch.polygon(
                [
                    (cx, cy),
                    (cx - way * u * 0.165, cy + u * 0.06),
                    (cx - way * u * 0.165, cy + u * 0.3),
                    (cx, cy + u * 0.24),
                ]
            )
    sheet.glow(patch, p.sun, 0.42, blur=u * 0.006)


def _sitter(sheet: Sheet, centre: Point, size: float, way: int, dressed: figures.Look) -> None:
    """In profile, towards the window; the head is `size` * 0.72 tall."""
    rng, p = sheet.rng, sheet.p
    head = size * 0.74

    def place(right: float, up: float) -> Point:
        return (centre[0] + way * right * head, centre[1] - up * head)

    shoulders = Cut()
    outline = [
        (-0.24, -0.42),
        (-0.5, -0.6),
        (-0.86, -0.76),
        (-1.06, -1.2),
        (-1.14, -2.2),
        (0.86, -2.2),
        (0.76, -1.3),
        (0.6, -0.86),
        (0.3, -0.62),
        (0.1, -0.5),
    ]
    shoulders.polygon(smooth([place(*spot) for spot in outline], 6))
    skin = dressed.skin
    face = Cut()
    face.polygon(smooth([place(*spot) for spot in PROFILE], 4))
    if dressed.hairstyle == "long":
        _hair(sheet, place, head, dressed, "mane")
    light = (p.sun, way * head * 0.09, -head * 0.02, 0.62)
    sheet.lay(
        face,
        [darker(skin, 0.42), skin, lighter(skin, 0.12)],
        angle=0 if way > 0 else 180,
        lift=head * 0.02,
        rim=light,
        texture=0.5,
    )
    jaw = Cut()
    jaw.polygon(
        smooth(
            [
                place(*spot)
                for spot in (
                    (0.3, -0.385),
                    (0.1, -0.3),
                    (-0.04, -0.12),
                    (-0.2, -0.2),
                    (-0.24, -0.6),
                    (0.08, -0.6),
                    (0.1, -0.45),
                )
            ],
            4,
        )
    )
    sheet.shade(jaw, mix(skin, p.deep, 0.4), 0.5, blur=head * 0.02)
    ear = Cut()
    ear.ellipse(*place(-0.06, 0.0), head * 0.052, head * 0.095)
    sheet.lay(ear, mix(skin, p.mid, 0.25), rim=(lighter(skin, 0.3), way * head * 0.02, 0, 0.8))
    sheet.lay(
        shoulders,
        [lighter(dressed.cloth, 0.06), darker(dressed.cloth, 0.3)],
        lift=head * 0.03,
        rim=(p.sun, way * head * 0.07, -head * 0.05, 0.5),
        texture=0.75,
    )
    _collar(sheet, place, head, dressed, rng)
    _hair(sheet, place, head, dressed, dressed.hairstyle)
    if rng.random() < 0.4:
        glasses = Cut()
        glasses.line([place(-0.05, 0.06), place(0.24, 0.08)], head * 0.018)
        glasses.line(
            smooth([place(0.24, 0.1), place(0.36, 0.11), place(0.37, 0.0), place(0.27, -0.02)], 5), head * 0.02
        )
        sheet.lay(glasses, p.ink)
    else:
        brow = Cut()
        brow.polygon(smooth([place(0.23, 0.12), place(0.3, 0.15), place(0.36, 0.125), place(0.3, 0.13)], 4))
        brow.polygon(smooth([place(0.25, 0.045), place(0.3, 0.055), place(0.335, 0.04), place(0.3, 0.036)], 4))
        sheet.lay(brow, mix(dressed.hair, p.ink, 0.3), texture=0)


def _collar(sheet: Sheet, place: figures.Place, head: float, dressed: figures.Look, rng: Random) -> None:
    p = sheet.p
    kind = rng.choice(("shirt", "roll", "scarf"))
    piece = Cut()
    if kind == "shirt":
        piece.polygon(
            [
                place(*spot)
                for spot in ((-0.24, -0.42), (0.12, -0.47), (0.36, -0.86), (0.2, -0.72), (-0.02, -0.62), (-0.3, -0.56))
            ]
        )
        lapel = Cut()
        lapel.polygon(
            [
                place(*spot)
                for spot in ((0.1, -0.62), (0.36, -0.84), (0.3, -1.5), (0.02, -1.05), (0.1, -0.98), (-0.04, -0.9))
            ]
        )
        sheet.lay(lapel, lighter(dressed.cloth, 0.14), lift=head * 0.012)
        sheet.lay(piece, [dressed.shirt, mix(dressed.shirt, p.deep, 0.25)], lift=head * 0.01)
        return
    low = -0.66 if kind == "roll" else -0.8
    piece.polygon(
        smooth(
            [
                place(*spot)
                for spot in (
                    (-0.27, -0.36),
                    (-0.06, -0.43),
                    (0.13, -0.42),
                    (0.22, low + 0.1),
                    (0.0, low - 0.02),
                    (-0.34, low + 0.1),
                )
            ],
            5,
        )
    )
    tone = lighter(dressed.cloth, 0.16) if kind == "roll" else sheet.rng.choice((p.accent, p.pale, p.second))
    sheet.lay(piece, [tone, darker(tone, 0.25)], lift=head * 0.015, rim=(p.sun, head * 0.02, -head * 0.01, 0.4))


def _hair(sheet: Sheet, place: figures.Place, head: float, dressed: figures.Look, style: str) -> None:
    p, piece = sheet.p, Cut()
    way = 1 if place(1, 0)[0] > place(0, 0)[0] else -1
    if style == "bun":
        cx, cy = place(-0.42, 0.36)
        piece.ellipse(cx, cy, head * 0.16, head * 0.15)
    piece.polygon(smooth([place(*spot) for spot in HAIR[style]], 5))
    sheet.lay(
        piece,
        [lighter(dressed.hair, 0.08), dressed.hair],
        lift=head * 0.012,
        rim=(mix(p.sun, dressed.hair, 0.3), way * head * 0.03, -head * 0.05, 0.6),
        texture=0.75,
    )
