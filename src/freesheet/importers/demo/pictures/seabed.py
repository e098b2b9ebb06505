"""Below the water: the whale and the reef."""

from __future__ import annotations

import math
import random

from PIL import Image

from freesheet.importers.demo.pictures import inks
from freesheet.importers.demo.pictures.plates import HEIGHT, WIDTH, Plate, Sheet, fade, glow
from freesheet.importers.demo.pictures.shapes import (
    Path,
    down_to,
    ellipse,
    move,
    place,
    points,
    rect,
    ribbon,
    ridge,
    rounded,
    smooth,
    stroke,
)


def _whale() -> Path:
    """A whale lying on its belly, 1200 long, its jaw to the left, its chin on (0, 0)."""
    return smooth(
        points("-20,-60 20,-140 150,-215 340,-262 540,-262 740,-205 920,-120 1040,-80 1120,-96")
        + points("1150,-170 1215,-214 1228,-196 1196,-130 1262,-140 1310,-112 1302,-98 1236,-76")
        + points("1160,-50 1060,-18 880,10 640,40 360,52 150,40 20,10"),
        steps=8,
    )


def _skull(plate: Plate, hollow: Plate, x: float, y: float) -> None:
    """A baleen whale's skull: the long arched beak above, the bowed jawbone below."""
    beak = points("14,-52 90,-104 190,-142 268,-196 330,-204 352,-168 330,-120 250,-108 140,-78 50,-46")
    plate.shape(move(smooth(beak), x, y))
    jaw = stroke(points("2,-30 96,-16 196,-18 274,-52 328,-112"), [14, 22, 24, 22, 16])
    plate.shape(move(jaw, x, y))
    hollow.shape(place(ellipse(0, 0, 16, 8), x + 286, y - 142, turn=-28))


def _bones(plate: Plate, x: float, y: float) -> None:
    """Backbone, ribs, the bones of a flipper; the tail's last bones lie apart."""
    spine = smooth(points("372,-190 520,-200 720,-146 900,-76 1060,-34 1200,-40"), closed=False, steps=8)
    for index, (px, py) in enumerate(spine[::2]):
        size = 22 - index * 0.75
        plate.shape(place(rounded(-size * 0.55, -size, size * 0.55, size, 5), x + px, y + py, turn=-6 + index * 1.4))
        if index < 15:
            spike = [(-size * 0.3, -size), (size * 0.5, -size * 2.1), (size * 0.55, -size * 0.9)]
            plate.shape(place(spike, x + px, y + py, turn=-6 + index * 1.4))
    for index in range(10):
        top_x, top_y = 400 + index * 42, -176 + max(0, index - 3) * 9
        reach = 196 - abs(index - 2) * 8 - max(0, index - 5) * 12
        curve = points("0,0 0.15,0.22 0.2,0.48 0.12,0.76 -0.08,1")
        rib = stroke([(top_x + part * reach, top_y + fall * reach) for part, fall in curve], [14, 14, 12, 5])
        plate.shape(move(rib, x, y))
    for finger in range(4):
        for joint in range(4):
            spot = (400 - joint * 8 + finger * 22, 40 + joint * 22 - finger * 5)
            plate.shape(place(rounded(-5, -10, 5, 10, 4), x + spot[0], y + spot[1], turn=20 - finger * 18))


def _specks(plate: Plate, count: int, seed: int) -> None:
    """Marine snow: what falls, all the time, from the lit water."""
    dice = random.Random(seed)
    for _ in range(count):
        plate.dot(dice.uniform(0, WIDTH), dice.uniform(0, 860), dice.choice((1.5, 2, 2.6)), dice.uniform(0.3, 0.8))


def whale_fall() -> Image.Image:
    sheet = Sheet(inks.COOL_PAPER)
    water = sheet.ink(inks.TEAL)
    water.everywhere(fade((0, -80), (0, 800), 0.35, 1.0))
    dark = sheet.ink(inks.NIGHT)
    dark.everywhere(fade((0, 60), (0, 860), 0.0, 0.92))
    snow = sheet.cover(inks.COOL_PAPER)
    _specks(snow, 150, 5)
    floor = sheet.cover(inks.NIGHT)
    floor.shape(down_to(ridge(9, 0, WIDTH, 856, 30), HEIGHT))
    ghost = sheet.cover("#2f7480", grain=0.8)
    ghost.shape(move(_whale(), 190, 822), fade((190, 540), (190, 850), 0.62, 0.2))
    bones, hollow = sheet.cover(inks.SAND_PAPER, grain=0.3), sheet.cover(inks.NIGHT, grain=0.2)
    _skull(bones, hollow, 190, 838)
    _bones(bones, 190, 838)
    _settlers(sheet)
    return sheet.printed()


def _crab(plate: Plate, x: float, y: float, size: float) -> None:
    plate.shape(ellipse(x, y, 26 * size, 16 * size))
    for side in (-1, 1):
        for leg in range(3):
            knee = (x + side * (34 + leg * 4) * size, y + (-12 + leg * 10) * size)
            plate.line(
                [(x + side * 16 * size, y), knee, (x + side * (46 + leg * 2) * size, y + (8 + leg * 8) * size)],
                4 * size,
            )
        plate.line([(x + side * 18 * size, y - 8 * size), (x + side * 34 * size, y - 30 * size)], 5 * size)
        plate.shape(ellipse(x + side * 32 * size, y - 36 * size, 12 * size, 9 * size))


def _fish(plate: Plate, x: float, y: float, size: float, flip: bool) -> None:
    """A rat-tail, the common fish of the deep plains."""
    body = smooth(points("0,4 22,-18 60,-24 110,-10 220,2 112,12 60,22 20,18"), steps=8)
    plate.shape(place(body, x, y, size, flip=flip))
    plate.shape(place([(44, -20), (62, -38), (80, -18)], x, y, size, flip=flip))


def _settlers(sheet: Sheet) -> None:
    """Those who came: worms in tufts on the bones, crabs and brittle stars on the mud, fish above."""
    life, stems = sheet.cover(inks.CORAL, grain=0.2), sheet.cover(inks.ROSE, grain=0.2)
    dice = random.Random(14)
    for number in range(84):
        x = dice.gauss((470, 610, 740, 870, 1010, 330)[number % 6], 20)
        base, height = 862 + dice.uniform(-4, 14), dice.uniform(24, 56)
        lean = dice.uniform(-9, 9)
        stems.line([(x, base), (x + lean, base - height)], 2.4)
        life.shape(ellipse(x + lean, base - height, 4, 9))
    for x, y, turn in ((1260, 906, 40), (820, 990, 20)):
        for arm in range(5):
            angle = math.radians(turn + arm * 72)
            tip = (x + 46 * math.cos(angle), y + 20 * math.sin(angle))
            life.shape(ribbon([(x, y), ((x + tip[0]) / 2, (y + tip[1]) / 2 - 5), tip], [9, 6, 2]))
    _crab(life, 300, 960, 0.8)
    _crab(life, 1120, 950, 0.62)
    fish, eye = sheet.cover(inks.MINT, grain=0.4), sheet.cover(inks.NIGHT, grain=0.1)
    for x, y, size, flip in ((250, 480, 1.0, False), (1330, 620, 1.1, True), (960, 500, 0.75, False)):
        _fish(fish, x, y, size, flip)
        eye.dot(x + (-22 if flip else 22) * size, y - 4 * size, 5 * size)


def _branching(plate: Plate, x: float, y: float, length: float, turn: float, width: float, dice: random.Random) -> None:
    """A staghorn coral growing from (x, y); ``turn`` -90 grows upwards."""
    angle = math.radians(turn)
    end = (x + length * math.cos(angle), y + length * math.sin(angle))
    plate.line([(x, y), end], width)
    if length < 24:
        return
    for side in (-1, 1):
        bend = turn + side * dice.uniform(16, 34)
        _branching(plate, *end, length * dice.uniform(0.68, 0.84), bend, width * 0.78, dice)


def _fan(plate: Plate, x: float, y: float, radius: float) -> None:
    for number in range(13):
        angle = math.radians(-160 + number * 11.7)
        tip = (x + radius * math.cos(angle), y + radius * math.sin(angle))
        bend = (x + radius * 0.5 * math.cos(angle) * 0.8, y + radius * 0.55 * math.sin(angle))
        plate.shape(stroke([(x, y), bend, tip], [9, 6, 5]))
        plate.dot(*tip, 6)


def _brain(sheet: Sheet, x: float, y: float, radius: float, ink: str) -> None:
    """A dome of brain coral with its winding furrows."""
    dome, furrow = sheet.cover(ink), sheet.cover(inks.NIGHT)
    outline = [
        (x + radius * math.cos(math.radians(a)), y + radius * 0.8 * math.sin(math.radians(a)))
        for a in range(180, 361, 6)
    ]
    dome.shape(outline)
    for row in range(1, 6):
        reach = radius * row / 6
        line = [
            (
                x + reach * math.cos(math.radians(a)),
                y + (reach * 0.8 + 7 * math.sin(a / 4.0 + row)) * math.sin(math.radians(a)),
            )
            for a in range(184, 357, 4)
        ]
        furrow.line(line, 4, 0.55)


def _diver(sheet: Sheet, x: float, y: float) -> None:
    """A diver swimming to the left, slate in hand, about 480 long."""
    suit, gear = sheet.cover(inks.NIGHT, grain=0.2), sheet.cover(inks.OCHRE, grain=0.2)
    suit.shape(move(smooth(points("60,-34 130,-46 230,-34 262,-8 230,18 120,22 62,10")), x, y))
    suit.dot(x + 30, y - 14, 33)
    suit.shape(move(stroke([(228, -14), (310, 6), (392, -18)], [44, 32, 20]), x, y))
    suit.shape(move(stroke([(228, 4), (300, 44), (372, 50)], [40, 30, 18]), x, y))
    suit.shape(move([(380, -30), (400, -6), (500, -34), (492, -62)], x, y))
    suit.shape(move([(362, 38), (364, 64), (464, 92), (474, 62)], x, y))
    suit.shape(move(stroke([(96, 4), (62, 62), (-6, 74)], [30, 22, 14]), x, y))
    gear.shape(place(rounded(-70, -19, 70, 19, 18), x + 160, y - 62, turn=4))
    gear.line(move(smooth([(100, -70), (50, -74), (2, -30), (8, 4)], closed=False), x, y), 4)
    slate = sheet.cover(inks.WHITE, grain=0.2)
    slate.shape(place(rect(-44, -30, 44, 30), x - 30, y + 70, turn=-16))
    slate.shape(move(rounded(-2, -34, 22, -8, 8), x, y))
    for row in range(3):
        suit_line = place([(-30, -14 + row * 13), (18, -14 + row * 13)], x - 30, y + 70, turn=-16)
        gear.line(suit_line, 3)


def reef_interview() -> Image.Image:
    sheet = Sheet(inks.COOL_PAPER)
    water, depth = sheet.ink(inks.SKY), sheet.ink(inks.TEAL)
    water.everywhere(fade((0, 0), (0, 700), 0.7, 1.0))
    depth.everywhere(fade((0, 260), (0, 1000), 0.0, 0.9))
    for left, right, far in ((120, 240, 0.32), (430, 480, 0.3), (760, 930, 0.36), (1240, 1310, 0.3)):
        depth.shape(
            [(left, 0), (right, 0), (right - 190, 900), (left - 330, 900)], fade((0, 0), (0, 800), 0.0, far + 0.3)
        )
    water.dot(1180, -40, 420, glow((1180, -40), 420, 0.1, 0.75))
    back = sheet.cover("#0f5560")
    back.shape(down_to(ridge(31, 0, WIDTH, 800, 120, 0.52), HEIGHT))
    dice = random.Random(8)
    for x in (210, 640, 1420):
        _branching(back, x, 800, 78, -90, 20, dice)
    _diver(sheet, 560, 420)
    bubbles = sheet.cover(inks.WHITE)
    for x, y, radius in ((560, 330, 10), (574, 290, 15), (552, 236, 12), (580, 176, 19), (566, 110, 14), (590, 60, 22)):
        bubbles.dot(x, y, radius, 0.75)
        bubbles.dot(x, y, radius - 4, 0.0)
    floor = sheet.cover(inks.NIGHT)
    floor.shape(down_to(ridge(17, 0, WIDTH, 930, 40), HEIGHT))
    _brain(sheet, 1290, 945, 150, inks.OCHRE)
    staghorn, fan, pale = sheet.cover(inks.CORAL), sheet.cover(inks.PLUM), sheet.cover(inks.WHITE)
    _branching(staghorn, 230, 950, 92, -90, 26, random.Random(2))
    _branching(staghorn, 1010, 952, 74, -84, 22, random.Random(6))
    _fan(fan, 500, 955, 170)
    _branching(pale, 770, 955, 52, -92, 16, random.Random(4))
    _branching(staghorn, 1490, 960, 70, -96, 20, random.Random(12))
    tape = sheet.cover(inks.SAND_PAPER, grain=0.1)
    line = smooth(points("-20,962 330,946 700,958 1080,948 1620,966"), closed=False)
    tape.line(line, 10)
    marks = sheet.cover(inks.BRICK)
    for along, height in line[3::4]:
        marks.shape(rect(along - 3, height - 6, along + 3, height + 6))
    return sheet.printed()
