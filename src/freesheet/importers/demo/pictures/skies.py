"""Measured things: the typhoon, the second, the two waves of an earthquake, the wafer and the drop."""

from __future__ import annotations

import math
import random

from PIL import Image

from freesheet.importers.demo.pictures import inks
from freesheet.importers.demo.pictures.plates import HEIGHT, WIDTH, Plate, Sheet, fade, glow
from freesheet.importers.demo.pictures.shapes import (
    Path,
    arc,
    down_to,
    ellipse,
    move,
    place,
    points,
    rect,
    ribbon,
    rounded,
    smooth,
)


def _band(cx: float, cy: float, start: float, first: float, last: float, turns: float) -> Path:
    """Part of a logarithmic spiral around (cx, cy): inwards, clouds turn anticlockwise as they do in the north."""
    count = 90
    points = []
    for step in range(count + 1):
        share = step / count
        radius = first * (last / first) ** share
        angle = math.radians(start - turns * 360 * share)
        points.append((cx + radius * math.cos(angle), cy + radius * 0.94 * math.sin(angle)))
    return points


def typhoon_names() -> Image.Image:
    sheet = Sheet(inks.PAPER)
    cx, cy = 820, 540
    sea, deep = sheet.ink(inks.TEAL), sheet.ink(inks.NAVY)
    sea.everywhere(glow((cx, cy), 1000, 0.75, 1.0))
    deep.everywhere(glow((cx, cy), 1050, 0.25, 0.95))
    cloud, light = sheet.cover(inks.PAPER), sheet.cover(inks.WHITE, grain=0.3)
    cloud.dot(cx, cy, 330, glow((cx, cy), 330, 1.0, 0.0))
    dice = random.Random(23)
    for arm in range(7):
        start = arm * 51.4 + dice.uniform(-9, 9)
        band = _band(cx, cy, start, dice.uniform(620, 900), 78, 0.82)
        cloud.shape(ribbon(band, [2, 60, 118, 120, 84, 50, 34]), 0.86)
    for arm in range(7):
        start = arm * 51.4 + 20 + dice.uniform(-9, 9)
        light.shape(ribbon(_band(cx, cy, start, dice.uniform(430, 640), 74, 0.9), [1, 16, 40, 44, 34, 20]), 0.95)
    shadow = sheet.ink(inks.NAVY)
    for arm in range(14):
        band = _band(cx, cy, arm * 25.7 + dice.uniform(-6, 6), dice.uniform(330, 760), 70, 0.84)
        shadow.shape(ribbon(band, [1, 7, 11, 10, 7, 4]), 0.62)
    eye = sheet.cover(inks.NIGHT, grain=0.2)
    eye.shape(ellipse(cx, cy, 50, 47))
    _name_tag(sheet, cx, cy)
    return sheet.printed()


def _name_tag(sheet: Sheet, x: float, y: float) -> None:
    """A luggage label tied to the eye, still blank."""
    string, label, hole = sheet.cover(inks.INK, grain=0.1), sheet.cover(inks.CORAL, grain=0.2), sheet.cover(inks.NIGHT)
    outline = points("0,0 44,-50 300,-50 300,50 44,50")
    shadow = sheet.ink(inks.NIGHT)
    sheet.plates.remove(shadow)
    sheet.plates.insert(sheet.plates.index(string), shadow)
    shadow.shape(place(outline, x + 196, y + 168, turn=24), 0.5)
    label.shape(place(outline, x + 186, y + 150, turn=24))
    hole.shape(ellipse(x + 219, y + 165, 11))
    string.line(smooth([(x + 18, y + 12), (x + 90, y + 120), (x + 160, y + 110), (x + 219, y + 165)], closed=False), 4)
    for row in range(2):
        hole.line(place([(92, -14 + row * 30), (262 - row * 70, -14 + row * 30)], x + 186, y + 150, turn=24), 6, 0.85)


def leap_second() -> Image.Image:
    sheet = Sheet(inks.SAND_PAPER)
    ground = sheet.ink(inks.OCHRE)
    ground.everywhere(fade((0, 0), (WIDTH, HEIGHT), 0.25, 0.85))
    _sundial(sheet, 400, 700)
    _clock(sheet, 1130, 500, 372)
    return sheet.printed()


def _sundial(sheet: Sheet, x: float, y: float) -> None:
    """A stone dial on its plinth, seen a little from above, its gnomon throwing a long shadow."""
    side, stone, mark = sheet.cover(inks.STONE), sheet.cover(inks.PAPER), sheet.cover(inks.NIGHT, grain=0.2)
    side.shape(
        [(x - 130, y), (x + 130, y), (x + 105, HEIGHT), (x - 105, HEIGHT)], fade((x - 130, 0), (x + 130, 0), 0.45, 1.0)
    )
    side.shape(ellipse(x, y + 46, 330, 130))
    side.shape(rect(x - 330, y, x + 330, y + 46))
    stone.shape(ellipse(x, y, 330, 130))
    for hour in range(13):
        angle = math.radians(172 + hour * 16.4)
        inner = 0.66 if hour % 3 else 0.54
        near = (x + 300 * inner * math.cos(angle), y + 116 * inner * math.sin(angle))
        mark.line([near, (x + 296 * math.cos(angle), y + 115 * math.sin(angle))], 5)
    shadow = sheet.ink(inks.NIGHT)
    shadow.shape([(x - 14, y + 34), (x + 78, y), (x - 296, y - 44)], 0.6)
    gnomon, face = sheet.cover(inks.NIGHT, grain=0.2), sheet.cover(inks.BRICK, grain=0.2)
    gnomon.shape([(x - 10, y + 34), (x + 28, y - 66), (x + 92, y - 330), (x + 30, y + 20)])
    face.shape([(x - 10, y + 34), (x + 92, y - 330), (x + 84, y - 6)])


def _clock(sheet: Sheet, x: float, y: float, radius: float) -> None:
    shadow, rim, face = sheet.ink(inks.NIGHT), sheet.cover(inks.NIGHT, grain=0.2), sheet.cover(inks.PAPER)
    shadow.shape(ellipse(x + 34, y + 44, radius + 8), 0.3)
    rim.dot(x, y, radius)
    face.dot(x, y, radius - 30)
    hand, red = sheet.cover(inks.NIGHT, grain=0.2), sheet.cover(inks.CORAL, grain=0.2)
    for tick in range(60):
        angle = math.radians(tick * 6)
        long = tick % 5 == 0
        inner = radius - (88 if long else 62)
        points = [(x + r * math.cos(angle), y + r * math.sin(angle)) for r in (inner, radius - 44)]
        hand.line(points, 12 if long else 4)
    red.shape([*arc(x, y, radius - 44, 264, 270), *arc(x, y, radius - 96, 270, 264)])
    for turn, length, width in ((-15, 176, 24), (-9, 250, 15)):
        hand.shape(
            place([(-width / 2, 40), (-width / 3, -length), (width / 3, -length), (width / 2, 40)], x, y, turn=turn)
        )
    red.shape(place([(-4, 80), (-2.5, -300), (2.5, -300), (4, 80)], x, y, turn=-3))
    red.dot(x, y, 22)


def _town(plate: Plate, base: float) -> Path:
    dice = random.Random(77)
    line: Path = []
    x = -10.0
    while x < WIDTH + 20:
        wide, tall = dice.choice((46, 60, 80)), dice.uniform(24, 128) * (1.25 if 520 < x < 1180 else 0.6)
        line += [(x, base), (x, base - tall), (x + wide, base - tall), (x + wide, base)]
        x += wide + dice.choice((0, 0, 10))
    plate.shape(down_to(line, base + 4))
    return line


def earthquake_early_warning() -> Image.Image:
    sheet = Sheet(inks.PEACH_PAPER)
    sky, earth = sheet.ink(inks.ROSE), sheet.ink(inks.NAVY)
    sky.shape(rect(0, 0, WIDTH, 430), fade((0, 0), (0, 430), 0.1, 0.6))
    earth.shape(rect(0, 430, WIDTH, HEIGHT), fade((0, 430), (0, HEIGHT), 0.82, 1.0))
    town = sheet.cover(inks.NIGHT, grain=0.2)
    _town(town, 430)
    fast, slow = sheet.cover(inks.SKY, grain=0.4), sheet.cover(inks.CORAL, grain=0.4)
    x, y = 330, 870
    for ring in range(8, -1, -1):
        radius = 520 + ring * 66
        fast.dot(x, y, radius + 7, 1.0 - abs(ring - 4) * 0.1)
        fast.dot(x, y, radius - 7, 0.0)
    for ring in range(4, -1, -1):
        radius = 120 + ring * 72
        slow.dot(x, y, radius + 10 + ring * 2, 1.0)
        slow.dot(x, y, radius - 10 - ring * 2, 0.0)
    slow.dot(x, y, 30)
    ground = rect(-10, 434, WIDTH + 10, HEIGHT + 10)
    fast.keep(ground)
    slow.keep(ground)
    _phone(sheet, 1130, 120)
    return sheet.printed()


def _phone(sheet: Sheet, x: float, y: float) -> None:
    shadow, body, screen = sheet.ink(inks.NIGHT), sheet.cover(inks.INK, grain=0.2), sheet.cover(inks.PAPER, grain=0.3)
    shadow.shape(place(rounded(-190, -390, 190, 390, 44), x + 60, y + 450, turn=7), 0.5)
    body.shape(place(rounded(-190, -390, 190, 390, 44), x + 36, y + 430, turn=7))
    screen.shape(place(rounded(-168, -356, 168, 356, 22), x + 36, y + 430, turn=7))
    alarm, mark = sheet.cover(inks.CORAL, grain=0.2), sheet.cover(inks.PAPER, grain=0.2)
    alarm.shape(place(rounded(-142, -250, 142, -10, 18), x + 36, y + 430, turn=7))
    wave_line = points("-112,-130 -66,-130 -50,-150 -32,-104 -12,-176 12,-76 34,-200 54,-66 72,-130 112,-130")
    mark.line(place(wave_line, x + 36, y + 430, turn=7), 9)
    text = sheet.cover(inks.STONE, grain=0.2)
    for row, wide in enumerate((250, 284, 180)):
        text.shape(place(rounded(-142, 40 + row * 48, -142 + wide, 60 + row * 48, 8), x + 36, y + 430, turn=7))


def semiconductor_water() -> Image.Image:
    sheet = Sheet(inks.COOL_PAPER)
    x, y, radius = 640, 560, 430
    ground = sheet.ink(inks.SKY)
    ground.everywhere(fade((0, 0), (WIDTH, HEIGHT), 0.05, 0.5))
    shadow, wafer = sheet.ink(inks.NIGHT), sheet.cover(inks.NIGHT, grain=0.2)
    shadow.shape(ellipse(x + 26, y + 34, radius), 0.28)
    disc = [p for p in ellipse(x, y, radius) if p[1] < y + radius - 12]
    wafer.shape(disc)
    colours = [sheet.cover(colour, grain=0.5) for colour in (inks.PLUM, inks.TEAL, inks.OCHRE)]
    side, gap = 58, 7
    for row in range(-8, 9):
        for column in range(-8, 9):
            left, top = x + column * (side + gap) - side / 2, y + row * (side + gap) - side / 2
            corners = rect(left, top, left + side, top + side)
            if all(math.hypot(px - x, py - y) < radius - 16 for px, py in corners):
                share = (column - row + 12) / 24
                for number, plate in enumerate(colours):
                    plate.shape(corners, max(0.0, 1 - abs(share * 2 - number) * 1.05) * 0.95)
    _drop(sheet, 1110, 520)
    return sheet.printed()


def _drop(sheet: Sheet, x: float, y: float) -> None:
    """A large drop of water falling past the wafer's edge, the wafer showing through it."""
    half = points("0,-350 22,-270 78,-150 150,-20 186,90 176,190 116,268 0,300")
    outline = move(smooth([*half, *[(-px, py) for px, py in half[-2:0:-1]]]), x, y)
    veil, drop, glint = sheet.cover(inks.SKY), sheet.ink(inks.TEAL), sheet.cover(inks.WHITE, grain=0.2)
    veil.shape(outline, 0.86)
    drop.shape(outline, fade((x - 160, y - 200), (x + 150, y + 260), 0.25, 1.0))
    shine = [*arc(x, y + 110, 140, 196, 110), *arc(x + 8, y + 104, 118, 112, 192)]
    glint.shape(shine)
