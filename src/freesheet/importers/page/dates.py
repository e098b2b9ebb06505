"""Dates as pages print them, in the languages of ``phrases/`` and in machine form."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from freesheet.importers.page.folding import fold
from freesheet.importers.page.vocabulary import anywhere, languages

_ISO = re.compile(
    r"(?P<y>(?:1[89]|20)\d\d)-(?P<m>\d\d?)-(?P<d>\d\d?)"
    r"(?:[T ]+(?P<t>\d\d?:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?P<z>Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_EAST = re.compile(
    r"(?P<y>(?:1[89]|20)\d\d)\s*(?:年|년|[./])\s*(?P<m>\d\d?)\s*(?:月|월|[./])\s*(?P<d>\d\d?)\s*[日일号.]?"
)
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d\d?)[./-](?P<b>\d\d?)[./-](?P<y>(?:19|20)\d\d)(?!\d)")
_CLOCK = re.compile(
    r"(?<!\d)(?P<h>[01]?\d|2[0-3])\s?[:h時시]\s?(?P<min>[0-5]\d)?(?::[0-5]\d)?\s*分?\s*(?P<half>[ap]\.?\s?m\.?)?(?!\w)",
    re.IGNORECASE,
)
_HALF = re.compile(r"(?<!\d)(?P<h>1?\d)\s*(?P<half>[ap]\.?\s?m\.?)(?!\w)", re.IGNORECASE)
_CLOCK_AFTER = re.compile(
    r"[\s,]*(?:at|à|um|às|a las|alle|\([^)]{1,3}\))?[\s,]*"
    r"(?:[01]?\d|2[0-3])\s?[:h時시]\s?(?:[0-5]\d)?(?::[0-5]\d)?\s*(?:[ap]\.?\s?m\.?)?"
    r"(?:\s*(?:gmt|utc|[a-z]{1,3}t|cest))?(?!\w)",
    re.IGNORECASE,
)
_LEFT = re.compile(r"[\W_]+|(?<!\w)[+-]\d{1,4}(?!\w)")
# A page that prints a day and no hour: at noon, Universal Time, it is that day almost everywhere.
_NOON = 12


def moment(text: str) -> datetime | None:
    """An ISO 8601 moment such as JSON-LD and ``<time datetime>`` carry; Universal Time if it names no zone."""
    found = _ISO.search(digits(text))
    return _iso(found) if found else None


def digits(text: str) -> str:
    """``text`` with the digits of every script as ASCII digits."""
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and unicodedata.digit(c, None) is not None else c
        for c in text
    )


def date_span(text: str) -> tuple[int, int] | None:
    """Where a date with its hour stands in ``text``, if one does. Digits are one character in every script."""
    plain = digits(fold(text))
    for pattern in (_ISO, _EAST, _named_day_first(), _named_month_first(), _NUMERIC):
        found = pattern.search(plain)
        if found:
            clock = _CLOCK_AFTER.match(plain, found.end())
            return found.start(), clock.end() if clock else found.end()
    return None


def printed_date(text: str) -> tuple[bool, datetime | None, str]:
    """Whether ``text`` holds a date, the moment if it is unambiguous, and what remains without it."""
    plain = digits(fold(text))
    for pattern, read in (
        (_ISO, _iso),
        (_EAST, _east),
        (_named_day_first(), _named),
        (_named_month_first(), _named),
        (_NUMERIC, _numeric),
    ):
        found = pattern.search(plain)
        if found:
            rest = plain[: found.start()] + " " + plain[found.end() :]
            day = read(found)
            clock = _CLOCK.search(rest) or _HALF.search(rest)
            if clock:
                rest = rest[: clock.start()] + " " + rest[clock.end() :]
                day = _at(day, clock) if day and not (pattern is _ISO and found.group("t")) else day
            return True, day, rest
    return False, None, plain


def is_only_a_date(text: str) -> tuple[bool, datetime | None, bool]:
    """Whether a line says nothing but when, the moment, and whether that is when the page was last changed."""
    found, day, rest = printed_date(text)
    if not found or len(text) > 120:
        return False, None, False
    updated = bool(anywhere("updated").search(rest))
    for kind in ("updated", "published", "weekdays"):
        rest = anywhere(kind).sub(" ", rest)
    return not _LEFT.sub("", rest), day, updated


@cache
def _months() -> dict[str, int]:
    return {
        name: number
        for language in languages()
        for number, names in enumerate(language.phrases["months"], 1)
        for name in names.split("|")
        if name
    }


@cache
def _month_pattern() -> str:
    return "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))


@cache
def _named_day_first() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|º|\.)?\s*(?:de\s+|of\s+)?(?P<m>{_month_pattern()})\.?,?\s*(?:del?\s+)?(?P<y>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )


@cache
def _named_month_first() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?P<m>{_month_pattern()})\.?\s*(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )


def _made(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, _NOON, tzinfo=UTC)
    except ValueError:
        return None


def _iso(found: re.Match[str]) -> datetime | None:
    day = _made(int(found["y"]), int(found["m"]), int(found["d"]))
    if day is None or not found["t"]:
        return day
    hour, minute, *second = map(int, found["t"].split(":"))
    try:
        return day.replace(hour=hour, minute=minute, second=second[0] if second else 0, tzinfo=_zone(found["z"] or "Z"))
    except ValueError:
        return day


def _zone(text: str) -> timezone:
    if text.upper() == "Z":
        return UTC
    number = text[1:].replace(":", "")
    offset = timedelta(hours=int(number[:2]), minutes=int(number[2:]))
    return timezone(-offset if text[0] == "-" else offset) if offset < timedelta(hours=24) else UTC


def _east(found: re.Match[str]) -> datetime | None:
    return _made(int(found["y"]), int(found["m"]), int(found["d"]))


def _named(found: re.Match[str]) -> datetime | None:
    month = _months().get(found["m"].lower())
    return _made(int(found["y"]), month, int(found["d"])) if month else None


def _numeric(found: re.Match[str]) -> datetime | None:
    """Day and month by their size; a date such as 3/4/2022 is not guessed at."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if first > 12 or first == second:
        return _made(year, second, first)
    return _made(year, first, second) if second > 12 else None


def _at(day: datetime, clock: re.Match[str]) -> datetime:
    hour = int(clock["h"])
    half = (clock["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute = clock.groupdict().get("min")
    return day.replace(hour=hour, minute=int(minute or 0))
