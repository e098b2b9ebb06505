"""The data page of a passport, with the check digits of its machine-readable lines."""

from __future__ import annotations

from freesheet.importers.demo.pictures.diagrams.figure import Figure, Words
from freesheet.importers.demo.pictures.shapes import arc

_PAGE: dict[str, Words] = {
    "title": ("A passport's data page", "護照的資料頁", "پاسپورٹ کا معلوماتی صفحہ"),
    "text": (
        (
            "Photograph at the left, printed details at the right, and at the foot two lines of forty-four "
            "characters in which document number, birth date, expiry date and check digits are marked."
        ),
        "左為照片，右為印刷資料，頁底有兩行各四十四個機讀字元，標出護照號碼、出生日期、效期截止日與檢查碼。",
        (
            "بائیں تصویر، دائیں چھپی ہوئی تفصیل، اور نیچے چوالیس چوالیس حروف کی دو سطریں جن میں دستاویز نمبر، "
            "تاریخِ پیدائش، میعاد اور جانچ کے ہندسے نشان زد ہیں۔"
        ),
    ),
    "type": ("Type, country", "類型、國碼", "قسم، ملک"),
    "name": ("Name", "姓名", "نام"),
    "number": ("Document number", "護照號碼", "دستاویز نمبر"),
    "born": ("Birth date", "出生日期", "تاریخِ پیدائش"),
    "expires": ("Expiry date", "效期截止日", "میعاد"),
    "check": ("Check digit", "檢查碼", "جانچ کا ہندسہ"),
}
_SURNAME, _GIVEN, _STATE = "ERIKSSON", "ANNA<MARIA", "UTO"
_NUMBER, _BORN, _SEX, _EXPIRES, _OTHER = "L898902C3", "740812", "F", "120415", "ZE184226B<<<<<"
"""The specimen holder of ICAO Doc 9303, citizen of Utopia, whom the article names."""


def check_digit(field: str) -> str:
    """The check digit of a machine-readable field: weights 7, 3, 1, modulo 10 (ICAO Doc 9303, part 3, section 4.9)."""
    values = (0 if sign == "<" else int(sign, 36) for sign in field)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def machine_lines() -> tuple[str, str]:
    """The two lines of 44 characters at the foot of the page."""
    upper = f"P<{_STATE}{_SURNAME}<<{_GIVEN}".ljust(44, "<")
    number = _NUMBER + check_digit(_NUMBER)
    born, expires, other = (field + check_digit(field) for field in (_BORN, _EXPIRES, _OTHER))
    return upper, f"{number}{_STATE}{born}{_SEX}{expires}{other}{check_digit(number + born + expires + other)}"


def passport_data_page(language: str) -> str:
    figure = Figure(language, 560, _PAGE["title"], _PAGE["text"])
    figure.box(20, 20, 760, 430, "f-tint", 18)
    figure.box(20, 20, 760, 430, "l", 18)
    for radius in (150, 128, 106, 84):
        figure.path(arc(520, 190, radius, 0, 360), "l thin s-paper")
    figure.box(52, 56, 200, 254, "f-water")
    figure.dot(152, 154, 50, "f-ink")
    figure.area([*arc(152, 310, 84, 180, 360, 92)], "f-ink")
    rows = (
        ("type", "P  UTO", 290, 74),
        ("number", _NUMBER, 540, 74),
        ("name", "ERIKSSON, ANNA MARIA", 290, 156),
        ("born", "12 AUG 1974", 290, 238),
        ("expires", "15 APR 2012", 540, 238),
    )
    for name, value, x, y in rows:
        figure.label(_PAGE[name], x, y, "left", "note")
        figure.label(value, x, y + (36 if language == "ur" else 30), "left", "strong code")
    _machine_zone(figure, 36.0, 366.0)
    figure.path([(20, 330), (780, 330)], "l thin s-rule")
    return figure.svg()


def _machine_zone(figure: Figure, left: float, y: float) -> None:
    upper, lower = machine_lines()
    pitch = (800 - 2 * left) / 44
    for place in (9, 19, 27, 42, 43):
        figure.box(left + place * pitch - 1, y + 22, pitch + 2, 34, "f-blush", 3)
    for row, line in enumerate((upper, lower)):
        for place, sign in enumerate(line):
            figure.label(sign, left + (place + 0.5) * pitch, y + row * 46, "middle", "code")
    for name, first, last, tint in (("number", 0, 9, "teal"), ("born", 13, 19, "gold"), ("expires", 21, 27, "leaf")):
        start, end = left + first * pitch + 2, left + last * pitch - 2
        figure.path([(start, y + 60), (start, y + 68), (end, y + 68), (end, y + 60)], f"l s-{tint}")
        middle = (start + end) / 2
        figure.path([(middle, y + 68), (middle, y + 112)], f"l thin s-{tint}")
        below = y + (146 if figure.language == "ur" else 134)
        figure.label(
            _PAGE[name], middle if first else left - 10, below, "middle" if first else "left", f"strong {tint}"
        )
    figure.box(left + 34 * pitch, y + 117, 22, 22, "f-blush", 3)
    figure.label(
        _PAGE["check"], left + 34 * pitch + 32, y + (140 if figure.language == "ur" else 134), "left", "strong red"
    )
