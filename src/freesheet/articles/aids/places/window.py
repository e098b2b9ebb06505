"""The piece of the Earth that a map shows: its frame, and where on the paper a place lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 3.0
"""Degrees of latitude that a map shows at least: its coasts are no finer."""

ROOM = 0.18
"""Share of the frame that is left free around the outermost places."""

FARTHEST = 85.0


@dataclass(frozen=True)
class Window:
    """A frame in degrees; ``west`` may lie below -180, and ``east`` above 180. Equirectangular, true along the middle.

    ``width`` and ``height`` are pixels.
    """

    west: float
    east: float
    south: float
    north: float
    width: int
    height: int

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Pixels from the left and from the top. The longitude may be any turn of the same."""
        turned = longitude
        while turned < self.west:
            turned += 360
        while turned > self.east and turned - 360 >= self.west:
            turned -= 360
        x = (turned - self.west) / (self.east - self.west) * self.width
        return x, (self.north - latitude) / (self.north - self.south) * self.height


def window_for(places: Sequence[tuple[float, float]], width: int, ratio: float) -> Window:
    """The frame around places (latitude, longitude), ``width`` pixels wide and ``ratio`` times as high."""
    west, east = _round_the_earth(sorted(longitude for _latitude, longitude in places))
    south, north = min(place[0] for place in places), max(place[0] for place in places)
    middle = max(min((south + north) / 2, 70), -70)
    shrunk = math.cos(math.radians(middle))
    high = max((north - south) * (1 + 2 * ROOM), LEAST, (east - west) * (1 + 2 * ROOM) * shrunk * ratio)
    high = min(high, 2 * FARTHEST)
    # Where the Earth ends north and south, the frame is less high than it might be.
    across = min(max(high / ratio / shrunk, (east - west) * (1 + 2 * ROOM)), 360.0)
    centre = max(min((south + north) / 2, FARTHEST - high / 2), high / 2 - FARTHEST)
    meridian = (west + east) / 2
    height = round(width * (high / across / shrunk))
    return Window(meridian - across / 2, meridian + across / 2, centre - high / 2, centre + high / 2, width, height)


def _round_the_earth(longitudes: list[float]) -> tuple[float, float]:
    """The shortest way round that meets all of them: it leaves out the widest gap."""
    gaps = [
        (other - one, number)
        for number, (one, other) in enumerate(zip(longitudes, [*longitudes[1:], longitudes[0] + 360], strict=True))
    ]
    _widest, last = max(gaps)
    if last == len(longitudes) - 1:
        return longitudes[0], longitudes[-1]
    return longitudes[last + 1] - 360, longitudes[last]
