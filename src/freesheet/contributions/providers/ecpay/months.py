"""The months of a lasting gift, which ECPay takes by itself; and a gift whose two pages were both paid."""

from __future__ import annotations

from typing import Any

from freesheet.contributions.models import Charge
from freesheet.contributions.providers.ecpay.numbers import AGAIN, BASE, NUMBER
from freesheet.contributions.providers.ecpay.reading import dollars, entry_of
from freesheet.lib.money import Money

Json = dict[str, Any]

KEPT = ("supporter", "provider", "currency", "language", "country", "page", "campaign", "covers_fee", "shows_name")
"""What a gift that comes of another has of it."""


def of_number(number: str) -> Charge | None:
    """The gift that was handed over under a number."""
    if not NUMBER.fullmatch(number):
        return None
    ours = Charge.objects.filter(provider="ecpay", reference__startswith=number[:BASE])
    return ours.exclude(reference__contains=":").first()


def paid_as(charge: Charge) -> str:
    """The number under which a gift was paid first; empty where it was not yet."""
    line = charge.postings.filter(about="paid").order_by("-pk").first()
    return line.key.rpartition(":")[2] if line and charge.received_at else ""


def begin(first: Charge, number: str, payment: str, period: Json) -> Charge:
    """The gift of a payment of a lasting order: the first one, or one that begins here."""
    line = entry_of(period, payment)
    log = period["ExecLog"]
    if first.plan is None or str(log[0]["gwsr"]) == payment:
        return first
    return _another(first, f"{number}:{payment}", dollars(line["amount"]), plan=first.plan)


def begin_again(charge: Charge, number: str) -> Charge:
    """The gift of a page that was paid although another one had been. It lasts no longer than this once."""
    return _another(charge, f"{number}{AGAIN}", charge.money)


def _another(charge: Charge, reference: str, money: Money, **more: Any) -> Charge:
    like = {name: getattr(charge, name) for name in KEPT}
    made, _new = Charge.objects.get_or_create(
        key=f"ecpay-{reference}",
        defaults={
            **like, "cover_minor": charge.cover_in(money), "reference": reference, "minor": money.minor, **more,
        },
    )  # fmt: skip
    return made
