"""How the globe becomes a map: the three surfaces, and three projections with Tissot's circles."""

from __future__ import annotations

import math
from collections.abc import Callable

from freesheet.importers.demo.pictures.continents import LANDS, dense
from freesheet.importers.demo.pictures.diagrams.figure import Figure, Words
from freesheet.importers.demo.pictures.shapes import Path, Point, arc, ellipse

Projection = Callable[[float, float], Point]
"""From longitude and latitude in radians to x and y on a globe of radius 1, y upwards."""

MERCATOR_LIMIT = 78.0
"""Degrees of latitude at which the Mercator map is cut; the poles lie at infinity."""
CIRCLE = 5.4
"""Radius of Tissot's circles in degrees on the globe: 600 kilometres."""


def mercator(lam: float, phi: float) -> Point:
    """Conformal cylinder (Snyder, Map Projections: A Working Manual, 1987, equation 7-2)."""
    return lam, math.log(math.tan(math.pi / 4 + phi / 2))


def gall_peters(lam: float, phi: float) -> Point:
    """Equal-area cylinder true at 45 degrees (Snyder 1987, equations 10-1 and 10-2)."""
    true_at = math.cos(math.radians(45))
    return lam * true_at, math.sin(phi) / true_at


def equal_earth(lam: float, phi: float) -> Point:
    """Equal Earth (Šavrič, Patterson and Jenny, 2019, in the International Journal of GIS 33, pp. 454-465)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(phi))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    return 2 * math.sqrt(3) * lam * math.cos(theta) / (3 * slope), theta * (
        a4 * theta**8 + a3 * theta**6 + a2 * theta**2 + a1
    )


def small_circle(longitude: float, latitude: float, radius: float) -> Path:
    """Points, in degrees, at the same distance (degrees of arc) from a centre, by spherical trigonometry."""
    phi, distance = math.radians(latitude), math.radians(radius)
    points = []
    for bearing in range(0, 360, 12):
        turn = math.radians(bearing)
        lat = math.asin(math.sin(phi) * math.cos(distance) + math.cos(phi) * math.sin(distance) * math.cos(turn))
        east = math.atan2(
            math.sin(turn) * math.sin(distance) * math.cos(phi), math.cos(distance) - math.sin(phi) * math.sin(lat)
        )
        points.append((longitude + math.degrees(east), math.degrees(lat)))
    return points


class _Map:
    """One world map in a figure: centred on (x, y), ``width`` units from 180 west to 180 east."""

    def __init__(self, project: Projection, x: float, y: float, width: float, limit: float = 90.0) -> None:
        self.project, self.x, self.y, self.limit = project, x, y, limit
        self.scale = width / (2 * project(math.pi, 0.0)[0])

    def spot(self, longitude: float, latitude: float) -> Point:
        latitude = max(-self.limit, min(self.limit, latitude))
        x, y = self.project(math.radians(longitude), math.radians(latitude))
        return self.x + x * self.scale, self.y - y * self.scale

    def draw(self, figure: Figure) -> None:
        reach = range(-int(self.limit), int(self.limit) + 1, 3)
        edge = [self.spot(180, lat) for lat in reach] + [self.spot(-180, -lat) for lat in reach]
        figure.area(edge, "f-water")
        for land in LANDS:
            figure.area([self.spot(lon, lat) for lon, lat in dense(land)], "f-clay")
        for longitude in range(-150, 151, 30):
            figure.path([self.spot(longitude, lat) for lat in reach], "l thin s-paper")
        for latitude in range(-60, 61, 30):
            figure.path([self.spot(-180, latitude), self.spot(180, latitude)], "l thin s-paper")
        for longitude in range(-150, 151, 60):
            for latitude in range(-60, 61, 30):
                circle = [self.spot(lon, lat) for lon, lat in small_circle(longitude, latitude, CIRCLE)]
                figure.area(circle, "f-red veil")
                figure.area(circle, "l thin s-red")
        figure.area(edge, "l thin")


_TISSOT: dict[str, Words] = {
    "title": ("Three maps, the same circles", "三張地圖，同樣的圓", "تین نقشے، ایک ہی دائرے"),
    "text": (
        (
            "Three world maps carry circles that are all the same size on the globe. In Mercator's they stay "
            "round and swell towards the poles; in Gall and Peters's and in Equal Earth they keep their area "
            "and lose their shape."
        ),
        (
            "三張世界地圖上的圓，在地球上都一樣大。麥卡托投影保持圓形，但愈近兩極愈大；蓋爾—彼得斯與等積地球投"
            "影保住面積，形狀卻變了。"
        ),
        (
            "تین عالمی نقشوں پر ایسے دائرے ہیں جو کرۂ ارض پر برابر ہیں۔ مرکیٹر میں وہ گول رہتے ہیں مگر قطبین "
            "کی طرف پھول جاتے ہیں؛ گال پیٹرز اور ایکول ارتھ میں رقبہ برابر رہتا ہے اور شکل بدل جاتی ہے۔"
        ),
    ),
    "mercator": ("Mercator, 1569", "麥卡托，1569年", "مرکیٹر، ۱۵۶۹ء"),
    "shape": ("keeps shape, swells areas", "保形狀，面積放大", "شکل درست، رقبہ غلط"),
    "peters": ("Gall–Peters, 1855 and 1973", "蓋爾—彼得斯，1855、1973年", "گال پیٹرز، ۱۸۵۵ء اور ۱۹۷۳ء"),
    "area": ("keeps area, stretches shapes", "保面積，形狀拉長", "رقبہ درست، شکل کھنچی ہوئی"),
    "equal": ("Equal Earth, 2018", "等積地球，2018年", "ایکول ارتھ، ۲۰۱۸ء"),
    "gentle": ("keeps area, bends shapes gently", "保面積，形狀略彎", "رقبہ درست، شکل ذرا خم دار"),
    "key": (
        "Every circle is 1,200 km across on the globe",
        "每個圓在地球上直徑都是1,200公里",
        "کرۂ ارض پر ہر دائرے کا قطر ۱۲۰۰ کلومیٹر ہے",
    ),
}


def map_projections_tissot(language: str) -> str:
    figure = Figure(language, 800, _TISSOT["title"], _TISSOT["text"])
    gap = 40 if language == "ur" else 27
    _Map(mercator, 202, 216, 376, MERCATOR_LIMIT).draw(figure)
    _Map(gall_peters, 598, 216, 376).draw(figure)
    _Map(equal_earth, 400, 598, 560).draw(figure)
    for name, keeps, x, y in (
        ("mercator", "shape", 202, 28),
        ("peters", "area", 598, 28),
        ("equal", "gentle", 400, 408),
    ):
        figure.label(_TISSOT[name], x, y, "middle", "strong")
        figure.label(_TISSOT[keeps], x, y + gap, "middle", "note")
    figure.label(_TISSOT["key"], 400, 776, "middle", "red")
    return figure.svg()


_WORLDS: dict[str, tuple[Words, Words]] = {
    "mercator": (
        ("The world after Mercator", "麥卡托的世界", "مرکیٹر کی دنیا"),
        (
            "A rectangular world map on which equal circles stay round and swell towards the poles.",
            "長方形的世界地圖，一樣大的圓保持圓形，愈近兩極愈大。",
            "مستطیل عالمی نقشہ، جس پر برابر کے دائرے گول رہتے ہیں مگر قطبین کی طرف پھول جاتے ہیں۔",
        ),
    ),
    "equal": (
        ("The world after Equal Earth", "等積地球的世界", "ایکول ارتھ کی دنیا"),
        (
            "A world map with curved sides on which equal circles keep their area and lose their shape.",
            "兩側成弧形的世界地圖，一樣大的圓保住面積，形狀卻變了。",
            "خم دار کناروں والا عالمی نقشہ، جس پر برابر کے دائروں کا رقبہ برابر رہتا ہے اور شکل بدل جاتی ہے۔",
        ),
    ),
}
"""Two maps of the same size, to be laid one over the other."""


def world_mercator(language: str) -> str:
    figure = Figure(language, 560, *_WORLDS["mercator"])
    _Map(mercator, 400, 280, 740, MERCATOR_LIMIT).draw(figure)
    return figure.svg()


def world_equal_earth(language: str) -> str:
    figure = Figure(language, 560, *_WORLDS["equal"])
    _Map(equal_earth, 400, 280, 740).draw(figure)
    return figure.svg()


_SURFACES: dict[str, Words] = {
    "title": ("Three ways to wrap a globe", "包住地球儀的三種方法", "کرّے پر کاغذ لپیٹنے کے تین طریقے"),
    "text": (
        (
            "A cylinder wrapped round a globe touches it along the equator; a cone set on it like a hat "
            "touches it along one parallel; a flat page touches it at one point. Each is true where it touches."
        ),
        "圓筒套住地球儀，沿赤道相貼；圓錐像斗笠般蓋上，沿一條緯線相貼；平紙只碰到一點。貼到的地方都是準的。",
        (
            "کرّے کے گرد لپٹا بیلن اسے خطِ استوا پر چھوتا ہے؛ ٹوپی کی طرح رکھا مخروط ایک عرض بلد پر؛ اور سپاٹ "
            "کاغذ صرف ایک نقطے پر۔ جہاں چھوئے وہیں درست ہے۔"
        ),
    ),
    "cylinder": ("Cylinder", "圓筒", "بیلن"),
    "cone": ("Cone", "圓錐", "مخروط"),
    "plane": ("Plane", "平面", "سپاٹ کاغذ"),
    "line": ("touches at the equator", "貼著赤道", "خطِ استوا پر"),
    "ring": ("touches along a parallel", "貼著一條緯線", "ایک عرض بلد پر"),
    "point": ("touches at one point", "只碰一點", "ایک نقطے پر"),
}
_TILT = math.radians(14)
_RADIUS = 84.0


def _parallel(x: float, y: float, latitude: float, stretch: float = 1.0) -> Path:
    """A parallel of the globe around (x, y), seen from a little above."""
    phi = math.radians(latitude)
    across = _RADIUS * math.cos(phi) * stretch
    return ellipse(x, y - _RADIUS * math.sin(phi) * math.cos(_TILT), across, across * math.sin(_TILT))


def _ball(figure: Figure, x: float, y: float) -> None:
    figure.dot(x, y, _RADIUS, "f-water")
    for share in (0.34, 0.72):
        figure.oval(x, y, _RADIUS * share, _RADIUS, "l thin s-teal")
    for latitude in (-60, -30, 0, 30, 60):
        figure.path(_parallel(x, y, latitude)[:61], "l thin s-teal")
    figure.dot(x, y, _RADIUS, "l thin")


def map_projections_surfaces(language: str) -> str:
    figure = Figure(language, 404, _SURFACES["title"], _SURFACES["text"])
    y, flat = 166.0, _RADIUS * math.sin(_TILT)
    left, middle, right = 136.0, 400.0, 664.0
    for x in (left, middle, right):
        _ball(figure, x, y)
    reach = 112.0
    figure.area(
        [*arc(left, y - reach, _RADIUS, 180, 0, flat), *arc(left, y + reach, _RADIUS, 0, 180, flat)], "f-sun veil"
    )
    figure.path([*ellipse(left, y - reach, _RADIUS, flat), (left + _RADIUS, y - reach)], "l")
    figure.path(
        [
            (left - _RADIUS, y - reach),
            (left - _RADIUS, y + reach),
            *arc(left, y + reach, _RADIUS, 180, 0, flat),
            (left + _RADIUS, y - reach),
        ],
        "l",
    )
    figure.path(arc(left, y, _RADIUS, 180, 0, flat), "l bold s-red")
    touch = math.radians(40)
    apex = (middle, y - _RADIUS / math.sin(touch) * math.cos(_TILT))
    brim = (1 / math.sin(touch) - 0.06) * math.tan(touch) * _RADIUS
    foot = y - 0.06 * _RADIUS
    figure.area([apex, (middle + brim, foot), *arc(middle, foot, brim, 0, 180, brim * math.sin(_TILT))], "f-sun veil")
    figure.path([apex, (middle + brim, foot), *arc(middle, foot, brim, 0, 180, brim * math.sin(_TILT)), apex], "l")
    figure.path(_parallel(middle, y, 40)[:61], "l bold s-red")
    top = y - _RADIUS * math.cos(_TILT)
    page = [(right - 126, top + 30), (right + 84, top + 30), (right + 126, top - 30), (right - 84, top - 30)]
    figure.area(page, "f-sun veil")
    figure.area(page, "l")
    figure.dot(right, top, 7, "f-red")
    low = 42 if language == "ur" else 28
    for name, how, x in (("cylinder", "line", left), ("cone", "ring", middle), ("plane", "point", right)):
        figure.label(_SURFACES[name], x, 346, "middle", "strong")
        figure.label(_SURFACES[how], x, 346 + low, "middle", "note")
    return figure.svg()
