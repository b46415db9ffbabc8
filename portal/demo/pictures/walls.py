"""Walls behind people; `side` is where the sun is, -1 left or 1 right."""

from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import quad
from portal.demo.pictures.trees import treeline


def tall_windows(sheet: Sheet, side: int) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    count = rng.choice((3, 4, 5))
    gap = sheet.w / count
    for index in range(count):
        x = gap * index + gap * 0.14
        pane, bars = Cut(), Cut()
        pane.polygon(quad(x, sheet.y(-0.02), x + gap * 0.72, sheet.y(0.7)))
        sheet.lay(pane, [p.high, mix(p.high, p.low, 0.6), mix(p.low, p.sun, 0.4)])
        trees = Cut()
        treeline(rng, trees, (x, x + gap * 0.7), sheet.y(0.56), u * 0.1)
        trees.polygon(quad(x, sheet.y(0.55), x + gap * 0.72, sheet.y(0.7)))
        trees.polygon(quad(x - gap, 0, x, sheet.h), 0)
        trees.polygon(quad(x + gap * 0.72, 0, x + gap * 1.4, sheet.h), 0)
        sheet.lay(trees, [mix(p.second, p.low, 0.5), mix(p.pale, p.low, 0.5)], opacity=0.8, blur=u * 0.002)
        for share in (0.0, 0.36, 0.72):
            bars.polygon(quad(x + gap * share - u * 0.006, 0, x + gap * share + u * 0.006, sheet.y(0.7)))
        bars.polygon(quad(x - u * 0.02, sheet.y(0.7), x + gap * 0.72 + u * 0.02, sheet.y(0.72)))
        sheet.lay(bars, lighter(p.pale, 0.3), lift=u * 0.006)


def slatted_wall(sheet: Sheet, side: int) -> None:
    """Birch slats, in sun towards one side."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    slats, x, pitch = Cut(), 0.0, u * rng.uniform(0.026, 0.04)
    wood = mix(mix(p.pale, p.accent, 0.18), p.mid, 0.3)
    while x < sheet.w:
        near = x / sheet.w if side > 0 else 1 - x / sheet.w
        slats.polygon(
            quad(x, 0, x + pitch * 0.62, sheet.y(0.85)),
            mix(darker(wood, 0.15), lighter(wood, 0.45), near * 0.8 + rng.uniform(-0.08, 0.08)),
        )
        slats.polygon(quad(x + pitch * 0.62, 0, x + pitch, sheet.y(0.85)), mix(p.deep, wood, 0.35))
        x += pitch
    sheet.lay(slats, texture=0.8)
    band = Cut()
    band.polygon(quad(0, sheet.y(0.8), sheet.w, sheet.y(0.85)))
    sheet.lay(band, mix(p.deep, p.mid, 0.4))


def brick_wall(sheet: Sheet, side: int) -> None:
    """Brick, with one large window's light on it."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    wall = Cut()
    wall.polygon(quad(0, 0, sheet.w, sheet.y(0.85)))
    sheet.lay(wall, [mix(p.mid, p.pale, 0.25), mix(p.mid, p.deep, 0.3)], angle=0 if side < 0 else 180, texture=0.75)
    bricks, tall = Cut(), u * 0.018
    tones = [mix(p.mid, p.deep, 0.4), mix(p.mid, p.pale, 0.35), mix(p.mid, p.accent, 0.25)]
    for _ in range(900):
        row = rng.randint(0, int(sheet.y(0.85) / tall))
        x = (rng.randint(0, int(sheet.w / (tall * 2.6))) + 0.5 * (row % 2)) * tall * 2.6
        bricks.polygon(quad(x, row * tall, x + tall * 2.45, (row + 0.86) * tall), rng.choice(tones))
    sheet.lay(bricks, opacity=0.5, texture=0)
    light = Cut()
    for index in range(3):
        x = sheet.x(0.5 - side * 0.1) + (index - 1) * u * 0.42
        light.polygon(
            [
                (x, sheet.y(0.05)),
                (x + u * 0.34, sheet.y(-0.02)),
                (x + u * 0.34 - side * u * 0.16, sheet.y(0.74)),
                (x - side * u * 0.16, sheet.y(0.8)),
            ]
        )
    sheet.glow(light, p.sun, 0.45, blur=u * 0.004)
