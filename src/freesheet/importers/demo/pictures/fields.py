"""Land and water: terraces, salt pans, the river and its canal, rain over fields."""

from __future__ import annotations

import math
import random

from PIL import Image

from freesheet.importers.demo.pictures import inks
from freesheet.importers.demo.pictures.plates import HEIGHT, WIDTH, Plate, Sheet, fade
from freesheet.importers.demo.pictures.shapes import (
    Path,
    down_to,
    ellipse,
    place,
    points,
    rect,
    ribbon,
    ridge,
    smooth,
    wave,
)


def _step(row: int, share: float) -> float:
    """The height of the lip of one terrace at a share (0 left, 1 right) of the picture's width."""
    bulge = math.sin(share * math.pi * 1.5 + 0.35 + row * 0.11)
    return 352 + math.pow(row, 1.3) * 46 - bulge * (46 + row * 7) + 9 * math.sin(share * 9 + row * 1.7)


def _lip(row: int) -> Path:
    return [(WIDTH * step / 60, _step(row, step / 60)) for step in range(61)]


def rice_terraces_water() -> Image.Image:
    sheet = Sheet(inks.PEACH_PAPER)
    sky, hills = sheet.ink(inks.OCHRE), sheet.ink(inks.SKY)
    sky.shape(rect(0, 0, WIDTH, 520), fade((0, 0), (0, 400), 0.12, 0.62))
    sun = sheet.cover(inks.WHITE)
    sun.dot(1190, 170, 76)
    hills.shape(down_to(ridge(6, 0, WIDTH, 250, 90), 700), fade((0, 200), (0, 460), 0.85, 0.3))
    green = sheet.cover(inks.MOSS)
    shade, water = sheet.ink(inks.NIGHT), sheet.cover("#fbe3ba", grain=0.2)
    depth = sheet.ink(inks.TEAL)
    green.shape(down_to(_lip(0), HEIGHT))
    for row in range(10):
        upper, lower = _lip(row), _lip(row + 1)
        shade.shape(upper + lower[::-1], min(0.4, 0.1 + 0.035 * row))
        wall = [(x, y + 0.66 * (b - y)) for (x, y), (_, b) in zip(upper, lower, strict=True)]
        pond = [(x, y + 0.12 * (b - y)) for (x, y), (_, b) in zip(upper, lower, strict=True)]
        water.shape(pond + wall[::-1])
        depth.shape(pond + wall[::-1], fade((1250, 0), (-100, 0), 0.02 + row * 0.035, 0.5 + row * 0.035))
        shade.shape(wall + lower[::-1], fade((0, 380 + row * 70), (0, 480 + row * 90), 0.26, 0.6))
    _rice(sheet)
    fall = sheet.cover(inks.WHITE, grain=0.2)
    for row in range(9):
        for thread in (-1, 0, 1):
            share = 0.66 - row * 0.03 + thread * (0.0035 + row * 0.0006)
            top = _step(row, share) + 0.62 * (_step(row + 1, share) - _step(row, share))
            bottom = _step(row + 1, share) + (0.2 + 0.06 * abs(thread)) * 50
            fall.shape(ribbon([(WIDTH * share, top), (WIDTH * share - 3, bottom)], [2.5 + row * 0.5, 3.5 + row * 0.7]))
    return sheet.printed()


def _rice(sheet: Sheet) -> None:
    """Young plants in rows on some of the ponds."""
    plants = sheet.cover(inks.MOSS, grain=0.1)
    for row in range(1, 10):
        for share in (0.08 + 0.035 * row, 0.94 - 0.03 * row, 0.77 + 0.02 * row):
            top, bottom = _step(row, share), _step(row + 1, share)
            rim = [
                (share * WIDTH, top + 0.1 * (bottom - top)),
                (share * WIDTH - 14 - row * 3, top + 0.68 * (bottom - top)),
            ]
            plants.shape(ribbon(rim, [5 + row, 8 + row]))
        for column in range(34 - row):
            share = (column + 0.5 + (row % 2) * 0.4) / (34 - row)
            if math.sin(share * 6 + row * 1.9) < 0.05:
                continue
            top, bottom = _step(row, share), _step(row + 1, share)
            x, y, size = share * WIDTH, top + 0.5 * (bottom - top), 5 + row * 1.6
            for lean in (-0.6, 0.0, 0.6):
                plants.shape([(x - 2, y), (x + lean * size, y - size * 1.7), (x + 2, y)])


def salt_farmers() -> Image.Image:
    sheet = Sheet(inks.PEACH_PAPER)
    rose, gold = sheet.ink(inks.ROSE), sheet.ink(inks.OCHRE)
    rose.everywhere(fade((0, 0), (0, 420), 0.95, 0.15))
    rose.shape(rect(0, 430, WIDTH, HEIGHT), fade((0, 430), (0, HEIGHT), 0.1, 0.95))
    gold.everywhere(fade((0, 120), (0, 430), 0.0, 0.6))
    gold.shape(rect(0, 430, WIDTH, HEIGHT), fade((0, 430), (0, 800), 0.55, 0.0))
    sun = sheet.cover(inks.CORAL)
    sun.dot(520, 372, 96)
    sun.shape(rect(0, 430, WIDTH, 600), 0)
    for row in range(6):
        half = 88 - row * 13
        sun.shape(ellipse(520, 452 + row * 24, half, 5 + row * 0.6), 0.8)
    far = sheet.cover(inks.PLUM)
    far.shape(down_to(ridge(12, 0, WIDTH, 424, 12), 434))
    _dykes(sheet)
    _heaps(sheet)
    return sheet.printed()


def _dykes(sheet: Sheet) -> None:
    """The low clay walls between the pans, running to the horizon."""
    clay = sheet.cover(inks.PLUM)
    rows = [434 + 13 * 1.62**step for step in range(9)]
    for top in rows[1:]:
        height = (top - 430) * 0.055 + 1
        clay.shape(rect(0, top, WIDTH, top + height))
    for column in range(-7, 8):
        near, far = 860 + column * 400, 860 + column * 34
        half = 17
        clay.shape([(far - 1, 434), (far + 1, 434), (near + half, HEIGHT), (near - half, HEIGHT)])


def _heaps(sheet: Sheet) -> None:
    """Cones of salt along the dykes, with a lit and a shaded side and their reflection."""
    glass, white, shade = sheet.cover(inks.WHITE), sheet.cover(inks.WHITE, grain=0.15), sheet.ink(inks.PLUM)
    for y, size, xs in (
        (470, 13, range(60, 1600, 74)),
        (516, 26, range(30, 1600, 148)),
        (604, 56, range(-20, 1600, 292)),
        (778, 112, (180, 770, 1330)),
    ):
        for x in xs:
            cone = [
                (x - size, y),
                (x - size * 0.12, y - size * 0.92),
                (x + size * 0.12, y - size * 0.92),
                (x + size, y),
            ]
            white.shape(cone)
            shade.shape(
                [
                    (x + size * 0.02, y - size * 0.92),
                    (x + size * 0.12, y - size * 0.92),
                    (x + size, y),
                    (x + size * 0.3, y),
                ],
                0.34,
            )
            mirror = [(px, y + (y - py) * 0.8 + size * 0.08) for px, py in cone]
            glass.shape(mirror, fade((0, y), (0, y + size), 0.55, 0.0))


def _bed(plate: Plate, points: Path, first: float, last: float) -> None:
    """A river's course, ever broader, without the folds a plain ribbon has in tight bends."""
    course = smooth(points, closed=False, steps=30)
    for number, (x, y) in enumerate(course):
        plate.dot(x, y, (first + (last - first) * number / len(course)) / 2)


def indus_treaty() -> Image.Image:
    sheet = Sheet(inks.SAND_PAPER)
    plain, crops = sheet.ink(inks.OCHRE), sheet.ink(inks.MOSS)
    plain.everywhere(fade((0, HEIGHT), (WIDTH, 0), 0.25, 0.8))
    _plots(crops)
    bank, river = sheet.cover(inks.SAND_PAPER), sheet.cover(inks.TEAL)
    course = points("800,-90 640,90 790,270 650,430 430,560 480,730 290,860 120,960 60,1180")
    branches = [
        ((1010, 452), (900, 1100)),
        ((1270, 531), (1180, 1100)),
        ((1120, 485), (1260, -30)),
        ((1430, 580), (1480, -30)),
    ]
    _bed(bank, course, 180, 330)
    bank.line([(742, 370), (1660, 650)], 60)
    for start, end in branches:
        bank.line([start, end], 24)
    _bed(river, course, 124, 240)
    river.line([(742, 370), (1660, 650)], 34)
    for start, end in branches:
        river.line([start, end], 11)
    for x, y, turn in ((664, 70, -38), (760, 232, 62), (452, 640, 70), (300, 858, -36), (180, 930, -34)):
        bar = place(smooth([(-48, 0), (-10, -13), (46, -3), (6, 12)]), x, y, turn=turn)
        bank.shape(bar)
        river.shape(bar, 0)
    _barrage(sheet)
    return sheet.printed()


def _plots(plate: Plate) -> None:
    """Fields on the canal's side, square to it."""
    dice = random.Random(19)
    for row in range(-9, 12):
        for column in range(15):
            x, y = 800 + column * 66 - row * 13, 372 + column * 20 + row * 62
            if dice.random() < 0.16 or x < 560 + abs(row) * 8:
                continue
            tone = dice.choice((0.2, 0.34, 0.5, 0.72))
            plate.shape([(x, y), (x + 59, y + 18), (x + 47, y + 73), (x - 12, y + 55)], tone)


def _barrage(sheet: Sheet) -> None:
    """The gated weir across the river just below the canal's mouth."""
    deck, piers = sheet.cover(inks.INK, grain=0.2), sheet.cover(inks.CORAL, grain=0.2)
    deck.line([(596, 384), (742, 522)], 24)
    for step in range(6):
        x, y = 610 + step * 24, 397 + step * 22.7
        piers.shape([(x - 12, y + 10), (x + 4, y - 16), (x + 14, y - 10), (x - 2, y + 17)])


def _cloud(plate: Plate, drop: float, shift: float, tone: float) -> None:
    puffs = [(-40, 130, 190), (170, 160, 190), (380, 210, 180), (560, 150, 200), (770, 210, 190), (980, 170, 210)]
    puffs += [(1200, 230, 170), (1390, 180, 200), (1600, 210, 180)]
    plate.shape(rect(0, -10, WIDTH, 190 + drop), tone)
    for x, y, radius in puffs:
        plate.dot(x + shift, y + drop, radius, tone)


def monsoon_forecast() -> Image.Image:
    sheet = Sheet(inks.COOL_PAPER)
    light, haze = sheet.ink(inks.OCHRE), sheet.ink(inks.TEAL)
    light.shape(rect(0, 300, WIDTH, 645), fade((0, 440), (0, 645), 0.0, 0.8))
    haze.shape(rect(0, 200, WIDTH, 645), fade((0, 330), (0, 640), 0.8, 0.0))
    field = sheet.ink(inks.OLIVE)
    field.shape(rect(0, 645, WIDTH, HEIGHT), fade((0, 645), (0, HEIGHT), 0.75, 1.0))
    rows = sheet.ink(inks.TEAL)
    for column in range(-24, 25):
        far, near = 980 + column * 34, 980 + column * 210
        rows.shape(
            [(far - 8, 646), (far + 8, 646), (near + 52, HEIGHT), (near - 52, HEIGHT)],
            fade((0, 640), (0, HEIGHT), 0.35, 0.85),
        )
    trees = sheet.cover(inks.NIGHT)
    trees.shape(down_to(wave(0, WIDTH, 641, 3, 90), 652))
    dice = random.Random(40)
    for _ in range(60):
        x, size = dice.uniform(0, WIDTH), dice.uniform(7, 22)
        if not 330 < x < 700:
            trees.shape(ellipse(x, 644 - size * 0.5, size * 1.1, size))
    _cloud(sheet.cover(inks.TEAL), 66, -90, 1.0)
    _cloud(sheet.cover("#17414f"), 6, 40, 1.0)
    _cloud(sheet.cover(inks.NIGHT), -80, -30, 1.0)
    _rain(sheet, dice)
    return sheet.printed()


def _rain(sheet: Sheet, dice: random.Random) -> None:
    """Slanting rain, and somebody under a red umbrella."""
    rain = sheet.cover(inks.WHITE, grain=0.1)
    for _ in range(330):
        x, y, length = dice.uniform(-60, WIDTH + 220), dice.uniform(330, 1040), dice.uniform(46, 120)
        rain.shape(ribbon([(x, y), (x - length * 0.42, y + length)], [1.2, 3.4]), 0.85)
    figure = sheet.cover(inks.CORAL, grain=0.2)
    figure.shape(
        [*[(505 + 66 * math.cos(math.radians(a)), 640 + 52 * math.sin(math.radians(a))) for a in range(180, 361, 6)]]
    )
    person = sheet.cover(inks.NIGHT, grain=0.2)
    person.line([(505, 592), (505, 690)], 4)
    person.shape([(486, 668), (520, 668), (534, 768), (474, 768)])
    person.dot(500, 654, 14)
