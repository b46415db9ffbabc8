"""Cranes and boats at a quay. Lengths are shares of `sheet.u`."""

from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import quad
from portal.demo.pictures.water import mirrored, sail, shimmer, sky


def paint(sheet: Sheet) -> None:
    """Cranes and boats at a quay."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    line = rng.uniform(0.6, 0.72)
    sun = (sheet.x(rng.uniform(0.15, 0.85)), sheet.y(line - rng.uniform(0.08, 0.3)))
    sky(sheet, line, sun)
    for layer in range(2):
        town = Cut()
        x = 0.0
        while x < sheet.w:
            wide, tall = u * rng.uniform(0.03, 0.1), u * rng.uniform(0.03, 0.09) * (1 + layer * 0.5)
            town.polygon(quad(x, sheet.y(line) - tall, x + wide, sheet.y(line)))
            x += wide * rng.uniform(0.8, 1.5)
        sheet.lay(town, mix(p.deep, p.low, 0.72 - 0.22 * layer))
    quay = Cut()
    quay.polygon(quad(0, sheet.y(line) - u * 0.018, sheet.w, sheet.y(line) + 2))
    sheet.lay(quay, [mix(p.deep, p.mid, 0.4), p.ink])
    centre = rng.uniform(0.18, 0.34) if sun[0] > sheet.x(0.5) else rng.uniform(0.66, 0.82)
    for index in range(3):
        far = (0.5, 0.22, 0.0)[index]
        x = centre + (index - 1) * rng.uniform(0.15, 0.2)
        _crane(sheet, sheet.x(x), sheet.y(line) - u * 0.016, u * (0.34 + 0.11 * index) * rng.uniform(0.9, 1.1), far)
    _containers(sheet, sheet.y(line) - u * 0.016)
    water = Cut()
    water.polygon(quad(0, sheet.y(line), sheet.w, sheet.h))
    sheet.lay(water, [mix(p.low, p.deep, 0.4), mix(p.deep, p.high, 0.3), mix(p.deep, p.ink, 0.35)])
    mirrored(sheet, sheet.y(line), u * 0.5, 0.72)
    shimmer(sheet, line, p.sun, sun[0], 0.6, 110)
    _ship(sheet, sheet.x(1 - centre + rng.uniform(-0.05, 0.05)), sheet.y(line + 0.04), u * rng.uniform(0.3, 0.42))
    for index in range(rng.randint(1, 3)):
        sail(sheet, sheet.x(rng.uniform(0.1, 0.9)), sheet.y(line + 0.12 + 0.05 * index), u * (0.1 + 0.04 * index))


def _crane(sheet: Sheet, x: float, y: float, tall: float, far: float) -> None:
    """A gantry crane, its legs on the quay and its boom over the water."""
    rng, p, way = sheet.rng, sheet.p, sheet.rng.choice((-1, 1))
    tone = mix(mix(p.ink, p.second, 0.25) if rng.random() < 0.4 else darker(p.accent, 0.25), p.low, far)
    piece, bar, leg = Cut(), tall * 0.02, tall * 0.13
    deck = y - tall * 0.62
    for side in (-1, 1):
        piece.line([(x + side * leg * 1.25, y), (x + side * leg, deck)], bar * 1.6)
        piece.line([(x + side * leg * 1.17, y - tall * 0.14), (x - side * leg * 1.05, y - tall * 0.46)], bar * 0.6)
    piece.line([(x - leg * 1.1, y - tall * 0.3), (x + leg * 1.1, y - tall * 0.3)], bar)
    piece.polygon(quad(x - leg * 1.5, deck - bar * 1.5, x + leg * 1.5, deck + bar))
    nose, tail, peak = (
        (x + way * tall * 0.8, deck - tall * 0.1),
        (x - way * tall * 0.36, deck - tall * 0.045),
        (x - way * leg * 0.1, y - tall),
    )
    piece.line([tail, nose], bar * 1.5)
    piece.line([(x - way * leg, deck), peak, (x + way * leg * 0.8, deck)], bar * 1.3)
    for end in (nose, tail, (x + way * tall * 0.45, deck - tall * 0.085)):
        piece.line([peak, end], max(1.0, bar * 0.35))
    piece.polygon(quad(tail[0] - tall * 0.05, deck - tall * 0.03, tail[0] + tall * 0.06, deck + tall * 0.06))
    hook = x + way * tall * rng.uniform(0.35, 0.65)
    piece.line([(hook, deck - tall * 0.08), (hook, deck + tall * 0.22)], max(1.0, bar * 0.35))
    piece.polygon(quad(hook - tall * 0.06, deck + tall * 0.22, hook + tall * 0.06, deck + tall * 0.27))
    sheet.lay(piece, [tone, mix(tone, p.low, 0.22)], rim=(p.sun, -way * bar * 0.6, -bar * 0.4, 0.5))


def _containers(sheet: Sheet, y: float) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    piece, tall = Cut(), u * 0.022
    tones = [darker(p.accent, 0.2), mix(p.second, p.deep, 0.3), mix(p.mid, p.deep, 0.4), mix(p.pale, p.mid, 0.3)]
    start = rng.uniform(0, 0.5)
    for column in range(13):
        for row in range(rng.randint(0, 4)):
            x = sheet.x(start) + column * u * 0.06
            tone = rng.choice(tones)
            piece.polygon(quad(x, y - (row + 1) * tall, x + u * 0.057, y - row * tall - 1), tone)
            piece.polygon(quad(x, y - (row + 1) * tall, x + u * 0.057, y - (row + 0.88) * tall), lighter(tone, 0.3))
    sheet.lay(piece)


def _ship(sheet: Sheet, x: float, y: float, long: float) -> None:
    p, piece, way = sheet.p, Cut(), sheet.rng.choice((-1, 1))
    hull = [(-0.5, -0.15), (0.36, -0.15), (0.56, -0.2), (0.47, 0.0), (-0.46, 0.0)]
    piece.polygon([(x + way * dx * long, y + dy * long) for dx, dy in hull], mix(p.ink, p.second, 0.3))
    band = [(-0.47, -0.03), (0.475, -0.03), (0.47, 0.0), (-0.46, 0.0)]
    piece.polygon([(x + way * dx * long, y + dy * long) for dx, dy in band], p.accent)
    for deck, (back, front) in enumerate(((-0.42, 0.12), (-0.38, 0.02), (-0.34, -0.08), (-0.3, -0.16))):
        low = -0.15 - deck * 0.055
        spots = [(back, low), (front, low), (front - 0.01, low - 0.05), (back, low - 0.05)]
        piece.polygon([(x + way * dx * long, y + dy * long) for dx, dy in spots], lighter(p.pale, 0.35 - 0.08 * deck))
        for window in range(int((front - back) / 0.035)):
            wx = x + way * (back + 0.012 + window * 0.035) * long
            piece.polygon(
                quad(wx, y + (low - 0.034) * long, wx + 0.018 * long, y + (low - 0.016) * long), mix(p.deep, p.ink, 0.3)
            )
    piece.polygon(
        [
            (x + way * dx * long, y + dy * long)
            for dx, dy in ((-0.3, -0.37), (-0.2, -0.37), (-0.21, -0.48), (-0.3, -0.48))
        ],
        p.accent,
    )
    reflection = Cut()
    reflection.polygon(
        [
            (x - long * 0.48, y),
            (x + long * 0.48, y),
            (x + long * 0.4, y + long * 0.28),
            (x - long * 0.42, y + long * 0.28),
        ]
    )
    sheet.shade(reflection, mix(p.ink, p.deep, 0.4), 0.55, blur=long * 0.03)
    sheet.lay(piece, rim=(p.sun, 0, -long * 0.012, 0.4))
