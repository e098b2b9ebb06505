"""Buying and selling: the box, the cold box, the night market, the auction and the rate."""

from __future__ import annotations

import math
import random

from PIL import Image

from freesheet.importers.demo.pictures import inks
from freesheet.importers.demo.pictures.plates import HEIGHT, WIDTH, Plate, Sheet, fade, glow
from freesheet.importers.demo.pictures.shapes import (
    Path,
    Point,
    arc,
    ellipse,
    place,
    points,
    rect,
    rounded,
    smooth,
    stroke,
)


def _container(body: Plate, groove: Plate, left: float, top: float, width: float, height: float) -> None:
    """The long side of a container with its corrugation and its eight corners, four of them visible."""
    body.shape(rect(left, top, left + width, top + height))
    for rib in range(int(width // 22)):
        x = left + 16 + rib * (width - 32) / (width // 22)
        groove.shape(rect(x, top + 12, x + 8, top + height - 12), 0.3)
    groove.shape(rect(left, top, left + width, top + 6), 0.42)
    groove.shape(rect(left, top + height - 7, left + width, top + height), 0.6)
    for x in (left, left + width - 15):
        for y in (top, top + height - 15):
            groove.shape(rect(x, y, x + 15, y + 15), 0.85)


def container_box() -> Image.Image:
    sheet = Sheet(inks.PAPER)
    sky = sheet.ink(inks.SKY)
    sky.everywhere(fade((0, 0), (0, 900), 0.75, 0.06))
    colours = [
        sheet.cover(ink, grain=0.3) for ink in (inks.CORAL, inks.TEAL, inks.NAVY, inks.OCHRE, inks.PAPER, inks.BRICK)
    ]
    groove = sheet.ink(inks.NIGHT)
    wide, high = 372, 158
    rows = ((1, 4, 2, 0, 3), (2, 3, 5, 1, 2), (5, 2, 1, 4, 0), (3, 1, -1, 2, 5), (2, 5, -1, 3, 1))
    for level, row in enumerate(rows):
        for column, colour in enumerate(row):
            if colour >= 0:
                left = -150 + column * (wide + 5)
                _container(colours[colour], groove, left, HEIGHT - 24 - (level + 1) * (high + 4), wide, high)
    left, top = 604, 290
    _container(colours[0], groove, left, top, wide, high)
    ground, steel = sheet.cover(inks.NIGHT), sheet.cover(inks.INK, grain=0.2)
    ground.shape(rect(0, HEIGHT - 24, WIDTH, HEIGHT))
    steel.shape(rect(left - 4, top - 34, left + wide + 4, top - 14))
    steel.shape(rect(left + 100, top - 62, left + wide - 100, top - 30))
    for x in (left + 2, left + wide - 16):
        steel.shape(rect(x, top - 30, x + 14, top + 4))
    for x in (left + 112, left + 146, left + wide - 146, left + wide - 112):
        steel.line([(x, -10), (x, top - 58)], 4)
    return sheet.printed()


def _box_front(sheet: Sheet, x: float, y: float) -> None:
    """The front of an open insulated box, 900 wide, its rim at height ``y``."""
    front, trim, label = (
        sheet.cover(inks.NAVY, grain=0.3),
        sheet.cover(inks.NIGHT, grain=0.3),
        sheet.cover(inks.WHITE, grain=0.2),
    )
    front.shape([(x, y), (x + 900, y), (x + 862, y + 420), (x + 38, y + 420)])
    trim.shape(rounded(x - 24, y - 22, x + 924, y + 40, 14))
    trim.shape([(x + 34, y + 380), (x + 866, y + 380), (x + 862, y + 424), (x + 38, y + 424)])
    for angle in range(0, 180, 60):
        for way in (-1, 1):
            tip = math.radians(angle)
            end = (x + 450 + way * 112 * math.cos(tip), y + 212 + way * 112 * math.sin(tip))
            label.line([(x + 450, y + 212), end], 13)
            _barbs(label, (x + 450, y + 212), end)


def _barbs(plate: Plate, start: Point, end: Point) -> None:
    """The two short branches near the end of one arm of a snow crystal."""
    turn = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    joint = (start[0] + (end[0] - start[0]) * 0.6, start[1] + (end[1] - start[1]) * 0.6)
    for side in (-52, 52):
        angle = math.radians(turn + side)
        plate.line([joint, (joint[0] + 42 * math.cos(angle), joint[1] + 42 * math.sin(angle))], 11)


def _vial(glass: Plate, cap: Plate, x: float, y: float) -> None:
    """A vaccine vial standing with its foot at (x, y)."""
    glass.shape(rounded(x - 44, y - 216, x + 44, y, 14))
    glass.shape(rect(x - 24, y - 256, x + 24, y - 204))
    cap.shape(rounded(x - 32, y - 290, x + 32, y - 244, 6))
    cap.shape(rect(x - 44, y - 142, x + 44, y - 116))


def vaccine_cold_chain() -> Image.Image:
    sheet = Sheet(inks.PEACH_PAPER)
    heat, sun = sheet.ink(inks.OCHRE), sheet.ink(inks.CORAL)
    heat.everywhere(glow((800, 360), 950, 0.35, 1.0))
    sun.dot(800, 380, 330, fade((0, 60), (0, 700), 1.0, 0.55))
    x, y = 350, 600
    inside, pack = sheet.cover(inks.NIGHT, grain=0.3), sheet.cover(inks.SKY, grain=0.4)
    lid = sheet.cover(inks.NAVY, grain=0.3)
    lid.shape([(x - 10, y - 20), (x + 14, y - 40), (x - 150, y - 420), (x - 188, y - 400)])
    inside.shape([(x, y - 96), (x + 900, y - 96), (x + 924, y), (x - 24, y)])
    for left, tilt in ((x + 16, -3), (x + 136, 3), (x + 650, -2), (x + 768, 4)):
        pack.shape(place(rounded(0, -206, 112, 40, 20), left, y + 4, turn=tilt))
    frost = sheet.cover(inks.WHITE, grain=0.4)
    for left in (x + 10, x + 144, x + 646, x + 780):
        frost.shape(rounded(left + 14, y - 186, left + 96, y - 166, 9), 0.8)
    glass, cap = sheet.cover(inks.WHITE, grain=0.2), sheet.cover(inks.NIGHT, grain=0.2)
    for number in range(3):
        _vial(glass, cap, x + 328 + number * 102, y + 30)
    _thermometer(sheet, x + 606, y)
    _box_front(sheet, x, y)
    return sheet.printed()


def _thermometer(sheet: Sheet, x: float, y: float) -> None:
    tube, column = sheet.cover(inks.PAPER, grain=0.2), sheet.cover(inks.NIGHT, grain=0.2)
    tube.shape(place(rounded(-21, -350, 21, 60, 21), x, y, turn=9))
    column.shape(place(rect(-5, -110, 5, 60), x, y, turn=9))
    for mark in range(9):
        column.shape(place(rect(2, -310 + mark * 30, 16, -306 + mark * 30), x, y, turn=9))


def _lantern(body: Plate, dark: Plate, x: float, y: float, size: float) -> None:
    """A round paper lantern hanging with its centre on (x, y)."""
    body.shape(ellipse(x, y, size, size * 0.84))
    for share in (0.33, 0.7):
        dark.shape(
            [*arc(x, y, size * share, 90, 270, size * 0.84), *arc(x, y, size * share - 2.5, 270, 90, size * 0.84)], 0.35
        )
        dark.shape(
            [*arc(x, y, size * share, -90, 90, size * 0.84), *arc(x, y, size * share - 2.5, 90, -90, size * 0.84)], 0.35
        )
    for top, bottom in ((-0.96, -0.8), (0.8, 0.96)):
        dark.shape(rounded(x - size * 0.36, y + top * size, x + size * 0.36, y + bottom * size, 3))
    for strand in (-0.1, 0, 0.1):
        dark.line(
            [(x + strand * size, y + size * 0.94), (x + strand * size * 1.6, y + size * 1.36)], max(2, size * 0.05)
        )


def _strings(sheet: Sheet) -> None:
    """Three strings of lanterns, nearer ones larger."""
    for sag_y, size, count, ink in ((330, 26, 15, inks.BRICK), (236, 44, 10, "#d9482f"), (96, 74, 7, inks.CORAL)):
        shine, wire, body, dark = (
            sheet.cover(inks.OCHRE),
            sheet.cover(inks.INK),
            sheet.cover(ink, grain=0.35),
            sheet.cover(inks.NIGHT, grain=0.2),
        )
        spots = []
        for number in range(count):
            share = (number + 0.5) / count
            spots.append((share * WIDTH, sag_y + 46 * math.sin(share * math.pi)))
        wire.line(
            smooth(
                [(-20, sag_y - size), *[(x, y - size * 0.9) for x, y in spots], (WIDTH + 20, sag_y - size)],
                closed=False,
            ),
            3,
        )
        for x, y in spots:
            shine.dot(x, y, size * 1.7, glow((x, y), size * 1.7, 0.5, 0.0))
            _lantern(body, dark, x, y, size)


def _person(plate: Plate, x: float, y: float, size: float, bag: bool = False) -> None:
    """Somebody standing in the queue, seen as a silhouette with feet at (x, y)."""
    plate.dot(x, y - size * 0.88, size * 0.1)
    body = points(
        "-0.17,-0.7 -0.1,-0.78 0.1,-0.78 0.17,-0.7 0.16,-0.36 0.11,0 0.02,0 0,-0.34 -0.02,0 -0.11,0 -0.16,-0.36"
    )
    plate.shape([(x + px * size, y + py * size) for px, py in body])
    if bag:
        plate.shape(
            [
                (x + 0.14 * size, y - 0.5 * size),
                (x + 0.3 * size, y - 0.46 * size),
                (x + 0.27 * size, y - 0.24 * size),
                (x + 0.13 * size, y - 0.28 * size),
            ]
        )


def _stall(sheet: Sheet, x: float, width: float, ink: str) -> None:
    """A stall with a striped awning and a lit counter, standing on the street at y = 900."""
    light, awning, stripe = (sheet.cover(colour, grain=0.3) for colour in (inks.OCHRE, ink, inks.PAPER))
    counter, board = sheet.cover(inks.NIGHT, grain=0.3), sheet.cover("#7d3f2c", grain=0.3)
    light.shape(rect(x + 12, 590, x + width - 12, 800), fade((0, 590), (0, 800), 1.0, 0.75))
    pitch = width / 8
    for number in range(8):
        cloth = awning if number % 2 == 0 else stripe
        left = x + number * pitch
        cloth.shape(
            [(left + 16 - number * 4, 510), (left + 16 - number * 4 + pitch - 4, 510), (left + pitch, 592), (left, 592)]
        )
        cloth.shape(arc(left + pitch / 2, 592, pitch / 2, 0, 180, 26))
    board.shape(rect(x, 784, x + width, 900))
    board.shape(rect(x - 8, 776, x + width + 8, 796))
    for post in (x + 6, x + width - 14):
        counter.shape(rect(post, 590, post + 8, 800))
    _person(counter, x + width * 0.34, 860, 220)
    counter.shape(rect(x, 800, x + width, 900), 0)


def night_market_economics() -> Image.Image:
    sheet = Sheet(inks.PAPER)
    night = sheet.ink(inks.NIGHT)
    night.everywhere(fade((0, 0), (0, 900), 1.0, 0.86))
    warm = sheet.ink(inks.PLUM)
    warm.everywhere(0.5)
    for x, width, ink in (
        (-90, 400, inks.TEAL),
        (370, 430, inks.CORAL),
        (860, 400, inks.TEAL),
        (1320, 420, inks.CORAL),
    ):
        _stall(sheet, x, width, ink)
    steam, pan = sheet.cover(inks.PAPER, grain=0.8), sheet.cover(inks.STONE, grain=0.2)
    for x in (250, 670, 1130, 1540):
        pan.shape(rounded(x - 60, 768, x + 60, 788, 8))
        for shift, size in ((-22, 1.0), (16, 1.25)):
            wisp = stroke(
                [(x + shift, 766), (x + shift - 26 * size, 690), (x + shift + 22 * size, 610), (x + shift - 10, 500)],
                [3, 26 * size, 34 * size, 4],
            )
            steam.shape(wisp, fade((0, 766), (0, 480), 0.75, 0.02))
    street, glare = sheet.cover("#3b2038"), sheet.cover("#c9683c")
    street.shape(rect(0, 900, WIDTH, HEIGHT))
    glare.shape(rect(0, 900, WIDTH, HEIGHT), fade((0, 896), (0, 1050), 0.85, 0.12))
    queue = sheet.cover(inks.NIGHT, grain=0.2)
    dice = random.Random(6)
    for number in range(6):
        spot, size = 640 + number * 136 + dice.uniform(-14, 14), (262, 286, 214, 292, 270, 300)[number]
        _person(queue, spot, 1000 + dice.uniform(-6, 14), size, bag=number % 3 == 1)
    _strings(sheet)
    return sheet.printed()


def _cup(sheet: Sheet, plates: tuple[Plate, Plate, Plate], x: float, y: float, tea: Plate) -> None:
    shadow, china, gloss = plates
    shadow.shape(ellipse(x + 16, y + 20, 116), 0.34)
    china.dot(x, y, 112)
    tea.dot(x, y, 92)
    gloss.shape([*arc(x, y, 78, 200, 260), *arc(x + 3, y + 4, 69, 260, 200)], 0.7)


def tea_prices() -> Image.Image:
    sheet = Sheet(inks.COOL_PAPER)
    cloth = sheet.ink(inks.MINT)
    cloth.everywhere(fade((0, 0), (WIDTH, HEIGHT), 0.55, 1.0))
    plates = (sheet.ink(inks.NIGHT), sheet.cover(inks.WHITE, grain=0.2), sheet.cover(inks.WHITE, grain=0.4))
    liquors = [sheet.cover(ink, grain=0.3) for ink in ("#e9b64a", "#dd942f", "#c8702a", "#a94f25", "#84381f")]
    for row in range(4):
        for column in range(6):
            if (row == 2 and column >= 3) or (row == 3 and column >= 4):
                continue
            x, y = 40 + column * 300 + (row % 2) * 60, 90 + row * 292
            _cup(sheet, plates, x, y, liquors[min(4, max(0, (column + row * 2) % 6 - (row == 1)))])
    sheet.plates.remove(plates[2])
    sheet.plates.append(plates[2])
    _gavel(sheet, 1235, 760)
    return sheet.printed()


def _gavel(sheet: Sheet, x: float, y: float) -> None:
    """The auctioneer's hammer and its block, seen from above."""
    shadow, block, ring = sheet.ink(inks.NIGHT), sheet.cover(inks.UMBER, grain=0.3), sheet.cover(inks.OCHRE, grain=0.2)
    shadow.shape(ellipse(x + 22, y + 28, 168), 0.4)
    block.dot(x, y, 160)
    ring.dot(x, y, 128)
    ring.dot(x, y, 118, 0.0)
    cast, wood, bands = sheet.ink(inks.NIGHT), sheet.cover(inks.BRICK, grain=0.3), sheet.cover(inks.OCHRE, grain=0.2)
    for plate, shift, tone in ((cast, 24, 0.45), (wood, 0, 1.0)):
        plate.shape(place(rounded(60, -17, 560, 17, 15), x + shift, y + shift, turn=24), tone)
        plate.shape(place(rounded(-150, -76, 150, 76, 22), x + shift, y + shift, turn=-66), tone)
    for offset in (-104, 88):
        bands.shape(place(rect(offset, -76, offset + 16, 76), x, y, turn=-66))


def _pan(plate: Plate, x: float, y: float, hang: Point) -> None:
    """One pan of the balance with its two cords, hung from ``hang``."""
    plate.line([hang, (x - 170, y)], 4)
    plate.line([hang, (x + 170, y)], 4)
    plate.shape([(x - 196, y), (x + 196, y), *arc(x, y, 196, 0, 180, 62)])


def _coins(face: Plate, edge: Plate, x: float, y: float, count: int) -> None:
    """A stack of coins with its foot at (x, y)."""
    for number in range(count):
        shift = (0, 5, -4, 2, -6, 4)[number % 6]
        low = y - number * 30
        face.shape([*arc(x + shift, low - 26, 92, 180, 360, 22), *arc(x + shift, low, 92, 0, 180, 22)])
        edge.shape([*arc(x + shift, low - 26, 92, 180, 0, 22), *arc(x + shift, low - 22, 92, 0, 180, 22)], 0.5)
        for notch in range(9):
            px = x + shift - 80 + notch * 20
            edge.shape(
                rect(
                    px,
                    low - 8 + 14 * math.sin((notch + 1) / 10 * math.pi),
                    px + 4,
                    low + 4 + 14 * math.sin((notch + 1) / 10 * math.pi),
                ),
                0.5,
            )


def central_bank_rate() -> Image.Image:
    sheet = Sheet(inks.PAPER)
    ground, disc = sheet.ink(inks.MINT), sheet.ink(inks.TEAL)
    ground.everywhere(fade((0, 0), (0, HEIGHT), 0.25, 0.7))
    disc.dot(800, 470, 420, fade((0, 60), (0, 900), 0.85, 0.25))
    scale, coin, edge = sheet.cover(inks.NIGHT, grain=0.2), sheet.cover(inks.OCHRE, grain=0.3), sheet.ink(inks.UMBER)
    left, right = (276.0, 300.0), (1324.0, 170.0)
    beam: Path = [
        (left[0], left[1] - 9),
        (800, 208),
        (right[0], right[1] - 9),
        (right[0], right[1] + 9),
        (800, 268),
        (left[0], left[1] + 9),
    ]
    scale.shape(beam)
    scale.shape([(778, 236), (822, 236), (838, 900), (762, 900)])
    scale.dot(800, 236, 46)
    scale.shape(rounded(560, 944, 1040, 990, 10))
    scale.shape([(690, 944), (762, 884), (838, 884), (910, 944)])
    coin.dot(800, 236, 20)
    _pan(scale, 276, 790, left)
    _pan(scale, 1324, 660, right)
    _coins(coin, edge, 276, 768, 1)
    _coins(coin, edge, 1324, 638, 11)
    return sheet.printed()
