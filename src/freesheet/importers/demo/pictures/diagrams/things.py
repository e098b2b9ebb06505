"""Made things taken apart: the cable, the container, the cold chain, the passport's data page."""

from __future__ import annotations

import math

from freesheet.importers.demo.pictures.diagrams.figure import Figure, Words
from freesheet.importers.demo.pictures.shapes import Point, arc, points, smooth

_CABLE: dict[str, Words] = {
    "title": ("Two undersea cables, cut across", "兩種海底電纜的剖面", "زیرِ سمندر کیبلوں کی کاٹ"),
    "text": (
        (
            "From the centre: glass fibres, steel wires, a copper tube, a plastic coat. The cable used near "
            "the shore has a ring of thick steel wires around that."
        ),
        "由內而外：光纖、鋼絲、銅管、塑膠外皮。近岸使用的電纜外面再加一圈粗鋼絲。",
        (
            "بیچ سے باہر کی طرف: شیشے کے ریشے، فولادی تار، تانبے کی نلی، پلاسٹک کا غلاف۔ ساحل کے پاس کی کیبل "
            "پر موٹے فولادی تاروں کا ایک اور حلقہ ہوتا ہے۔"
        ),
    ),
    "deep": ("Deep water", "深海", "گہرا پانی"),
    "size": ("about 2 cm across", "直徑約2公分", "قطر تقریباً ۲ سینٹی میٹر"),
    "shore": ("Near the shore", "近岸", "ساحل کے پاس"),
    "plastic": ("Plastic coat", "塑膠外皮", "پلاسٹک کا غلاف"),
    "copper": ("Copper tube", "銅管", "تانبے کی نلی"),
    "wires": ("Steel wires", "鋼絲", "فولادی تار"),
    "fibres": ("Glass fibres", "光纖", "شیشے کے ریشے"),
    "armour": ("Armour: thick steel wires", "鎧裝：粗鋼絲", "زرہ: موٹے فولادی تار"),
}


def _core(figure: Figure, x: float, y: float, size: float) -> None:
    """The part both cables share; ``size`` is the radius of the plastic coat."""
    figure.dot(x, y, size, "f-white")
    figure.path(arc(x, y, size, 0, 360), "l")
    figure.dot(x, y, size * 0.56, "f-gold")
    figure.dot(x, y, size * 0.5, "f-paper")
    for count, ring, wire in ((16, 0.42, 0.072), (10, 0.275, 0.072)):
        for number in range(count):
            angle = 2 * math.pi * number / count
            figure.dot(x + size * ring * math.cos(angle), y + size * ring * math.sin(angle), size * wire, "f-soft")
    figure.dot(x, y, size * 0.19, "f-water")
    for number in range(6):
        angle = 2 * math.pi * number / 6
        figure.dot(x + size * 0.11 * math.cos(angle), y + size * 0.11 * math.sin(angle), size * 0.034, "f-red")


def cable_cross_section(language: str) -> str:
    figure = Figure(language, 470, _CABLE["title"], _CABLE["text"])
    x, y, size = 170.0, 222.0, 140.0
    _core(figure, x, y, size)
    for words, angle, ring, row in (
        ("plastic", -48, 0.8, 92),
        ("copper", -24, 0.53, 172),
        ("wires", 8, 0.42, 252),
        ("fibres", 40, 0.12, 332),
    ):
        start = (x + size * ring * math.cos(math.radians(angle)), y + size * ring * math.sin(math.radians(angle)))
        figure.leader(_CABLE[words], start, (336.0, row), "left")
    x2, y2 = 630.0, 222.0
    figure.dot(x2, y2, 156, "f-tint")
    for wire in range(18):
        turn = 2 * math.pi * wire / 18
        figure.dot(x2 + 128 * math.cos(turn), y2 + 128 * math.sin(turn), 21, "f-soft")
    figure.path(arc(x2, y2, 156, 0, 360), "l")
    _core(figure, x2, y2, 103)
    _armour(figure, x2, y2)
    for words, cx, style in (("deep", x, "strong"), ("shore", x2, "strong")):
        figure.label(_CABLE[words], cx, 414, "middle", style)
    figure.label(_CABLE["size"], x, 414 + (44 if language == "ur" else 26), "middle", "note")
    return figure.svg()


def _armour(figure: Figure, x: float, y: float) -> None:
    figure.path([(x, y - 128), (x, 44)], "l thin s-soft")
    figure.dot(x, y - 128, 3, "f-paper")
    figure.label(_CABLE["armour"], x, 32, "middle")


_BOX: dict[str, Words] = {
    "title": ("The sizes of the box", "貨櫃的尺寸", "کنٹینر کے ناپ"),
    "text": (
        (
            "Two containers seen from the side: 20 feet (6.06 metres) and 40 feet (12.19 metres) long, both 8 "
            "feet (2.44 metres) wide and 8 feet 6 inches (2.59 metres) high, with a person for scale."
        ),
        (
            "兩種貨櫃側面：長20呎（6.06公尺）與40呎（12.19公尺），寬皆8呎（2.44公尺）、高8呎6吋（2.59公尺），旁"
            "立一人作比例。"
        ),
        (
            "پہلو سے دو کنٹینر: ایک ۲۰ فٹ (۶٫۰۶ میٹر) اور دوسرا ۴۰ فٹ (۱۲٫۱۹ میٹر) لمبا؛ دونوں ۸ فٹ (۲٫۴۴ "
            "میٹر) چوڑے اور ۸ فٹ ۶ انچ (۲٫۵۹ میٹر) اونچے، پیمانے کے لیے ساتھ ایک شخص۔"
        ),
    ),
    "twenty": ("20 ft · 6.06 m", "20呎・6.06公尺", "۲۰ فٹ، ۶٫۰۶ میٹر"),
    "forty": ("40 ft · 12.19 m", "40呎・12.19公尺", "۴۰ فٹ، ۱۲٫۱۹ میٹر"),
    "high": ("8 ft 6 in\n2.59 m", "8呎6吋\n2.59公尺", "۸ فٹ ۶ انچ\n۲٫۵۹ میٹر"),
    "wide": ("8 ft · 2.44 m", "8呎・2.44公尺", "۸ فٹ، ۲٫۴۴ میٹر"),
    "one": ("1 TEU", "1 TEU", "1 TEU"),
    "two": ("2 TEU", "2 TEU", "2 TEU"),
    "end": ("The end, with its doors", "有門的一端", "دروازوں والا سرا"),
    "person": ("1.75 m", "1.75公尺", "۱٫۷۵ میٹر"),
}


def _side(figure: Figure, left: float, top: float, length: float, high: float, style: str) -> None:
    figure.box(left, top, length, high, style)
    for rib in range(1, int(length // 14)):
        x = left + rib * length / int(length // 14)
        figure.path([(x, top + 9), (x, top + high - 9)], "l thin s-paper")
    for x in (left, left + length - 11):
        for y in (top, top + high - 11):
            figure.box(x, y, 11, 11, "f-ink")


def _measure(figure: Figure, start: Point, end: Point) -> None:
    """A dimension line with a bar at each end."""
    figure.path([start, end], "l thin")
    level = start[1] == end[1]
    for x, y in (start, end):
        figure.path([(x, y - 6), (x, y + 6)] if level else [(x - 6, y), (x + 6, y)], "l")


def _person(figure: Figure, x: float, foot: float, tall: float) -> None:
    figure.dot(x, foot - tall * 0.92, tall * 0.075, "f-ink")
    outline = points(
        "-0.11,-0.82 0.11,-0.82 0.14,-0.46 0.08,-0.44 0.07,0 0.01,0 0,-0.4 -0.01,0 -0.07,0 -0.08,-0.44 -0.14,-0.46"
    )
    figure.area([(x + px * tall, foot + py * tall) for px, py in outline], "f-ink")


def container_dimensions(language: str) -> str:
    figure = Figure(language, 480, _BOX["title"], _BOX["text"])
    metre, left = 46.0, 122.0
    high, short, long, wide = 2.59 * metre, 6.06 * metre, 12.19 * metre, 2.44 * metre
    top, low = 66.0, 290.0
    _side(figure, left, top, short, high, "f-teal")
    figure.label(_BOX["one"], left + short / 2, top + high / 2 + 8, "middle", "strong over")
    _measure(figure, (left, top - 18), (left + short, top - 18))
    figure.label(_BOX["twenty"], left + short / 2, top - 30, "middle")
    _measure(figure, (left - 16, top), (left - 16, top + high))
    figure.label(_BOX["high"], 98, top + high / 2 - 10, "right", "note")
    end = left + short + 90
    figure.box(end, top, wide, high, "f-teal")
    figure.path([(end + wide / 2, top + 8), (end + wide / 2, top + high - 8)], "l s-paper")
    for share in (0.2, 0.4, 0.6, 0.8):
        if share != 0.5:
            figure.path([(end + wide * share, top + 12), (end + wide * share, top + high - 12)], "l s-paper thin")
    for x in (end, end + wide - 11):
        for y in (top, top + high - 11):
            figure.box(x, y, 11, 11, "f-ink")
    _measure(figure, (end, top - 18), (end + wide, top - 18))
    figure.label(_BOX["wide"], end + wide / 2, top - 30, "middle")
    figure.label(_BOX["end"], end + wide / 2, top + high + 34, "middle", "note")
    _person(figure, end + wide + 44, top + high, 1.75 * metre)
    figure.label(_BOX["person"], end + wide + 68, top + high - 30, "left", "note")
    _side(figure, left, low, long, high, "f-red")
    figure.label(_BOX["two"], left + long / 2, low + high / 2 + 8, "middle", "strong over")
    _measure(figure, (left, low + high + 18), (left + long, low + high + 18))
    figure.label(_BOX["forty"], left + long / 2, low + high + 50, "middle")
    return figure.svg()


_COLD: dict[str, Words] = {
    "title": ("Five stations of the cold chain", "冷鏈的五站", "ٹھنڈی زنجیر کے پانچ پڑاؤ"),
    "text": (
        (
            "From left to right: a factory, an aeroplane, a large cold room, a district refrigerator with a "
            "solar panel, a person on foot with a carrier. Each has a thermometer at two to eight degrees "
            "Celsius."
        ),
        (
            "由左至右：工廠、飛機、大型冷藏庫、附太陽能板的地方冰箱、背著保冷箱步行的人，每站都有溫度計，保持攝"
            "氏二至八度。"
        ),
        (
            "بائیں سے دائیں: کارخانہ، ہوائی جہاز، بڑا سرد خانہ، شمسی پینل والا ضلعی فریج، اور پیدل جاتا شخص جس "
            "کے پاس ٹھنڈا ڈبا ہے۔ ہر جگہ تھرمامیٹر ۲ سے ۸ درجے دکھاتا ہے۔"
        ),
    ),
    "one": ("Factory", "工廠", "کارخانہ"),
    "two": ("Aeroplane", "飛機", "جہاز"),
    "three": ("Cold room", "冷藏庫", "سرد خانہ"),
    "four": ("District\nrefrigerator", "地方冰箱", "ضلعی فریج"),
    "five": ("Carrier,\non foot", "保冷箱，\n步行", "پیدل،\nٹھنڈا ڈبا"),
    "band": ("2 to 8 °C all the way", "全程 2–8 °C", "سارے راستے ۲ سے ۸ درجے سینٹی گریڈ"),
    "ice": ("Below 2: may freeze and be ruined", "低於2度：可能結凍失效", "۲ سے کم: جم کر خراب ہو سکتی ہے"),
    "heat": ("Above 8: loses its strength", "高於8度：效力流失", "۸ سے زیادہ: اثر گھٹتا ہے"),
}


def _factory(figure: Figure, x: float, y: float) -> None:
    figure.area(
        [
            (x - 54, y),
            (x - 54, y - 40),
            (x - 30, y - 62),
            (x - 30, y - 40),
            (x - 4, y - 62),
            (x - 4, y - 40),
            (x + 20, y - 62),
            (x + 20, y),
        ],
        "f-ink",
    )
    figure.area([(x + 26, y), (x + 30, y - 96), (x + 46, y - 96), (x + 50, y)], "f-ink")
    for column in range(3):
        figure.box(x - 46 + column * 24, y - 28, 12, 12, "f-sun")


def _plane(figure: Figure, x: float, y: float) -> None:
    figure.area(
        smooth(
            [
                (x + 62, y - 44),
                (x + 40, y - 56),
                (x - 40, y - 54),
                (x - 60, y - 44),
                (x - 40, y - 38),
                (x + 40, y - 36),
            ],
            steps=6,
        ),
        "f-ink",
    )
    figure.area([(x - 40, y - 52), (x - 66, y - 86), (x - 50, y - 86), (x - 20, y - 52)], "f-ink")
    figure.area([(x + 12, y - 46), (x - 30, y - 8), (x - 12, y - 8), (x + 32, y - 44)], "f-soft")
    for column in range(4):
        figure.dot(x - 16 + column * 14, y - 49, 2.6, "f-paper")


def _cold_room(figure: Figure, x: float, y: float) -> None:
    figure.box(x - 58, y - 84, 116, 84, "f-ink")
    figure.box(x - 18, y - 62, 36, 62, "f-water")
    figure.box(x + 6, y - 36, 5, 14, "f-ink")
    for column in (-46, 28):
        for row in range(3):
            figure.box(x + column, y - 70 + row * 12, 20, 5, "f-water")


def _fridge(figure: Figure, x: float, y: float) -> None:
    figure.box(x - 46, y - 50, 66, 50, "f-ink", 4)
    figure.box(x - 50, y - 60, 74, 12, "f-soft", 4)
    figure.dot(x + 6, y - 30, 5, "f-water")
    figure.path([(x + 40, y), (x + 40, y - 66)], "l")
    figure.area([(x + 6, y - 74), (x + 52, y - 104), (x + 68, y - 84), (x + 22, y - 54)], "f-teal")
    for share in (0.33, 0.66):
        figure.path(
            [(x + 6 + 46 * share, y - 74 - 30 * share), (x + 22 + 46 * share, y - 54 - 30 * share)], "l thin s-paper"
        )


def _walker(figure: Figure, x: float, y: float) -> None:
    figure.dot(x, y - 96, 11, "f-ink")
    figure.area(smooth([(x - 15, y - 80), (x + 13, y - 80), (x + 15, y - 38), (x - 15, y - 38)], steps=5), "f-ink")
    figure.path([(x - 5, y - 42), (x - 20, y - 2)], "l bold")
    figure.path([(x + 5, y - 42), (x + 10, y - 20), (x + 24, y - 2)], "l bold")
    figure.path([(x - 10, y - 78), (x + 22, y - 46)], "l s-paper")
    figure.box(x + 10, y - 50, 38, 30, "f-teal", 4)
    figure.box(x + 10, y - 50, 38, 8, "f-soft", 3)


def _thermometer(figure: Figure, x: float, top: float, reading: float) -> None:
    """A thermometer from -5 to 15 degrees with the band from 2 to 8 marked; 6 units a degree."""

    def level(degrees: float) -> float:
        return top + (15 - degrees) * 6

    figure.box(x - 30, level(8), 60, level(2) - level(8), "f-grass")
    figure.box(x - 8, top, 16, 124, "f-white", 8)
    figure.path([*arc(x, top + 8, 8, 180, 360), *arc(x, top + 124, 13, -52, 232), (x - 8, top + 8)], "l thin")
    figure.dot(x, top + 124, 12.5, "f-red")
    figure.box(x - 3.5, level(reading), 7, top + 124 - level(reading), "f-red")
    for degrees in (2, 8):
        figure.path([(x - 30, level(degrees)), (x - 9, level(degrees))], "l")


def cold_chain_steps(language: str) -> str:
    figure = Figure(language, 500, _COLD["title"], _COLD["text"])
    ground, tall = 196.0, language == "ur"
    spots = [92.0 + 154 * number for number in range(5)]
    for draw, x in zip((_factory, _plane, _cold_room, _fridge, _walker), spots, strict=True):
        draw(figure, x, ground)
    figure.path([(20, ground + 2), (780, ground + 2)], "l")
    for x in spots[:-1]:
        figure.arrow([(x + 66, ground - 116), (x + 92, ground - 116)], "s-teal", "f-teal", 13)
    figure.label(_COLD["band"], 400, 42, "middle", "strong leaf")
    for name, x, reading in zip(("one", "two", "three", "four", "five"), spots, (4, 6, 5, 4, 7), strict=True):
        figure.label(_COLD[name], x, ground + (38 if tall else 32), "middle", "strong")
        _thermometer(figure, x, 286, reading)
    digits = ("۸", "۲") if tall else ("8", "2")
    figure.label(digits[0], 54, 334, "right", "note")
    figure.label(digits[1], 54, 370, "right", "note")
    figure.label(_COLD["heat"], 20, 474, "left", "note red")
    figure.label(_COLD["ice"], 780, 474, "right", "note teal")
    return figure.svg()
