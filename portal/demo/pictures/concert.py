"""A concert. Lengths are shares of `sheet.u`."""

import math

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import limb, quad, smooth


def paint(sheet: Sheet) -> None:
    """Stage light through haze, players on the stage, the audience in front."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    stage = rng.uniform(0.6, 0.7)
    centre = rng.uniform(0.3, 0.7)
    sheet.ground([p.ink, mix(p.ink, p.deep, 0.7), mix(p.deep, p.accent, 0.35)])
    sheet.halo(sheet.x(centre), sheet.y(stage - 0.05), u * 0.9, p.accent, 0.6, 0.75)
    _backdrop(sheet, stage)
    for _ in range(rng.randint(6, 9)):
        start, end = rng.uniform(0.02, 0.98), centre + rng.gauss(0, 0.2)
        beam, spread = Cut(), u * rng.uniform(0.05, 0.11)
        x0, x1 = sheet.x(start), sheet.x(end)
        beam.polygon(
            [
                (x0 - u * 0.006, sheet.y(0.04)),
                (x0 + u * 0.006, sheet.y(0.04)),
                (x1 + spread, sheet.y(stage + 0.03)),
                (x1 - spread, sheet.y(stage + 0.03)),
            ]
        )
        sheet.glow(beam, rng.choice((p.sun, p.sun, p.accent, p.second)), rng.uniform(0.25, 0.5), blur=u * 0.005)
        sheet.halo(x0, sheet.y(0.045), u * 0.07, lighter(p.sun, 0.5), 1.0)
    truss = Cut()
    truss.polygon(quad(0, sheet.y(0.015), sheet.w, sheet.y(0.026)))
    truss.polygon(quad(0, sheet.y(0.052), sheet.w, sheet.y(0.06)))
    for index in range(34):
        x = sheet.x(index / 33)
        truss.line([(x, sheet.y(0.02)), (x + u * 0.03, sheet.y(0.055))], u * 0.003)
    sheet.lay(truss, p.ink)
    floor = Cut()
    floor.polygon(quad(0, sheet.y(stage), sheet.w, sheet.y(stage + 0.12)))
    sheet.lay(floor, [mix(p.sun, p.accent, 0.5), mix(p.deep, p.ink, 0.3)])
    _players(sheet, centre, stage)
    sheet.halo(sheet.x(centre), sheet.y(stage), u * 0.6, p.sun, 0.55, 0.5)
    _audience(sheet, stage)


def _backdrop(sheet: Sheet, stage: float) -> None:
    """Tall folds of cloth, or the pipes of an organ, behind the stage."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    piece, x = Cut(), 0.0
    pipes = rng.random() < 0.45
    while x < sheet.w:
        wide = u * (rng.uniform(0.02, 0.05) if pipes else rng.uniform(0.05, 0.12))
        low = stage - (0.1 + 0.16 * abs(math.sin(x / u * 4)) if pipes else 0)
        high = 0.14 + (0.12 * abs(math.cos(x / u * 3)) if pipes else 0)
        tone = mix(p.deep, p.accent, rng.uniform(0.05, 0.3))
        piece.polygon(quad(x, sheet.y(high if pipes else 0), x + wide * 0.5, sheet.y(low)), tone)
        piece.polygon(
            quad(x + wide * 0.5, sheet.y(high if pipes else 0), x + wide * 0.92, sheet.y(low)), darker(tone, 0.5)
        )
        x += wide
    sheet.lay(piece, opacity=0.55, blur=u * 0.002)


def _players(sheet: Sheet, centre: float, stage: float) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    count = rng.choice((1, 3, 4))
    for index in range(count):
        height = u * rng.uniform(0.2, 0.23)
        x = sheet.x(centre) + (index - (count - 1) / 2) * u * 0.2
        y = sheet.y(stage + 0.035)
        person = figures.standing(x, y, height, figures.look(rng, p, formal=True), facing=rng.choice((-1, 1)))
        kind = rng.choice(("cello", "guitar", "singer"))
        if kind == "cello":
            person.polygon(
                smooth(
                    [
                        (x + height * 0.1, y - height * 0.45),
                        (x + height * 0.2, y - height * 0.34),
                        (x + height * 0.14, y - height * 0.25),
                        (x + height * 0.23, y - height * 0.08),
                        (x + height * 0.1, y - height * 0.02),
                        (x - height * 0.02, y - height * 0.1),
                        (x + height * 0.05, y - height * 0.25),
                        (x, y - height * 0.36),
                    ]
                ),
                mix(p.accent, p.ink, 0.3),
            )
            person.line(
                [(x + height * 0.1, y - height * 0.4), (x + height * 0.06, y - height * 0.82)], height * 0.02, p.ink
            )
            person.line(
                [(x - height * 0.16, y - height * 0.42), (x + height * 0.3, y - height * 0.32)], height * 0.012, p.sun
            )
        elif kind == "guitar":
            person.ellipse(x - height * 0.05, y - height * 0.5, height * 0.1, height * 0.075, p.accent)
            person.line(
                [(x - height * 0.05, y - height * 0.5), (x + height * 0.3, y - height * 0.62)], height * 0.022, p.pale
            )
        else:
            person.line([(x + height * 0.09, y), (x + height * 0.09, y - height * 0.8)], height * 0.01, p.ink)
            person.ellipse(x + height * 0.08, y - height * 0.82, height * 0.02, height * 0.022, p.pale)
        sheet.lay(person, rim=(p.sun, rng.choice((-1, 1)) * height * 0.03, -height * 0.02, 0.9), texture=0.3)


def _audience(sheet: Sheet, stage: float) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    for layer in range(4):
        size = u * (0.024, 0.036, 0.056, 0.085)[layer]
        base = sheet.y(stage + 0.1 + (0.0, 0.06, 0.14, 0.27)[layer])
        piece, x = Cut(), -size * rng.random() * 3
        while x < sheet.w + size:
            y = base + rng.uniform(-0.5, 0.5) * size
            piece.ellipse(x, y, size * 0.74, size)
            piece.polygon(
                smooth(
                    [
                        (x - size * 2.0, y + size * 2.6),
                        (x - size * 1.5, y + size * 1.25),
                        (x - size * 0.4, y + size * 0.75),
                        (x + size * 0.4, y + size * 0.75),
                        (x + size * 1.5, y + size * 1.25),
                        (x + size * 2.0, y + size * 2.6),
                    ],
                    4,
                )
            )
            if rng.random() < 0.14:
                way = rng.choice((-1, 1))
                hand = (x + way * size * rng.uniform(1.0, 2.2), y - size * rng.uniform(1.6, 3.0))
                piece.polygon(
                    limb(
                        [(x + way * size * 1.4, y + size * 1.6), (x + way * size * 1.9, y - size * 0.2), hand],
                        [size * 0.62, size * 0.5, size * 0.36],
                    )
                )
                piece.ellipse(hand[0], hand[1] - size * 0.1, size * 0.24, size * 0.3)
            x += size * rng.uniform(2.3, 3.4)
        piece.polygon(quad(0, base + size * 1.8, sheet.w, sheet.h))
        tone = mix(p.ink, mix(p.deep, p.accent, 0.4), (0.6, 0.36, 0.16, 0.0)[layer])
        sheet.lay(piece, [tone, p.ink], rim=(p.sun, 0, -size * 0.16, (0.75, 0.65, 0.5, 0.35)[layer]))
