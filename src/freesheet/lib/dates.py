"""Dates and times in a reader's language, from CLDR's data by way of Babel."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from babel import Locale
from babel.dates import format_date, format_time

from freesheet.lib.numerals import digits, locale_of
from freesheet.lib.scripts import direction, script_of_language

# Where CLDR's pattern is not what newspapers print: Urdu needs no comma before the year, Thai no name of the era.
_LONG = {"ur": "d MMMM y", "th": "d MMMM y"}
_MEDIUM = {"ur": "d MMM y"}
_FULL = {"ur": "EEEE، d MMMM y", "th": "EEEEที่ d MMMM y"}


def _day(moment: date | datetime, zone: tzinfo | None) -> date:
    if not isinstance(moment, datetime):
        return moment
    return _local(moment, zone).date()


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A time without a time zone cannot be shown: nobody could tell when it was.")
    return moment if zone is None else moment.astimezone(zone)


def long_date(moment: date | datetime, language: str, zone: tzinfo | None = None) -> str:
    """The day with the month's name, such as ``15 January 2026``, ``2026年1月15日`` or ``۱۵ جنوری ۲۰۲۶``.

    ``zone`` decides which day an aware datetime falls on; without it, its own zone does. Years are of the
    Gregorian calendar in every language. Raises ``ValueError`` for a datetime without a zone.
    """
    locale = locale_of(language)
    shown = format_date(_day(moment, zone), _LONG.get(locale.language, "long"), locale=locale)
    return digits(shown, language)


def short_date(moment: date | datetime, language: str, zone: tzinfo | None = None) -> str:
    """The day for a narrow place, such as ``15 Jan 2026``. Otherwise as ``long_date``."""
    locale = locale_of(language)
    shown = format_date(_day(moment, zone), _MEDIUM.get(locale.language, "medium"), locale=locale)
    return digits(shown, language)


def weekday_date(moment: date | datetime, language: str, zone: tzinfo | None = None) -> str:
    """The day with its weekday, for the head of a front page. Otherwise as ``long_date``."""
    locale = locale_of(language)
    shown = format_date(_day(moment, zone), _FULL.get(locale.language, "full"), locale=locale)
    return digits(shown, language)


def clock(moment: datetime, language: str, zone: tzinfo | None = None) -> str:
    """The time of day with its zone, such as ``14:05 GMT+8`` or ``14:05 GMT``.

    Zones are told as hours from Greenwich: letters such as IST or CST stand for several zones each.
    In a language that runs from right to left the zone is isolated, so that its sign stays at its left.
    Raises ``ValueError`` for a datetime without a zone.
    """
    local = _local(moment, zone)
    locale = locale_of(language)
    # Without tzinfo Babel would move the time to UTC.
    shown = digits(format_time(local, _clock_pattern(locale), tzinfo=local.tzinfo, locale=locale), language)
    offset = _offset(local)
    return f"{shown} \u2066{offset}\u2069" if direction(language) == "rtl" else f"{shown} {offset}"


def _clock_pattern(locale: Locale) -> str:
    """CLDR's short pattern; 24 hours where CLDR would set a Latin AM or PM among other letters."""
    afternoon = locale.day_periods["format"]["abbreviated"]["pm"]
    foreign = afternoon.isascii() and script_of_language(str(locale)) != "Latn"
    return "HH:mm" if foreign else "short"


def _offset(local: datetime) -> str:
    minutes = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
    if not minutes:
        return "GMT"
    sign = "+" if minutes > 0 else "\u2212"
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{sign}{hours}" + (f":{rest:02}" if rest else "")


def iso(moment: datetime | None) -> str:
    """A time as machines read it, RFC 3339 with whole seconds, such as ``2026-01-15T08:30:00+08:00``; else empty."""
    return "" if moment is None else moment.isoformat(timespec="seconds")
