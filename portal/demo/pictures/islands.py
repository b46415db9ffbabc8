"""An archipelago, from the shore or from above."""

from portal.demo.pictures.palettes import lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import arc, limb, quad, smooth
from portal.demo.pictures.trees import spruce, treeline
from portal.demo.pictures.water import mirrored, sail, shimmer, sky


def paint(sheet: Sheet) -> None:
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
        island_layer(sheet, layer, y)
        sheet.veil(mix(p.low, p.sun, 0.3), y - 0.14, y, (0.42, 0.3, 0.16, 0)[layer])
    shimmer(sheet, horizon + 0.01, mix(p.sun, p.low, 0.3), sun[0] if sun else sheet.x(0.5), 0.75 if sun else 0.3)
    if rng.random() < 0.6:
        sail(
            sheet,
            sheet.x(rng.uniform(0.2, 0.8)),
            sheet.y(horizon + rng.uniform(0.05, 0.16)),
            u * rng.uniform(0.07, 0.14),
        )
    if rng.random() < 0.7:
        _shore_rocks(sheet)


def island_layer(sheet: Sheet, layer: int, y: float) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    tall = u * (0.035, 0.06, 0.11, 0.2)[layer]
    tone = mix(mix(p.deep, p.ink, 0.3), p.low, (0.72, 0.5, 0.22, 0.0)[layer])
    trees, rock = Cut(), Cut()
    for _ in range((4, 3, 2, 1)[layer]):
        wide = sheet.w * rng.uniform(0.12, 0.3)
        centre = (
            sheet.x(rng.choice((rng.uniform(-0.02, 0.3), rng.uniform(0.6, 1.02))))
            if layer > 1
            else sheet.x(rng.random())
        )
        base = sheet.y(y)
        treeline(rng, trees, (centre - wide * 0.45, centre + wide * 0.45), base - tall * 0.12, tall)
        edge = [
            (centre - wide * 0.62, base),
            (centre - wide * 0.45, base - tall * 0.16),
            (centre, base - tall * 0.24),
            (centre + wide * 0.47, base - tall * 0.14),
            (centre + wide * 0.62, base),
        ]
        rock.polygon([*smooth(edge, closed=False)])
    sheet.lay(trees, [mix(tone, p.second, 0.35), tone], blur=u * (0.0015, 0.001, 0.0004, 0)[layer])
    sheet.lay(rock, [mix(tone, p.pale, 0.45), mix(tone, p.mid, 0.3)])
    mirrored(sheet, sheet.y(y), tall * 1.3, 0.55)


def _shore_rocks(sheet: Sheet) -> None:
    rng, p, u = sheet.rng, sheet.p, sheet.u
    way = rng.choice((-1, 1))
    for tone, share in ((mix(p.deep, p.mid, 0.3), 1.0), (mix(p.ink, p.deep, 0.5), 0.7)):
        edge = [
            (sheet.x(0.5 - way * 0.6), sheet.y(1 - 0.24 * share)),
            (sheet.x(0.5 - way * 0.36), sheet.y(1 - 0.2 * share)),
            (sheet.x(0.5 - way * 0.12), sheet.y(1 - 0.1 * share)),
            (sheet.x(0.5 + way * 0.16 * share), sheet.y(1.01)),
            (sheet.x(0.5 - way * 0.6), sheet.y(1.1)),
        ]
        piece = Cut()
        piece.polygon(smooth(edge, 6))
        sheet.lay(piece, [mix(tone, p.pale, 0.4), tone], rim=(p.sun, 0, -u * 0.012, 0.55), lift=u * 0.004, texture=0.75)
    reeds = Cut()
    for _ in range(40):
        x = sheet.x(0.5 - way * rng.uniform(0.1, 0.52))
        tall, bend = u * rng.uniform(0.06, 0.2), rng.uniform(-0.05, 0.09) * u
        reeds.polygon(
            limb(
                [(x, sheet.h), (x + bend * 0.3, sheet.h - tall * 0.6), (x + bend, sheet.h - tall)],
                [u * 0.004, u * 0.003, u * 0.001],
            )
        )
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
    spots = sorted(
        ((rng.uniform(-1.2, 1.2), 62 * 1.19**index * rng.uniform(0.92, 1.08)) for index in range(22)),
        key=lambda spot: -spot[1],
    )
    for across, z in spots:
        _island_seen_from_above(sheet, camera, across * z * 0.9, z, rng.uniform(9, 26) * (1 + z / 260))
    shimmer(sheet, horizon, mix(p.sun, p.low, 0.3), sun_x, 0.6)
    wake, x, y = Cut(), sheet.x(rng.uniform(0.3, 0.7)), sheet.y(rng.uniform(0.55, 0.8))
    way = rng.choice((-1, 1))
    wake.polygon([(x, y), (x - way * u * 0.3, y + u * 0.06), (x - way * u * 0.28, y + u * 0.1)])
    sheet.glow(wake, p.pale, 0.5, blur=u * 0.002)
    boat = Cut()
    boat.polygon(
        smooth(
            [
                (x - way * u * 0.014, y + u * 0.001),
                (x, y - u * 0.004),
                (x + way * u * 0.016, y - u * 0.004),
                (x, y + u * 0.005),
            ]
        )
    )
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
