"""Earthquakes: who can be warned, and by how many seconds."""

from __future__ import annotations

from freesheet.importers.demo.pictures.diagrams.figure import Figure, Words
from freesheet.importers.demo.pictures.shapes import arc, points, smooth

P_SPEED, S_SPEED = 6.0, 3.5
"""Kilometres a second in the upper crust, rounded as textbooks round them."""
ALERT_AFTER = 8.0
"""Seconds from the slip to the message, as the article supposes."""

_ZONE: dict[str, Words] = {
    "title": ("Who can be warned", "誰來得及收到警報", "کسے خبردار کیا جا سکتا ہے"),
    "text": (
        (
            "Rings spread from a fault. Sensors near it report by radio to a tower, which warns a distant city "
            "before the S-wave arrives; a town near the fault is already inside the ring."
        ),
        "震波環由斷層向外擴散。斷層旁的感測器以無線電通報基地臺，趕在S波抵達前通知遠方城市；斷層邊的小鎮早已在環內。",
        (
            "فالٹ سے لہروں کے حلقے پھیلتے ہیں۔ قریب کے آلات ریڈیو سے ٹاور کو خبر دیتے ہیں جو ایس لہر سے پہلے "
            "دور کے شہر کو خبردار کر دیتا ہے؛ فالٹ کے پاس کا قصبہ پہلے ہی حلقے کے اندر ہے۔"
        ),
    ),
    "fault": ("Fault", "斷層", "فالٹ"),
    "sensors": ("Sensors", "感測器", "آلات"),
    "tower": ("Alert goes out by radio", "警報以無線電發出", "خبر ریڈیو سے جاتی ہے"),
    "city": ("Distant city:\nseconds of warning", "遠方城市：\n有幾秒預警", "دور کا شہر:\nچند سیکنڈ کی مہلت"),
    "town": ("Near town:\nno warning", "近處小鎮：\n來不及預警", "قریبی قصبہ:\nکوئی مہلت نہیں"),
    "p": ("P-wave", "P波", "پی لہر"),
    "s": ("S-wave", "S波", "ایس لہر"),
}


def _skyline(figure: Figure, x: float, y: float, heights: tuple[int, ...], style: str) -> None:
    for index, tall in enumerate(heights):
        figure.box(x + index * 20, y - tall, 17, tall, style)
        for row in range(tall // 22):
            figure.box(x + index * 20 + 5, y - tall + 7 + row * 20, 7, 8, "f-paper")


def earthquake_blind_zone(language: str) -> str:
    figure = Figure(language, 500, _ZONE["title"], _ZONE["text"])
    x, y = 210.0, 290.0
    figure.dot(x, y, 122, "f-blush")
    for radius in (60, 92, 122):
        figure.path(arc(x, y, radius, 0, 360), "l bold s-red")
    for radius in (190, 208):
        figure.path(arc(x, y, radius, -86, 86), "l s-teal dash")
    figure.path(points("150,470 172,410 160,380 204,310 196,280 238,200 230,176 262,96"), "l bold")
    figure.dot(x, y, 9, "f-red")
    spots = ((176, 196), (286, 220), (268, 366))
    for sx, sy in spots:
        figure.path([(sx, sy - 8), (482, 110)], "l thin s-gold dots bold")
        figure.area([(sx - 11, sy + 9), (sx, sy - 12), (sx + 11, sy + 9)], "f-gold")
    figure.path([(470, 152), (486, 84), (502, 152)], "l")
    figure.path([(475, 132), (497, 132)], "l")
    for radius in (15, 27):
        figure.path(arc(486, 80, radius, -50, 50), "l s-gold")
        figure.path(arc(486, 80, radius, 130, 230), "l s-gold")
    figure.arrow(smooth([(522, 92), (610, 120), (660, 200)], closed=False), "s-gold dash", "f-gold", 15)
    _skyline(figure, 606, 300, (44, 70, 92, 66, 84, 50), "f-ink")
    _skyline(figure, 108, 322, (26, 34, 22), "f-ink")
    figure.label(_ZONE["fault"], 246, 88, "right")
    figure.leader(_ZONE["sensors"], (176, 184), (112, 120), "right", "gold")
    figure.label(_ZONE["tower"], 536, 72 if language != "ur" else 64, "left", "gold")
    figure.label(_ZONE["city"], 666, 338, "middle", "strong")
    _town_label(figure)
    figure.label(_ZONE["s"], 341, 300, "left", "red strong over")
    figure.label(_ZONE["p"], 424, 300, "left", "teal strong over")
    return figure.svg()


def _town_label(figure: Figure) -> None:
    figure.path([(136, 326), (104, 424)], "l thin s-soft")
    figure.label(_ZONE["town"], 20, 448 if figure.language != "ur" else 444, "left", "strong red")


_TIMES: dict[str, Words] = {
    "title": ("When each wave arrives", "兩種波何時抵達", "کون سی لہر کب پہنچتی ہے"),
    "text": (
        (
            "A chart of seconds against distance. The P-wave reaches 200 kilometres after 33 seconds, the "
            "S-wave after 57. A message sent after 8 seconds comes before the S-wave beyond about 28 "
            "kilometres."
        ),
        "時間與距離圖：P波約三十三秒傳到兩百公里外，S波約五十七秒。第八秒發出的警報，在二十八公里以外比S波先到。",
        (
            "وقت اور فاصلے کا خاکہ: پی لہر ۲۰۰ کلومیٹر ۳۳ سیکنڈ میں طے کرتی ہے، ایس لہر ۵۷ میں۔ آٹھویں سیکنڈ "
            "پر بھیجی گئی خبر تقریباً ۲۸ کلومیٹر سے آگے ایس لہر سے پہلے پہنچتی ہے۔"
        ),
    ),
    "p": ("P-wave, about 6 km/s", "P波，每秒約6公里", "پی لہر، تقریباً ۶ کلومیٹر فی سیکنڈ"),
    "s": ("S-wave, about 3.5 km/s", "S波，每秒約3.5公里", "ایس لہر، تقریباً ۳٫۵ کلومیٹر فی سیکنڈ"),
    "alert": ("Alert, 8 seconds after the slip", "斷層滑動後8秒發出警報", "خبر، ۸ سیکنڈ بعد"),
    "gain": ("Time to act", "可用來應變的時間", "بچاؤ کی مہلت"),
    "blind": ("Blind zone", "預警盲區", "اندھا علاقہ"),
    "across": ("Distance from the source, km", "與震源距離（公里）", "مرکز سے فاصلہ، کلومیٹر"),
    "up": ("Seconds", "秒", "سیکنڈ"),
}
_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def earthquake_wave_timing(language: str) -> str:
    figure = Figure(language, 520, _TIMES["title"], _TIMES["text"])
    left, right, top, bottom = 70.0, 770.0, 60.0, 440.0

    def at(distance: float, seconds: float) -> tuple[float, float]:
        return left + distance / 200 * (right - left), bottom - seconds / 60 * (bottom - top)

    blind = ALERT_AFTER * S_SPEED
    figure.area([at(blind, ALERT_AFTER), at(200, ALERT_AFTER), at(200, 200 / S_SPEED)], "f-sun")
    figure.area([at(0, 0), at(blind, 0), at(blind, 60), at(0, 60)], "f-blush")
    for value in range(0, 61, 10):
        figure.path([at(0, value), at(200, value)], "l thin s-rule" if value else "l")
        figure.label(_numeral(figure, value), left - 12, at(0, value)[1] + 6, "right", "note")
    for value in range(0, 201, 50):
        figure.label(_numeral(figure, value), at(value, 0)[0], bottom + 28, "middle", "note")
    figure.path([at(0, 0), at(200, 200 / P_SPEED)], "l bold s-teal dash")
    figure.path([at(0, 0), at(200, 200 / S_SPEED)], "l bold s-red")
    figure.path([at(0, ALERT_AFTER), at(200, ALERT_AFTER)], "l s-gold bold")
    figure.label(_TIMES["s"], at(128, 0)[0], at(0, 44)[1], "right", "red strong over")
    figure.label(_TIMES["p"], at(198, 0)[0], at(0, 14)[1], "right", "teal strong over")
    figure.label(_TIMES["alert"], at(198, 0)[0], at(0, 3)[1] + 4, "right", "gold strong over")
    figure.label(_TIMES["gain"], at(172, 0)[0], at(0, 36)[1], "middle", "strong")
    figure.label(_TIMES["blind"], at(blind / 2, 0)[0], at(0, 55)[1], "middle", "note strong over")
    figure.label(_TIMES["up"], 16, 36, "left", "note")
    figure.label(_TIMES["across"], right, bottom + 64, "right", "note")
    return figure.svg()


def _numeral(figure: Figure, value: int) -> str:
    return str(value).translate(_DIGITS) if figure.language == "ur" else str(value)
