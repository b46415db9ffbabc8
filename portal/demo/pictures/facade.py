"""A brick façade, seen by a camera with upright verticals. Distances in metres."""

from portal.demo.pictures import figures
from portal.demo.pictures.palettes import Colour, darker, lighter, mix
from portal.demo.pictures.paper import Cut, Sheet
from portal.demo.pictures.perspective import Camera
from portal.demo.pictures.shapes import arc

REVEAL = 0.42  # depth of a window in the wall


def paint(sheet: Sheet) -> None:
    """A brick façade in raking light."""
    rng, p = sheet.rng, sheet.p
    view = rng.choice(("frontal", "left", "right", "left", "right"))
    sheet.ground([p.high, mix(p.high, p.low, 0.5), p.low], rng.choice((80, 100)))
    camera = _facade_camera(sheet, view)
    floors, storey = rng.choice(((4, 3.9), (5, 3.5), (6, 3.3)))
    top = floors * storey + 1.4
    left, right = (-30.0, 30.0) if view == "frontal" else (-26.0, 40.0) if view == "left" else (-40.0, 26.0)
    brick = [mix(p.mid, p.pale, 0.12), p.mid, mix(p.mid, p.deep, 0.35)]
    _neighbours(sheet, camera, left, right, top)
    wall = Cut()
    wall.polygon(camera.upright(left, 0, right, 0, 0, top))
    sheet.lay(wall, brick, angle=rng.choice((60, 110)), texture=0.75)
    _bricks(sheet, camera, (left, right, top))
    _windows(sheet, camera, (left, right), floors, storey)
    cornice = Cut()
    cornice.polygon(camera.upright(left, -0.25, right, -0.25, top - 0.25, top + 0.1))
    sheet.lay(cornice, mix(p.pale, p.mid, 0.35), lift=sheet.u * 0.008)
    _raking_shadow(sheet, camera, (left, right, top))
    _pavement(sheet, camera)


def _facade_camera(sheet: Sheet, view: str) -> Camera:
    rng = sheet.rng
    if view == "frontal":
        return Camera(
            sheet.size, eye=(rng.uniform(-3, 3), 1.7, -rng.uniform(13, 19)), focal=1.15, horizon=rng.uniform(0.86, 1.02)
        )
    turn = rng.uniform(38, 58) * (1 if view == "left" else -1)
    eye = (-14.0 if view == "left" else 14.0, 1.7, -rng.uniform(8, 12))
    return Camera(
        sheet.size, eye=eye, yaw=turn, focal=rng.uniform(0.8, 1.0), horizon=rng.uniform(0.8, 0.92), centre=0.5
    )


def _neighbours(sheet: Sheet, camera: Camera, left: float, right: float, top: float) -> None:
    """A pale block behind the end of the street."""
    p, far = sheet.p, Cut()
    edge = right if abs(right) > abs(left) else left
    way = 1 if edge > 0 else -1
    far.polygon(camera.upright(edge + way * 2, 6, edge + way * 40, 6, 0, top * 0.8))
    far.polygon(camera.upright(edge - way * 30, 9, edge + way * 70, 14, 0, top * 0.45))
    sheet.lay(far, [mix(p.low, p.deep, 0.3), mix(p.low, p.mid, 0.2)])


def _bricks(sheet: Sheet, camera: Camera, extent: tuple[float, float, float]) -> None:
    """Courses as fine lines and single bricks a shade off."""
    left, right, top = extent
    rng, p = sheet.rng, sheet.p
    courses, bricks = Cut(), Cut()
    step = 0.3
    for index in range(int(top / step)):
        y = index * step
        courses.line(camera.outline([(left, y, 0), (right, y, 0), (right, y, 0)])[:2], max(1.0, sheet.u / 1400))
    sheet.lay(courses, darker(p.mid, 0.45), opacity=0.3, texture=0)
    tones = [mix(p.mid, p.deep, 0.55), mix(p.mid, p.pale, 0.4), mix(p.mid, p.deep, 0.25), mix(p.mid, p.accent, 0.25)]
    for _ in range(1500):
        x, y = left + (right - left) * rng.random(), step * int(rng.random() * top / step)
        bricks.polygon(camera.upright(x, 0, x + 0.55, 0, y + 0.02, y + step - 0.03), rng.choice(tones))
    sheet.lay(bricks, opacity=0.42, texture=0)


def _windows(sheet: Sheet, camera: Camera, extent: tuple[float, float], floors: int, storey: float) -> None:
    rng = sheet.rng
    bay = rng.choice((2.4, 3.0, 3.6))
    width = bay * rng.choice((0.42, 0.55, 0.68))
    tall = storey * rng.choice((0.5, 0.6, 0.68))
    arched = rng.random() < 0.35
    light_from_left = rng.random() < 0.5
    glass, depth = Cut(), Cut()
    for floor in range(floors):
        sill = floor * storey + storey * 0.26
        count = int((extent[1] - extent[0]) / bay)
        for index in range(count):
            x = extent[0] + (index + 0.5) * bay
            if camera.depth(x, 0) < 0.6:
                continue
            high = tall * (1.12 if floor == 0 else 1.0)
            _window(
                sheet,
                camera,
                (depth, glass),
                (x - width / 2, x + width / 2, sill, sill + high),
                arched,
                light_from_left,
            )
    sheet.lay(depth, texture=0.4)
    sheet.lay(glass, texture=0.8)


def _window(
    sheet: Sheet,
    camera: Camera,
    pieces: tuple[Cut, Cut],
    frame: tuple[float, float, float, float],
    arched: bool,
    from_left: bool,
) -> None:
    depth, glass = pieces
    rng, p = sheet.rng, sheet.p
    x0, x1, low, high = frame
    outline = [(x0, low), (x1, low), (x1, high)]
    outline += (
        [(x, y) for x, y in arc((x0 + x1) / 2, high, (x1 - x0) / 2, (x1 - x0) * 0.32, 0, -180, 8)]
        if arched
        else [(x0, high)]
    )
    lit, shaded = lighter(mix(p.mid, p.pale, 0.6), 0.25), darker(mix(p.mid, p.deep, 0.8), 0.25)
    depth.polygon(camera.outline([(x, y, 0) for x, y in outline]), shaded)
    sunny = x1 if from_left else x0
    depth.polygon(camera.outline([(sunny, low, 0), (sunny, high, 0), (sunny, high, REVEAL), (sunny, low, REVEAL)]), lit)
    depth.polygon(
        camera.outline([(x0, low, 0), (x1, low, 0), (x1, low, REVEAL), (x0, low, REVEAL)]), mix(lit, p.sun, 0.4)
    )
    depth.polygon(camera.upright(x0 - 0.12, -0.12, x1 + 0.12, -0.12, low - 0.14, low), lighter(p.pale, 0.1))
    tone = _pane(sheet, high)
    glass.polygon(_behind(camera, outline), tone)
    shadow = 0.3 * (x1 - x0)
    dark = mix(tone, p.ink, 0.55)
    edge = (x0, x0 + shadow) if from_left else (x1 - shadow, x1)
    glass.polygon(camera.upright(edge[0], REVEAL, edge[1], REVEAL, low, high), dark)
    glass.polygon(camera.upright(x0, REVEAL, x1, REVEAL, high - shadow * 0.8, high), dark)
    if rng.random() < 0.22:
        glass.polygon(
            camera.upright(x0, REVEAL, x1, REVEAL, low + (high - low) * rng.uniform(0.4, 0.7), high),
            mix(p.pale, p.low, 0.4),
        )
    bar = lighter(mix(p.pale, p.deep, 0.2), 0.1)
    for share in (0.0, 0.5, 0.94):
        x = x0 + (x1 - x0) * share
        glass.polygon(camera.upright(x, REVEAL, x + (x1 - x0) * 0.06, REVEAL, low, high), bar)
    glass.polygon(camera.upright(x0, REVEAL, x1, REVEAL, low + (high - low) * 0.68, low + (high - low) * 0.72), bar)


def _behind(camera: Camera, outline: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return camera.outline([(x, y, REVEAL) for x, y in outline])


def _pane(sheet: Sheet, height: float) -> Colour:
    """Glass mirrors more sky the higher it is; now and then somebody has a lamp on."""
    rng, p = sheet.rng, sheet.p
    if rng.random() < 0.06:
        return mix(p.accent, p.sun, 0.55)
    mirrored = mix(mix(p.deep, p.ink, 0.3), p.high, min(0.9, height / 26 + rng.uniform(0.0, 0.3)))
    return mix(mirrored, p.sun, 0.12 * rng.random())


def _raking_shadow(sheet: Sheet, camera: Camera, extent: tuple[float, float, float]) -> None:
    """The shadow of the house opposite, and of a bare tree, falling across the wall."""
    rng, p = sheet.rng, sheet.p
    left, right, top = extent
    shadow, steep = Cut(), rng.choice((-1, 1)) * rng.uniform(0.35, 0.9)
    pivot, high = rng.uniform(-8, 8), top * rng.uniform(0.25, 0.55)
    edge = []
    for x in (left, pivot - 4, pivot - 4, pivot + 2, pivot + 2, right):
        edge.append((x, max(-1.0, min(top + 2, high + (x - pivot) * steep * 0.45))))
    edge[2] = (edge[2][0], edge[2][1] + 2.2)
    edge[3] = (edge[3][0], edge[3][1] + 2.2)
    shadow.polygon(camera.outline([(left, -0.5, -0.02), *((x, y, -0.02) for x, y in edge), (right, -0.5, -0.02)]))
    sheet.shade(shadow, mix(mix(p.deep, p.high, 0.35), (128, 128, 150), 0.3), 0.72, blur=sheet.u * 0.0025)


def _pavement(sheet: Sheet, camera: Camera) -> None:
    rng, p = sheet.rng, sheet.p
    ground = Cut()
    ground.polygon(camera.flat(-60, -40, 60, 0))
    sheet.lay(ground, [mix(p.pale, p.deep, 0.25), lighter(p.pale, 0.2)])
    x = rng.uniform(-4, 4)
    if camera.depth(x, -2.5) < 4:
        return
    foot, metre = camera.point(x, 0, -2.5), camera.size(x, -2.5)
    shadow = Cut()
    shadow.polygon(
        [
            foot,
            (foot[0] + metre * 0.4, foot[1]),
            (foot[0] + metre * 2.6, foot[1] + metre * 0.5),
            (foot[0] + metre * 2.2, foot[1] + metre * 0.5),
        ]
    )
    sheet.shade(shadow, mix(p.deep, p.high, 0.3), 0.6, blur=2)
    person = figures.walking(foot[0], foot[1], metre * 1.72, figures.look(rng, p), facing=rng.choice((-1, 1)))
    sheet.lay(person, rim=(p.sun, -metre * 0.05, 0, 0.5), texture=0.3)
