"""Figures as people write them, in any script, and how they are written for readers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from babel.numbers import format_decimal

from freesheet.lib.numerals import digits, locale_of

Mark = Literal[".", ","]
"""The decimal mark."""

LONGEST = 40
"""Characters of a figure."""

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’٬]")
_SIGNS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "－": "-", "＋": "+", "，": ",", "．": ".", "٫": ".", "、": ","})
_MYRIADS = {"萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
_PLAIN = re.compile(r"[+-]?[0-9]*(?:[.,][0-9]+)*")
_HIDDEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))
NOTHING = frozenset({"", "-", "–", "—", "…", "...", "n/a", "N/A", "NA", "na", "×", "無", "无"})
"""What stands in a table where there is no figure."""


class NoFigure(ValueError):
    """A text is no figure; the message is that text."""


def bare(text: str) -> str:
    """A figure with Latin digits and signs, without spaces, percent sign and marks that nobody sees.

    >>> bare(" ۱٬۲۳۴٫۵ "), bare("− 12 %"), bare("１，２００")
    ('1234.5', '-12', '1,200')
    """
    shown = text.translate(_HIDDEN).strip()
    shown = "".join(str(unicodedata.decimal(mark, mark)) if mark.isdecimal() else mark for mark in shown)
    return _SPACES.sub("", shown.translate(_SIGNS)).rstrip("%٪％")


def is_empty(text: str) -> bool:
    """Whether a cell says that there is no figure."""
    return text.translate(_HIDDEN).strip() in NOTHING


def mark_of(text: str) -> Mark | Literal["either"] | None:
    """Which decimal mark a figure is written with; None where it does not tell, ``"either"`` where it might be both.

    >>> mark_of("1,234.5"), mark_of("1.234,5"), mark_of("12"), mark_of("1.234"), mark_of("1,234")
    ('.', ',', None, 'either', None)
    """
    figure = bare(text).rstrip("".join(_MYRIADS))
    points, commas = figure.count("."), figure.count(",")
    if points and commas:
        return "." if figure.rfind(".") > figure.rfind(",") else ","
    if points > 1:
        return ","
    if commas > 1:
        return "."
    whole, _mark, rest = figure.lstrip("+-").partition("." if points else ",")
    if not points and not commas:
        return None
    grouped = len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    if points:
        return "either" if grouped else "."
    # A comma before three digits parts thousands for all but a few; it settles nothing.
    return None if grouped else ","


def figure(text: str, mark: Mark = ".") -> Decimal:
    """The value of a figure whose decimal mark is ``mark``. Grouping by threes, fours and as in India is understood.

    Raises:
        NoFigure: it is none.

    >>> figure("1,23,456.5"), figure("1.234,5", ","), figure("3.2萬"), figure("٣٫٥")
    (Decimal('123456.5'), Decimal('1234.5'), Decimal('32000.0'), Decimal('3.5'))
    """
    plain = bare(text)
    times = 1
    if plain and plain[-1] in _MYRIADS:
        times, plain = _MYRIADS[plain[-1]], plain[:-1]
    if len(plain) > LONGEST or not _PLAIN.fullmatch(plain) or not any(each.isdecimal() for each in plain):
        raise NoFigure(text)
    whole, _mark, rest = plain.partition(mark)
    if "." in rest or "," in rest or not _well_grouped(whole.lstrip("+-")):
        raise NoFigure(text)
    joined = whole.replace(",", "").replace(".", "")
    return Decimal(f"{joined or '0'}.{rest}" if rest else joined or "0") * times


def _well_grouped(whole: str) -> bool:
    first, *groups = re.split("[.,]", whole)
    if not groups:
        return True
    sizes = {len(group) for group in groups[:-1]}
    by_size = sizes <= {3} or sizes <= {2} or sizes <= {4}
    return 1 <= len(first) <= 4 and by_size and len(groups[-1]) in (3, 4) and (len(groups[-1]) == 3 or sizes <= {4})


def places_of(values: Iterable[Decimal]) -> int:
    """How many decimals the values need, six at most."""
    exponents = (value.normalize().as_tuple().exponent for value in values)
    needed = [-exponent for exponent in exponents if isinstance(exponent, int)]
    return min(max([0, *needed]), 6)


def written(value: Decimal | float, language: str, places: int = 0) -> str:
    """A figure as a reader of ``language`` writes it, with exactly ``places`` decimals.

    >>> written(Decimal("1234.5"), "en", 1), written(Decimal("-2"), "ur"), written(Decimal("0.5"), "de", 2)
    ('1,234.5', '−۲', '0,50')
    """
    pattern = "#,##0" + ("." + "0" * places if places else "")
    shown = format_decimal(value, format=pattern, locale=locale_of(language), numbering_system="latn")
    shown = shown.replace("-", "−")
    if digits("0", language) in ("٠", "۰"):
        shown = shown.replace(",", "٬").replace(".", "٫")
    return digits(shown, language)
