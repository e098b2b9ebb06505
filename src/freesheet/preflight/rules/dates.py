"""A date that no calendar has: 31 June, 2月30日, ۳۱ جون."""

from __future__ import annotations

import re
import unicodedata
from calendar import isleap
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import passages

NAME = gettext_lazy("A date that does not exist")
LEVEL = Level.WARNS

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_URDU = ["جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"]
_MONTH = {
    **{name.casefold(): number for number, name in enumerate(_ENGLISH, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(_ENGLISH, 1)},
    **{name: number for number, name in enumerate(_URDU, 1)},
}
_NAMES = "|".join([*_ENGLISH, *(f"{name[:3]}\\.?" for name in _ENGLISH if len(name) > 3), *_URDU])
_YEAR = r"(?:,?\s+(?P<year>\d{4})(?!\d))?"
_HAN = "〇零一二三四五六七八九十廿卅"
_NUMBER = rf"(?:\d{{1,2}}|[{_HAN}]{{1,3}})"

PATTERNS = (
    # Words may be capitalised, never whole: "may 31" is no date, and "march 31 miles" none either.
    re.compile(rf"(?<![\d.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_NAMES})(?!\w){_YEAR}"),
    re.compile(
        rf"(?<!\w)(?P<month>{_NAMES})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|[.,]\d|\s*(?:%|per))(?!\w){_YEAR}"
    ),
    re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])"),
    re.compile(
        rf"(?:(?P<year>\d{{4}}|[{_HAN}]{{4}})\s?年\s?)?(?<![\d{_HAN}])(?P<month>{_NUMBER})\s?月\s?(?P<day>{_NUMBER})\s?[日號号]"
    ),
)


def digits(text: str) -> str:
    """A text with every script's digits as ours.

    >>> digits("۳۱ جون ２０２６")
    '31 جون 2026'
    """
    return "".join(str(unicodedata.decimal(mark)) if mark.isdecimal() else mark for mark in text)


def number_of(text: str) -> int | None:
    """A number up to 99 in digits or in Chinese numerals, or a year in these; None if it is none.

    >>> number_of("31"), number_of("三十一"), number_of("十二"), number_of("廿三"), number_of("二〇二六")
    (31, 31, 12, 23, 2026)
    """
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十").replace("零", "〇")
    tens, ten, ones = text.partition("十")
    figures = {mark: value for value, mark in enumerate("〇一二三四五六七八九")}
    if any(mark not in figures for mark in tens + ones):
        return None
    if not ten:
        return int("".join(str(figures[mark]) for mark in text)) if text else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (figures[tens] if tens else 1) * 10 + (figures[ones] if ones else 0)


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether a calendar has a day; of an unknown year, whether any has."""
    if not 1 <= month <= 12 or day < 1 or day > _LONGEST[month - 1]:
        return False
    return (month, day) != (2, 29) or year is None or isleap(year)


def impossible(text: str) -> Iterator[str]:
    """The dates in a text that do not exist, as they stand there."""
    read = digits(text)
    for pattern in PATTERNS:
        for found in pattern.finditer(read):
            year, month, day = (_part(found, name) for name in ("year", "month", "day"))
            if month is not None and day is not None and not exists(year, month, day):
                yield text[found.start() : found.end()].strip()


def _part(found: re.Match[str], name: str) -> int | None:
    said = found[name]
    if said is None:
        return None
    return _MONTH.get(said.rstrip(".").casefold()) or number_of(said)


def check(article: ArticlePage) -> Iterator[Finding]:
    """Years, months and days in English, Chinese and Urdu words, and in figures as ISO 8601 writes them."""
    for passage in passages(article):
        for date in dict.fromkeys(impossible(passage.text)):
            yield Finding(_("There is no such day as “%s”.") % date, passage.where)
