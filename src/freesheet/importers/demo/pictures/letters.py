"""Writing: three scripts, two books and one character."""

from __future__ import annotations

import math
import random

from PIL import Image

from freesheet.importers.demo.pictures import inks
from freesheet.importers.demo.pictures.plates import HEIGHT, WIDTH, Plate, Sheet, fade
from freesheet.importers.demo.pictures.shapes import (
    Path,
    Point,
    arc,
    move,
    place,
    points,
    rect,
    ribbon,
    smooth,
    stroke,
)


def _gate(plate: Plate, x: float, y: float, tone: float) -> None:
    """The character for a gate, in square strokes, 340 wide and 420 high around (x, y)."""
    for side in (-1, 1):
        for box in (
            (132, -210, 170, 214),
            (16, -210, 50, -4),
            (16, -210, 170, -178),
            (16, -122, 170, -94),
            (16, -36, 170, -4),
        ):
            near, top, far, bottom = box
            plate.shape(
                rect(x + min(side * near, side * far), y + top, x + max(side * near, side * far), y + bottom), tone
            )
    plate.shape(move(points("170,180 170,214 84,214 70,168 132,182"), x, y), tone)


def _nga(plate: Plate, x: float, y: float, tone: float) -> None:
    """The Jawi letter nga: an ain with three dots above, around (x, y)."""
    head = points("92,-88 44,-128 -24,-122 -52,-66 -8,-22 104,-30")
    bowl = points("104,-30 -30,-8 -112,66 -116,156 -42,222 76,224 170,178")
    plate.shape(move(stroke(head, [10, 30, 38, 40, 46, 52, 40]), x, y), tone)
    plate.shape(move(stroke(bowl, [14, 44, 56, 64, 62, 50, 30, 4]), x, y), tone)
    for dx, dy in ((-52, -214), (44, -214), (-4, -282)):
        plate.shape(place([(-36, 0), (0, -36), (36, 0), (0, 36)], x + dx, y + dy, turn=-8), tone)


def _roman_r(plate: Plate, x: float, y: float, tone: float) -> None:
    """A capital R with slab serifs, 420 high around (x, y)."""
    plate.shape([(x - 60, y - 210), (x + 30, y - 210), *arc(x + 30, y - 92, 118, -90, 90), (x - 60, y + 26)], tone)
    plate.shape([(x - 44, y - 168), (x + 16, y - 168), *arc(x + 16, y - 92, 74, -90, 90, 76), (x - 44, y - 16)], 0.0)
    plate.shape(rect(x - 112, y - 210, x - 40, y + 210), tone)
    for top in (-210, 178):
        plate.shape(rect(x - 164, y + top, x + (12 if top > 0 else -30), y + top + 32), tone)
    plate.shape(
        [
            (x - 20, y + 20),
            (x + 66, y + 8),
            (x + 152, y + 178),
            (x + 196, y + 178),
            (x + 196, y + 210),
            (x + 92, y + 210),
        ],
        tone,
    )


def _guides(rule: Plate) -> None:
    """What each hand is measured by: the practice square, the rhombic dot, the four lines."""
    square = (52.0, 318.0, 482.0, 748.0)
    for start, end in (
        ((52, 318), (482, 748)),
        ((52, 748), (482, 318)),
        ((267, 318), (267, 748)),
        ((52, 533), (482, 533)),
    ):
        rule.line([start, end], 3, 0.6)
    left, top, right, bottom = square
    rule.line([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], 5, 0.8)
    for number in range(9):
        rule.shape(place([(-17, 0), (0, -17), (17, 0), (0, 17)], 626, 316 + number * 54, turn=0), 0.6)
    for y in (323, 470, 743):
        rule.line([(1094, y), (1572, y)], 4, 0.7)


def script_reform() -> Image.Image:
    sheet = Sheet(inks.PAPER)
    panels = ((0, inks.OCHRE), (534, inks.TEAL), (1067, inks.CORAL))
    for left, ink in panels:
        sheet.ink(ink).shape(rect(left, 0, left + 534, HEIGHT), fade((0, 0), (0, HEIGHT), 0.82, 1.0))
    rule = sheet.cover(inks.PAPER, grain=0.3)
    _guides(rule)
    ghost, letter = sheet.ink(inks.NIGHT), sheet.cover(inks.PAPER, grain=0.2)
    for plate, shift, tone in ((ghost, 20, 0.7), (letter, 0, 1.0)):
        _gate(plate, 267 + shift, 533 + shift, tone)
        _nga(plate, 800 + shift, 560 + shift, tone)
        _roman_r(plate, 1318 + shift, 533 + shift, tone)
    return sheet.printed()


def _book(sheet: Sheet, x: float, y: float, turn: float, ink: str) -> Plate:
    """An open book seen from above, 620 by 440, its cover showing at the edges; returns the plate for its text."""
    shadow, cover, page, fold = (
        sheet.ink(inks.NIGHT),
        sheet.cover(ink, grain=0.3),
        sheet.cover(inks.WHITE, grain=0.2),
        sheet.ink(inks.STONE),
    )
    shadow.shape(place(rect(-316, -222, 316, 222), x + 24, y + 34, turn=turn), 0.42)
    cover.shape(place(rect(-318, -222, 318, 222), x, y, turn=turn))
    for side in (-1, 1):
        top = [(side * 300 * t / 10, -206 - 14 * math.sin(t / 10 * math.pi)) for t in range(11)]
        foot = [(px, 206 - (py + 206)) for px, py in top[::-1]]
        leaf = place([*top, *[(px, 206 + 14 * math.sin(abs(px) / 300 * math.pi)) for px, _ in foot]], x, y, turn=turn)
        page.shape(leaf)
        gutter = place([(0, 0)], x, y, turn=turn)[0]
        edge = place([(side * 110, 0)], x, y, turn=turn)[0]
        fold.shape(
            place(rect(min(0, side * 110), -204, max(0, side * 110), 204), x, y, turn=turn),
            fade(gutter, edge, 0.75, 0.0),
        )
    return sheet.cover(inks.NIGHT, grain=0.2)


def _prose(plate: Plate, x: float, y: float, turn: float) -> None:
    """Lines that run from the left and end unevenly, in verses of four."""
    dice = random.Random(9)
    for page in (-270, 40):
        for row in range(11):
            if row % 5 == 4:
                continue
            plate.shape(
                place(rect(page, -160 + row * 31, page + dice.uniform(120, 226), -151 + row * 31), x, y, turn=turn),
                0.75,
            )


_STROKES: tuple[tuple[Path, list[float]], ...] = (
    ([(30, -16), (20, -2), (4, 5), (-12, 2)], [2, 9, 10, 2]),
    ([(3, -26), (0, -8), (1, 6)], [8, 6, 4]),
    ([(22, -8), (21, 8), (6, 13), (-8, 4)], [3, 8, 10, 2]),
    ([(2, -14), (14, -2), (-6, 5)], [3, 9, 3]),
)


def _word(plate: Plate, form: int, x: float, y: float, size: float, turn: float, tone: float = 1.0) -> None:
    """A stroke or two such as a reed pen makes: the look of Urdu, no letter in particular."""
    line, widths = _STROKES[form % 4]
    plate.shape(place(stroke(line, widths), x, y, size, turn), tone)
    if form % 4 in (0, 2) and form % 3:
        dot = place([(6, 16 if form % 4 == 0 else -6)], x, y, size, turn)[0]
        plate.shape(place([(-4, 0), (0, -4), (4, 0), (0, 4)], *dot, size), tone)


def _couplets(plate: Plate, x: float, y: float, turn: float) -> None:
    """Couplets as Urdu sets them: two half-lines side by side."""
    dice = random.Random(2)
    for page in (-272, 42):
        for row in range(6):
            for half in (0, 122):
                for word in range(4):
                    spot = place([(page + half + 6 + word * 25, -148 + row * 60 - word * 2)], x, y, turn=turn)[0]
                    _word(plate, dice.randrange(12), *spot, 0.78, turn, 0.9)


def translator_interview() -> Image.Image:
    sheet = Sheet(inks.PEACH_PAPER)
    left, right = sheet.ink(inks.ROSE), sheet.ink(inks.TEAL)
    left.shape([(0, 0), (880, 0), (720, HEIGHT), (0, HEIGHT)], fade((0, 0), (800, 0), 0.85, 0.55))
    right.shape([(880, 0), (WIDTH, 0), (WIDTH, HEIGHT), (720, HEIGHT)], fade((800, 0), (WIDTH, 0), 0.55, 0.95))
    text = _book(sheet, 400, 700, -9, inks.BRICK)
    _prose(text, 400, 700, -9)
    verse = _book(sheet, 1200, 640, 8, inks.NIGHT)
    _couplets(verse, 1200, 640, 8)
    flock, lost = sheet.cover(inks.NIGHT, grain=0.2), sheet.cover(inks.CORAL, grain=0.2)
    dice = random.Random(16)
    for number in range(26):
        share = number / 25
        x = 1240 - 880 * share + dice.uniform(-10, 10)
        y = 350 - 210 * math.sin(share * math.pi) + 60 * share + (-46, 40, -4)[number % 3] + dice.uniform(-14, 14)
        _word(flock, dice.randrange(12), x, y, dice.uniform(1.5, 2.3), dice.uniform(-20, 20))
    for number, (x, y) in enumerate(((806, 470), (838, 620), (786, 790), (816, 950))):
        _word(lost, (5, 3, 2, 8)[number], x, y, 2.4, (16, -34, 48, -20)[number])
    return sheet.printed()


YONG: tuple[tuple[Path, list[float]], ...] = (
    ([(664, 116), (712, 140), (752, 178), (768, 214)], [6, 44, 64, 30]),
    ([(560, 318), (610, 310), (668, 296), (716, 288)], [30, 44, 40, 56]),
    (points("716,290 722,420 722,640 720,800 708,868"), [66, 54, 54, 58, 50]),
    ([(716, 866), (672, 838), (628, 800)], [58, 34, 3]),
    ([(404, 474), (470, 468), (540, 448), (598, 436)], [26, 40, 38, 52]),
    ([(606, 432), (560, 540), (470, 660), (330, 778)], [54, 44, 34, 3]),
    ([(966, 342), (920, 400), (850, 452), (752, 494)], [44, 48, 34, 4]),
    (points("744,486 800,586 890,696 1000,786 1110,816"), [6, 30, 54, 88, 6]),
)
"""The eight strokes of yong (eternity), each a line and its widths, in the order in which they are written."""


def calligraphy_video() -> Image.Image:
    sheet = Sheet(inks.PAPER)
    tint, grid = sheet.ink(inks.SAND_PAPER), sheet.ink(inks.CORAL)
    tint.everywhere(0.7)
    left, top, right, bottom = 270.0, 56.0, 1190.0, 976.0
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    for start, end in (
        ((left, top), (right, bottom)),
        ((left, bottom), (right, top)),
        ((middle_x, top), (middle_x, bottom)),
        ((left, middle_y), (right, middle_y)),
    ):
        _dashes(grid, start, end)
    grid.line([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], 6, 0.8)
    black, last, dry = (
        sheet.cover(inks.INK, grain=0.25),
        sheet.cover(inks.BRICK, grain=0.25),
        sheet.cover(inks.SAND_PAPER, grain=0.9),
    )
    for number, (line, widths) in enumerate(YONG):
        plate = last if number == 7 else black
        plate.shape(stroke(line, widths))
        if widths[0] > 20:
            plate.dot(*line[0], widths[0] / 2)
        if widths[-1] > 20:
            plate.dot(*line[-1], widths[-1] / 2)
    dice = random.Random(4)
    for _ in range(9):
        shift = dice.uniform(-20, 20)
        dry.shape(
            ribbon([(860 + shift, 668 - shift), (930 + shift, 728 - shift), (1000 + shift, 772 - shift)], [1, 2.6, 1]),
            0.6,
        )
    _brush(sheet, 1096, 810)
    return sheet.printed()


def _dashes(plate: Plate, start: Point, end: Point) -> None:
    count = 46
    for number in range(0, count, 2):
        a, b = number / count, (number + 1) / count
        ends = [(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share) for share in (a, b)]
        plate.line(ends, 3, 0.55)


def _brush(sheet: Sheet, x: float, y: float) -> None:
    """A writing brush with its tip on (x, y), its bamboo handle leaning to the upper right."""
    shadow, handle, hair = sheet.ink(inks.NIGHT), sheet.cover(inks.OCHRE, grain=0.3), sheet.cover(inks.INK, grain=0.2)
    turn = -62
    shadow.shape(place(points("0,0 120,-20 1000,-20 1000,24 120,24"), x, y, turn=turn + 17), 0.2)
    handle.shape(place(rect(170, -25, 1000, 25), x, y, turn=turn))
    hair.shape(place(smooth(points("0,0 60,-26 130,-36 186,-26 186,26 130,36 60,26"), steps=8), x, y, turn=turn))
    collar, joint = sheet.cover(inks.BRICK, grain=0.2), sheet.ink(inks.UMBER)
    collar.shape(place(rect(172, -30, 222, 30), x, y, turn=turn))
    for along in (470, 740):
        joint.shape(place(rect(along, -25, along + 7, 25), x, y, turn=turn), 0.7)
    joint.shape(place(rect(222, 8, 1000, 25), x, y, turn=turn), 0.4)
