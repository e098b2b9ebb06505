"""Papers of state and maps: the passport, the ballot, the globe and the volunteers' map."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from PIL import Image

from freesheet.importers.demo.pictures import inks
from freesheet.importers.demo.pictures.continents import LANDS, dense
from freesheet.importers.demo.pictures.plates import HEIGHT, WIDTH, Plate, Sheet, fade, glow
from freesheet.importers.demo.pictures.shapes import (
    Path,
    Point,
    arc,
    ellipse,
    move,
    place,
    points,
    rect,
    ribbon,
    rounded,
    smooth,
    stroke,
)


def _passport(sheet: Sheet, x: float, y: float, turn: float, ink: str, foil: str) -> None:
    """A closed booklet, 400 by 568, its middle on (x, y)."""
    shadow, pages, cover, gold = (
        sheet.ink(inks.NIGHT),
        sheet.cover(inks.WHITE),
        sheet.cover(ink, grain=0.35),
        sheet.cover(foil, grain=0.3),
    )
    shadow.shape(place(rounded(-200, -284, 200, 284, 22), x + 26, y + 32, turn=turn), 0.42)
    pages.shape(place(rounded(-192, -276, 206, 284, 18), x, y, turn=turn))
    cover.shape(place(rounded(-200, -284, 200, 284, 22), x, y, turn=turn))
    for radius_x in (112, 60, 12):
        ring = [*arc(0, -40, radius_x, 0, 360, 112), *arc(0, -40, max(2, radius_x - 6), 360, 0, 106)]
        gold.shape(place(ring, x, y, turn=turn))
    for latitude in (-52, 0, 52):
        half = math.sqrt(112**2 - latitude**2)
        gold.shape(place(rect(-half, -43 + latitude, half, -37 + latitude), x, y, turn=turn))
    for half, top in ((120, -232), (84, 122)):
        gold.shape(place(rounded(-half, top, half, top + 16, 6), x, y, turn=turn))
    gold.shape(place(rounded(-42, 190, 42, 240, 8), x, y, turn=turn))
    cover.shape(place(rect(-60, 211, 60, 219), x, y, turn=turn))
    gold.shape(place(rect(-60, 212, -42, 218), x, y, turn=turn))
    gold.shape(place(rect(42, 212, 60, 218), x, y, turn=turn))
    gold.dot(*place([(0, 215)], x, y, turn=turn)[0], 15, 0.0)


def passport_index() -> Image.Image:
    sheet = Sheet(inks.SAND_PAPER)
    ground = sheet.ink(inks.ROSE)
    ground.everywhere(fade((0, 0), (WIDTH, HEIGHT), 0.15, 0.75))
    for x, y, turn, ink, foil in (
        (330, 620, -24, inks.TEAL, inks.SAND_PAPER),
        (640, 545, -8, inks.MOSS, inks.SAND_PAPER),
        (960, 540, 8, inks.BRICK, inks.SAND_PAPER),
        (1270, 610, 23, inks.NIGHT, inks.OCHRE),
    ):
        _passport(sheet, x, y, turn, ink, foil)
    stamp = sheet.ink(inks.PLUM, grain=0.9)
    for x, y, radius in ((150, 170, 108), (1460, 150, 96)):
        stamp.shape([*arc(x, y, radius, 0, 360), *arc(x, y, radius - 9, 360, 0)], 0.8)
        stamp.shape([*arc(x, y, radius - 24, 0, 360), *arc(x, y, radius - 29, 360, 0)], 0.8)
        for low, high in ((-22, -15), (15, 22)):
            stamp.shape(place(rect(-radius * 0.72, low, radius * 0.72, high), x, y, turn=-14), 0.8)
        for share in range(-4, 4):
            stamp.shape(place(rect(share * 16, -7, share * 16 + 10, 7), x, y, turn=-14), 0.8)
    return sheet.printed()


def _tally(plate: Plate, x: float, y: float, size: float, strokes: int) -> None:
    """The first strokes of the character zheng (five strokes), as Taiwan counts votes."""
    lines: list[tuple[Point, Point]] = [
        ((-0.42, -0.44), (0.42, -0.44)),
        ((0.02, -0.44), (0.02, 0.44)),
        ((0.02, -0.02), (0.36, -0.02)),
        ((-0.28, -0.08), (-0.28, 0.44)),
        ((-0.5, 0.44), (0.5, 0.44)),
    ]
    for start, end in lines[:strokes]:
        plate.line([(x + start[0] * size, y + start[1] * size), (x + end[0] * size, y + end[1] * size)], size * 0.11)


def _hand(skin: Plate, crease: Plate, x: float, y: float, flip: bool) -> None:
    """A hand holding the lower corner of a sheet of paper: thumb in front, forearm down and outwards."""
    palm = points("-10,-96 60,-110 126,-66 150,30 160,150 80,190 10,150 -34,60")
    skin.shape(place(smooth(palm), x, y, flip=flip))
    skin.shape(place([(26, 110), (164, 100), (330, 520), (150, 560)], x, y, flip=flip))
    thumb = stroke([(30, 60), (-14, -6), (-60, -70), (-84, -116)], [92, 78, 62, 46])
    skin.shape(place(thumb, x, y, flip=flip))
    skin.dot(*place([(-84, -116)], x, y, flip=flip)[0], 24)
    crease.shape(place(stroke([(86, -30), (40, 20), (36, 74)], [2, 7, 2]), x, y, flip=flip), 0.6)
    nail = smooth(points("-104,-128 -88,-146 -68,-128 -78,-102 -94,-104"))
    crease.shape(place(nail, x, y, flip=flip), 0.28)


def _marks(sheet: Sheet, x: float, y: float) -> None:
    """What is printed on the ballot, and the voter's stamp."""
    lines, stamp = sheet.cover(inks.NIGHT, grain=0.2), sheet.cover(inks.CORAL, grain=0.5)
    for column in range(4):
        lines.shape(place(rect(-242 + column * 160, -286, -238 + column * 160, 240), x, y, turn=-2))
    for row in (-288, -176, 80, 238):
        lines.shape(place(rect(-242, row, 242, row + 4), x, y, turn=-2))
    for column in range(3):
        lines.shape(place(ellipse(-160 + column * 160, -86, 40, 46), x, y, turn=-2), 0.55)
        lines.shape(place([*arc(-160 + column * 160, 50, 66, 180, 360, 86)], x, y, turn=-2), 0.55)
        lines.shape(place(rounded(-206 + column * 160, 146, -114 + column * 160, 164, 6), x, y, turn=-2), 0.8)
    stamp.shape(place([*arc(0, -232, 44, 0, 360), *arc(0, -232, 34, 360, 0)], x, y, turn=-2))
    stamp.shape(place(rect(-8, -262, 2, -204), x, y, turn=-2))
    stamp.shape(place([(0, -240), (24, -224), (18, -216), (0, -228)], x, y, turn=-2))


def election_count() -> Image.Image:
    sheet = Sheet(inks.PAPER)
    wall = sheet.ink(inks.MINT)
    wall.everywhere(fade((0, 0), (0, HEIGHT), 0.5, 0.95))
    board, chalk = sheet.cover(inks.WHITE, grain=0.2), sheet.cover(inks.TEAL, grain=0.3)
    board.shape(rect(60, 60, 1540, 760))
    for row in range(5):
        chalk.shape(rect(60, 196 + row * 136, 1540, 200 + row * 136), 0.6)
        counts = (7, 12, 5, 10, 3)[row]
        for column in range(12):
            if column < counts:
                _tally(chalk, 136 + column * 122, 128 + row * 136, 74, 5 if column < counts - 1 else (row * 2) % 5 + 1)
    shadow, finger, ballot = (
        sheet.ink(inks.NIGHT),
        sheet.cover("#c98a5e", grain=0.25),
        sheet.cover(inks.PEACH_PAPER, grain=0.2),
    )
    x, y = 800, 520
    shadow.shape(place(rect(-280, -330, 280, 330), x + 24, y + 34, turn=-2), 0.45)
    for side in (-1, 1):
        for number in range(3):
            finger.shape(
                place(
                    rounded(-54, -34, 54, 34, 32), x + side * 286, y + 130 + number * 66, turn=side * (8 - number * 6)
                )
            )
    ballot.shape(place(rect(-280, -330, 280, 330), x, y, turn=-2))
    _marks(sheet, x, y)
    skin, crease = sheet.cover("#c98a5e", grain=0.25), sheet.ink(inks.BRICK)
    _hand(skin, crease, x + 292, y + 260, flip=False)
    _hand(skin, crease, x - 292, y + 268, flip=True)
    sleeve = sheet.cover(inks.NIGHT, grain=0.25)
    for way in (-1, 1):
        sleeve.shape(
            [(x + way * 400, 915), (x + way * 560, 868), (x + way * 690, HEIGHT + 10), (x + way * 420, HEIGHT + 10)]
        )
    return sheet.printed()


def _on_globe(longitude: float, latitude: float, centre: Point, radius: float) -> tuple[float, float, float]:
    """Orthographic projection, seen from 20 degrees north: x, y, and how far the point faces the reader.

    J. P. Snyder, Map Projections: A Working Manual (1987), section 20.
    """
    view = math.radians(20)
    lam, phi = math.radians(longitude), math.radians(latitude)
    facing = math.sin(view) * math.sin(phi) + math.cos(view) * math.cos(phi) * math.cos(lam)
    up = math.cos(view) * math.sin(phi) - math.sin(view) * math.cos(phi) * math.cos(lam)
    return centre[0] + radius * math.cos(phi) * math.sin(lam), centre[1] - radius * up, facing


def _globe(land: Plate, lines: Plate, centre: Point, radius: float, east: float) -> None:
    """Land and graticule of the half of the globe that faces the reader; ``east`` is its middle meridian."""
    for outline in LANDS:
        near = [_on_globe(lon - east, lat, centre, radius) for lon, lat in dense(outline)]
        if any(point[2] > 0 for point in near):
            land.shape([_to_limb(point, centre, radius) for point in near])
    for longitude in range(0, 360, 30):
        _visible(lines, [_on_globe(longitude - east, lat, centre, radius) for lat in range(-90, 91, 3)])
    for latitude in range(-60, 61, 30):
        _visible(lines, [_on_globe(lon, latitude, centre, radius) for lon in range(0, 364, 4)])


def _to_limb(point: tuple[float, float, float], centre: Point, radius: float) -> Point:
    """A point on the far side is pushed to the edge of the disc, so that outlines stay closed."""
    x, y, facing = point
    if facing > 0:
        return x, y
    dx, dy = x - centre[0], y - centre[1]
    length = math.hypot(dx, dy) or 1.0
    return centre[0] + dx / length * radius, centre[1] + dy / length * radius


def _visible(plate: Plate, seen: list[tuple[float, float, float]]) -> None:
    for (ax, ay, a), (bx, by, b) in pairwise(seen):
        if a > 0 and b > 0:
            plate.line([(ax, ay), (bx, by)], 2.4, 0.5)


def _between(path: Path, meridian: float, side: int) -> Path:
    """The part of an outline east (``side`` 1) or west (-1) of a meridian (Sutherland and Hodgman, 1974)."""
    out: Path = []
    for (ax, ay), (bx, by) in zip(path, [*path[1:], path[0]] if path else [], strict=True):
        a_in, b_in = (ax - meridian) * side >= 0, (bx - meridian) * side >= 0
        if a_in:
            out.append((ax, ay))
        if a_in != b_in:
            out.append((meridian, ay + (by - ay) * (meridian - ax) / (bx - ax)))
    return out


def _gore(longitude: float, latitude: float, foot: Point, scale: float) -> Point:
    """Sinusoidal projection within one of twelve strips, 30 degrees wide: widths shrink with cos(latitude)."""
    return foot[0] + longitude * math.cos(math.radians(latitude)) * scale, foot[1] - latitude * scale


def map_projections() -> Image.Image:
    sheet = Sheet(inks.PEACH_PAPER)
    table, wall = sheet.ink(inks.OCHRE), sheet.ink(inks.ROSE)
    wall.everywhere(fade((0, 0), (0, 270), 0.2, 0.5))
    table.shape(rect(0, 270, WIDTH, HEIGHT), fade((0, 270), (0, HEIGHT), 0.55, 1.0))
    shade, sea, land, lines = (
        sheet.ink(inks.NIGHT),
        sheet.cover(inks.SKY),
        sheet.cover(inks.TEAL),
        sheet.cover(inks.NIGHT, grain=0.2),
    )
    scale, top = 4.05, 668.0
    width = 30 * scale
    for number in range(12):
        foot, middle = (800 + (number - 5.5) * (width + 3), top), -165.0 + number * 30
        edge = [_gore(15, lat, foot, scale) for lat in range(-90, 91, 3)] + [
            _gore(-15, lat, foot, scale) for lat in range(90, -91, -3)
        ]
        shade.shape(move(edge, 10, 14), 0.35)
        sea.shape(edge)
        for outline in LANDS:
            part = _between(_between(dense(outline), middle - 15, 1), middle + 15, -1)
            if part:
                land.shape([_gore(lon - middle, lat, foot, scale) for lon, lat in part])
        for latitude in (-60, -30, 0, 30, 60):
            lines.line([_gore(-15, latitude, foot, scale), _gore(15, latitude, foot, scale)], 2.4, 0.5)
    cast = sheet.ink(inks.NIGHT)
    cast.shape(ellipse(822, 560, 200, 34), 0.5)
    centre, radius = (800.0, 316.0), 262.0
    ball, coast, grid = sheet.cover(inks.SKY), sheet.cover(inks.TEAL), sheet.cover(inks.NIGHT, grain=0.2)
    ball.dot(*centre, radius)
    _globe(coast, grid, centre, radius, 100)
    coast.keep(ellipse(*centre, radius))
    dark = sheet.ink(inks.NIGHT)
    dark.dot(*centre, radius, glow((720, 220), 520, 0.0, 0.75))
    return sheet.printed()


def _streets(plate: Plate, houses: Plate) -> None:
    """A small town: roads as pale lines, houses as dark squares along them."""
    roads = (
        [(-20, 170), (420, 240), (860, 180), (1620, 300)],
        [(250, -20), (300, 420), (200, 760), (260, 1090)],
        [(980, -20), (940, 330), (1080, 560), (1060, 760)],
        [(290, 470), (560, 500), (800, 420), (945, 390)],
    )
    dice = random.Random(55)
    for road in roads:
        line = smooth(road, closed=False)
        plate.line(line, 20)
        for (ax, ay), (bx, by) in zip(line[1::3], line[2::3], strict=False):
            angle = math.degrees(math.atan2(by - ay, bx - ax))
            for side in (-46, 46):
                size = dice.uniform(18, 27)
                spot = place([(0, side)], ax, ay, turn=angle)[0]
                if dice.random() < 0.82:
                    houses.shape(place(rect(-size, -size * 0.7, size, size * 0.7), *spot, turn=angle))


def open_data_maps() -> Image.Image:
    sheet = Sheet(inks.PAPER)
    ground, water = sheet.ink(inks.MINT), sheet.ink(inks.TEAL)
    ground.everywhere(fade((0, 0), (WIDTH, HEIGHT), 0.3, 0.6))
    river = smooth(points("1660,480 1400,520 1200,700 900,700 640,640 420,760 120,900 -60,880"), closed=False)
    water.shape(ribbon(river, [330, 300, 280, 260, 280, 330]), 0.35)
    water.shape(ribbon(river, [120, 110, 104, 96, 104, 130]), 1.0)
    houses, roads = sheet.cover(inks.NIGHT, grain=0.2), sheet.cover(inks.WHITE, grain=0.1)
    _streets(roads, houses)
    drawn = sheet.cover(inks.CORAL, grain=0.2)
    way = smooth(points("300,430 430,600 560,790 760,850 930,850"), closed=False)
    drawn.line(way, 17)
    for x, y in ((300, 430), (430, 600), (560, 790), (760, 850)):
        drawn.dot(x, y, 22)
    dots = sheet.cover(inks.WHITE, grain=0.1)
    for x, y in ((300, 430), (430, 600), (560, 790), (760, 850)):
        dots.dot(x, y, 11)
    _writing_hand(sheet, 930, 850)
    return sheet.printed()


def _writing_hand(sheet: Sheet, x: float, y: float) -> None:
    """A hand with a pencil whose point is on (x, y), coming from the lower right."""
    shadow, behind, pencil, wood = (
        sheet.ink(inks.NIGHT),
        sheet.cover("#8a5136", grain=0.25),
        sheet.cover(inks.OCHRE, grain=0.2),
        sheet.cover(inks.SAND_PAPER),
    )
    shadow.shape(move(smooth(points("40,20 160,50 330,60 560,180 760,300 300,260 120,160")), x, y), 0.35)
    for finger, widths in (
        ([(118, -4), (190, 40), (300, 90)], [52, 66, 90]),
        ([(96, 66), (190, 96), (300, 130)], [48, 64, 90]),
    ):
        behind.shape(move(stroke(finger, widths), x, y))
        behind.dot(x + finger[0][0], y + finger[0][1], widths[0] / 2)
    turn = -50
    pencil.shape(place(rect(70, -20, 640, 20), x, y, turn=turn))
    wood.shape(place([(0, 0), (74, -20), (74, 20)], x, y, turn=turn))
    tip = sheet.cover(inks.INK, grain=0.1)
    tip.shape(place([(0, 0), (24, -6.5), (24, 6.5)], x, y, turn=turn))
    pencil.shape(place(rect(640, -20, 690, 20), x, y, turn=turn), 0.0)
    rubber = sheet.cover(inks.CORAL, grain=0.2)
    rubber.shape(place(rounded(640, -20, 700, 20, 8), x, y, turn=turn))
    skin = sheet.cover("#a9673f", grain=0.25)
    skin.shape(move(smooth(points("170,10 250,-60 400,-50 560,60 740,190 700,320 470,260 270,200 180,120")), x, y))
    skin.shape(move(stroke([(280, -30), (200, -86), (128, -84), (82, -62)], [110, 74, 60, 44]), x, y))
    skin.dot(x + 82, y - 62, 22)
    skin.shape(move(stroke([(250, 60), (180, 30), (132, -20)], [90, 64, 46]), x, y))
    skin.dot(x + 132, y - 20, 23)
    sleeve = sheet.cover(inks.NIGHT, grain=0.25)
    sleeve.shape(move([(560, 10), (476, 292), (900, 460), (900, 120)], x, y))
