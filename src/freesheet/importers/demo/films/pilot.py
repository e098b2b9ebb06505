"""A pilot boat meets a ship at night, comes alongside, and leaves her pilot on the ladder."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PIL import Image, ImageDraw

from freesheet.importers.demo.pictures import inks
from freesheet.importers.demo.pictures.shapes import Path, down_to, place, wave

WIDTH, HEIGHT, RATE = 640, 360, 12
FINE = 2
LENGTH = 26.0
"""Seconds."""

MEETS, CLIMBS, ABOARD = 12.0, 15.0, 21.0
"""When the boat is alongside, when the pilot steps across, and when she is on deck."""

HULL: Path = [(-520, 0), (470, 0), (520, -130), (-540, -130)]
HOUSE: Path = [(-500, -130), (-330, -130), (-330, -300), (-500, -300)]
BOAT: Path = [(-80, 0), (70, 0), (96, -34), (-86, -30)]
CABIN: Path = [(-40, -32), (22, -32), (10, -66), (-34, -66)]


def pictures() -> Iterator[Image.Image]:
    """Every picture of the film, in order."""
    for number in range(round(LENGTH * RATE)):
        yield _picture(number / RATE).resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _picture(now: float) -> Image.Image:
    sheet = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), inks.NIGHT)
    draw = ImageDraw.Draw(sheet)
    for star in range(40):
        x, y = star * 197 % 1280, star * 83 % 300
        draw.ellipse((x, y, x + 2 + star % 2, y + 2 + star % 2), fill=inks.STONE)
    ship_x, ship_y = 860 - 9 * now, 470 + 5 * math.sin(now * 0.9)
    for row, colour in ((0, "#1a2a49"), (1, "#1b3056")):
        _sea(draw, 440 + 26 * row, 9, now * (0.25 + 0.1 * row), colour)
    _ship(draw, ship_x, ship_y)
    boat_x, boat_y, turn = _boat_place(now, ship_x)
    _pilot(draw, now, ship_x, ship_y, (boat_x, boat_y))
    _boat(draw, boat_x, boat_y, turn)
    for row, colour in ((0, inks.NAVY), (1, "#16325f"), (2, "#112a52")):
        _sea(draw, 536 + 56 * row, 10 + 4 * row, -now * (0.2 + 0.07 * row), colour)
    return sheet


def _sea(draw: ImageDraw.ImageDraw, y: float, height: float, phase: float, colour: str) -> None:
    draw.polygon(down_to(wave(-20, 1300, y, height, 330, phase), 720), fill=colour)


def _ship(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    draw.polygon(place(HOUSE, x, y), fill="#d9d5c8")
    for window in range(4):
        draw.rectangle((x - 480 + window * 38, y - 284, x - 458 + window * 38, y - 264), fill=inks.OCHRE)
    for box, colour in enumerate((inks.BRICK, inks.TEAL, inks.MOSS, inks.CORAL, inks.NAVY, inks.OCHRE, inks.BRICK)):
        left = x - 290 + box * 104
        draw.rectangle((left, y - 210, left + 98, y - 130), fill=colour)
        if box % 3:
            draw.rectangle((left, y - 286, left + 98, y - 212), fill=inks.UMBER if box % 2 else inks.STONE)
    draw.polygon(place(HULL, x, y), fill="#0b0f18")
    draw.polygon([(x - 526, y - 26), (x + 482, y - 26), (x + 470, y + 40), (x - 516, y + 40)], fill=inks.BRICK)
    for rung in range(9):
        draw.line((x + 6, y - 124 + rung * 13, x + 30, y - 124 + rung * 13), fill=inks.PAPER, width=3)
    for side in (8, 28):
        draw.line((x + side, y - 130, x + side, y - 12), fill=inks.PAPER, width=3)


def _boat_place(now: float, ship_x: float) -> tuple[float, float, float]:
    """Where the boat is, and how far it leans in degrees."""
    roll = math.sin(now * 1.7)
    along = ship_x + 2
    if now < MEETS:
        share = now / MEETS
        x = -120 + (along + 120) * share * share * (3 - 2 * share)
    else:
        x = along - max(0.0, now - CLIMBS - 3) ** 2 * 8
    return x, 532 + 9 * math.sin(now * 1.3), 5 * roll


def _boat(draw: ImageDraw.ImageDraw, x: float, y: float, turn: float) -> None:
    draw.line(
        (*place([(-12, -66)], x, y, turn=turn)[0], *place([(-12, -128)], x, y, turn=turn)[0]), fill=inks.STONE, width=5
    )
    draw.polygon(place(CABIN, x, y, turn=turn), fill=inks.WHITE)
    draw.polygon(place(BOAT, x, y, turn=turn), fill=inks.CORAL)
    for up, colour in ((-126, inks.WHITE), (-98, "#ff2d2d")):
        lx, ly = place([(-12, up)], x, y, turn=turn)[0]
        draw.ellipse((lx - 8, ly - 8, lx + 8, ly + 8), fill=colour)


def _pilot(draw: ImageDraw.ImageDraw, now: float, ship_x: float, ship_y: float, boat: tuple[float, float]) -> None:
    if now < CLIMBS:
        x, y = boat[0] + 40, boat[1] - 34
    else:
        x, y = ship_x + 18, ship_y - 6 - 128 * min(1.0, (now - CLIMBS) / (ABOARD - CLIMBS))
    sway = 3 * math.sin(now * 6) if CLIMBS < now < ABOARD else 0
    draw.rectangle((x - 9 + sway, y - 36, x + 9 + sway, y), fill=inks.OCHRE)
    draw.ellipse((x - 8 + sway, y - 53, x + 8 + sway, y - 37), fill=inks.ROSE)
