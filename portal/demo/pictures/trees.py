"""Spruces, leafy crowns and the edge of a wood, as outlines in pixels."""

from random import Random

from portal.demo.pictures.paper import Cut
from portal.demo.pictures.shapes import Point, smooth


def spruce(rng: Random, x: float, y: float, height: float, slim: float = 0.3) -> list[Point]:
    """A jagged spruce standing at (x, y); `slim` is width by height."""
    left: list[Point] = []
    right: list[Point] = []
    tiers = 15
    for tier in range(tiers):
        level = y - height * (0.07 + 0.9 * tier / tiers)
        reach = height * slim / 2 * (1 - tier / tiers) ** 1.05
        for side, way in ((left, -1), (right, 1)):
            side.append((x + way * reach * rng.uniform(0.8, 1.2), level + height * rng.uniform(-0.01, 0.028)))
            side.append((x + way * reach * 0.6, level - height * 0.02))
    return [(x - height * 0.02, y), *left, (x, y - height), *right[::-1], (x + height * 0.02, y)]


def treeline(rng: Random, piece: Cut, span: tuple[float, float], base: float, height: float) -> None:
    """Spruces and round crowns shoulder to shoulder along a level line, in pixels."""
    x = span[0]
    swell = height
    while x < span[1]:
        swell = min(height * 1.25, max(height * 0.45, swell + rng.uniform(-0.3, 0.3) * height))
        if rng.random() < 0.72:
            piece.polygon(spruce(rng, x, base + height * 0.05, swell * rng.uniform(0.75, 1.1), rng.uniform(0.28, 0.42)))
        else:
            piece.polygon(crown(rng, x, base, swell))
        x += height * rng.uniform(0.12, 0.24)
    piece.polygon(
        [(span[0], base - height * 0.2), (span[1], base - height * 0.2), (span[1], base + 2), (span[0], base + 2)]
    )


def crown(rng: Random, x: float, base: float, height: float) -> list[Point]:
    """A leafy tree's outline, uneven."""
    spots = [(-0.2, 0.05), (-0.3, 0.35), (-0.16, 0.66), (0.04, 0.78), (0.22, 0.6), (0.3, 0.3), (0.18, 0.05)]
    return smooth(
        [(x + dx * height * rng.uniform(0.75, 1.2), base - dy * height * rng.uniform(0.85, 1.1)) for dx, dy in spots], 3
    )
