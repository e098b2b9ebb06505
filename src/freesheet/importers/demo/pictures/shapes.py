"""Outlines, as lists of points in picture units (1 unit is 1 pixel of the finished picture, y downwards)."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Path = list[Point]


def points(text: str) -> Path:
    """Outline points written as in SVG, ``"x,y x,y"``: long outlines stay short to read."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def rect(left: float, top: float, right: float, bottom: float) -> Path:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def arc(cx: float, cy: float, rx: float, start: float, end: float, ry: float | None = None) -> Path:
    """Points along an ellipse from ``start`` to ``end`` in degrees, 0 to the right and 90 downwards."""
    ry = rx if ry is None else ry
    count = max(8, int(abs(end - start) / 3))
    angles = [math.radians(start + (end - start) * step / count) for step in range(count + 1)]
    return [(cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in angles]


def ellipse(cx: float, cy: float, rx: float, ry: float | None = None) -> Path:
    return arc(cx, cy, rx, 0, 360, ry)[:-1]


def wedge(cx: float, cy: float, radius: float, start: float, end: float) -> Path:
    return [(cx, cy), *arc(cx, cy, radius, start, end)]


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Path:
    """A rectangle with quarter-circle corners."""
    return [
        *arc(left + radius, top + radius, radius, 180, 270),
        *arc(right - radius, top + radius, radius, 270, 360),
        *arc(right - radius, bottom - radius, radius, 0, 90),
        *arc(left + radius, bottom - radius, radius, 90, 180),
    ]


def _catmull_rom(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 10) -> Path:
    """A curve through every point (uniform Catmull-Rom spline)."""
    count = len(points)
    path: Path = []
    for index in range(count if closed else count - 1):
        near = [index - 1, index, index + 1, index + 2]
        a, b, c, d = (points[i % count] if closed else points[min(max(i, 0), count - 1)] for i in near)
        for step in range(steps):
            t = step / steps
            path.append((_catmull_rom(a[0], b[0], c[0], d[0], t), _catmull_rom(a[1], b[1], c[1], d[1], t)))
    if not closed:
        path.append(points[-1])
    return path


def move(path: Sequence[Point], dx: float, dy: float) -> Path:
    return [(x + dx, y + dy) for x, y in path]


def place(path: Sequence[Point], x: float, y: float, size: float = 1.0, turn: float = 0.0, flip: bool = False) -> Path:
    """An outline drawn around (0, 0), put at (x, y): ``size`` times as large and turned by ``turn`` degrees."""
    cosine, sine = math.cos(math.radians(turn)) * size, math.sin(math.radians(turn)) * size
    sign = -1 if flip else 1
    return [(x + sign * px * cosine - py * sine, y + sign * px * sine + py * cosine) for px, py in path]


def wave(left: float, right: float, y: float, height: float, length: float, phase: float = 0.0) -> Path:
    """A sine line from ``left`` to ``right``; ``phase`` counts whole waves."""
    count = max(12, int((right - left) / 12))
    xs = [left + (right - left) * step / count for step in range(count + 1)]
    return [(x, y + height * math.sin(2 * math.pi * (x / length + phase))) for x in xs]


def down_to(path: Sequence[Point], y: float) -> Path:
    """Closes a line drawn from left to right into the area below it, down to ``y``."""
    return [*path, (path[-1][0], y), (path[0][0], y)]


def ribbon(points: Sequence[Point], widths: Sequence[float]) -> Path:
    """A band along a line whose width runs evenly through ``widths``, for strokes, trunks and tails."""
    sides: tuple[Path, Path] = ([], [])
    last = len(points) - 1
    for index, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(index - 1, 0)], points[min(index + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        where = index / last * (len(widths) - 1)
        low = min(int(where), len(widths) - 2)
        half = (widths[low] + (widths[low + 1] - widths[low]) * (where - low)) / 2
        sides[0].append((x - (by - ay) / length * half, y + (bx - ax) / length * half))
        sides[1].append((x + (by - ay) / length * half, y - (bx - ax) / length * half))
    return sides[0] + sides[1][::-1]


def stroke(points: Sequence[Point], widths: Sequence[float]) -> Path:
    """A ribbon along the smooth curve through a few points."""
    return ribbon(smooth(points, closed=False), widths)


def ridge(seed: int, left: float, right: float, y: float, height: float, roughness: float = 0.5) -> Path:
    """A skyline of hills by midpoint displacement; the same seed gives the same hills."""
    dice = random.Random(seed)
    line = [y, y]
    while len(line) < 129:
        between = [(a + b) / 2 + dice.uniform(-height, height) for a, b in pairwise(line)]
        line = [value for pair in zip(line, between, strict=False) for value in pair] + [line[-1]]
        height *= roughness
    step = (right - left) / (len(line) - 1)
    return [(left + index * step, value) for index, value in enumerate(line)]
