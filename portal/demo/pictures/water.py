"""Islands, a harbour and a bridge: pictures with water in them."""

from PIL import Image, ImageOps

from portal.demo.pictures import light
from portal.demo.pictures.nature import shimmer, spruce, treeline
from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import Point, arc, limb, quad, smooth


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
        edge = [(cx - wide, cy), (cx - wide * 0.4, cy - thick), (cx + wide * 0.2, cy - thick * 1.7), (cx + wide, cy - thick * 0.2), (cx + wide * 0.3, cy + thick * 0.5)]
        cloud.polygon(smooth(edge))
        sheet.lay(cloud, [mix(p.low, p.sun, 0.5), mix(p.high, p.low, 0.6)], opacity=0.55, blur=u * 0.006)
    if sun is not None:
        sheet.halo(*sun, u * 0.9, p.sun, 0.85)
        disc = Cut()
        disc.ellipse(*sun, u * rng.uniform(0.028, 0.05))
        sheet.lay(disc, lighter(p.sun, 0.45), texture=0, blur=u * 0.0012)


def islands(sheet: Sheet) -> None:
    """An archipelago, from the shore or from above."""
    if sheet.rng.random() < 0.6:
        _from_the_shore(sheet)
    else:
        _from_above(sheet)


def _from_the_shore(sheet: Sheet) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    horizon = rng.uniform(0.36, 0.58)
    sun = (sheet.x(rng.uniform(0.12, 0.88)), sheet.y(horizon - rng.uniform(0.02, 0.2))) if rng.random() < 0.75 else None
    sky(sheet, horizon, sun)
    water = Cut()
    water.polygon(quad(0, sheet.y(horizon), sheet.w, sheet.h))
    sheet.lay(water, [mix(p.low, p.high, 0.3), mix(p.high, p.deep, 0.45), mix(p.deep, p.high, 0.2)])
    mirrored(sheet, sheet.y(horizon), u * 0.4, 0.5)
    for layer in range(4):
        y = horizon + (0.0, 0.012, 0.05, 0.14)[layer]
        _island_layer(sheet, layer, y)
        sheet.veil(mix(p.low, p.sun, 0.3), y - 0.14, y, (0.42, 0.3, 0.16, 0)[layer])
    shimmer(sheet, horizon + 0.01, mix(p.sun, p.low, 0.3), sun[0] if sun else sheet.x(0.5), 0.75 if sun else 0.3)
    if rng.random() < 0.6:
        _sail(sheet, sheet.x(rng.uniform(0.2, 0.8)), sheet.y(horizon + rng.uniform(0.05, 0.16)), u * rng.uniform(0.07, 0.14))
    if rng.random() < 0.7:
        _shore_rocks(sheet)


def _island_layer(sheet: Sheet, layer: int, y: float) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    tall = u * (0.035, 0.06, 0.11, 0.2)[layer]
    tone = mix(mix(p.deep, p.ink, 0.3), p.low, (0.72, 0.5, 0.22, 0.0)[layer])
    trees, rock = Cut(), Cut()
    for _ in range((4, 3, 2, 1)[layer]):
        wide = sheet.w * rng.uniform(0.12, 0.3)
        centre = sheet.x(rng.choice((rng.uniform(-0.02, 0.3), rng.uniform(0.6, 1.02)))) if layer > 1 else sheet.x(rng.random())
        base = sheet.y(y)
        treeline(rng, trees, (centre - wide * 0.45, centre + wide * 0.45), base - tall * 0.12, tall)
        edge = [(centre - wide * 0.62, base), (centre - wide * 0.45, base - tall * 0.16), (centre, base - tall * 0.24), (centre + wide * 0.47, base - tall * 0.14), (centre + wide * 0.62, base)]
        rock.polygon([*smooth(edge, closed=False)])
    sheet.lay(trees, [mix(tone, p.second, 0.35), tone], blur=u * (0.0015, 0.001, 0.0004, 0)[layer])
    sheet.lay(rock, [mix(tone, p.pale, 0.45), mix(tone, p.mid, 0.3)])
    mirrored(sheet, sheet.y(y), tall * 1.3, 0.55)


def _sail(sheet: Sheet, x: float, y: float, tall: float) -> None:
    p, piece, way = sheet.p, Cut(), sheet.rng.choice((-1, 1))
    glimmer = Cut()
    glimmer.polygon([(x - tall * 0.2, y), (x + tall * 0.2, y), (x + tall * 0.05, y + tall * 0.8), (x - tall * 0.05, y + tall * 0.8)])
    sheet.lay(glimmer, lighter(p.pale, 0.5), opacity=0.35, blur=tall * 0.05)
    piece.polygon(smooth([(x, y - tall), (x + way * tall * 0.16, y - tall * 0.45), (x + way * tall * 0.34, y - tall * 0.08), (x, y - tall * 0.1)], 4), lighter(p.sun, 0.6))
    piece.polygon([(x - way * tall * 0.03, y - tall * 0.9), (x - way * tall * 0.03, y - tall * 0.1), (x - way * tall * 0.27, y - tall * 0.08)], mix(p.accent, p.pale, 0.15))
    piece.polygon([(x - tall * 0.28, y - tall * 0.06), (x + tall * 0.34, y - tall * 0.06), (x + tall * 0.24, y + tall * 0.03), (x - tall * 0.2, y + tall * 0.03)], p.ink)
    sheet.lay(piece, texture=0.4)


def _shore_rocks(sheet: Sheet) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    way = rng.choice((-1, 1))
    for tone, share in ((mix(p.deep, p.mid, 0.3), 1.0), (mix(p.ink, p.deep, 0.5), 0.7)):
        edge = [(sheet.x(0.5 - way * 0.6), sheet.y(1 - 0.24 * share)), (sheet.x(0.5 - way * 0.36), sheet.y(1 - 0.2 * share)), (sheet.x(0.5 - way * 0.12), sheet.y(1 - 0.1 * share)), (sheet.x(0.5 + way * 0.16 * share), sheet.y(1.01)), (sheet.x(0.5 - way * 0.6), sheet.y(1.1))]
        piece = Cut()
        piece.polygon(smooth(edge, 6))
        sheet.lay(piece, [mix(tone, p.pale, 0.4), tone], rim=(p.sun, 0, -u * 0.012, 0.55), lift=u * 0.004, texture=1.3)
    reeds = Cut()
    for _ in range(40):
        x = sheet.x(0.5 - way * rng.uniform(0.1, 0.52))
        tall, bend = u * rng.uniform(0.06, 0.2), rng.uniform(-0.05, 0.09) * u
        reeds.polygon(limb([(x, sheet.h), (x + bend * 0.3, sheet.h - tall * 0.6), (x + bend, sheet.h - tall)], [u * 0.004, u * 0.003, u * 0.001]))
    sheet.lay(reeds, [mix(p.accent, p.mid, 0.4), p.deep])


def _from_above(sheet: Sheet) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    horizon = rng.uniform(0.1, 0.2)
    sun_x = sheet.x(rng.uniform(0.2, 0.8))
    sky(sheet, horizon, None)
    water = Cut()
    water.polygon(quad(0, sheet.y(horizon), sheet.w, sheet.h))
    sheet.lay(water, [mix(p.low, p.sun, 0.4), mix(p.high, p.deep, 0.3), mix(p.deep, p.high, 0.15)])
    sheet.halo(sun_x, sheet.y(horizon), u * 1.1, p.sun, 0.6, 0.8)
    camera = Camera(sheet.size, eye=(0, 60, 0), focal=1.0, horizon=horizon)
    spots = sorted(((rng.uniform(-1.2, 1.2), 62 * 1.19**index * rng.uniform(0.92, 1.08)) for index in range(22)), key=lambda spot: -spot[1])
    for across, z in spots:
        _island_seen_from_above(sheet, camera, across * z * 0.9, z, rng.uniform(9, 26) * (1 + z / 260))
    shimmer(sheet, horizon, mix(p.sun, p.low, 0.3), sun_x, 0.6)
    wake, x, y = Cut(), sheet.x(rng.uniform(0.3, 0.7)), sheet.y(rng.uniform(0.55, 0.8))
    way = rng.choice((-1, 1))
    wake.polygon([(x, y), (x - way * u * 0.3, y + u * 0.06), (x - way * u * 0.28, y + u * 0.1)])
    sheet.glow(wake, p.pale, 0.5, blur=u * 0.002)
    boat = Cut()
    boat.polygon(smooth([(x - way * u * 0.014, y + u * 0.001), (x, y - u * 0.004), (x + way * u * 0.016, y - u * 0.004), (x, y + u * 0.005)]))
    sheet.lay(boat, lighter(p.sun, 0.5))


def _island_seen_from_above(sheet: Sheet, camera: Camera, x: float, z: float, radius: float) -> None:
    rng, p = sheet.rng, sheet.p
    corners = []
    for px, pz in arc(0, 0, 1, 1, 0, 330, 11):
        reach = radius * rng.uniform(0.6, 1.2)
        corners.append((x + px * reach * 1.3, z + pz * reach * 0.9))
    haze = min(0.75, z / 900)
    shoal, rock, trees, metre = Cut(), Cut(), Cut(), camera.size(x, z)
    shore = smooth(camera.level(corners), 5)
    shoal.polygon([(px + (px - camera.point(x, 0, z)[0]) * 0.16, py + metre * 1.2) for px, py in shore])
    rock.polygon(shore)
    sheet.glow(shoal, mix(p.high, p.pale, 0.4), 0.35 * (1 - haze), blur=metre * 1.2)
    sheet.lay(rock, [mix(lighter(p.pale, 0.1), p.low, haze), mix(mix(p.pale, p.mid, 0.6), p.low, haze)])
    tones = [mix(tone, p.low, haze) for tone in (mix(p.second, p.ink, 0.3), p.deep, mix(p.deep, p.accent, 0.25))]
    stand = [(rng.gauss(0, 0.4), rng.gauss(0, 0.36)) for _ in range(46)]
    for dx, dz in sorted(stand, key=lambda spot: -spot[1]):
        foot = camera.point(x + dx * radius, 0, z + dz * radius)
        trees.polygon(spruce(rng, foot[0], foot[1], metre * rng.uniform(4, 7.5), 0.5), rng.choice(tones))
    sheet.lay(trees, texture=0.3)


def harbour(sheet: Sheet) -> None:
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
        _sail(sheet, sheet.x(rng.uniform(0.1, 0.9)), sheet.y(line + 0.12 + 0.05 * index), u * (0.1 + 0.04 * index))


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
    nose, tail, peak = (x + way * tall * 0.8, deck - tall * 0.1), (x - way * tall * 0.36, deck - tall * 0.045), (x - way * leg * 0.1, y - tall)
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
            piece.polygon(quad(wx, y + (low - 0.034) * long, wx + 0.018 * long, y + (low - 0.016) * long), mix(p.deep, p.ink, 0.3))
    piece.polygon([(x + way * dx * long, y + dy * long) for dx, dy in ((-0.3, -0.37), (-0.2, -0.37), (-0.21, -0.48), (-0.3, -0.48))], p.accent)
    reflection = Cut()
    reflection.polygon([(x - long * 0.48, y), (x + long * 0.48, y), (x + long * 0.4, y + long * 0.28), (x - long * 0.42, y + long * 0.28)])
    sheet.shade(reflection, mix(p.ink, p.deep, 0.4), 0.55, blur=long * 0.03)
    sheet.lay(piece, rim=(p.sun, 0, -long * 0.012, 0.4))


def bridge(sheet: Sheet) -> None:
    """A long bridge over water: arches, or cables from tall pylons."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    line = rng.uniform(0.55, 0.7)
    side = rng.choice((-1, 1))
    sun = (sheet.x(0.5 + side * rng.uniform(0.1, 0.4)), sheet.y(line - rng.uniform(0.05, 0.2)))
    sky(sheet, line, sun)
    water = Cut()
    water.polygon(quad(0, sheet.y(line), sheet.w, sheet.h))
    sheet.lay(water, [mix(p.low, p.high, 0.3), mix(p.high, p.deep, 0.5), p.deep])
    for layer in range(2):
        _island_layer(sheet, layer, line + 0.004 * layer)
    sheet.veil(mix(p.low, p.sun, 0.3), line - 0.2, line, 0.4)
    camera = Camera(sheet.size, eye=(0, 3, 0), yaw=0, focal=0.9, horizon=line)
    way = rng.choice((-1, 1))
    path = (way * -rng.uniform(14, 22), way * rng.uniform(0.45, 0.75))  # where it starts across, how it runs per metre
    if rng.random() < 0.5:
        _arch_spans(sheet, camera, path)
    else:
        _cable_spans(sheet, camera, path)
    shimmer(sheet, line + 0.01, mix(p.sun, p.low, 0.3), sun[0], 0.6, 110)


def _on_path(path: tuple[float, float], z: float) -> float:
    return path[0] + path[1] * z


def _deck(sheet: Sheet, camera: Camera, path: tuple[float, float], y: float) -> None:
    p, piece = sheet.p, Cut()
    reach = [(_on_path(path, z), z) for z in (2.0, 420.0)]
    bottom = camera.outline([(x, y - 0.2, z) for x, z in reach] + [(x + 9, y - 0.2, z) for x, z in reversed(reach)])
    piece.polygon(bottom, mix(p.ink, p.deep, 0.4))
    face = camera.upright(reach[0][0], reach[0][1], reach[1][0], reach[1][1], y - 0.2, y + 1.3)
    piece.polygon(face, mix(p.pale, p.mid, 0.25))
    rail = camera.upright(reach[0][0], reach[0][1], reach[1][0], reach[1][1], y + 1.3, y + 1.55)
    piece.polygon(rail, mix(p.ink, p.deep, 0.5))
    sheet.lay(piece, rim=(p.sun, 0, -3, 0.4))


def _arch_spans(sheet: Sheet, camera: Camera, path: tuple[float, float]) -> None:
    p, span, y = sheet.p, 26.0, 9.0
    for shift, tones in ((7.0, (mix(p.deep, p.ink, 0.3), p.deep)), (0.0, (mix(p.mid, p.pale, 0.35), mix(p.mid, p.deep, 0.5)))):
        wall = Cut()
        start = 1.0
        wall.polygon(camera.outline([(_on_path(path, z) + shift, h, z) for z, h in ((start, 0), (420, 0), (420, y), (start, y))]))
        for index in range(15):
            middle = 4 + index * span
            opening = [(z, max(h, -0.5)) for z, h in arc(middle, 0.6, span * 0.42, -y * 0.76, 180, 360, 20)]
            opening = [(opening[0][0], -1.0), *opening, (opening[-1][0], -1.0)]
            wall.polygon(camera.outline([(_on_path(path, z) + shift, h, z) for z, h in opening]), 0)
        sheet.lay(wall, tones, angle=0 if shift else 90)
    _deck(sheet, camera, path, y)
    mirrored(sheet, camera.origin[1] + sheet.u * 0.02, sheet.u * 0.4, 0.42)


def _cable_spans(sheet: Sheet, camera: Camera, path: tuple[float, float]) -> None:
    rng, p, y = sheet.rng, sheet.p, 12.0
    tall, pitch = rng.uniform(44, 58), 105.0
    piers, cables, pylons = Cut(), Cut(), Cut()
    for index in range(12):
        z = 14 + index * 35.0
        x = _on_path(path, z)
        piers.polygon(camera.upright(x + 1, z, x + 6, z, -1.5, y), mix(mix(p.mid, p.deep, 0.5), p.low, min(0.7, z / 420)))
    sheet.lay(piers)
    for index in range(3, -1, -1):
        z = 62 + index * pitch
        x, haze = _on_path(path, z), min(0.65, index * 0.2)
        tone = mix(lighter(p.pale, 0.2), p.low, haze)
        for foot in (-0.8, 8.0):
            ends = [camera.point(x + foot, -2, z), camera.point(x + foot, y, z), camera.point(x + 3.6 + (foot - 3.6) * 0.12, tall, z)]
            metre = camera.size(x, z)
            pylons.polygon(limb(ends, [metre * 2.6, metre * 2.3, metre * 1.3]), tone if foot < 0 else mix(tone, p.deep, 0.45))
        for step in range(1, 11):
            for way in (-1, 1):
                end = z + way * step * pitch / 2 / 10.5
                if end > 3:
                    cables.line([camera.point(x + 3.6, tall - step * 1.1, z), camera.point(_on_path(path, end), y + 1.3, end)], max(1.0, sheet.u / 1100))
    sheet.lay(pylons, rim=(p.sun, -4, 0, 0.5))
    sheet.lay(cables, mix(p.pale, p.ink, 0.35), opacity=0.75, texture=0)
    _deck(sheet, camera, path, y)
    mirrored(sheet, camera.origin[1] + sheet.u * 0.015, sheet.u * 0.45, 0.42)
