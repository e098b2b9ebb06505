"""Times as the newsroom tells them: short, in its own zone, with the name of the place."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from babel.dates import get_timezone_location
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

A_WEEK = timedelta(days=6)


def here(at: datetime) -> datetime:
    """A time in the newsroom's zone."""
    return at.astimezone(settings.PUBLICATION.zone)


def now() -> datetime:
    """What the newsroom's clock says."""
    return here(timezone.now())


def place() -> str:
    """Where the newsroom's clock hangs, in the language that is spoken: Taipei, 台北."""
    return _place(settings.PUBLICATION.timezone, get_language() or "en")


@lru_cache(maxsize=64)
def _place(zone: str, language: str) -> str:
    if "/" not in zone or zone.startswith("Etc/"):
        return zone
    try:
        locale = Locale.parse(to_locale(language))
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    return get_timezone_location(zone, locale=locale, return_city=True)


def offset() -> str:
    """How far the newsroom's clock is from UTC now: UTC+8, UTC-3:30."""
    away = now().utcoffset() or timedelta()
    minutes = round(away.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def short(at: datetime) -> str:
    """A time as briefly as it can be told: 15:00 today, Tue in this week, else the day."""
    when, today = here(at), now()
    if when.date() == today.date():
        return date_format(when, "H:i")
    if today < when < today + A_WEEK:
        return date_format(when, "D")
    return date_format(when, "MONTH_DAY_FORMAT")


def exact(at: datetime) -> str:
    """A time with its day where that is not today, and the place: 18:30 Taipei."""
    when = here(at)
    clock = date_format(when, "H:i")
    if when.date() != now().date():
        clock = f"{date_format(when, 'MONTH_DAY_FORMAT')} {clock}"
    return _("%(time)s %(place)s") % {"time": clock, "place": place()}


def since(at: datetime) -> str:
    """To the second where it was today, else the day."""
    when = here(at)
    return date_format(when, "H:i:s" if when.date() == now().date() else "MONTH_DAY_FORMAT")


def ago(at: datetime) -> str:
    """How long something has waited: 2 hours."""
    return timesince(at, depth=1)


def greeting() -> str:
    """What one says at this hour."""
    hour = now().hour
    if 5 <= hour < 12:
        return _("Good morning, %s")
    return _("Good afternoon, %s") if 12 <= hour < 18 else _("Good evening, %s")


def zone() -> str:
    """Whose time the newsroom tells: Taipei time (UTC+8)."""
    return _("%(place)s time (%(offset)s)") % {"place": place(), "offset": offset()}
