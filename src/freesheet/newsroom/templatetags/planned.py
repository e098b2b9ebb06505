"""Times in the newsroom's templates."""

from __future__ import annotations

from datetime import datetime

from django import template

from freesheet.newsroom import hours

register = template.Library()

register.filter("short", hours.short)
register.filter("exact", hours.exact)
register.filter("ago", hours.ago)


@register.simple_tag
def newsroom_zone() -> str:
    """Whose time the schedule tells: Taipei time (UTC+8)."""
    return hours.zone()


@register.filter
def since(at: datetime) -> str:
    """To the second, where it was today: readers have had it since then."""
    return hours.since(at)


@register.filter
def iso(at: datetime) -> str:
    """A time for machines."""
    return hours.here(at).isoformat(timespec="minutes")
