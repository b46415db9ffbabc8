"""The signing table and the portrait. Sizes are shares of `sheet.u` or of a figure's height."""

from random import Random

from portal.demo.pictures import figures
from portal.demo.pictures.nature import treeline
from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.shapes import Point, limb, quad, smooth


def signing(sheet: Sheet) -> None:
    """Two people signing at a table, one left and one right, and eight standing behind them."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    side = rng.choice((-1, 1))
    table = sheet.y(rng.uniform(0.69, 0.74))
    sheet.ground([mix(p.pale, p.mid, 0.25), lighter(p.pale, 0.1), mix(p.pale, p.mid, 0.35)], 100)
    rng.choice((_tall_windows, _slatted_wall, _brick_wall))(sheet, side)
    floor = Cut()
    floor.polygon(quad(0, sheet.y(0.84), sheet.w, sheet.h))
    sheet.lay(floor, [mix(p.mid, p.pale, 0.4), mix(p.mid, p.deep, 0.5)])
    width = min(sheet.w * 0.94, u * 1.42)
    middle = sheet.x(0.5) + rng.uniform(-0.03, 0.03) * (sheet.w - width)
    height = min(width * 0.46, sheet.h * 0.66)
    _witnesses(sheet, middle, width, sheet.y(0.9), height, side)
    _signing_table(sheet, middle, width * 0.84, table, height)
    for way in (-1, 1):
        _folder(sheet, middle + way * (width * 0.215 - height * 0.045), table + height * 0.085, height)
        _signer(sheet, middle + way * width * 0.215, table, height, way, side)
    _on_the_table(sheet, middle, table, height)
    _sunbeam(sheet, side)


def _tall_windows(sheet: Sheet, side: int) -> None:
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


def _slatted_wall(sheet: Sheet, side: int) -> None:
    """Birch slats, in sun towards one side."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    slats, x, pitch = Cut(), 0.0, u * rng.uniform(0.026, 0.04)
    wood = mix(mix(p.pale, p.accent, 0.18), p.mid, 0.3)
    while x < sheet.w:
        near = x / sheet.w if side > 0 else 1 - x / sheet.w
        slats.polygon(quad(x, 0, x + pitch * 0.62, sheet.y(0.85)), mix(darker(wood, 0.15), lighter(wood, 0.45), near * 0.8 + rng.uniform(-0.08, 0.08)))
        slats.polygon(quad(x + pitch * 0.62, 0, x + pitch, sheet.y(0.85)), mix(p.deep, wood, 0.35))
        x += pitch
    sheet.lay(slats, texture=0.8)
    band = Cut()
    band.polygon(quad(0, sheet.y(0.8), sheet.w, sheet.y(0.85)))
    sheet.lay(band, mix(p.deep, p.mid, 0.4))


def _brick_wall(sheet: Sheet, side: int) -> None:
    """Brick, with one large window's light on it."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    wall = Cut()
    wall.polygon(quad(0, 0, sheet.w, sheet.y(0.85)))
    sheet.lay(wall, [mix(p.mid, p.pale, 0.25), mix(p.mid, p.deep, 0.3)], angle=0 if side < 0 else 180, texture=1.2)
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
        light.polygon([(x, sheet.y(0.05)), (x + u * 0.34, sheet.y(-0.02)), (x + u * 0.34 - side * u * 0.16, sheet.y(0.74)), (x - side * u * 0.16, sheet.y(0.8))])
    sheet.glow(light, p.sun, 0.45, blur=u * 0.004)


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
            person = figures.standing(x + rng.uniform(-0.06, 0.06) * pitch, foot - row * height * 0.055, tall, dressed, facing=rng.choice((-1, 1)))
            sheet.lay(person, rim=(mix(p.sun, p.pale, 0.3), side * tall * 0.022, -tall * 0.006, 0.6), lift=height * 0.012, texture=0.5)


def _signing_table(sheet: Sheet, middle: float, width: float, top: float, height: float) -> None:
    p, u = sheet.p, sheet.u
    cloth, board = Cut(), Cut()
    half, deep = width / 2, height * 0.12
    cloth.polygon([(middle - half * 0.99, top + deep), (middle + half * 0.99, top + deep), (middle + half * 0.95, sheet.h + 4), (middle - half * 0.95, sheet.h + 4)])
    tone = sheet.rng.choice((darker(p.second, 0.2), mix(p.deep, p.ink, 0.3), mix(p.mid, p.deep, 0.35)))
    sheet.lay(cloth, [tone, darker(tone, 0.45)], lift=u * 0.012, texture=1.0)
    folds = Cut()
    for index in range(9):
        x = middle - half + width * (index + 0.5) / 9
        folds.polygon([(x, top + deep), (x + u * 0.02, sheet.h), (x - u * 0.03, sheet.h)])
    sheet.shade(folds, mix(tone, p.ink, 0.6), 0.5, blur=u * 0.008)
    board.polygon([(middle - half * 0.94, top), (middle + half * 0.94, top), (middle + half * 1.02, top + deep), (middle - half * 1.02, top + deep)])
    sheet.lay(board, [lighter(mix(p.pale, p.mid, 0.25), 0.15), mix(p.pale, p.mid, 0.45)], lift=u * 0.006, texture=1.0)
    edge = Cut()
    edge.polygon(quad(middle - half * 1.02, top + deep, middle + half * 1.02, top + deep + u * 0.014))
    sheet.lay(edge, mix(p.mid, p.deep, 0.4))


def _signer(sheet: Sheet, x: float, table: float, height: float, way: int, side: int) -> None:
    """Somebody seated behind the table, bent over the paper; `way` is -1 on the left."""
    rng, p = sheet.rng, sheet.p
    dressed = figures.look(rng, p, formal=True)
    dressed = figures.Look("jacket", mix(dressed.cloth, p.second if way < 0 else p.deep, 0.35), dressed.shirt, dressed.legs, dressed.skin, dressed.hair, dressed.hairstyle, 1.0)
    h, seat, lean = height * 1.06, table + height * 0.05, -way * 0.05

    def place(right: float, up: float) -> Point:
        return (x + right * h, seat - up * h)

    body = Cut()
    half = [(0.115, 0.03), (0.118, 0.12), (0.138, 0.2), (0.118, 0.248), (0.045, 0.276)]
    back = [(-right, up) for right, up in half] + [(right + lean * 0.4, up) for right, up in reversed(half)]
    body.polygon(smooth([place(*spot) for spot in back], 5, closed=False), dressed.cloth)
    body.polygon([place(lean * 0.6 - 0.036, 0.278), place(lean * 0.6 + 0.036, 0.278), place(lean * 0.8, 0.12)], dressed.shirt)
    body.polygon([place(lean * 0.6 - 0.007, 0.26), place(lean * 0.6 + 0.007, 0.26), place(lean * 0.8, 0.13)], p.accent)
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
        arms.polygon(limb(path, [h * (0.072 - 0.0028 * step) for step in range(len(path))]), darker(dressed.cloth, 0.18))
        wrist, end = path[-2], path[-1]
        arms.polygon(limb([wrist, end], [h * 0.046, h * 0.044]), dressed.shirt)
        arms.ellipse(end[0] + (end[0] - wrist[0]) * 0.4, end[1] + h * 0.004, h * 0.028, h * 0.02, dressed.skin)
    grip = place(-way * 0.022, -0.036)
    arms.line([(grip[0] - way * h * 0.012, grip[1] + h * 0.012), (grip[0] + way * h * 0.03, grip[1] - h * 0.07)], h * 0.009, p.ink)
    sheet.lay(arms, lift=height * 0.012, rim=(p.sun, side * h * 0.012, -h * 0.008, 0.5), texture=0.3)


def _bent_head(piece: Cut, place, h: float, dressed: figures.Look, lean: float) -> None:
    """A head looking down: more hair than face."""
    right, up = lean, 0.335
    piece.polygon([place(lean * 0.7 - 0.024, 0.33), place(lean * 0.7 + 0.024, 0.33), place(lean * 0.6 + 0.03, 0.26), place(lean * 0.6 - 0.03, 0.26)], darker(dressed.skin, 0.25))
    if dressed.hairstyle in ("long", "bob"):
        fall = [(-0.055, 0.02), (0, 0.06), (0.055, 0.02), (0.06, -0.07), (0.03, -0.05), (-0.03, -0.05), (-0.06, -0.07)]
        piece.polygon(smooth([place(right + dx, up + dy) for dx, dy in fall]), dressed.hair)
    if dressed.hairstyle == "bun":
        cx, cy = place(right - lean * 0.4, up + 0.072)
        piece.ellipse(cx, cy, h * 0.025, h * 0.023, dressed.hair)
    cx, cy = place(right, up)
    piece.ellipse(cx, cy, h * 0.044, h * 0.056, dressed.skin)
    if dressed.hairstyle != "bald":
        cap = [(-0.047, -0.012), (-0.046, 0.032), (0, 0.064), (0.046, 0.032), (0.047, -0.012), (0.03, 0.008), (lean * 0.3, -0.002), (-0.03, 0.008)]
        piece.polygon(smooth([place(right + dx, up + dy) for dx, dy in cap]), dressed.hair)


def _folder(sheet: Sheet, x: float, y: float, height: float) -> None:
    """One of the two copies in its folder."""
    p = sheet.p
    for tone, scale in ((mix(p.accent, p.deep, 0.2), 1.16), (lighter(p.sun, 0.6), 1.0)):
        piece, wide, deep = Cut(), height * 0.1 * scale, height * 0.028 * scale
        piece.polygon([(x - wide * 0.92, y - deep), (x + wide * 0.92, y - deep), (x + wide, y + deep), (x - wide, y + deep)])
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
        flowers.line([(middle, foot - height * 0.05), (middle + dx, foot - dy)], height * 0.004, mix(p.second, p.deep, 0.4))
        flowers.ellipse(middle + dx, foot - dy, height * 0.014, height * 0.013, rng.choice((p.accent, lighter(p.accent, 0.45), p.pale)))
    sheet.lay(flowers, lift=height * 0.005)
    vase.polygon([(middle - height * 0.026, foot - height * 0.075), (middle + height * 0.026, foot - height * 0.075), (middle + height * 0.02, foot), (middle - height * 0.02, foot)])
    sheet.lay(vase, [lighter(p.high, 0.5), mix(p.high, p.pale, 0.4)], opacity=0.85, rim=(p.sun, height * 0.008, 0, 0.7), lift=height * 0.004)
    for way in (-1, 1):
        glass = Cut()
        x = middle + way * height * 0.12
        glass.polygon([(x - height * 0.014, foot - height * 0.05), (x + height * 0.014, foot - height * 0.05), (x + height * 0.011, foot), (x - height * 0.011, foot)])
        sheet.lay(glass, lighter(p.high, 0.55), opacity=0.6)


def _sunbeam(sheet: Sheet, side: int) -> None:
    p, u, beam = sheet.p, sheet.u, Cut()
    x = sheet.x(0.5 + side * 0.52)
    for index in range(3):
        start = sheet.y(-0.2 + index * 0.24)
        beam.polygon([(x, start), (x, start + u * 0.17), (x - side * sheet.w * 0.9, start + u * 0.85), (x - side * sheet.w * 0.9, start + u * 0.55)])
    sheet.glow(beam, p.sun, 0.2, blur=u * 0.02)


_PROFILE = (
    (-0.02, 0.5), (0.2, 0.46), (0.33, 0.33), (0.375, 0.2), (0.362, 0.12), (0.395, 0.06), (0.47, -0.05), (0.455, -0.085),
    (0.395, -0.1), (0.4, -0.135), (0.425, -0.165), (0.4, -0.195), (0.41, -0.225), (0.385, -0.255), (0.395, -0.31),
    (0.36, -0.375), (0.27, -0.395), (0.16, -0.36), (0.09, -0.3), (0.08, -0.55), (-0.24, -0.6), (-0.25, -0.2), (-0.36, 0.05), (-0.3, 0.36),
)  # fmt: skip


def portrait(sheet: Sheet) -> None:
    """Head and shoulders beside a window."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    way = rng.choice((-1, 1))  # where the window is, and where the sitter looks
    sheet.ground([mix(p.mid, p.deep, 0.25), mix(p.mid, p.pale, 0.2), mix(p.mid, p.deep, 0.4)], 0 if way > 0 else 180)
    _portrait_window(sheet, way)
    _wall_light(sheet, way)
    dressed = figures.look(rng, p)
    size = min(sheet.h * rng.uniform(0.44, 0.52), sheet.w * 0.6)
    centre = (sheet.x(0.5 - way * rng.uniform(0.06, 0.16)), sheet.h - size * rng.uniform(1.0, 1.14))
    _sitter(sheet, centre, size, way, dressed)
    sheet.halo(sheet.x(0.5 + way * 0.45), sheet.y(0.3), u * 0.9, p.sun, 0.35)


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
        leaves.polygon(limb(path, [tall * share for share in (0.01, 0.02, 0.04, 0.06, 0.09, 0.1, 0.09, 0.05, 0.01)]), rng.choice((mix(p.second, p.deep, 0.4), p.second, mix(p.second, p.low, 0.3))))
    sheet.lay(leaves, lift=tall * 0.02)
    pot = Cut()
    pot.polygon([(x - tall * 0.16, low - tall * 0.3), (x + tall * 0.16, low - tall * 0.3), (x + tall * 0.12, low), (x - tall * 0.12, low)])
    sheet.lay(pot, [p.accent, darker(p.accent, 0.3)], lift=tall * 0.02)


def _wall_light(sheet: Sheet, way: int) -> None:
    """The window's light falling on the wall behind."""
    p, u, patch = sheet.p, sheet.u, Cut()
    x = sheet.x(0.5 - way * sheet.rng.uniform(0.2, 0.34))
    for column in range(2):
        for row in range(2):
            cx, cy = x - way * column * u * 0.19, sheet.y(0.12) + row * u * 0.27 + column * u * 0.07
            patch.polygon([(cx, cy), (cx - way * u * 0.165, cy + u * 0.06), (cx - way * u * 0.165, cy + u * 0.3), (cx, cy + u * 0.24)])
    sheet.glow(patch, p.sun, 0.42, blur=u * 0.006)


def _sitter(sheet: Sheet, centre: Point, size: float, way: int, dressed: figures.Look) -> None:
    """In profile, towards the window; the head is `size` * 0.72 tall."""
    rng, p = sheet.rng, sheet.p
    head = size * 0.74

    def place(right: float, up: float) -> Point:
        return (centre[0] + way * right * head, centre[1] - up * head)

    shoulders = Cut()
    outline = [(-0.24, -0.42), (-0.5, -0.6), (-0.86, -0.76), (-1.06, -1.2), (-1.14, -2.2), (0.86, -2.2), (0.76, -1.3), (0.6, -0.86), (0.3, -0.62), (0.1, -0.5)]
    shoulders.polygon(smooth([place(*spot) for spot in outline], 6))
    skin = dressed.skin
    face = Cut()
    face.polygon(smooth([place(*spot) for spot in _PROFILE], 4))
    if dressed.hairstyle == "long":
        _hair(sheet, place, head, dressed, "mane")
    light = (p.sun, way * head * 0.09, -head * 0.02, 0.62)
    sheet.lay(face, [darker(skin, 0.42), skin, lighter(skin, 0.12)], angle=0 if way > 0 else 180, lift=head * 0.02, rim=light, texture=0.5)
    jaw = Cut()
    jaw.polygon(smooth([place(*spot) for spot in ((0.3, -0.385), (0.1, -0.3), (-0.04, -0.12), (-0.2, -0.2), (-0.24, -0.6), (0.08, -0.6), (0.1, -0.45))], 4))
    sheet.shade(jaw, mix(skin, p.deep, 0.4), 0.5, blur=head * 0.02)
    ear = Cut()
    ear.ellipse(*place(-0.06, 0.0), head * 0.052, head * 0.095)
    sheet.lay(ear, mix(skin, p.mid, 0.25), rim=(lighter(skin, 0.3), way * head * 0.02, 0, 0.8))
    sheet.lay(shoulders, [lighter(dressed.cloth, 0.06), darker(dressed.cloth, 0.3)], lift=head * 0.03, rim=(p.sun, way * head * 0.07, -head * 0.05, 0.5), texture=1.0)
    _collar(sheet, place, head, dressed, rng)
    _hair(sheet, place, head, dressed, dressed.hairstyle)
    if rng.random() < 0.4:
        glasses = Cut()
        glasses.line([place(-0.05, 0.06), place(0.24, 0.08)], head * 0.018)
        glasses.line(smooth([place(0.24, 0.1), place(0.36, 0.11), place(0.37, 0.0), place(0.27, -0.02)], 5), head * 0.02)
        sheet.lay(glasses, p.ink)
    else:
        brow = Cut()
        brow.polygon(smooth([place(0.23, 0.12), place(0.3, 0.15), place(0.36, 0.125), place(0.3, 0.13)], 4))
        brow.polygon(smooth([place(0.25, 0.045), place(0.3, 0.055), place(0.335, 0.04), place(0.3, 0.036)], 4))
        sheet.lay(brow, mix(dressed.hair, p.ink, 0.3), texture=0)


def _collar(sheet: Sheet, place, head: float, dressed: figures.Look, rng: Random) -> None:
    p = sheet.p
    kind = rng.choice(("shirt", "roll", "scarf"))
    piece = Cut()
    if kind == "shirt":
        piece.polygon([place(*spot) for spot in ((-0.24, -0.42), (0.12, -0.47), (0.36, -0.86), (0.2, -0.72), (-0.02, -0.62), (-0.3, -0.56))])
        lapel = Cut()
        lapel.polygon([place(*spot) for spot in ((0.1, -0.62), (0.36, -0.84), (0.3, -1.5), (0.02, -1.05), (0.1, -0.98), (-0.04, -0.9))])
        sheet.lay(lapel, lighter(dressed.cloth, 0.14), lift=head * 0.012)
        sheet.lay(piece, [dressed.shirt, mix(dressed.shirt, p.deep, 0.25)], lift=head * 0.01)
        return
    low = -0.66 if kind == "roll" else -0.8
    piece.polygon(smooth([place(*spot) for spot in ((-0.27, -0.36), (-0.06, -0.43), (0.13, -0.42), (0.22, low + 0.1), (0.0, low - 0.02), (-0.34, low + 0.1))], 5))
    tone = lighter(dressed.cloth, 0.16) if kind == "roll" else sheet.rng.choice((p.accent, p.pale, p.second))
    sheet.lay(piece, [tone, darker(tone, 0.25)], lift=head * 0.015, rim=(p.sun, head * 0.02, -head * 0.01, 0.4))


_HAIR = {
    "short": ((0.33, 0.3), (0.22, 0.47), (0.0, 0.56), (-0.25, 0.5), (-0.41, 0.3), (-0.42, 0.05), (-0.3, -0.2), (-0.2, -0.16), (-0.12, 0.02), (-0.1, 0.14), (0.05, 0.16), (0.08, 0.26), (0.24, 0.29)),
    "bob": ((0.34, 0.3), (0.22, 0.49), (0.0, 0.58), (-0.28, 0.52), (-0.46, 0.28), (-0.48, -0.1), (-0.42, -0.36), (-0.1, -0.38), (0.06, -0.3), (0.08, 0.0), (0.1, 0.2), (0.24, 0.26)),
    "bun": ((0.34, 0.3), (0.2, 0.48), (0.0, 0.55), (-0.25, 0.5), (-0.4, 0.3), (-0.42, 0.1), (-0.3, -0.16), (-0.2, -0.1), (-0.12, 0.08), (0.02, 0.14), (0.14, 0.25)),
    "long": ((0.35, 0.28), (0.22, 0.49), (0.0, 0.58), (-0.28, 0.52), (-0.46, 0.26), (-0.5, -0.2), (-0.46, -0.6), (-0.2, -0.62), (-0.08, -0.3), (0.0, 0.0), (0.08, 0.2), (0.24, 0.26)),
    "mane": ((-0.1, 0.4), (-0.48, 0.2), (-0.56, -0.3), (-0.54, -0.95), (-0.2, -1.0), (0.02, -0.7), (0.0, -0.2)),
    "bald": ((-0.3, 0.1), (-0.36, 0.0), (-0.3, -0.22), (-0.2, -0.18), (-0.14, 0.0), (-0.2, 0.08)),
}  # fmt: skip


def _hair(sheet: Sheet, place, head: float, dressed: figures.Look, style: str) -> None:
    p, piece = sheet.p, Cut()
    way = 1 if place(1, 0)[0] > place(0, 0)[0] else -1
    if style == "bun":
        piece.ellipse(*place(-0.42, 0.36), head * 0.16, head * 0.15)
    piece.polygon(smooth([place(*spot) for spot in _HAIR[style]], 5))
    sheet.lay(piece, [lighter(dressed.hair, 0.08), dressed.hair], lift=head * 0.012, rim=(mix(p.sun, dressed.hair, 0.3), way * head * 0.03, -head * 0.05, 0.6), texture=1.2)
