"""Receipts, numbered without gaps in each fiscal year."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F

from freesheet.contributions.models import Charge, Receipt, Series


def fiscal_year(at: datetime) -> str:
    """The year in whose series a receipt is: by the calendar of the outlet's own time zone."""
    return str(at.astimezone(ZoneInfo(settings.PUBLICATION.timezone)).year)


def issue(charge: Charge, at: datetime, *, first: bool = False) -> Receipt:
    """The receipt of a gift: one, whatever happens afterwards. Called in the transaction in which the money came.

    The number is taken with that transaction, so one that is rolled back leaves no gap; until it ends, others wait for
    the next one. ``first``: nothing was entered for this gift before, so there is none yet.
    """
    known = None if first else Receipt.objects.filter(charge=charge).first()
    if known is not None:
        return known
    series = _counted_on(fiscal_year(at))
    return Receipt.objects.create(charge=charge, series=series, number=series.last, issued_at=at)


def _counted_on(year: str) -> Series:
    """The series of a year, with a number that nobody else has."""
    found = Series.objects.filter(name=year)
    if not found.update(last=F("last") + 1):
        Series.objects.bulk_create([Series(name=year)], ignore_conflicts=True)
        found.update(last=F("last") + 1)
    return found.get()
