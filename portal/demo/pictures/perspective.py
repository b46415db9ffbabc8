"""A camera with upright verticals, as architectural photographers set theirs."""

import math
from collections.abc import Iterable, Sequence

from portal.demo.pictures.shapes import Point

Place = tuple[float, float, float]

NEAR = 0.15


class Camera:
    """Maps metres (x right, y up, z away) to pixels.

    `eye` is in metres, `yaw` in degrees to the right, `focal` in picture heights,
    `horizon` and `centre` are fractions of the height and the width.
    """

    def __init__(
        self,
        size: tuple[int, int],
        *,
        eye: Place,
        yaw: float = 0.0,
        focal: float = 1.0,
        horizon: float = 0.5,
        centre: float = 0.5,
    ) -> None:
        self.eye = eye
        self.cos, self.sin = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
        self.scale = focal * min(size)
        self.origin = (centre * size[0], horizon * size[1])

    def _turned(self, place: Place) -> Place:
        x, y, z = (place[axis] - self.eye[axis] for axis in range(3))
        return (x * self.cos - z * self.sin, y, x * self.sin + z * self.cos)

    def _seen(self, place: Place) -> Point:
        x, y, z = place
        return (self.origin[0] + x / z * self.scale, self.origin[1] - y / z * self.scale)

    def point(self, x: float, y: float, z: float) -> Point:
        """Where a place in front of the camera is seen, in pixels."""
        tx, ty, tz = self._turned((x, y, z))
        return self._seen((tx, ty, max(tz, NEAR)))

    def depth(self, x: float, z: float) -> float:
        """Distance in metres from the picture plane."""
        return self._turned((x, 0.0, z))[2]

    def size(self, x: float, z: float) -> float:
        """Pixels per metre at a place."""
        return self.scale / max(self.depth(x, z), NEAR)

    def outline(self, places: Iterable[Place]) -> list[Point]:
        """A polygon in pixels, clipped to what lies in front of the camera; empty when nothing does."""
        turned = [self._turned(place) for place in places]
        kept: list[Place] = []
        for index, here in enumerate(turned):
            previous = turned[index - 1]
            if (here[2] >= NEAR) != (previous[2] >= NEAR):
                kept.append(_crossing(previous, here))
            if here[2] >= NEAR:
                kept.append(here)
        return [self._seen(place) for place in kept]

    def upright(self, x0: float, z0: float, x1: float, z1: float, bottom: float, top: float) -> list[Point]:
        """A wall standing on the line from (x0, z0) to (x1, z1)."""
        return self.outline([(x0, bottom, z0), (x1, bottom, z1), (x1, top, z1), (x0, top, z0)])

    def flat(self, x0: float, z0: float, x1: float, z1: float, y: float = 0.0) -> list[Point]:
        """A level rectangle at height `y`."""
        return self.outline([(x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1)])

    def level(self, corners: Sequence[tuple[float, float]], y: float = 0.0) -> list[Point]:
        """A level polygon through (x, z) `corners`."""
        return self.outline([(x, y, z) for x, z in corners])


def _crossing(first: Place, second: Place) -> Place:
    share = (NEAR - first[2]) / (second[2] - first[2])
    x, y, _ = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return (x, y, NEAR)
