"""A receipt on paper: what it says is settled when it is first made, and is the same whenever it is made again."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale

from freesheet.contributions.letters.languages import apart, from_left, written_in
from freesheet.contributions.letters.setting import pdf
from freesheet.contributions.models import Receipt, ReceiptSheet, ReceiptText
from freesheet.editions.queries import default_language, publication
from freesheet.lib.dates import long_date
from freesheet.lib.money import written
from freesheet.lib.scripts import direction

GIVER = 1
"""In which row a receipt says who gave."""


def name_of_file(receipt: Receipt) -> str:
    """What the file is called."""
    return f"receipt-{receipt}.pdf"


def pdf_of(receipt: Receipt) -> bytes:
    """The receipt as a PDF: the same bytes each time."""
    sheet = sheet_of(receipt)
    return pdf(sheet.said, receipt.issued_at)


def sheet_of(receipt: Receipt) -> ReceiptSheet:
    """What the receipt says; settled now, where it was not before."""
    known = ReceiptSheet.objects.filter(receipt=receipt).first()
    if known is not None:
        return known
    language = written_in(receipt.charge.language)
    with override(language):
        fresh = _said(receipt, language)
    return ReceiptSheet.objects.get_or_create(receipt=receipt, defaults={"language": language, "said": fresh})[0]


def text_for(language: str, country: str) -> ReceiptText:
    """The outlet's words for givers of a language and country: the nearest there are; empty where there are none."""
    wanted = [(each, place) for each in (language, default_language()) for place in (country, "")]
    found = {(text.language, text.country): text for text in ReceiptText.objects.all()}
    return next((found[each] for each in wanted if each in found), ReceiptText(language=language, country=country))


def without_giver(said: dict[str, Any]) -> dict[str, Any]:
    """What a receipt says of whom it does not say that it is any more."""
    rows = [list(row) for row in said["rows"]]
    rows[GIVER][1] = "–"
    return {**said, "rows": rows}


def _said(receipt: Receipt, language: str) -> dict[str, Any]:
    charge = receipt.charge
    text = text_for(charge.language, charge.country)
    there = {locale.language_code: locale for locale in Locale.objects.all()}
    locale = there.get(charge.language) or there.get(default_language())
    outlet = publication(locale) if locale is not None else None
    day = (charge.received_at or receipt.issued_at).astimezone(ZoneInfo(settings.PUBLICATION.timezone)).date()
    giver = "–" if charge.supporter.is_forgotten else charge.supporter.name or charge.supporter.email or ""
    return {
        "language": language,
        "right_to_left": direction(language) == "rtl",
        "day": [day.year, day.month, day.day],
        "paper": " ".join(outlet.name.split()) if outlet else "Freesheet",
        "title": _("Receipt"),
        "says": _("We have received this gift, and thank you for it."),
        "rows": [
            [_("Number"), from_left(str(receipt), language)],
            [_("Received from"), apart(giver, language)],
            [_("Amount"), apart(written(charge.money, language), language)],
            [_("Received"), long_date(day, language)],
        ],
        "legal": text.legal,
        "issuer": text.issuer or (outlet.imprint if outlet else ""),
    }
