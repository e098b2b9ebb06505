"""Moments as an export writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from freesheet.importers.wordpress.records import WordpressItem

# The standard library would read the year -0001 as 2000.
_FEED_DATE = re.compile(r"\d{1,2} [A-Z][a-z]{2} (?:19|20)\d\d \d\d:\d\d")
_LITTLE_WHILE = timedelta(minutes=1)


def moment(written: str) -> datetime | None:
    """A moment in universal time written as ``2012-12-19 13:55:10``; None for one that never was, such as all zeros."""
    try:
        return datetime.strptime(written.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def published_at(item: WordpressItem) -> tuple[datetime | None, str]:
    """When an item was, or is to be, published, and a sentence if that had to be guessed.

    The universal time counts; else the date of the feed, which names its zone; else the local time of the old site,
    whose zone no export tells.
    """
    exact = moment(item.date_gmt)
    if exact is not None:
        return exact, ""
    told = _from_feed(item.published)
    if told is not None:
        return told, ""
    local = moment(item.date)
    if local is not None:
        return local, "Its date is given in the old site's local time only; it was read as universal time."
    return None, ""


def _from_feed(written: str) -> datetime | None:
    """A moment as feeds write it. The day on which no day falls is WordPress's way of writing none."""
    if not _FEED_DATE.search(written) or "30 Nov 1999 00:00:00" in written:
        return None
    try:
        told = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)


def changed_at(item: WordpressItem, published: datetime | None) -> datetime | None:
    """When an item was last changed after it was published; None if it was not."""
    changed = moment(item.modified_gmt)
    if changed is None or published is None or changed < published + _LITTLE_WHILE:
        return None
    return changed
