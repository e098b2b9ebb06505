"""Water on land: the path through the terraces, the inside of a terrace wall, the six rivers, the monsoon's winds."""

from __future__ import annotations

from freesheet.importers.demo.pictures.continents import LANDS
from freesheet.importers.demo.pictures.diagrams.figure import Figure, Words, number
from freesheet.importers.demo.pictures.shapes import Path, Point, points, smooth, wave

_PATH: dict[str, Words] = {
    "title": ("The path of the water", "水走的路", "پانی کا راستہ"),
    "text": (
        (
            "A section through a hill. Water goes from the forest by a spring and a channel through the "
            "terraces to the river, and returns as mist."
        ),
        "山的剖面：水從森林經湧泉、水渠、層層梯田流入河中，再化為霧氣回到山上。",
        (
            "پہاڑی کی کاٹ: پانی جنگل سے چشمے اور نالی کے راستے کھیتوں سے ہوتا ہوا دریا تک جاتا ہے اور دھند بن "
            "کر لوٹتا ہے۔"
        ),
    ),
    "forest": ("Forest stores the rain", "森林留住雨水", "جنگل بارش کو روکتا ہے"),
    "channel": ("Spring and channel", "湧泉與水渠", "چشمہ اور نالی"),
    "village": ("Village", "村落", "گاؤں"),
    "fields": (
        "Terraces: each spills\ninto the next",
        "梯田：滿了\n就流到下一層",
        "تہہ بہ تہہ کھیت: ہر کھیت\nاگلے میں چھلکتا ہے",
    ),
    "river": ("River", "河", "دریا"),
    "mist": ("Mist rises again", "霧氣再升起", "دھند پھر اٹھتی ہے"),
}


def _trees(figure: Figure, spots: list[tuple[float, float, float]]) -> None:
    for x, y, size in spots:
        figure.path([(x, y), (x, y - size * 0.8)], "l s-leaf")
        figure.area(
            smooth(
                [
                    (x, y - size * 2.3),
                    (x + size * 0.66, y - size * 1.1),
                    (x, y - size * 0.5),
                    (x - size * 0.66, y - size * 1.1),
                ],
                steps=5,
            ),
            "f-leaf",
        )


def _houses(figure: Figure, spots: list[Point]) -> None:
    for x, y in spots:
        figure.box(x - 13, y - 17, 26, 17, "f-white")
        figure.path([(x - 13, y - 17), (x - 13, y), (x + 13, y), (x + 13, y - 17)], "l thin")
        figure.area([(x - 19, y - 16), (x, y - 34), (x + 19, y - 16)], "f-red")


def terrace_water_path(language: str) -> str:
    figure = Figure(language, 560, _PATH["title"], _PATH["text"])
    steps = [(286 + number * 58, 226 + number * 38) for number in range(7)]
    hill: Path = points("0,150 60,122 150,118 210,150 240,186 286,196")
    for x, y in steps:
        hill += [(x, y + 14), (x + 58, y + 14)]
    hill += points("700,500 744,524 800,512 800,560 0,560")
    figure.area(hill, "f-clay")
    _trees(figure, [(20, 148, 21), (48, 134, 26), (78, 126, 22), (106, 122, 27), (136, 123, 21)])
    for x, y in steps:
        figure.area([(x + 2, y), (x + 52, y), (x + 52, y + 14), (x + 2, y + 14)], "f-water")
        figure.path([(x + 2, y), (x + 52, y)], "l s-teal")
        figure.box(x + 51, y - 7, 7, 22, "f-earth")
    figure.area(points("700,500 744,524 800,512 800,494 700,494"), "f-water")
    figure.path(wave(702, 800, 495, 2.5, 34), "l s-teal")
    _houses(figure, [(174, 136), (212, 154)])
    figure.arrow(smooth([(236, 180), (262, 186), (290, 194), (306, 220)], closed=False), "bold s-teal", "f-teal", 15)
    for x, y in steps[:-1]:
        figure.arrow([(x + 56, y - 4), (x + 72, y + 4), (x + 76, y + 26)], "s-teal", "f-teal")
    figure.arrow([(692, 452), (712, 462), (720, 484)], "s-teal", "f-teal")
    figure.arrow(smooth(points("752,470 742,330 640,170 440,74 250,58"), closed=False), "s-soft dash", "f-soft", 14)
    figure.label(_PATH["forest"], 20, 38, "left")
    figure.leader(_PATH["channel"], (262, 186), (340, 150), "left", "teal")
    figure.leader(_PATH["village"], (174, 128), (128, 226), "right")
    figure.label(_PATH["fields"], 268, 404, "right")
    figure.label(_PATH["river"], 748, 542, "middle", "teal over")
    figure.label(_PATH["mist"], 770, 150, "right", "note")
    return figure.svg()


_WALL: dict[str, Words] = {
    "title": ("Inside a terrace", "梯田的內部", "کھیت کی سیڑھی اندر سے"),
    "text": (
        (
            "A cut through one terrace: water, mud, a dense pan, rubble and soil, held by a wall with a rim on "
            "top; a notch in the rim lets water fall to the next step."
        ),
        "一層梯田的剖面：水、爛泥、緻密的犁底層、碎石與土，外有石牆，牆頂有田埂；田埂上的缺口讓水流到下一層。",
        (
            "ایک کھیت کی کاٹ: پانی، کیچڑ، ٹھوس تہہ، روڑی اور مٹی، سامنے دیوار اور اس پر منڈیر؛ منڈیر کے شگاف "
            "سے پانی اگلے کھیت میں گرتا ہے۔"
        ),
    ),
    "water": ("Water, ankle deep", "水，深及腳踝", "پانی، ٹخنوں تک"),
    "mud": ("Soft mud", "鬆軟的泥", "نرم کیچڑ"),
    "pan": (
        "The pan: dense, nearly\nwatertight clay",
        "犁底層：緻密、\n幾乎不透水",
        "ٹھوس تہہ: گھنی مٹی،\nپانی کم ہی رستا ہے",
    ),
    "soil": ("Rubble and soil", "碎石與土", "روڑی اور مٹی"),
    "rim": ("Rim", "田埂", "منڈیر"),
    "notch": ("Notch sets\nthe depth", "缺口決定\n水深", "شگاف گہرائی\nطے کرتا ہے"),
    "wall": ("Wall", "石牆", "دیوار"),
    "next": ("Next step", "下一層", "اگلا کھیت"),
}


def _stones(figure: Figure, left: float, top: float, bottom: float) -> None:
    rows = int((bottom - top) / 28)
    for row in range(rows):
        y = top + row * (bottom - top) / rows
        lean = (bottom - y) * 0.1
        split = 34 if row % 2 else 52
        for start, wide in ((0, split), (split + 3, 84 - split)):
            figure.box(left + start - lean + 26, y, wide, (bottom - top) / rows - 3, "f-earth", 7)


def terrace_wall_section(language: str) -> str:
    figure = Figure(language, 520, _WALL["title"], _WALL["text"])
    left, right = 290.0, 566.0
    for top, bottom, style in (
        (278, 480, "f-clay"),
        (236, 278, "f-gold"),
        (176, 236, "f-earth"),
        (128, 176, "f-water"),
    ):
        figure.box(left, top, right - left + 30, bottom - top, style)
    for row in range(4):
        for column in range(6):
            figure.oval(
                left + 30 + column * 46 + (row % 2) * 20, 304 + row * 46, 11 + (row + column) % 3 * 3, 8, "f-earth"
            )
    figure.path([(left, 128), (590, 128)], "l s-teal")
    for column in range(6):
        x = left + 34 + column * 42
        for lean in (-9, 0, 9):
            figure.path([(x, 180), (x + lean, 98)], "l s-leaf")
    _stones(figure, 556, 128, 480)
    figure.area(smooth(points("556,130 574,102 640,100 664,132 610,138"), steps=6), "f-clay")
    figure.box(594, 96, 30, 34, "f-paper")
    figure.box(588, 122, 44, 9, "f-water")
    figure.arrow(smooth([(600, 126), (650, 128), (690, 180), (702, 380)], closed=False), "bold s-teal", "f-teal", 16)
    figure.box(672, 400, 128, 34, "f-water")
    figure.box(672, 434, 128, 46, "f-earth")
    figure.path([(672, 400), (800, 400)], "l s-teal")
    for words, y in (("water", 152), ("mud", 206), ("pan", 257), ("soil", 370)):
        figure.leader(_WALL[words], (left + 8, y), (left - 16, y), "right", "strong" if words == "pan" else "")
    figure.leader(_WALL["rim"], (580, 106), (548, 62), "right")
    figure.leader(_WALL["notch"], (612, 112), (648, 50), "left")
    figure.leader(_WALL["wall"], (604, 330), (560, 504), "right")
    figure.label(_WALL["next"], 736, 466, "middle", "over")
    return figure.svg()


_RIVERS: dict[str, Words] = {
    "title": ("The six rivers of the treaty", "條約中的六條河", "معاہدے کے چھ دریا"),
    "text": (
        (
            "A schematic map: Indus, Jhelum and Chenab, the western rivers, and Ravi, Beas and Sutlej, the "
            "eastern rivers, join one another and reach the Arabian Sea."
        ),
        "示意圖：西三河印度河、傑赫勒姆河、傑納布河，與東三河拉維河、比亞斯河、薩特萊傑河，匯流後注入阿拉伯海。",
        (
            "خاکہ: مغربی دریا سندھ، جہلم اور چناب، اور مشرقی دریا راوی، بیاس اور ستلج، آپس میں مل کر بحیرۂ عرب "
            "تک پہنچتے ہیں۔"
        ),
    ),
    "western": ("Western rivers", "西三河", "مغربی دریا"),
    "eastern": ("Eastern rivers", "東三河", "مشرقی دریا"),
    "sea": ("Arabian Sea", "阿拉伯海", "بحیرۂ عرب"),
    "panjnad": ("Panjnad", "潘傑納德河", "پنجند"),
    "scheme": ("Not to scale", "示意圖，不按比例", "پیمانے کے مطابق نہیں"),
}
_COURSES: tuple[tuple[Words, str, Path], ...] = (
    (("Indus", "印度河", "سندھ"), "s-teal", points("220,96 196,170 226,250 196,330 206,420 168,490 130,552")),
    (("Jhelum", "傑赫勒姆河", "جہلم"), "s-teal", [(332, 92), (318, 150), (352, 200), (400, 242)]),
    (("Chenab", "傑納布河", "چناب"), "s-teal", points("444,92 446,150 400,242 346,300 300,350")),
    (("Ravi", "拉維河", "راوی"), "s-red dash", [(548, 92), (534, 170), (450, 250), (346, 300)]),
    (("Beas", "比亞斯河", "بیاس"), "s-red dash", [(644, 92), (650, 160), (600, 240)]),
    (("Sutlej", "薩特萊傑河", "ستلج"), "s-red dash", points("750,92 720,180 600,240 470,318 300,350")),
)


def indus_rivers(language: str) -> str:
    figure = Figure(language, 590, _RIVERS["title"], _RIVERS["text"])
    for x, size in ((176, 20), (270, 26), (384, 30), (494, 28), (596, 32), (690, 30), (780, 26)):
        figure.area([(x - size * 1.5, 104), (x - 4, 104 - size * 1.5), (x + size * 1.5, 104)], "f-tint")
        figure.path([(x - size * 1.5, 104), (x - 4, 104 - size * 1.5), (x + size * 1.5, 104)], "l thin s-rule")
    shore = smooth(points("0,520 90,530 150,552 210,560 260,590"), closed=False)
    figure.area([*shore, (0, 590)], "f-water")
    figure.path(shore, "l thin s-teal")
    figure.path(smooth([(300, 350), (240, 396), (206, 420)], closed=False), "l bold s-soft")
    for words, style, course in _COURSES:
        figure.path(smooth(course, closed=False), f"l bold {style}")
        figure.label(
            words,
            course[0][0],
            44 if language == "ur" else 52,
            "middle",
            "strong " + ("teal" if style == "s-teal" else "red"),
        )
    for x, y in ((400, 242), (346, 300), (600, 240), (300, 350), (206, 420)):
        figure.dot(x, y, 6, "f-ink")
    figure.leader(_RIVERS["panjnad"], (252, 388), (320, 420), "left", "note")
    figure.label(_RIVERS["sea"], 20, 572, "left", "teal over")
    figure.path([(470, 462), (540, 462)], "l bold s-teal")
    figure.label(_RIVERS["western"], 556, 469, "left")
    figure.path([(470, 510), (540, 510)], "l bold s-red dash")
    figure.label(_RIVERS["eastern"], 556, 517, "left")
    figure.label(_RIVERS["scheme"], 556, 566, "left", "note")
    return figure.svg()


_WINDS: dict[str, Words] = {
    "title": ("The two winds of the monsoon", "季風的兩種風向", "مون سون کی دو ہوائیں"),
    "text": (
        (
            "Two maps of the Indian Ocean. From June to September moist wind blows from the south-west sea to "
            "the warmer land; from December to February dry wind blows from the north-east."
        ),
        "兩張印度洋地圖：六月至九月，潮溼的風從西南方海面吹向較暖的陸地；十二月至二月，乾燥的風從東北方吹來。",
        (
            "بحرِ ہند کے دو نقشے: جون سے ستمبر تک نم ہوا جنوب مغرب کے سمندر سے گرم خشکی کی طرف چلتی ہے؛ دسمبر "
            "سے فروری تک خشک ہوا شمال مشرق سے آتی ہے۔"
        ),
    ),
    "summer": ("June to September", "六月至九月", "جون سے ستمبر"),
    "winter": ("December to February", "十二月至二月", "دسمبر سے فروری"),
    "warm": ("Land warmer", "陸地較暖", "خشکی زیادہ گرم"),
    "cool": ("Land cooler", "陸地較涼", "خشکی زیادہ ٹھنڈی"),
    "wet": ("Moist wind\nfrom the south-west", "潮溼的\n西南風", "نم ہوا\nجنوب مغرب سے"),
    "dry": ("Dry wind\nfrom the north-east", "乾燥的\n東北風", "خشک ہوا\nشمال مشرق سے"),
}


def _sea_map(figure: Figure, left: float, top: float, name: str) -> None:
    """Latitudes -18 to 40 and longitudes 40 to 105 in a frame 380 by 340, with nothing drawn outside it."""
    scale = 380 / 65
    figure.parts.append(
        f'<clipPath id="{name}"><rect x="{number(left)}" y="{number(top)}" width="380" height="340"/></clipPath>'
    )
    figure.box(left, top, 380, 340, "f-water")
    figure.parts.append(f'<g clip-path="url(#{name})">')
    for land in LANDS:
        if any(40 <= lon <= 105 and -18 <= lat <= 40 for lon, lat in land):
            figure.area([(left + (lon - 40) * scale, top + (40 - lat) * scale) for lon, lat in land], "f-clay")
    figure.parts.append("</g>")
    figure.path([(left, top + 40 * scale), (left + 380, top + 40 * scale)], "l thin s-soft dash")


def monsoon_winds(language: str) -> str:
    figure = Figure(language, 420, _WINDS["title"], _WINDS["text"])
    summer = [
        [(40, 300), (90, 236), (160, 190), (236, 160)],
        [(96, 318), (150, 262), (216, 226), (270, 190)],
        [(40, 232), (84, 186), (140, 158), (190, 120)],
    ]
    for left, name, season, heat in ((10.0, "june", "summer", "warm"), (410.0, "december", "winter", "cool")):
        _sea_map(figure, left, 62, name)
        figure.label(_WINDS[season], left + 190, 42 if language != "ur" else 38, "middle", "strong")
        figure.label(_WINDS[heat], left + 214, 112, "middle", ("red" if heat == "warm" else "teal") + " strong over")
        for route in summer:
            line = smooth([(left + x, 62 + y) for x, y in route], closed=False)
            tint = ("s-teal", "f-teal") if season == "summer" else ("s-gold", "f-gold")
            figure.arrow(line if season == "summer" else line[::-1], f"bold {tint[0]}", tint[1], 17)
    figure.label(_WINDS["wet"], 376, (344 if language == "ur" else 360), "right", "note over")
    figure.label(_WINDS["dry"], 776, (344 if language == "ur" else 360), "right", "note over")
    return figure.svg()
