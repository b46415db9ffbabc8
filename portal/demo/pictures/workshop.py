"""A workshop bench. Lengths are shares of `sheet.u`."""

from portal.demo.pictures.palettes import Colour, darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, arc, limb, quad, smooth
from portal.demo.pictures.tools import tools


def paint(sheet: Sheet) -> None:
    """A bench with tools and timber under a window."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    side = rng.choice((-1, 1))
    sheet.ground([mix(p.pale, p.mid, 0.3), mix(p.mid, p.pale, 0.3), mix(p.mid, p.deep, 0.4)], 90)
    _boarded_wall(sheet)
    _workshop_window(sheet, side)
    tools(sheet, side)
    _leaning_timber(sheet, side)
    bench = sheet.y(rng.uniform(0.56, 0.64))
    front = bench + sheet.h * rng.uniform(0.22, 0.27)
    _bench(sheet, bench, front, side)
    slots = [0.2, 0.52, 0.82]
    rng.shuffle(slots)
    middle = (bench + front) / 2
    _drawing(sheet, sheet.x(slots[0]), middle, u * 0.36)
    _tin(sheet, sheet.x(slots[0]) + u * rng.uniform(-0.1, 0.1), bench + u * 0.05)
    _planks(sheet, sheet.x(slots[1]), front - u * 0.06)
    _plane(sheet, sheet.x(slots[2]), middle + u * 0.05, u * rng.uniform(0.32, 0.4), side)


def _bench(sheet: Sheet, bench: float, front: float, side: int) -> None:
    """The bench top with its grain, the sun on it, and the apron below."""
    p, u = sheet.p, sheet.u
    wood = mix(mix(p.pale, p.accent, 0.12), p.mid, 0.28)
    top, joints = Cut(), Cut()
    top.polygon([(-u * 0.1, bench), (sheet.w + u * 0.1, bench), (sheet.w + u * 0.3, front), (-u * 0.3, front)])
    sheet.lay(top, [mix(wood, p.mid, 0.2), lighter(wood, 0.2)], lift=u * 0.012)
    for share in (0.22, 0.5, 0.77):
        y = bench + (front - bench) * share**1.2
        joints.polygon(quad(0, y, sheet.w, y + u * 0.0025))
    sheet.lay(joints, mix(p.mid, p.deep, 0.5), opacity=0.7, texture=0)
    _grain(sheet, (0, bench, sheet.w, front), 46, wood)
    apron, edge = Cut(), Cut()
    apron.polygon(quad(0, front, sheet.w, sheet.h))
    sheet.lay(apron, [mix(p.mid, p.deep, 0.55), darker(p.deep, 0.4)])
    edge.polygon(quad(0, front, sheet.w, front + u * 0.05))
    sheet.lay(edge, [mix(wood, p.mid, 0.45), mix(wood, p.mid, 0.7)], lift=u * 0.008)
    light, x = Cut(), sheet.x(0.5 + side * 0.12)
    for index in range(3):
        left = x + (index - 1.5) * u * 0.24
        light.polygon(
            [
                (left, bench),
                (left + u * 0.2, bench),
                (left + u * 0.22 - side * u * 0.3, front),
                (left - side * u * 0.3, front),
            ]
        )
    sheet.glow(light, p.sun, 0.45, blur=u * 0.004)


def _grain(sheet: Sheet, box: tuple[float, float, float, float], count: int, wood: Colour) -> None:
    """Fine level lines in wood, in a box of pixels."""
    rng, u, lines = sheet.rng, sheet.u, Cut()
    x0, y0, x1, y1 = box
    for _ in range(count):
        y, start = y0 + (y1 - y0) * rng.uniform(0.04, 0.96), rng.uniform(-0.1, 0.7)
        end = min(1.0, start + rng.uniform(0.15, 0.6))
        lines.line([(x0 + (x1 - x0) * max(0.0, start), y), (x0 + (x1 - x0) * end, y + u * 0.001)], u * 0.0012)
    sheet.lay(lines, mix(darker(wood, 0.3), sheet.p.mid, 0.4), opacity=0.45, texture=0)


def _boarded_wall(sheet: Sheet) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    joints, x = Cut(), 0.0
    while x < sheet.w:
        x += u * rng.uniform(0.09, 0.13)
        joints.polygon(quad(x, 0, x + u * 0.003, sheet.h))
    sheet.lay(joints, p.deep, opacity=0.35, texture=0)


def _workshop_window(sheet: Sheet, side: int) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    wide, tall = u * rng.uniform(0.42, 0.6), u * rng.uniform(0.4, 0.5)
    x, y = sheet.x(0.5 + side * 0.27) - wide / 2, sheet.y(0.06)
    pane, bars = Cut(), Cut()
    pane.polygon(quad(x, y, x + wide, y + tall))
    sheet.lay(pane, [p.high, lighter(mix(p.low, p.sun, 0.5), 0.3)])
    trees = Cut()
    for index in range(9):
        trees.ellipse(x + wide * (index + 0.5) / 9, y + tall * 0.98, wide * 0.08, tall * rng.uniform(0.1, 0.3))
    trees.polygon(quad(x - wide, y + tall, x + wide * 2, y + tall * 1.6), 0)
    trees.polygon(quad(x - wide, y, x, y + tall * 1.6), 0)
    trees.polygon(quad(x + wide, y, x + wide * 2, y + tall * 1.6), 0)
    sheet.lay(trees, mix(p.second, p.low, 0.5), opacity=0.7)
    for index in range(5):
        bx = x + wide * index / 4
        bars.polygon(quad(bx - u * 0.007, y, bx + u * 0.007, y + tall))
    for index in range(4):
        by = y + tall * index / 3
        bars.polygon(quad(x - u * 0.007, by - u * 0.007, x + wide + u * 0.007, by + u * 0.007))
    bars.polygon(quad(x - u * 0.03, y + tall, x + wide + u * 0.03, y + tall + u * 0.025))
    sheet.lay(bars, lighter(p.pale, 0.2), lift=u * 0.006)
    beam = Cut()
    beam.polygon(
        [(x, y), (x + wide, y), (x + wide - side * u * 0.75, sheet.y(0.9)), (x - side * u * 0.95, sheet.y(0.9))]
    )
    sheet.glow(beam, p.sun, 0.25, blur=u * 0.02)
    sheet.halo(x + wide / 2, y + tall / 2, u * 0.6, p.sun, 0.4)


def _leaning_timber(sheet: Sheet, side: int) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    for index in range(rng.randint(4, 6)):
        foot = sheet.x(0.5 - side * 0.43) + side * index * u * 0.055
        lean, wide = -side * u * rng.uniform(0.03, 0.1), u * rng.uniform(0.035, 0.06)
        top = sheet.y(rng.uniform(0.0, 0.3))
        piece = Cut()
        piece.polygon(
            [
                (foot, sheet.y(0.8)),
                (foot + wide, sheet.y(0.8)),
                (foot + wide + lean, top),
                (foot + lean, top + u * 0.01),
            ]
        )
        tone = mix(mix(p.pale, p.accent, 0.2), p.mid, rng.uniform(0.1, 0.6))
        sheet.lay(
            piece,
            [lighter(tone, 0.2), darker(tone, 0.15)],
            lift=u * 0.012,
            rim=(p.sun, side * u * 0.006, 0, 0.6),
            texture=0.5,
        )


def _planks(sheet: Sheet, centre: float, base: float) -> None:
    """A stack of boards on the bench, their long edges towards us."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    for index in range(rng.choice((3, 4, 5))):
        thick, wide = u * 0.034, u * rng.uniform(0.44, 0.56)
        low = base - index * thick
        left = centre - wide / 2 + rng.uniform(-0.05, 0.05) * u
        piece, tone = Cut(), mix(mix(p.pale, p.mid, 0.35), p.accent, rng.uniform(0.08, 0.32))
        back, lean = u * 0.07, u * rng.uniform(-0.03, 0.03)
        piece.polygon(
            [
                (left, low - thick),
                (left + lean, low - thick - back),
                (left + wide + lean, low - thick - back),
                (left + wide, low - thick),
            ],
            lighter(tone, 0.3),
        )
        piece.polygon(quad(left, low - thick, left + wide, low), darker(tone, 0.16))
        piece.polygon(quad(left, low - thick, left + wide, low - thick * 0.88), lighter(tone, 0.35))
        sheet.lay(piece, lift=u * 0.009, texture=0.5)
        _grain(sheet, (left, low - thick, left + wide, low), 9, tone)
        _grain(sheet, (left + abs(lean), low - thick - back, left + wide - abs(lean), low - thick), 12, tone)


def _plane(sheet: Sheet, x: float, y: float, long: float, way: int) -> None:
    """A hand plane and its shavings."""
    rng, p = sheet.rng, sheet.p
    body = Cut()
    sole = [
        (-0.52, 0),
        (-0.52, -0.13),
        (-0.3, -0.13),
        (-0.2, -0.18),
        (0.12, -0.18),
        (0.2, -0.13),
        (0.46, -0.13),
        (0.53, -0.05),
        (0.53, 0),
    ]
    body.polygon([(x + dx * long, y + dy * long) for dx, dy in sole], mix(p.deep, p.ink, 0.25))
    body.polygon(quad(x - long * 0.52, y - long * 0.03, x + long * 0.53, y), mix(p.high, p.deep, 0.45))
    body.polygon(
        limb([(x - long * 0.02, y - long * 0.12), (x - long * 0.14, y - long * 0.36)], [long * 0.05, long * 0.09]),
        mix(p.high, p.deep, 0.4),
    )
    body.polygon(
        smooth(
            [
                (x - long * 0.42, y - long * 0.16),
                (x - long * 0.44, y - long * 0.33),
                (x - long * 0.33, y - long * 0.36),
                (x - long * 0.27, y - long * 0.17),
            ],
            4,
        ),
        p.accent,
    )
    body.ellipse(x + long * 0.32, y - long * 0.22, long * 0.06, long * 0.07, p.accent)
    sheet.lay(body, lift=long * 0.06, rim=(p.sun, way * long * 0.03, -long * 0.02, 0.6))
    curls = Cut()
    for _ in range(9):
        cx, cy, size = (
            x + way * long * rng.uniform(-0.9, 0.9),
            y + long * rng.uniform(-0.04, 0.05),
            long * rng.uniform(0.03, 0.07),
        )
        start = rng.uniform(0, 360)
        curls.line(
            arc(cx, cy, size, size * 0.7, start, start + rng.uniform(200, 330), 14),
            long * 0.022,
            lighter(mix(p.pale, p.accent, 0.15), rng.uniform(0.1, 0.5)),
        )
    sheet.lay(curls, lift=long * 0.025)


def _tin(sheet: Sheet, x: float, y: float) -> None:
    """A tin with pencils, standing on the bench."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    tin = Cut()
    for _ in range(5):
        lean = rng.uniform(-0.045, 0.045) * u
        tin.line(
            [(x + rng.uniform(-0.02, 0.02) * u, y - u * 0.07), (x + lean, y - u * rng.uniform(0.18, 0.23))],
            u * 0.008,
            rng.choice((p.accent, p.second, p.ink, p.pale)),
        )
    tin.polygon(quad(x - u * 0.042, y - u * 0.12, x + u * 0.042, y), mix(p.second, p.deep, 0.2))
    tin.polygon(quad(x - u * 0.042, y - u * 0.095, x + u * 0.042, y - u * 0.088), lighter(p.second, 0.3))
    sheet.lay(tin, lift=u * 0.01, rim=(p.sun, -u * 0.008, 0, 0.5))


def _drawing(sheet: Sheet, x: float, y: float, wide: float) -> None:
    """A drawing of a joint, weighed down by a steel rule."""
    p, piece, lines, rule = sheet.p, Cut(), Cut(), Cut()

    def place(right: float, down: float) -> Point:
        return (x + (right + 0.1 * down) * wide, y + down * wide * 0.4)

    piece.polygon([place(-0.5, -0.5), place(0.5, -0.55), place(0.5, 0.5), place(-0.5, 0.5)])
    sheet.lay(piece, [mix(p.pale, p.sun, 0.4), lighter(p.pale, 0.5)], lift=wide * 0.01, texture=0.3)
    for outline in (
        ((-0.38, -0.2), (0.1, -0.2), (0.1, 0.0), (-0.1, 0.0), (-0.1, 0.2), (-0.38, 0.2)),
        ((0.14, -0.2), (0.38, -0.2), (0.38, 0.2), (-0.04, 0.2), (-0.04, 0.04), (0.14, 0.04)),
    ):
        lines.line([place(*spot) for spot in (*outline, outline[0])], wide * 0.006)
    lines.line([place(-0.38, 0.34), place(0.38, 0.34)], wide * 0.004)
    sheet.lay(lines, p.second, texture=0)
    rule.polygon([place(-0.46, -0.4), place(0.62, -0.3), place(0.62, -0.18), place(-0.46, -0.28)])
    sheet.lay(rule, [mix(p.high, p.deep, 0.3), mix(p.high, p.pale, 0.4)], angle=0, lift=wide * 0.012)
