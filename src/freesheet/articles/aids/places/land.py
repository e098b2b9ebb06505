"""The land of the Earth, as rings of coordinates, cut to a frame.

The outlines are Natural Earth's at 1:50 million, which are in the public domain: see ``land-ORIGIN.txt``.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from freesheet.articles.aids.places.window import Window

Point = tuple[float, float]
UNIT = 100
"""Steps to a degree in the file."""

FINEST = 2
"""Pixels between two points of a coast, at least: nobody sees less."""


@lru_cache(maxsize=1)
def _rings() -> list[list[Point]]:
    """Every coast as (longitude, latitude), the first point not repeated."""
    text = zlib.decompress((Path(__file__).parent / "land.bin").read_bytes()).decode()
    return [list(_ring(line)) for line in text.splitlines()]


def _ring(line: str) -> Iterator[Point]:
    x = y = 0
    numbers = iter(line.split(" "))
    for dx, dy in zip(numbers, numbers, strict=True):
        x, y = x + int(dx), y + int(dy)
        yield x / UNIT, y / UNIT


def outlines(window: Window) -> Iterator[list[Point]]:
    """The land inside a frame, as rings in pixels."""
    for ring in _rings():
        for turn in (-360.0, 0.0, 360.0):
            if _misses(ring, window, turn):
                continue
            cut = _cut([(x + turn, y) for x, y in ring], window)
            scaled = [
                (
                    (x - window.west) / (window.east - window.west) * window.width,
                    (window.north - y) / (window.north - window.south) * window.height,
                )
                for x, y in cut
            ]
            simple = _simpler(scaled)
            if len(simple) > 2:
                yield simple


def _misses(ring: Sequence[Point], window: Window, turn: float) -> bool:
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    across = max(xs) + turn < window.west or min(xs) + turn > window.east
    return across or max(ys) < window.south or min(ys) > window.north


def _cut(ring: list[Point], window: Window) -> list[Point]:
    """A ring cut to the frame: Sutherland and Hodgman's way, one side after the other."""
    sides: tuple[tuple[int, float, bool], ...] = (
        (0, window.west, True), (0, window.east, False), (1, window.south, True), (1, window.north, False),
    )  # fmt: skip
    for axis, limit, above in sides:
        ring = list(_cut_side(ring, axis, limit, above))
        if not ring:
            break
    return ring


def _cut_side(ring: list[Point], axis: int, limit: float, above: bool) -> Iterator[Point]:
    def inside(point: Point) -> bool:
        return point[axis] >= limit if above else point[axis] <= limit

    before = ring[-1]
    for point in ring:
        if inside(point) != inside(before):
            share = (limit - before[axis]) / (point[axis] - before[axis])
            yield tuple(a + (b - a) * share for a, b in zip(before, point, strict=True))  # type: ignore[misc]
        if inside(point):
            yield point
        before = point


def _simpler(ring: list[Point]) -> list[Point]:
    """A ring on whole pixels, with a point left out that is closer than ``FINEST`` to the last one kept."""
    kept: list[Point] = []
    for x, y in ring:
        point = float(round(x)), float(round(y))
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= FINEST:
            kept.append(point)
    return kept
