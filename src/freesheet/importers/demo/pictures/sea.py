"""On the water: the cable ship, the pilot boat, the lighthouse and the strait."""

from __future__ import annotations

import random

from PIL import Image

from freesheet.importers.demo.pictures import inks
from freesheet.importers.demo.pictures.plates import HEIGHT, WIDTH, Plate, Sheet, fade, glow
from freesheet.importers.demo.pictures.shapes import (
    Path,
    arc,
    down_to,
    move,
    place,
    points,
    rect,
    ribbon,
    ridge,
    rounded,
    smooth,
    stroke,
    wave,
)


def _cable_ship(plate: Plate, x: float, y: float) -> None:
    """A cable layer seen from the side, 640 wide; the wheels of its bow, at the right, stand at (x + 612, y - 118)."""
    hull = points("0,-78 150,-74 430,-78 500,-104 640,-122 628,-96 586,-30 560,14 36,14")
    plate.shape(move([*hull, (8, -30)], x, y))
    for left, top, right, bottom in ((300, -150, 470, -70), (320, -200, 452, -140), (345, -238, 435, -190)):
        plate.shape(rounded(x + left, y + top, x + right, y + bottom, 6))
    plate.shape(move([(378, -234), (388, -336), (394, -336), (404, -234)], x, y))
    plate.line(move([(364, -296), (418, -296)], x, y), 5)
    plate.shape(move([(218, -74), (226, -176), (272, -176), (282, -74)], x, y))
    plate.line(move([(150, -76), (122, -192), (30, -150)], x, y), 8)
    plate.line(move([(30, -150), (30, -112)], x, y), 3)
    for wheel, radius in ((570, 26), (612, 30)):
        plate.dot(x + wheel, y - 116, radius)


def _swell(plate: Plate, top: float, rows: int, tone: float = 0.0) -> None:
    """Short crests scattered over the water, longer and further apart towards the reader."""
    dice = random.Random(11)
    for row in range(rows):
        share = row / rows
        y = top + 14 + 210 * share**1.5
        for _ in range(9):
            x, half = dice.uniform(0, WIDTH), dice.uniform(18, 40) * (1 + 1.6 * share)
            crest = stroke([(x - half, y), (x, y + 3), (x + half, y)], [1, 3 + 4 * share, 1])
            plate.shape(crest, tone)


def undersea_cables() -> Image.Image:
    sheet = Sheet(inks.PEACH_PAPER)
    sky, sun, sea = sheet.ink(inks.OCHRE), sheet.ink(inks.CORAL), sheet.ink(inks.NAVY)
    sky.shape(rect(0, 0, WIDTH, 430), fade((0, 40), (0, 430), 0.0, 0.85))
    sun.dot(1190, 400, 178)
    sun.shape(rect(0, 430, WIDTH, HEIGHT), 0)
    for row in range(9):
        half = 150 - row * 14
        sun.shape(rounded(1190 - half, 442 + row * 22, 1190 + half, 450 + row * 22, 4), 0.9 - row * 0.07)
    sea.shape(rect(0, 430, WIDTH, HEIGHT), fade((0, 430), (0, 900), 0.5, 1.0))
    _swell(sea, 430, 6, 0.28)
    floor = sheet.cover(inks.NIGHT)
    floor.shape(down_to(ridge(4, 0, WIDTH, 940, 46), HEIGHT))
    ship = sheet.cover(inks.NIGHT, grain=0.2)
    _cable_ship(ship, 250, 436)
    window = sheet.cover(inks.OCHRE)
    for column in range(5):
        window.shape(rect(586 + column * 22, 254, 598 + column * 22, 264))
    for wheel in (820, 862):
        window.dot(wheel, 320, 9)
    cable = sheet.cover(inks.CORAL, grain=0.2)
    fall = smooth(
        points("660,312 820,293 862,288 893,318 906,440 940,620 1030,810 1190,912 1400,942 1660,950"),
        closed=False,
    )
    cable.line(fall, 8)
    for number in (54, 76):
        cable.shape(ribbon(fall[number - 2 : number + 3], [8, 24, 26, 24, 8]))
    return sheet.printed()


def _pilot_boat(plate: Plate, x: float, y: float) -> None:
    """A small launch, 250 wide, its bow to the right."""
    plate.shape(move(points("0,-44 190,-50 262,-66 232,14 16,14"), x, y))
    plate.shape(move([(40, -44), (52, -118), (150, -118), (178, -48)], x, y))
    plate.line(move([(96, -118), (96, -184)], x, y), 5)
    plate.line(move([(74, -164), (118, -164)], x, y), 4)


def harbour_pilots() -> Image.Image:
    sheet = Sheet(inks.COOL_PAPER)
    sky, sea = sheet.ink(inks.SKY), sheet.ink(inks.TEAL)
    sky.shape(rect(0, 0, WIDTH, 760), fade((0, 0), (0, 760), 0.75, 0.05))
    sea.shape(down_to(wave(0, WIDTH, 752, 7, 330), HEIGHT), fade((0, 750), (0, HEIGHT), 0.55, 1.0))
    hull = sheet.cover(inks.NIGHT)
    side = [(610, -10), (640, 330), (715, 620), (786, 812), (WIDTH, 812), (WIDTH, -10)]
    hull.shape(side, 1.0)
    draught = sheet.cover(inks.BRICK)
    draught.shape([(746, 710), (783, 812), (WIDTH, 812), (WIDTH, 710)])
    plates = sheet.cover(inks.NAVY)
    for row in range(5):
        plates.line([(620 + row * 28, 130 + row * 128), (WIDTH, 130 + row * 128)], 2.5, 0.8)
    ladder = sheet.cover(inks.SAND_PAPER, grain=0.2)
    for x in (880, 922):
        ladder.line([(x, -10), (x, 716)], 5)
    for rung in range(24):
        ladder.line([(878, 20 + rung * 30), (924, 20 + rung * 30)], 7)
    front = sheet.cover(inks.TEAL)
    front.shape(down_to(wave(0, WIDTH, 792, 12, 420, 0.2), HEIGHT))
    boat = sheet.cover(inks.CORAL, grain=0.2)
    _pilot_boat(boat, 640, 806)
    cabin = sheet.cover(inks.WHITE)
    cabin.shape(move([(62, -104), (66, -76), (160, -76), (146, -104)], 640, 806))
    near = sheet.cover(inks.TEAL)
    near.shape(down_to(wave(0, WIDTH, 826, 11, 300, 0.6), HEIGHT))
    deep = sheet.ink(inks.NAVY)
    for row in range(4):
        band = down_to(wave(0, WIDTH, 850 + row * 58, 10 + row * 3, 300 + row * 60, 0.3 * row), HEIGHT)
        deep.shape(band, 0.16 + row * 0.17)
    foam = sheet.cover(inks.COOL_PAPER)
    foam.shape(stroke(points("560,822 640,818 760,826 900,820 960,826"), [1, 9, 6, 10, 1]))
    foam.shape(stroke([(470, 842), (600, 836), (700, 846), (820, 840)], [1, 7, 5, 1]))
    return sheet.printed()


def _tower() -> tuple[Path, list[Path]]:
    """The outline of a lighthouse standing on (0, 0), 470 high, and its painted bands."""
    body: Path = [(-62, 0), (-36, -360), (36, -360), (62, 0)]
    bands: list[Path] = []
    for low in (60, 200):
        near, far = 62 - 26 * low / 360, 62 - 26 * (low + 72) / 360
        bands.append([(-near, -low), (-far, -low - 72), (far, -low - 72), (near, -low)])
    return body, bands


def lighthouse_keeper() -> Image.Image:
    sheet = Sheet(inks.PAPER)
    x, y, lamp = 560, 790, 385
    sky = sheet.ink(inks.NIGHT)
    sky.everywhere(fade((0, 0), (0, 900), 1.0, 0.78))
    beam = [(x + 10, lamp - 8), (WIDTH, 150), (WIDTH, 480), (x + 10, lamp + 8)]
    sky.shape(beam, fade((x, lamp), (WIDTH, 315), 0.02, 0.62))
    sky.shape([(x, lamp - 6), (0, 330), (0, 500), (x, lamp + 6)], fade((x, lamp), (-150, 415), 0.1, 0.78))
    dice = random.Random(3)
    for _ in range(70):
        sky.dot(dice.uniform(0, WIDTH), dice.uniform(0, 560), dice.choice((1.4, 1.8, 2.6)), 0.15)
    warm = sheet.ink(inks.OCHRE)
    warm.shape(beam, fade((x, lamp), (WIDTH, 315), 0.85, 0.25))
    warm.shape([(x, lamp - 6), (0, 330), (0, 500), (x, lamp + 6)], fade((x, lamp), (0, 415), 0.85, 0.15))
    halo = sheet.ink(inks.OCHRE)
    halo.dot(x, lamp, 130, glow((x, lamp), 130, 0.9, 0.0))
    sea = sheet.cover(inks.TEAL)
    depth = sheet.ink(inks.NIGHT)
    sea.shape(down_to(wave(0, WIDTH, 850, 14, 330), HEIGHT))
    for row in range(4):
        swell = wave(0, WIDTH, 856 + row * 50, 15 + row * 4, 300 + row * 60, 0.37 * row)
        depth.shape(
            down_to(swell, HEIGHT), fade((0, 830 + row * 50), (0, 930 + row * 50), 0.05 + 0.12 * row, 0.5 + 0.12 * row)
        )
    rock = sheet.cover(inks.INK)
    cliff = points("150,880 235,846 330,822 420,790 700,790 760,826 850,848 930,900 1010,930 1080,1000")
    rock.shape([*cliff, (1120, HEIGHT), (60, HEIGHT), (100, 940)])
    _lighthouse(sheet, x, y)
    return sheet.printed()


def _lighthouse(sheet: Sheet, x: float, y: float) -> None:
    tower, trim, lantern = sheet.cover(inks.PAPER), sheet.cover(inks.CORAL), sheet.cover(inks.INK, grain=0.2)
    body, bands = _tower()
    tower.shape(move(body, x, y))
    for band in bands:
        trim.shape(move(band, x, y))
    lantern.shape(rect(x - 56, y - 372, x + 56, y - 358))
    lantern.shape([*arc(x, y - 440, 40, 180, 360), (x + 40, y - 432), (x - 40, y - 432)])
    lantern.line([(x, y - 476), (x, y - 512)], 5)
    for post in (-36, -12, 12, 36):
        lantern.line([(x + post, y - 436), (x + post, y - 366)], 4)
    shade = sheet.ink(inks.NIGHT)
    shade.shape(move([(0, 0), (8, -358), (36, -358), (62, 0)], x, y), 0.42)
    light = sheet.cover(inks.OCHRE, grain=0.1)
    light.shape(rect(x - 30, y - 428, x + 30, y - 376))
    light.shape(rounded(x - 14, y - 176, x + 8, y - 138, 5))


def _vessel(hull: Plate, wake: Plate, x: float, y: float, size: float, turn: float) -> None:
    """A ship seen from above with its spreading wake; ``turn`` 0 sails to the right."""
    for side in (-1, 1):
        crest = ribbon([(10, side * 12), (-90, side * 26), (-230, side * 50)], [7, 6, 1])
        wake.shape(place(crest, x, y, size, turn), 0.8)
    wake.shape(place(ribbon([(-50, 0), (-260, 0)], [14, 3]), x, y, size, turn), 0.5)
    outline = points("68,0 50,-14 -56,-15 -62,0 -56,15 50,14")
    hull.shape(place(outline, x, y, size, turn))


def strait_of_malacca() -> Image.Image:
    sheet = Sheet(inks.PAPER)
    sea, land = sheet.ink(inks.SKY), sheet.ink(inks.MOSS)
    sea.everywhere(fade((0, HEIGHT), (WIDTH, 0), 0.95, 0.55))
    deep = sheet.ink(inks.TEAL)
    channel = stroke(points("-60,60 420,330 830,560 1200,800 1680,930"), [330, 290, 190, 150, 200])
    deep.shape(channel, 0.42)
    north = smooth(
        points("330,-40 470,90 640,170 720,290 900,360 1010,470 1180,545 1290,660 1420,700 1530,780 1660,800 1700,-60")
    )
    south = smooth(
        points("-60,230 70,290 160,400 330,470 420,590 600,660 700,770 880,830 960,930 1130,990 1200,1130 -80,1130")
    )
    land.shape(north, fade((1000, 500), (1500, -100), 0.75, 1.0))
    land.shape(south, fade((500, 600), (0, HEIGHT), 0.75, 1.0))
    forest = sheet.ink(inks.NIGHT)
    dice = random.Random(21)
    for x, y, spread in ((1290, 170, 230), (1480, 430, 120), (120, 830, 170), (420, 950, 150)):
        for _ in range(70):
            tree = (dice.gauss(x, spread * 0.7), dice.gauss(y, spread * 0.42))
            forest.dot(*tree, dice.uniform(6, 13), dice.choice((0.16, 0.26, 0.36)))
    islands = [(1330, 1000, 46), (1440, 985, 24), (1270, 960, 15), (1500, 890, 18), (210, 200, 16)]
    for x, y, r in islands:
        land.shape(
            smooth([(x - r, y), (x - r * 0.2, y - r * 0.7), (x + r, y - r * 0.2), (x + r * 0.3, y + r * 0.6)]), 0.9
        )
    wake, hull = sheet.cover(inks.WHITE), sheet.cover(inks.BRICK, grain=0.2)
    for x, y, turn in ((60, 150, 31), (345, 350, 31), (590, 480, 30), (860, 640, 31), (1120, 815, 28), (1440, 940, 13)):
        _vessel(hull, wake, x, y + 6, 0.8, turn)
    for x, y, turn in ((195, 125, 211), (440, 280, 211), (720, 440, 210), (985, 610, 213), (1265, 780, 204)):
        _vessel(hull, wake, x + 8, y - 4, 0.8, turn)
    _vessel(hull, wake, 1538, 836, 0.8, 194)
    return sheet.printed()
