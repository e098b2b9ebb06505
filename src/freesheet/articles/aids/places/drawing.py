"""Drawing a map: sea, land, a few lines of the net, and numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from freesheet.articles.aids.places.land import outlines
from freesheet.articles.aids.places.window import Window, window_for
from freesheet.lib.figures import written

WIDE, NARROW = 640, 340
NET = (45, 30, 20, 15, 10, 5, 2, 1)
"""Degrees from one line of the net to the next."""

RADIUS, APART = 11, 23
"""Pixels: of the disc under a number, and between the middles of two of them at least."""

STYLE = (
    "<style>svg{background:#fff;font:600 13px sans-serif}.sea{fill:#f3f4f1}.land{fill:#d8dbd6}"
    ".net{stroke:#d8dbd6;fill:none}.stalk{stroke:#1d3fbb;stroke-width:2}.pin{fill:#1d3fbb;stroke:#fff;stroke-width:2}"
    ".number{fill:#fff}</style>"
)
"""How a map looks where no style sheet of ours is."""


def drawn(places: Sequence[tuple[float, float]], language: str, width: int) -> str:
    """A map of places (latitude, longitude), numbered from 1: SVG whose colours are classes."""
    window = window_for(places, width, 0.62 if width == WIDE else 0.9)
    pieces = [*_ground(window), *_pins(window, places, language)]
    size = f'viewBox="0 0 {window.width} {window.height}" width="{window.width}" height="{window.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(pieces)}</svg>'


def _ground(window: Window) -> Iterator[str]:
    yield f'<rect class="sea" width="{window.width}" height="{window.height}"/>'
    path = "".join(_outline(ring) for ring in outlines(window))
    if path:
        yield f'<path class="land" fill-rule="evenodd" d="{path}"/>'
    step = next((step for step in NET if (window.north - window.south) / step >= 3), NET[-1])
    lines = ""
    for degree in range(math.ceil(window.south / step) * step, math.floor(window.north) + 1, step):
        _x, y = window.at(degree, window.west)
        lines += f"M0 {_short(y)}H{window.width}"
    for degree in range(math.ceil(window.west / step) * step, math.floor(window.east) + 1, step):
        x = (degree - window.west) / (window.east - window.west) * window.width
        lines += f"M{_short(x)} 0V{window.height}"
    yield f'<path class="net" d="{lines}"/>'


def _outline(ring: Sequence[tuple[float, float]]) -> str:
    """A ring as a path: its first point, and the way from each to the next."""
    steps = (f"{round(x - a)} {round(y - b)}" for (a, b), (x, y) in pairwise(ring))
    return f"M{round(ring[0][0])} {round(ring[0][1])}l{' '.join(steps)}z".replace(" -", "-")


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _pins(window: Window, places: Sequence[tuple[float, float]], language: str) -> Iterator[str]:
    spots = [window.at(*place) for place in places]
    discs = _spread(spots, window)
    for (x, y), (dx, dy) in zip(spots, discs, strict=True):
        if abs(x - dx) + abs(y - dy) > 1:
            yield f'<path class="stalk" d="M{_short(x)} {_short(y)}L{_short(dx)} {_short(dy)}"/>'
            yield f'<circle class="pin" cx="{_short(x)}" cy="{_short(y)}" r="4"/>'
    for number, (x, y) in enumerate(discs, 1):
        yield f'<circle class="pin" cx="{_short(x)}" cy="{_short(y)}" r="{RADIUS}"/>'
        shown = written(number, language)
        yield f'<text class="number" x="{_short(x)}" y="{_short(y + 4.5)}" text-anchor="middle">{shown}</text>'


def _spread(spots: Sequence[tuple[float, float]], window: Window) -> list[tuple[float, float]]:
    """Where the discs go so that no two lie on each other: on their spots, else on the nearest free ring around."""
    placed: list[tuple[float, float]] = []
    for x, y in spots:
        for reach in range(0, 200, 8):
            turns = [number * math.pi / 8 for number in range(16)] if reach else [0.0]
            free = [
                (x + reach * math.cos(turn), y - reach * math.sin(turn))
                for turn in turns
                if _fits(x + reach * math.cos(turn), y - reach * math.sin(turn), placed, window)
            ]
            if free:
                placed.append(free[0])
                break
        else:
            placed.append((x, y))
    return placed


def _fits(x: float, y: float, placed: Sequence[tuple[float, float]], window: Window) -> bool:
    edge = RADIUS + 2
    inside = edge <= x <= window.width - edge and edge <= y <= window.height - edge
    return inside and all(math.hypot(x - a, y - b) >= APART for a, b in placed)
