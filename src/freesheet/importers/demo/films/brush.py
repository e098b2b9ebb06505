"""A brush writes 永: the eight methods, one after the other, as slowly as a teacher would."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from freesheet.importers.demo.pictures import inks
from freesheet.importers.demo.pictures.shapes import Path, Point, ribbon, smooth

WIDTH, HEIGHT, RATE = 640, 360, 12
"""Pixels, and pictures in a second."""

FINE = 2
"""Drawn so many times as large, and made smaller, for smooth edges."""

GRINDING, WRITING, RESTING, LOOKING = 4.0, 1.9, 1.1, 5.0
"""Seconds: of ink before the first stroke, of each stroke, between strokes, and at the end."""


@dataclass(frozen=True)
class Stroke:
    """Where the brush goes, in hundredths of the square it writes in, and how broad it is on the way."""

    way: tuple[Point, ...]
    widths: tuple[float, ...]


STROKES = (
    Stroke(((47, 5), (51, 9), (56, 17)), (2, 8, 10, 3)),
    Stroke(((34, 31), (43, 30.5), (54.5, 28.5)), (7, 5, 5, 8)),
    Stroke(((54.5, 28.5), (54, 55), (54.5, 86)), (8, 6, 6, 6, 7)),
    Stroke(((54.5, 86), (50, 86), (41, 77)), (8, 6, 1)),
    Stroke(((11, 51), (24, 49), (39, 44)), (6, 4, 5)),
    Stroke(((39, 44), (31, 63), (9, 84)), (6, 6, 4, 1)),
    Stroke(((84, 32), (74, 42), (58, 51)), (8, 6, 1)),
    Stroke(((56, 46), (70, 67), (80, 79), (95, 84)), (1.5, 4, 7, 12, 2)),
)
LENGTH = GRINDING + len(STROKES) * (WRITING + RESTING) + LOOKING


def pictures() -> Iterator[Image.Image]:
    """Every picture of the film, in order."""
    paper = _paper()
    for number in range(round(LENGTH * RATE)):
        yield _picture(paper, number / RATE).resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _paper() -> Image.Image:
    sheet = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), inks.PAPER)
    draw = ImageDraw.Draw(sheet)
    left, top, side = _square()
    draw.rectangle((left, top, left + side, top + side), outline=inks.ROSE, width=FINE * 2)
    for step in range(0, 100, 4):
        for a, b in (((step, 50), (step + 2, 50)), ((50, step), (50, step + 2)), ((step, step), (step + 2, step + 2))):
            draw.line((_at(a), _at(b)), fill=inks.ROSE, width=FINE)
    draw.ellipse((70, 380, 330, 640), fill=inks.STONE)
    draw.ellipse((84, 394, 316, 626), fill="#4b4d53")
    return sheet


def _square() -> tuple[float, float, float]:
    side = HEIGHT * FINE * 0.9
    return WIDTH * FINE * 0.57 - side / 2, (HEIGHT * FINE - side) / 2, side


def _at(point: Point) -> Point:
    left, top, side = _square()
    return left + point[0] * side / 100, top + point[1] * side / 100


def _picture(paper: Image.Image, now: float) -> Image.Image:
    sheet = paper.copy()
    draw = ImageDraw.Draw(sheet)
    _ink(draw, min(1.0, now / GRINDING))
    if now < GRINDING:
        turn = now * 2.2 * math.pi
        x, y = 200 + 62 * math.cos(turn), 510 + 62 * math.sin(turn)
        draw.polygon([(x - 26, y - 170), (x + 26, y - 170), (x + 24, y + 8), (x - 24, y + 8)], fill=inks.INK)
        return sheet
    done, within = divmod(now - GRINDING, WRITING + RESTING)
    for number, stroke in enumerate(STROKES):
        share = 1.0 if number < done else min(1.0, within / WRITING) if number == done else 0.0
        if share > 0:
            # A hand is slow where it arrives and where it leaves.
            share = share * share * (3 - 2 * share)
            tip = _write(draw, stroke, share)
            if number == done:
                _number(draw, number + 1)
                _brush(draw, tip, lifted=max(0.0, within - WRITING))
    return sheet


def _ink(draw: ImageDraw.ImageDraw, share: float) -> None:
    reach = 60 + 40 * share
    draw.ellipse((200 - reach, 510 - reach, 200 + reach, 510 + reach), fill=inks.INK if share > 0.5 else "#33353b")


def _write(draw: ImageDraw.ImageDraw, stroke: Stroke, share: float) -> Point:
    """The stroke up to a share of its way; where the tip is then."""
    way: Path = smooth([_at(point) for point in stroke.way], closed=False, steps=24)
    shown = max(2, round(len(way) * share))
    side = _square()[2] / 100
    last = len(stroke.widths) - 1
    widths = []
    for step in range(shown):
        where = step / (len(way) - 1) * last
        low = min(int(where), last - 1)
        widths.append((stroke.widths[low] + (stroke.widths[low + 1] - stroke.widths[low]) * (where - low)) * side)
    draw.polygon(ribbon(way[:shown], widths), fill=inks.INK)
    for (x, y), width in ((way[0], widths[0]), (way[shown - 1], widths[-1])):
        draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=inks.INK)
    return way[shown - 1]


def _brush(draw: ImageDraw.ImageDraw, tip: Point, lifted: float) -> None:
    x, y = tip[0] + 30 * lifted, tip[1] - 90 * lifted
    draw.polygon([(x, y), (x + 10, y - 62), (x + 50, y - 46)], fill="#2c2a2e")
    draw.line([(x + 30, y - 54), (x + 200, y - 330)], fill=inks.OCHRE, width=26)
    draw.line([(x + 26, y - 48), (x + 46, y - 80)], fill=inks.BRICK, width=30)


def _number(draw: ImageDraw.ImageDraw, number: int) -> None:
    draw.text((150, 90), str(number), fill=inks.CORAL, font=ImageFont.load_default(size=150))
