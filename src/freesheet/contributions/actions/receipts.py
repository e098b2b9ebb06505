"""Receipts, numbered without gaps in each fiscal year."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from freesheet.contributions.models import Charge, Receipt, Series


def fiscal_year(at: datetime) -> str:
    """The year in whose series a receipt is: by the calendar of the outlet's own time zone."""
    return str(at.astimezone(ZoneInfo(settings.PUBLICATION.timezone)).year)


def issue(charge: Charge, at: datetime) -> Receipt:
    """The receipt of a gift: one, whatever happens afterwards. Called in the transaction in which the money came.

    The number is taken with that transaction, so one that is rolled back leaves no gap.
    """
    known = Receipt.objects.filter(charge=charge).first()
    if known is not None:
        return known
    Series.objects.get_or_create(name=fiscal_year(at))
    series = Series.objects.select_for_update().get(name=fiscal_year(at))
    series.last += 1
    series.save(update_fields=["last"])
    return Receipt.objects.create(charge=charge, series=series, number=series.last, issued_at=at)
