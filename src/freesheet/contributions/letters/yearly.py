"""What somebody gave in a year, on one sheet: for who adds up gifts once a year."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale

from freesheet.contributions.letters.languages import apart, from_left
from freesheet.contributions.letters.receipt import text_for
from freesheet.contributions.letters.setting import pdf
from freesheet.contributions.models import Charge, Supporter
from freesheet.editions.queries import default_language, publication
from freesheet.lib.dates import long_date
from freesheet.lib.money import Money, written
from freesheet.lib.numerals import digits
from freesheet.lib.scripts import direction


def gifts_of(year: int) -> QuerySet[Charge]:
    """The gifts that were received in a year of the outlet's time zone, in their order."""
    zone = ZoneInfo(settings.PUBLICATION.timezone)
    first, end = (datetime(each, 1, 1, tzinfo=zone) for each in (year, year + 1))
    return Charge.objects.filter(received_at__gte=first, received_at__lt=end).order_by("received_at", "pk")


def totals(charges: list[Charge]) -> list[Money]:
    """What stayed of them, for each currency."""
    found: dict[str, Money] = {}
    for charge in charges:
        stayed = charge.money - charge.returned
        found[charge.currency] = found[charge.currency] + stayed if charge.currency in found else stayed
    return [found[currency] for currency in sorted(found)]


def pdf_of_year(supporter: Supporter, year: int, language: str) -> bytes:
    """The sheet, in the language that is active."""
    charges = list(gifts_of(year).filter(supporter=supporter).select_related("receipt__series"))
    made = max((charge.received_at for charge in charges if charge.received_at), default=supporter.created_at)
    return pdf(_said(supporter, year, charges, language), made)


def _said(supporter: Supporter, year: int, charges: list[Charge], language: str) -> dict[str, Any]:
    country = next((charge.country for charge in reversed(charges) if charge.country), "")
    text = text_for(supporter.language, country)
    there = {locale.language_code: locale for locale in Locale.objects.all()}
    locale = there.get(supporter.language) or there.get(default_language())
    outlet = publication(locale) if locale is not None else None
    shown = digits(str(year), language)
    return {
        "language": language,
        "right_to_left": direction(language) == "rtl",
        "day": [year, 12, 31],
        "paper": " ".join(outlet.name.split()) if outlet else "Freesheet",
        "title": _("Gifts of the year %(year)s") % {"year": shown},
        "says": _(
            "This is what we have received, and what of it we have sent back. Each gift has a receipt of its own."
        ),
        "rows": [[_("Received from"), apart(supporter.name or supporter.email or "", language)]],
        "head": [_("Received"), _("Receipt"), _("Amount"), _("Sent back")],
        "lines": [_line(charge, language) for charge in charges],
        "totals": [
            [_("Stayed with us in %(year)s") % {"year": shown}, apart(written(each, language), language)]
            for each in totals(charges)
        ],
        "legal": text.legal,
        "issuer": text.issuer or (outlet.imprint if outlet else ""),
    }


def _line(charge: Charge, language: str) -> list[str]:
    zone = ZoneInfo(settings.PUBLICATION.timezone)
    back = apart(written(charge.returned, language), language) if charge.returned_minor else "–"
    return [
        long_date(charge.received_at or charge.created_at, language, zone),
        from_left(str(charge.receipt), language),
        apart(written(charge.money, language), language),
        back,
    ]
