"""The six invented people who write the demonstration newspaper, 600 by 600."""

from __future__ import annotations

from PIL import Image

from freesheet.importers.demo.pictures import inks
from freesheet.importers.demo.pictures.plates import Plate, Sheet, fade
from freesheet.importers.demo.pictures.shapes import (
    Path,
    arc,
    ellipse,
    move,
    points,
    ribbon,
    smooth,
    stroke,
)

SIDE = 600
FACE: Path = smooth(points("-104,-60 -98,20 -82,76 -44,124 0,138 44,124 82,76 98,20 104,-60 70,-130 0,-152 -70,-130"))
"""A face around (0, 0), 208 wide and 290 high."""
MIDDLE = (300, 262)


def _sheet(back: str, glow: str) -> Sheet:
    sheet = Sheet(back, SIDE, SIDE)
    sheet.ink(glow).everywhere(fade((0, 0), (SIDE, SIDE), 0.1, 0.75))
    return sheet


def _shoulders(sheet: Sheet, ink: str, wide: float = 232, top: float = 448) -> Plate:
    cloth = sheet.cover(ink, grain=0.3)
    left, right = 300 - wide, 300 + wide
    outline = [(left - 16, 620), (left + 6, top + 66), (left + 70, top + 16), (232, top - 22), (368, top - 22)]
    cloth.shape(smooth([*outline, (right - 70, top + 16), (right - 6, top + 66), (right + 16, 620)], steps=8))
    return cloth


def _head(sheet: Sheet, skin: str, shade: str, width: float = 1.0, ears: bool = True) -> None:
    """Neck, ears and face, lit from the left."""
    flesh = sheet.cover(skin, grain=0.25)
    x, y = MIDDLE
    flesh.shape(points("252,340 348,340 354,452 300,482 246,452"))
    under = sheet.ink(shade, grain=0.3)
    under.shape(smooth(points("250,366 300,410 350,366 352,424 300,452 250,420")), 0.42)
    face = sheet.cover(skin, grain=0.25)
    if ears:
        for side in (-1, 1):
            face.shape(ellipse(x + side * 104 * width, y + 4, 17, 32))
    outline = move([(px * width, py) for px, py in FACE], x, y)
    face.shape(outline)
    side_light = sheet.ink(shade, grain=0.3)
    side_light.shape(move(points("30,-170 130,-170 130,150 20,150 44,100 30,66 52,20 34,-30"), x, y), 0.26)
    side_light.keep(outline)


def _features(sheet: Sheet, dark: str, lips: str, brow: float = 9, smile: float = 6, gap: float = 45) -> None:
    """Brows, eyes, nose and mouth: as little as makes a face."""
    x, y = MIDDLE
    line, lip = sheet.cover(dark, grain=0.15), sheet.cover(lips, grain=0.2)
    for side in (-1, 1):
        eye = x + side * gap
        line.shape(
            stroke([(eye - side * 24, y - 40), (eye + side * 4, y - 50), (eye + side * 32, y - 40)], [brow, brow, 2])
        )
        line.shape(stroke([(eye - 23, y - 8), (eye - 3, y - 17), (eye + 22, y - 9)], [2, 6, 3]))
        line.shape(ellipse(eye, y - 8, 8, 8.5))
    line.shape(stroke([(x + 4, y - 20), (x - 6, y + 24), (x - 13, y + 38), (x + 6, y + 43)], [1, 3, 5, 2]), 0.75)
    lip.shape(
        stroke([(x - 36, y + 76 - smile), (x - 12, y + 76), (x + 10, y + 76), (x + 36, y + 76 - smile)], [2, 11, 12, 2])
    )
    line.shape(stroke([(x - 38, y + 75 - smile), (x, y + 78), (x + 38, y + 75 - smile)], [2, 3.4, 2]))


def _glasses(sheet: Sheet, ink: str, radius: float = 37) -> None:
    frame = sheet.cover(ink, grain=0.1)
    x, y = MIDDLE
    for side in (-1, 1):
        cx = x + side * 45
        frame.shape(
            [*arc(cx, y - 8, radius, 0, 360, radius * 0.9), *arc(cx, y - 8, radius - 5, 360, 0, radius * 0.9 - 5)]
        )
        frame.line([(cx + side * radius, y - 12), (x + side * 98, y - 16)], 5)
    frame.shape(stroke([(x - 9, y - 12), (x, y - 17), (x + 9, y - 12)], [5, 5, 5]))


def wen_shu_fen() -> Image.Image:
    """Grey-streaked bob, round glasses, dark jacket with a standing collar."""
    sheet = _sheet(inks.COOL_PAPER, inks.TEAL)
    behind = sheet.cover("#26262d", grain=0.3)
    behind.shape(smooth(points("174,250 180,130 300,66 420,130 428,250 436,400 380,424 220,424 166,400")))
    _shoulders(sheet, inks.NIGHT)
    _head(sheet, "#edc8a4", inks.BRICK, 0.96, ears=False)
    _features(sheet, "#2a2228", "#b5574a", brow=7)
    hair, grey = sheet.cover("#26262d", grain=0.3), sheet.cover("#8d8f93", grain=0.3)
    hair.shape(smooth(points("330,92 236,104 178,190 172,330 186,408 216,396 204,300 222,220 290,158")))
    hair.shape(smooth(points("280,96 380,108 424,200 430,330 416,408 386,396 396,300 384,224 300,152")))
    for shift in (0, 12, 22):
        grey.shape(
            stroke(
                [(318 + shift, 112), (370 + shift, 160), (398 + shift * 0.6, 250), (402 + shift * 0.6, 372)],
                [1, 4, 4, 1],
            )
        )
    _glasses(sheet, inks.CORAL)
    collar = sheet.cover(inks.TEAL, grain=0.3)
    for side in (-1, 1):
        collar.shape([(300 + side * 62, 432), (300 + side * 84, 446), (300 + side * 14, 530), (300, 506)])
    return sheet.printed()


def idris_calloway() -> Image.Image:
    """Close-cropped hair, a short beard, ochre roll-neck under a dark coat."""
    sheet = _sheet(inks.SAND_PAPER, inks.OCHRE)
    _shoulders(sheet, inks.NAVY, 246)
    _head(sheet, "#7a4a31", inks.NIGHT)
    hair = sheet.cover("#1d1615", grain=0.3)
    hair.shape(
        smooth(points("194,240 190,170 226,112 300,96 374,112 410,170 406,240 392,200 372,158 300,146 228,158 208,200"))
    )
    beard = smooth(
        points(
            "198,262 206,326 226,372 262,404 300,412 338,404 374,372 394,326 402,262 384,300 352,318 300,312 "
            "248,318 216,300"
        )
    )
    hair.shape(beard, 0.92)
    hair.shape(smooth(points("266,334 300,324 334,334 338,348 300,356 262,348")), 0.0)
    _features(sheet, "#160f0f", "#94513f", brow=12, smile=5)
    neck = sheet.cover(inks.OCHRE, grain=0.3)
    neck.shape(smooth(points("240,424 300,446 360,424 374,470 352,560 300,640 248,560 226,470")))
    fold = sheet.ink(inks.UMBER)
    fold.shape(stroke([(236, 456), (300, 482), (364, 456)], [2, 6, 2]), 0.6)
    coat_front = sheet.cover(inks.NAVY, grain=0.3)
    lapel = sheet.cover("#14294d", grain=0.3)
    for side in (-1, 1):
        coat_front.shape(
            [(300 + side * 68, 434), (300 + side * 160, 470), (300 + side * 180, 620), (300 + side * 4, 620)]
        )
        lapel.shape(
            [
                (300 + side * 68, 432),
                (300 + side * 122, 452),
                (300 + side * 112, 520),
                (300 + side * 132, 536),
                (300 + side * 6, 620),
            ]
        )
    return sheet.printed()


def meher_sandhu() -> Image.Image:
    """Long dark hair in a plait, a coral dupatta over one shoulder, small earrings."""
    sheet = _sheet(inks.PEACH_PAPER, inks.ROSE)
    behind = sheet.cover("#1f1518", grain=0.3)
    behind.shape(smooth(points("182,260 184,140 300,76 416,140 420,270 430,420 372,450 228,450 172,410")))
    _shoulders(sheet, inks.TEAL, 222)
    _head(sheet, "#c48a5f", inks.PLUM, 0.95, ears=False)
    _features(sheet, "#20141a", "#9c3b3b", brow=9)
    hair = sheet.cover("#1f1518", grain=0.3)
    hair.shape(smooth(points("304,92 240,104 190,180 180,290 190,380 212,336 206,262 232,198 300,128")))
    hair.shape(smooth(points("296,92 360,104 410,180 420,290 410,380 388,336 394,262 368,198 300,128")))
    parting = sheet.cover("#c48a5f", grain=0.2)
    parting.shape(ribbon([(300, 88), (301, 140)], [2, 5]))
    plait = sheet.cover("#1f1518", grain=0.3)
    for number in range(7):
        plait.shape(ellipse(186 - number * 2, 400 + number * 32, 30 - number * 1.2, 24))
    scarf, edge = sheet.cover(inks.CORAL, grain=0.3), sheet.cover(inks.OCHRE, grain=0.2)
    scarf.shape(smooth(points("248,440 300,496 362,434 470,470 540,560 560,640 330,640 240,548")))
    for shift in (0, 16):
        edge.shape(stroke([(246 + shift, 452 + shift), (296 + shift, 520 + shift), (344 + shift, 640)], [4, 5, 5]))
    for side in (-1, 1):
        edge.dot(300 + side * 106, 320, 8)
    crease = sheet.ink(inks.BRICK)
    for shift in (0, 44, 88):
        crease.shape(stroke([(366 + shift, 452 + shift * 0.3), (400 + shift, 540), (402 + shift, 640)], [1, 6, 3]), 0.6)
    return sheet.printed()


def camille_aubert() -> Image.Image:
    """Short auburn curls, freckles, a striped sailor's jersey."""
    sheet = _sheet(inks.COOL_PAPER, inks.SKY)
    curls = sheet.cover("#96421f", grain=0.35)
    around = points("200,160 250,112 318,98 380,126 412,184 186,226 416,244 190,284 412,296")
    for (x, y), radius in zip(around, (52, 54, 56, 54, 46, 42, 38, 32, 28), strict=True):
        curls.dot(x, y, radius)
    jersey = _shoulders(sheet, inks.WHITE, 214)
    stripes = sheet.cover(inks.NAVY, grain=0.25)
    for row in range(5):
        y = 470 + row * 34
        stripes.shape(
            stroke([(60, y + 34), (180, y + 8), (300, y + 22), (420, y + 8), (540, y + 34)], [15, 15, 15, 15, 15])
        )
    stripes.mask.paste(0, None, Image.eval(jersey.mask, lambda value: 255 - value))
    _head(sheet, "#f1cdb0", inks.BRICK, 0.97)
    spots = sheet.ink("#b5653b")
    for x, y in points("232,290 246,300 262,292 240,312 338,292 354,300 368,290 346,312 284,298 318,296"):
        spots.dot(x, y, 3, 0.75)
    _features(sheet, "#3b211b", "#b9473f", brow=7, smile=9)
    fringe = sheet.cover("#96421f", grain=0.35)
    over = points("226,150 272,128 324,124 370,144 206,190 396,186")
    for (x, y), radius in zip(over, (36, 40, 40, 36, 26, 24), strict=True):
        fringe.dot(x, y, radius)
    swirl = sheet.ink(inks.UMBER)
    centres = points("226,146 276,124 330,120 376,144 204,206 410,212")
    for (x, y), start in zip(centres, (200, 160, 220, 250, 120, 300), strict=True):
        swirl.shape([*arc(x, y, 23, start, start + 210), *arc(x, y, 18, start + 210, start)], 0.55)
    return sheet.printed()


def haruto_minase() -> Image.Image:
    """Thick swept fringe, an open work shirt over a pale T-shirt."""
    sheet = _sheet(inks.PAPER, inks.MINT)
    _shoulders(sheet, inks.WHITE, 190)
    _head(sheet, "#ecc49b", inks.BRICK, 0.94)
    _features(sheet, "#1c1a20", "#b3604f", brow=11, smile=4)
    hair = sheet.cover("#1b1d24", grain=0.3)
    top = points("196,262 180,190 206,112 276,74 352,78 412,130 420,200 404,264 396,206 376,176")
    hair.shape(
        smooth([*top, (350, 196), (330, 164), (296, 204), (276, 172), (242, 216), (224, 190), (206, 220)], steps=8)
    )
    strand = sheet.cover("#3d4351", grain=0.4)
    for shift in (0, 34, 70):
        strand.shape(
            stroke([(300 + shift * 0.6, 92 + shift * 0.1), (262 + shift, 124), (240 + shift, 168)], [1, 5, 1]), 0.8
        )
    shirt, seam = sheet.cover(inks.MOSS, grain=0.35), sheet.ink(inks.NIGHT)
    for side in (-1, 1):
        shirt.shape(
            smooth(
                [
                    (300 + side * 66, 424),
                    (300 + side * 180, 460),
                    (300 + side * 240, 540),
                    (300 + side * 250, 640),
                    (300 + side * 60, 640),
                    (300 + side * 84, 520),
                ],
                steps=8,
            )
        )
        shirt.shape([(300 + side * 58, 416), (300 + side * 104, 434), (300 + side * 120, 520), (300 + side * 62, 486)])
        seam.line([(300 + side * 104, 434), (300 + side * 120, 520), (300 + side * 62, 486)], 3, 0.5)
    return sheet.printed()


def nor_aisyah_karim() -> Image.Image:
    """A plum headscarf with a fold under the chin, pinned at the side."""
    sheet = _sheet(inks.SAND_PAPER, inks.ROSE)
    scarf = sheet.cover(inks.PLUM, grain=0.35)
    scarf.shape(smooth(points("170,280 172,150 232,82 300,66 368,82 428,150 430,280 440,400 400,470 200,470 160,400")))
    _shoulders(sheet, inks.TEAL, 228, 462)
    _head(sheet, "#cf9a6c", inks.PLUM, 0.93, ears=False)
    _features(sheet, "#261a1d", "#a8433f", brow=8, smile=8)
    front = sheet.cover(inks.PLUM, grain=0.35)
    hood = points("300,84 214,108 176,200 180,320 214,404 300,436 386,404 420,320 424,200 386,108")
    front.shape(smooth(hood))
    opening = smooth(points("300,146 240,164 210,220 208,296 236,366 300,398 364,366 392,296 390,220 360,164"))
    front.shape(opening, 0.0)
    front.shape(
        smooth(points("196,380 250,420 300,430 386,400 420,440 470,540 440,600 330,560 220,600 140,560 160,460"))
    )
    fold = sheet.ink(inks.NIGHT)
    for line in (
        [(390, 428), (300, 468), (190, 474)],
        [(396, 436), (320, 512), (200, 532)],
        [(402, 440), (372, 520), (300, 566)],
        [(188, 190), (206, 130), (262, 98)],
    ):
        fold.shape(stroke(line, [1, 7, 1]), 0.6)
    pin = sheet.cover(inks.OCHRE, grain=0.1)
    pin.dot(392, 424, 9)
    return sheet.printed()
