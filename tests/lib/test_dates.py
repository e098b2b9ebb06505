"""Days and times in a reader's language, calendar and digits."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from freesheet.lib.dates import clock, long_date, short_date, weekday_date

DAY = date(2026, 1, 15)
TAIPEI = ZoneInfo("Asia/Taipei")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "15 January 2026"),
        ("en-us", "January 15, 2026"),
        ("zh-hant", "2026年1月15日"),
        ("ur", "۱۵ جنوری ۲۰۲۶"),
        ("fr", "15 janvier 2026"),
        ("id", "15 Januari 2026"),
        ("hi", "15 जनवरी 2026"),
        ("ja", "2026年1月15日"),
        ("ar", "١٥ يناير ٢٠٢٦"),
        ("fa", "۱۵ ژانویهٔ ۲۰۲۶"),
        ("th", "15 มกราคม 2026"),
        ("tlh", "15 January 2026"),
    ],
)
def test_long_date(language: str, expected: str) -> None:
    assert long_date(DAY, language) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "15 Jan 2026"), ("ur", "۱۵ جنوری ۲۰۲۶"), ("fr", "15 janv. 2026")]
)
def test_short_date(language: str, expected: str) -> None:
    assert short_date(DAY, language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Thursday, 15 January 2026"),
        ("zh-hant", "2026年1月15日 星期四"),
        ("ur", "جمعرات، ۱۵ جنوری ۲۰۲۶"),
    ],
)
def test_date_with_weekday(language: str, expected: str) -> None:
    assert weekday_date(DAY, language) == expected


def test_the_day_depends_on_the_zone() -> None:
    late = datetime(2026, 1, 14, 22, 30, tzinfo=UTC)
    assert long_date(late, "en") == "14 January 2026"
    assert long_date(late, "en", TAIPEI) == "15 January 2026"


@pytest.mark.parametrize(
    ("language", "zone", "expected"),
    [
        ("en", "Asia/Taipei", "14:05 GMT+8"),
        ("en-us", "America/New_York", "1:05\u202fAM GMT\u22125"),
        ("en", "Asia/Kolkata", "11:35 GMT+5:30"),
        ("en", "Europe/London", "06:05 GMT"),
        ("zh-hant", "Asia/Taipei", "下午2:05 GMT+8"),
        ("fr", "Europe/Paris", "07:05 GMT+1"),
        ("hi", "Asia/Kolkata", "11:35 GMT+5:30"),
        ("ur", "Asia/Karachi", "۱۱:۰۵ \u2066GMT+5\u2069"),
    ],
)
def test_time_of_day_with_its_zone(language: str, zone: str, expected: str) -> None:
    moment = datetime(2026, 1, 15, 6, 5, tzinfo=UTC)
    assert clock(moment, language, ZoneInfo(zone)) == expected


def test_summer_time_is_heeded() -> None:
    assert clock(datetime(2026, 7, 1, 12, 0, tzinfo=UTC), "en", ZoneInfo("Europe/London")) == "13:00 GMT+1"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock(datetime(2026, 1, 15, 14, 5, tzinfo=None), "en")  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        long_date(datetime(2026, 1, 15, 14, 5, tzinfo=None), "en")  # noqa: DTZ001
