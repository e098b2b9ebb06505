"""A small printing press: every ink has its plate, plates are printed over each other, ink and paper have grain.

Plates are drawn at twice the size and reduced, so that edges are smooth. An ink multiplies with what is below it,
as printing ink does; a cover hides it, as gouache does. All chance comes from fixed seeds: a picture always has
the same bytes.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable, Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageColor, ImageDraw

from freesheet.importers.demo.pictures.shapes import Point, ellipse

Tone = float | Callable[[float, float], float]
"""How much ink, from 0 (none, also wipes) to 1 (full): one value, or a value for every point."""

WIDTH, HEIGHT = 1600, 1067
JPEG_QUALITY = 86
SUPERSAMPLING = 2
GRADIENT_CELL = 10
"""Side of the squares, in picture units, in which a changing tone is worked out before it is smoothed."""
GRAIN_GAIN = 4


def fade(start: Point, end: Point, first: float, last: float) -> Callable[[float, float], float]:
    """A tone that runs from ``first`` at ``start`` to ``last`` at ``end`` and stays even beyond them."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy

    def tone(x: float, y: float) -> float:
        share = ((x - start[0]) * dx + (y - start[1]) * dy) / square
        return first + (last - first) * min(1.0, max(0.0, share))

    return tone


def glow(centre: Point, radius: float, inner: float, outer: float) -> Callable[[float, float], float]:
    """A tone that runs from ``inner`` at the centre to ``outer`` at ``radius``."""

    def tone(x: float, y: float) -> float:
        share = min(1.0, math.hypot(x - centre[0], y - centre[1]) / radius)
        return inner + (outer - inner) * share

    return tone


@lru_cache(maxsize=8)
def _noise(width: int, height: int, seed: int) -> Image.Image:
    return Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))


@lru_cache(maxsize=4)
def _mottle(width: int, height: int, depth: int) -> Image.Image:
    """How evenly solid ink lies: fine specks and large soft clouds, ``depth`` of 255 at the most."""
    clouds = _noise(width // 60, height // 60, 5).resize((width, height), Image.Resampling.BICUBIC)
    mixed = Image.blend(clouds, _noise(width, height, 6), 0.6)
    return mixed.point([255 - (255 - value) * depth // 255 for value in range(256)])


class Plate:
    """One ink's share of a picture."""

    def __init__(self, ink: str, width: int, height: int, covers: bool = False, grain: float = 0.55) -> None:
        self.ink = ImageColor.getrgb(ink)[:3]
        self.covers = covers
        self.grain = grain
        self.mask = Image.new("L", (width * SUPERSAMPLING, height * SUPERSAMPLING), 0)
        self._pen = ImageDraw.Draw(self.mask)

    def shape(self, path: Sequence[Point], tone: Tone = 1.0) -> None:
        """Fills an outline."""
        scaled = [(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in path]
        if callable(tone):
            self._shade(scaled, tone)
        else:
            self._pen.polygon(scaled, fill=round(tone * 255))

    def line(self, path: Sequence[Point], width: float, tone: float = 1.0) -> None:
        """Draws a line of even width with round ends."""
        value = round(tone * 255)
        scaled = [(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in path]
        self._pen.line(scaled, fill=value, width=max(1, round(width * SUPERSAMPLING)), joint="curve")
        if width > 3:
            for x, y in (path[0], path[-1]):
                self.dot(x, y, width / 2, tone)

    def dot(self, x: float, y: float, radius: float, tone: Tone = 1.0) -> None:
        self.shape(ellipse(x, y, radius), tone)

    def everywhere(self, tone: Tone = 1.0) -> None:
        width, height = (side / SUPERSAMPLING for side in self.mask.size)
        self.shape([(0, 0), (width, 0), (width, height), (0, height)], tone)

    def keep(self, path: Sequence[Point]) -> None:
        """Wipes everything outside an outline."""
        window = Image.new("L", self.mask.size, 0)
        ImageDraw.Draw(window).polygon([(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in path], fill=255)
        self.mask = ImageChops.darker(self.mask, window)
        self._pen = ImageDraw.Draw(self.mask)

    def _shade(self, scaled: Sequence[Point], tone: Callable[[float, float], float]) -> None:
        left, top = (max(0, int(min(point[axis] for point in scaled))) for axis in (0, 1))
        right, bottom = (min(self.mask.size[axis], int(max(p[axis] for p in scaled)) + 2) for axis in (0, 1))
        if right <= left or bottom <= top:
            return
        cell = GRADIENT_CELL * SUPERSAMPLING
        across, down = (right - left) // cell + 2, (bottom - top) // cell + 2
        step_x, step_y = (right - left) / across, (bottom - top) / down
        values = bytes(
            min(255, max(0, round(255 * tone((left + (i + 0.5) * step_x) / SUPERSAMPLING, y))))
            for y in ((top + (j + 0.5) * step_y) / SUPERSAMPLING for j in range(down))
            for i in range(across)
        )
        size = (right - left, bottom - top)
        shading = Image.frombytes("L", (across, down), values).resize(size, Image.Resampling.BILINEAR)
        window = Image.new("L", size, 0)
        ImageDraw.Draw(window).polygon([(x - left, y - top) for x, y in scaled], fill=255)
        self.mask.paste(shading, (left, top), window)

    def coverage(self, number: int) -> Image.Image:
        """The printed plate at picture size: tints broken into grain, solids a little uneven."""
        even = self.mask.reduce(SUPERSAMPLING)
        width, height = even.size
        reach = 255 - 255 // GRAIN_GAIN
        noise = ImageChops.offset(_noise(width, height, 7), 131 * number, 277 * number)
        limit = noise.point([value * reach // 255 for value in range(256)])
        broken = ImageChops.subtract(even, limit, scale=1 / GRAIN_GAIN)
        return ImageChops.multiply(
            Image.blend(even, broken, self.grain), _mottle(width, height, 14 if self.covers else 34)
        )


class Sheet:
    """A picture on paper: take plates from it with ``ink`` and ``cover``, in the order they are printed."""

    def __init__(self, paper: str, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.paper, self.width, self.height = paper, width, height
        self.plates: list[Plate] = []

    def ink(self, colour: str, grain: float = 0.55) -> Plate:
        self.plates.append(Plate(colour, self.width, self.height, grain=grain))
        return self.plates[-1]

    def cover(self, colour: str, grain: float = 0.5) -> Plate:
        self.plates.append(Plate(colour, self.width, self.height, covers=True, grain=grain))
        return self.plates[-1]

    def printed(self) -> Image.Image:
        """Prints every plate on the paper."""
        picture = Image.new("RGB", (self.width, self.height), self.paper)
        for number, plate in enumerate(self.plates, 1):
            coverage = plate.coverage(number)
            if plate.covers:
                picture.paste(plate.ink, (0, 0), coverage)
                continue
            film = [coverage.point([255 - v * (255 - part) // 255 for v in range(256)]) for part in plate.ink]
            picture = ImageChops.multiply(picture, Image.merge("RGB", film))
        fibre = _noise(self.width, self.height, 8).point([243 + value * 12 // 255 for value in range(256)])
        return ImageChops.multiply(picture, Image.merge("RGB", [fibre] * 3))


def jpeg(picture: Image.Image) -> bytes:
    """The file of a picture: without a date or any other note that would change its bytes."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()
