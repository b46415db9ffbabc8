"""Outlines as lists of points, in the units of whoever asks."""

import math
from collections.abc import Sequence

Point = tuple[float, float]


def smooth(points: Sequence[Point], steps: int = 6, *, closed: bool = True) -> list[Point]:
    """A Catmull-Rom curve through `points`, `steps` segments between each pair."""
    count = len(points)
    spans = count if closed else count - 1
    outline: list[Point] = []
    for index in range(spans):
        if closed:
            around = [points[(index + shift) % count] for shift in (-1, 0, 1, 2)]
        else:
            around = [points[min(max(index + shift, 0), count - 1)] for shift in (-1, 0, 1, 2)]
        outline.extend(_span(around, steps))
    if not closed:
        outline.append(points[-1])
    return outline


def _span(around: Sequence[Point], steps: int) -> list[Point]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = around
    span = []
    for step in range(steps):
        t = step / steps
        a, b, c, d = (
            -0.5 * t + t * t - 0.5 * t**3,
            1 - 2.5 * t * t + 1.5 * t**3,
            0.5 * t + 2 * t * t - 1.5 * t**3,
            -0.5 * t * t + 0.5 * t**3,
        )
        span.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return span


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float, steps: int = 24) -> list[Point]:
    """Points along an ellipse from `start` to `end` degrees (0 = right, 90 = down)."""
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in angles]


def limb(points: Sequence[Point], widths: Sequence[float]) -> list[Point]:
    """A tapering strip along `points`; `widths` are full widths at each of them."""
    left: list[Point] = []
    right: list[Point] = []
    for index, (x, y) in enumerate(points):
        before = points[max(index - 1, 0)]
        after = points[min(index + 1, len(points) - 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1.0
        half = widths[index] / 2
        left.append((x - dy / length * half, y + dx / length * half))
        right.append((x + dy / length * half, y - dx / length * half))
    return left + right[::-1]


def quad(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    """A rectangle with upright sides."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def between(first: Point, second: Point, share: float) -> Point:
    """The point `share` of the way from `first` to `second`."""
    return (first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share)
