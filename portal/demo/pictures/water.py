"""Sky, reflections, glints and a sail: what every picture with water needs."""

from PIL import Image, ImageOps

from portal.demo.pictures import light
from portal.demo.pictures.palettes import Colour, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, smooth


def mirrored(sheet: Sheet, line: float, depth: float, strength: float) -> None:
    """Reflect what stands above the water line into the water; `line` and `depth` in pixels."""
    line, depth = round(line), round(min(depth, line, sheet.h - line))
    if depth < 4:
        return
    above = ImageOps.flip(sheet.image.crop((0, line - depth, sheet.w, line)))
    small = above.resize((max(1, sheet.w // 3), max(1, depth // 10)), Image.Resampling.BOX)
    above = small.resize(above.size, Image.Resampling.BICUBIC)
    mask = light.ramp((sheet.w, depth), -90).point([round(255 * strength * (tone / 255) ** 0.6) for tone in range(256)])
    sheet.image.paste(above, (0, line), mask)


def sky(sheet: Sheet, horizon: float, sun: Point | None) -> None:
    """Sky with long clouds and, where `sun` is given in pixels, its light."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    sheet.ground([p.high, p.high, mix(p.high, p.low, 0.6), p.low] if horizon > 0.35 else [p.high, p.low])
    for _ in range(rng.randint(3, 7)):
        cloud = Cut()
        cy, cx = sheet.y(horizon * rng.uniform(0.1, 0.85)), sheet.x(rng.random())
        wide, thick = u * rng.uniform(0.25, 0.8), u * rng.uniform(0.008, 0.03)
        edge = [
            (cx - wide, cy),
            (cx - wide * 0.4, cy - thick),
            (cx + wide * 0.2, cy - thick * 1.7),
            (cx + wide, cy - thick * 0.2),
            (cx + wide * 0.3, cy + thick * 0.5),
        ]
        cloud.polygon(smooth(edge))
        sheet.lay(cloud, [mix(p.low, p.sun, 0.5), mix(p.high, p.low, 0.6)], opacity=0.55, blur=u * 0.006)
    if sun is not None:
        sheet.halo(*sun, u * 0.9, p.sun, 0.85)
        disc = Cut()
        disc.ellipse(*sun, u * rng.uniform(0.028, 0.05))
        sheet.lay(disc, lighter(p.sun, 0.45), texture=0, blur=u * 0.0012)


def sail(sheet: Sheet, x: float, y: float, tall: float) -> None:
    p, piece, way = sheet.p, Cut(), sheet.rng.choice((-1, 1))
    glimmer = Cut()
    glimmer.polygon(
        [(x - tall * 0.2, y), (x + tall * 0.2, y), (x + tall * 0.05, y + tall * 0.8), (x - tall * 0.05, y + tall * 0.8)]
    )
    sheet.lay(glimmer, lighter(p.pale, 0.5), opacity=0.35, blur=tall * 0.05)
    piece.polygon(
        smooth(
            [
                (x, y - tall),
                (x + way * tall * 0.16, y - tall * 0.45),
                (x + way * tall * 0.34, y - tall * 0.08),
                (x, y - tall * 0.1),
            ],
            4,
        ),
        lighter(p.sun, 0.6),
    )
    piece.polygon(
        [
            (x - way * tall * 0.03, y - tall * 0.9),
            (x - way * tall * 0.03, y - tall * 0.1),
            (x - way * tall * 0.27, y - tall * 0.08),
        ],
        mix(p.accent, p.pale, 0.15),
    )
    piece.polygon(
        [
            (x - tall * 0.28, y - tall * 0.06),
            (x + tall * 0.34, y - tall * 0.06),
            (x + tall * 0.24, y + tall * 0.03),
            (x - tall * 0.2, y + tall * 0.03),
        ],
        p.ink,
    )
    sheet.lay(piece, texture=0.4)


def shimmer(sheet: Sheet, top: float, colour: Colour, about: float, strength: float, count: int = 150) -> None:
    """Short level glints on water below `top` (fraction of the height), thicker towards us, around `about` pixels."""
    rng, u, piece = sheet.rng, sheet.u, Cut()
    for _ in range(count):
        share = rng.random() ** 1.5
        y = sheet.y(top + (1 - top) * share)
        wide = u * (0.012 + 0.09 * share) * rng.uniform(0.4, 1.3)
        thick = u * (0.0008 + 0.0045 * share)
        x = about + rng.gauss(0, 0.09 + 0.14 * share) * sheet.w
        piece.polygon([(x - wide, y), (x, y - thick), (x + wide, y), (x, y + thick)])
    sheet.glow(piece, colour, strength, blur=u * 0.0008)
