"""Gifts for tests, and what the trial provider does with them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from freesheet.contributions.actions import Wish, begin, offer, settle
from freesheet.contributions.models import Charge, Posting, TrialPayment
from freesheet.contributions.providers.provider import Ways
from freesheet.lib.money import Money

WAYS = Ways("http://testserver/giving/gift/x/", "http://testserver")


def wish(**more: Any) -> Wish:
    """Somebody wants to give 300 New Taiwan dollars."""
    plain: dict[str, Any] = {
        "key": "key", "money": Money(30_000, "TWD"), "rhythm": "once", "email": "ada@example.org", "name": "Ada",
        "language": "en", "provider": "trial",
    }  # fmt: skip
    return Wish(**{**plain, **more})


def begun(*, paid: bool = False, **more: Any) -> Charge:
    """A gift that is begun; or paid."""
    charge = begin(wish(**more))
    if paid:
        offer(charge, WAYS)
        pay(charge)
        settle(charge)
        charge.refresh_from_db()
    return charge


def _payment(charge: Charge) -> TrialPayment:
    charge.refresh_from_db()
    return TrialPayment.objects.get(reference=charge.reference)


def pay(charge: Charge) -> None:
    """The money comes, at the provider."""
    payment = _payment(charge)
    payment.state = "paid"
    payment.save()


def refuse(charge: Charge) -> None:
    """The card is refused; what was paid stays paid."""
    payment = _payment(charge)
    if payment.state != "paid":
        payment.state = "refused"
        payment.save()


def send_back(charge: Charge, minor: int) -> None:
    """Some of what was paid goes back; never more than came."""
    payment = _payment(charge)
    if payment.state == "paid":
        payment.returned_minor = min(payment.minor, payment.returned_minor + minor)
        payment.save()


def balances(currency: str) -> dict[str, int]:
    """What the books say of each account: debits less credits, in minor units."""
    found: Counter[str] = Counter()
    for line in Posting.objects.filter(currency=currency):
        found[line.debit] += line.minor
        found[line.credit] -= line.minor
    return dict(found)
