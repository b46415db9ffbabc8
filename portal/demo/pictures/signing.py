"""The signing of an agreement. Sizes are shares of a figure's height."""

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, limb, quad, smooth
from portal.demo.pictures.walls import brick_wall, slatted_wall, tall_windows


def paint(sheet: Sheet) -> None:
    """Two people signing at a table, one left and one right, and eight standing behind them."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    side = rng.choice((-1, 1))
    table = sheet.y(rng.uniform(0.69, 0.74))
    sheet.ground([mix(p.pale, p.mid, 0.25), lighter(p.pale, 0.1), mix(p.pale, p.mid, 0.35)], 100)
    rng.choice((tall_windows, slatted_wall, brick_wall))(sheet, side)
    floor = Cut()
    floor.polygon(quad(0, sheet.y(0.84), sheet.w, sheet.h))
    sheet.lay(floor, [mix(p.mid, p.pale, 0.4), mix(p.mid, p.deep, 0.5)])
    width = min(sheet.w * 0.94, u * 1.42)
    middle = sheet.x(0.5) + rng.uniform(-0.03, 0.03) * (sheet.w - width)
    height = min(width * (0.46 if sheet.w > sheet.h else 0.6), sheet.h * 0.66)
    _witnesses(sheet, middle, width, sheet.y(0.9), height, side)
    _signing_table(sheet, middle, width * 0.84, table, height)
    for way in (-1, 1):
        _folder(sheet, middle + way * (width * 0.215 - height * 0.045), table + height * 0.085, height)
        _signer(sheet, middle + way * width * 0.215, table, height, way, side)
    _on_the_table(sheet, middle, table, height)
    _sunbeam(sheet, side)


def _witnesses(sheet: Sheet, middle: float, width: float, foot: float, height: float, side: int) -> None:
    """Eight people: four a step back and between the shoulders of the four in front."""
    rng, p = sheet.rng, sheet.p
    pitch = width * 0.93 / 8
    places = [(index, middle + (index - 3.5) * pitch) for index in range(8)]
    for row in (1, 0):
        for index, x in places:
            if index % 2 != row:
                continue
            tall = height * rng.uniform(0.95, 1.04) * (0.97 if row else 1.0)
            dressed = figures.look(rng, p, formal=True)
            person = figures.standing(
                x + rng.uniform(-0.06, 0.06) * pitch,
                foot - row * height * 0.055,
                tall,
                dressed,
                facing=rng.choice((-1, 1)),
            )
            sheet.lay(
                person,
                rim=(mix(p.sun, p.pale, 0.3), side * tall * 0.022, -tall * 0.006, 0.6),
                lift=height * 0.012,
                texture=0.5,
            )


def _signing_table(sheet: Sheet, middle: float, width: float, top: float, height: float) -> None:
    p, u = sheet.p, sheet.u
    cloth, board = Cut(), Cut()
    half, deep = width / 2, height * 0.12
    cloth.polygon(
        [
            (middle - half * 0.99, top + deep),
            (middle + half * 0.99, top + deep),
            (middle + half * 0.95, sheet.h + 4),
            (middle - half * 0.95, sheet.h + 4),
        ]
    )
    tone = sheet.rng.choice((darker(p.second, 0.2), mix(p.deep, p.ink, 0.3), mix(p.mid, p.deep, 0.35)))
    sheet.lay(cloth, [tone, darker(tone, 0.45)], lift=u * 0.012, texture=0.75)
    folds = Cut()
    for index in range(9):
        x = middle - half + width * (index + 0.5) / 9
        folds.polygon([(x, top + deep), (x + u * 0.02, sheet.h), (x - u * 0.03, sheet.h)])
    sheet.shade(folds, mix(tone, p.ink, 0.6), 0.5, blur=u * 0.008)
    board.polygon(
        [
            (middle - half * 0.94, top),
            (middle + half * 0.94, top),
            (middle + half * 1.02, top + deep),
            (middle - half * 1.02, top + deep),
        ]
    )
    sheet.lay(board, [lighter(mix(p.pale, p.mid, 0.25), 0.15), mix(p.pale, p.mid, 0.45)], lift=u * 0.006, texture=0.75)
    edge = Cut()
    edge.polygon(quad(middle - half * 1.02, top + deep, middle + half * 1.02, top + deep + u * 0.014))
    sheet.lay(edge, mix(p.mid, p.deep, 0.4))


def _signer(sheet: Sheet, x: float, table: float, height: float, way: int, side: int) -> None:
    """Somebody seated behind the table, bent over the paper; `way` is -1 on the left."""
    rng, p = sheet.rng, sheet.p
    dressed = figures.look(rng, p, formal=True)
    dressed = figures.Look(
        "jacket",
        mix(dressed.cloth, p.second if way < 0 else p.deep, 0.35),
        dressed.shirt,
        dressed.legs,
        dressed.skin,
        dressed.hair,
        dressed.hairstyle,
        1.0,
    )
    h, seat, lean = height * 1.06, table + height * 0.05, -way * 0.05

    def place(right: float, up: float) -> Point:
        return (x + right * h, seat - up * h)

    body = Cut()
    half = [(0.115, 0.03), (0.118, 0.12), (0.138, 0.2), (0.118, 0.248), (0.045, 0.276)]
    back = [(-right, up) for right, up in half] + [(right + lean * 0.4, up) for right, up in reversed(half)]
    body.polygon(smooth([place(*spot) for spot in back], 5, closed=False), dressed.cloth)
    body.polygon(
        [place(lean * 0.6 - 0.036, 0.278), place(lean * 0.6 + 0.036, 0.278), place(lean * 0.8, 0.12)], dressed.shirt
    )
    if dressed.hairstyle in ("short", "bald"):
        body.polygon(
            [place(lean * 0.6 - 0.007, 0.26), place(lean * 0.6 + 0.007, 0.26), place(lean * 0.8, 0.13)], p.accent
        )
    sheet.lay(body, lift=height * 0.02, rim=(p.sun, side * h * 0.02, -h * 0.006, 0.6), texture=0.5)
    top = Cut()
    _bent_head(top, place, h, dressed, lean)
    sheet.lay(top, lift=height * 0.01, rim=(p.sun, side * h * 0.012, -h * 0.004, 0.55), texture=0.3)
    arms = Cut()
    for shoulder, elbow, hand in (
        ((-way * 0.118, 0.205), (-way * 0.172, 0.06), (-way * 0.095, -0.022)),
        ((way * 0.118, 0.205), (way * 0.178, 0.07), (way * 0.004, -0.03)),
    ):
        arms.ellipse(*place(*shoulder), h * 0.036, tone=darker(dressed.cloth, 0.18))
        path = smooth([place(*shoulder), place(*elbow), place(*hand)], 5, closed=False)
        arms.polygon(
            limb(path, [h * (0.072 - 0.0028 * step) for step in range(len(path))]), darker(dressed.cloth, 0.18)
        )
        wrist, end = path[-2], path[-1]
        arms.polygon(limb([wrist, end], [h * 0.046, h * 0.044]), dressed.shirt)
        arms.ellipse(end[0] + (end[0] - wrist[0]) * 0.4, end[1] + h * 0.004, h * 0.028, h * 0.02, dressed.skin)
    grip = place(-way * 0.022, -0.036)
    arms.line(
        [(grip[0] - way * h * 0.012, grip[1] + h * 0.012), (grip[0] + way * h * 0.03, grip[1] - h * 0.07)],
        h * 0.009,
        p.ink,
    )
    sheet.lay(arms, lift=height * 0.012, rim=(p.sun, side * h * 0.012, -h * 0.008, 0.5), texture=0.3)


def _bent_head(piece: Cut, place: figures.Place, h: float, dressed: figures.Look, lean: float) -> None:
    """A head looking down: more hair than face."""
    right, up = lean, 0.335
    piece.polygon(
        [
            place(lean * 0.7 - 0.024, 0.33),
            place(lean * 0.7 + 0.024, 0.33),
            place(lean * 0.6 + 0.03, 0.26),
            place(lean * 0.6 - 0.03, 0.26),
        ],
        darker(dressed.skin, 0.25),
    )
    if dressed.hairstyle in ("long", "bob"):
        fall = [(-0.055, 0.02), (0, 0.06), (0.055, 0.02), (0.06, -0.07), (0.03, -0.05), (-0.03, -0.05), (-0.06, -0.07)]
        piece.polygon(smooth([place(right + dx, up + dy) for dx, dy in fall]), dressed.hair)
    if dressed.hairstyle == "bun":
        cx, cy = place(right - lean * 0.4, up + 0.072)
        piece.ellipse(cx, cy, h * 0.025, h * 0.023, dressed.hair)
    cx, cy = place(right, up)
    piece.ellipse(cx, cy, h * 0.044, h * 0.056, dressed.skin)
    if dressed.hairstyle != "bald":
        cap = [
            (-0.047, -0.012),
            (-0.046, 0.032),
            (0, 0.064),
            (0.046, 0.032),
            (0.047, -0.012),
            (0.03, 0.008),
            (lean * 0.3, -0.002),
            (-0.03, 0.008),
        ]
        piece.polygon(smooth([place(right + dx, up + dy) for dx, dy in cap]), dressed.hair)


def _folder(sheet: Sheet, x: float, y: float, height: float) -> None:
    """One of the two copies in its folder."""
    p = sheet.p
    for tone, scale in ((mix(p.accent, p.deep, 0.2), 1.16), (lighter(p.sun, 0.6), 1.0)):
        piece, wide, deep = Cut(), height * 0.1 * scale, height * 0.028 * scale
        piece.polygon(
            [(x - wide * 0.92, y - deep), (x + wide * 0.92, y - deep), (x + wide, y + deep), (x - wide, y + deep)]
        )
        sheet.lay(piece, tone, lift=height * 0.004, texture=0.3)
    lines = Cut()
    for index in range(4):
        level = y + height * (-0.014 + 0.009 * index)
        lines.line([(x - height * 0.07, level), (x + height * (0.06 - 0.02 * (index % 2)), level)], height * 0.0022)
    sheet.lay(lines, mix(p.deep, p.pale, 0.45), texture=0)


def _on_the_table(sheet: Sheet, middle: float, table: float, height: float) -> None:
    """Flowers and water between the signers."""
    rng, p = sheet.rng, sheet.p
    vase, flowers = Cut(), Cut()
    foot = table + height * 0.07
    for _ in range(17):
        dx, dy = rng.gauss(0, 0.05) * height, height * rng.uniform(0.1, 0.2)
        flowers.line(
            [(middle, foot - height * 0.05), (middle + dx, foot - dy)], height * 0.004, mix(p.second, p.deep, 0.4)
        )
        flowers.ellipse(
            middle + dx,
            foot - dy,
            height * 0.014,
            height * 0.013,
            rng.choice((p.accent, lighter(p.accent, 0.45), p.pale)),
        )
    sheet.lay(flowers, lift=height * 0.005)
    vase.polygon(
        [
            (middle - height * 0.026, foot - height * 0.075),
            (middle + height * 0.026, foot - height * 0.075),
            (middle + height * 0.02, foot),
            (middle - height * 0.02, foot),
        ]
    )
    sheet.lay(
        vase,
        [lighter(p.high, 0.5), mix(p.high, p.pale, 0.4)],
        opacity=0.85,
        rim=(p.sun, height * 0.008, 0, 0.7),
        lift=height * 0.004,
    )
    for way in (-1, 1):
        glass = Cut()
        x = middle + way * height * 0.12
        glass.polygon(
            [
                (x - height * 0.014, foot - height * 0.05),
                (x + height * 0.014, foot - height * 0.05),
                (x + height * 0.011, foot),
                (x - height * 0.011, foot),
            ]
        )
        sheet.lay(glass, lighter(p.high, 0.55), opacity=0.6)


def _sunbeam(sheet: Sheet, side: int) -> None:
    p, u, beam = sheet.p, sheet.u, Cut()
    x = sheet.x(0.5 + side * 0.52)
    for index in range(3):
        start = sheet.y(-0.2 + index * 0.24)
        beam.polygon(
            [
                (x, start),
                (x, start + u * 0.17),
                (x - side * sheet.w * 0.9, start + u * 0.85),
                (x - side * sheet.w * 0.9, start + u * 0.55),
            ]
        )
    sheet.glow(beam, p.sun, 0.2, blur=u * 0.02)
