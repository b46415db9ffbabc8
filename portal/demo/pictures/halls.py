"""Modern buildings at the end of a square. Distances in metres; `side` is where the sun is."""

from portal.demo.pictures.palettes import darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera


def fan_hall(sheet: Sheet, camera: Camera, side: int) -> None:
    """A raised auditorium, its stepped back curving up like an amphitheatre."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    z, left = rng.uniform(30, 36), rng.uniform(-20, -12)
    rising = rng.choice((-1, 1))
    steps = 9
    pieces = Cut()
    brick = mix(p.mid, p.pale, 0.12)
    for index in range(steps):
        share = index / (steps - 1)
        high = 5 + 15 * share**1.35
        x = left + (share if rising > 0 else 1 - share) * 24
        tone = (
            mix(brick, p.pale, 0.22 * (index % 2)) if side == rising else mix(brick, p.deep, 0.15 + 0.18 * (index % 2))
        )
        pieces.polygon(camera.upright(x, z, x + 24 / steps + 0.4, z, 0, high), tone)
        pieces.polygon(
            camera.upright(x, z - 0.05, x + 24 / steps + 0.4, z - 0.05, high - 1.25, high - 0.35),
            mix(p.high, p.ink, 0.45),
        )
    low_left, low_right = (left - 26, left) if rising > 0 else (left + 24, left + 52)
    pieces.polygon(camera.upright(low_left, z + 2, low_right, z + 2, 0, 6.2), mix(brick, p.deep, 0.25))
    pieces.polygon(camera.upright(low_left, z + 1.9, low_right, z + 1.9, 2.2, 4.6), mix(p.high, p.deep, 0.5))
    sheet.lay(pieces, texture=0.75, rim=(p.sun, side * u * 0.004, -u * 0.004, 0.5))
    glass, bars = Cut(), Cut()
    glass.polygon(camera.upright(left + 1, z - 0.1, left + 23, z - 0.1, 0, 3.4))
    sheet.lay(glass, [mix(p.high, p.deep, 0.4), mix(p.accent, p.sun, 0.55)])
    for index in range(24):
        bars.polygon(camera.upright(left + 1 + index * 0.95, z - 0.2, left + 1.14 + index * 0.95, z - 0.2, 0, 3.5))
    sheet.lay(bars, p.ink)
    _ground_shadow(sheet, camera, (left, left + 24), z, 9, side)


def stacked_boxes(sheet: Sheet, camera: Camera, side: int) -> None:
    """Volumes set on each other, a little out of line, on a glazed ground floor."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    z, left, level = rng.uniform(26, 32), rng.uniform(-18, -10), 3.8
    base, bars = Cut(), Cut()
    base.polygon(camera.upright(left + 2, z + 1, left + 25, z + 1, 0, level))
    sheet.lay(base, [mix(p.accent, p.sun, 0.5), mix(p.deep, p.accent, 0.4)])
    for index in range(18):
        bars.polygon(camera.upright(left + 2 + index * 1.35, z + 0.9, left + 2.2 + index * 1.35, z + 0.9, 0, level))
    sheet.lay(bars, p.ink)
    for storey in range(rng.choice((2, 3))):
        x0 = left + rng.uniform(-5, 5)
        x1, high = x0 + rng.uniform(20, 30), rng.uniform(3.6, 5.4)
        box, front = Cut(), z + rng.uniform(-2.5, 0)
        tone = (lighter(p.pale, 0.2), mix(p.mid, p.pale, 0.3), mix(p.second, p.pale, 0.3))[storey]
        edge = x1 if camera.point(x1, 0, front)[0] < camera.origin[0] else x0
        box.polygon(
            camera.upright(edge, front, edge, front + 12, level, level + high),
            darker(tone, 0.3) if (edge == x0) == (side > 0) else lighter(tone, 0.2),
        )
        box.polygon(camera.flat(x0, front, x1, front + 12, level), darker(tone, 0.6))
        box.polygon(camera.upright(x0, front, x1, front, level, level + high), tone)
        pitch = rng.choice((1.1, 1.7, 2.6))
        for index in range(int((x1 - x0) / pitch)):
            wx = x0 + 0.4 + index * pitch
            pane = mix(mix(p.high, p.deep, 0.55), p.accent, 0.7 if rng.random() < 0.08 else 0.0)
            box.polygon(
                camera.upright(wx, front - 0.02, wx + pitch * 0.6, front - 0.02, level + 0.8, level + high - 0.7), pane
            )
            box.polygon(
                camera.upright(wx, front - 0.02, wx + pitch * 0.14, front - 0.02, level + 0.8, level + high - 0.7),
                darker(pane, 0.5),
            )
        sheet.lay(box, lift=u * 0.004, texture=0.75)
        level += high
    _ground_shadow(sheet, camera, (left, left + 26), z, 8, side)


def finned_hall(sheet: Sheet, camera: Camera, side: int) -> None:
    """A long roof on fins, lit from within."""
    rng, p, u = sheet.rng, sheet.p, sheet.u
    z, left, right, high = rng.uniform(22, 28), -26.0, 30.0, rng.uniform(8, 11)
    inside, fins, roof = Cut(), Cut(), Cut()
    inside.polygon(camera.upright(left, z + 2, right, z + 2, 0, high))
    sheet.lay(inside, [mix(p.second, p.deep, 0.4), mix(p.second, p.deep, 0.15), mix(p.accent, p.sun, 0.5)])
    pitch = rng.choice((1.6, 2.4))
    for index in range(int((right - left) / pitch)):
        x = left + index * pitch
        fins.polygon(
            camera.outline([(x, 0, z), (x, 0, z + 2), (x, high, z + 2), (x, high, z)]),
            mix(p.mid, p.deep, 0.4) if side > 0 else lighter(p.pale, 0.1),
        )
        fins.polygon(camera.upright(x, z, x + 0.28, z, 0, high), lighter(mix(p.pale, p.mid, 0.15), 0.2))
    fins.polygon(camera.upright(left, z + 1.9, right, z + 1.9, 3.6, 4.0), mix(p.mid, p.deep, 0.5))
    sheet.lay(fins)
    slope = rng.choice((0.0, 2.5, -2.5))
    roof.polygon(
        camera.outline(
            [
                (left - 2, high - 0.2, z - 3),
                (right + 2, high - 0.2 + slope, z - 3),
                (right + 2, high + 0.9 + slope, z - 3),
                (left - 2, high + 0.9, z - 3),
            ]
        ),
        lighter(p.pale, 0.15),
    )
    roof.polygon(
        camera.outline(
            [
                (left - 2, high - 0.2, z - 3),
                (right + 2, high - 0.2 + slope, z - 3),
                (right + 2, high - 0.2, z + 2),
                (left - 2, high - 0.2, z + 2),
            ]
        ),
        darker(mix(p.mid, p.deep, 0.6), 0.2),
    )
    sheet.lay(roof, lift=u * 0.004, rim=(p.sun, 0, -u * 0.004, 0.5))
    _ground_shadow(sheet, camera, (left, right), z, 6, side)


def _ground_shadow(sheet: Sheet, camera: Camera, span: tuple[float, float], z: float, long: float, side: int) -> None:
    p, shadow = sheet.p, Cut()
    drift = -side * long * 0.9
    shadow.polygon(camera.level([(span[0], z), (span[1], z), (span[1] + drift, z - long), (span[0] + drift, z - long)]))
    sheet.shade(shadow, mix(p.deep, p.high, 0.4), 0.62, blur=sheet.u * 0.0015)
