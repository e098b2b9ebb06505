"""What Stripe's objects say of a gift. Plain data in, facts out; nobody is asked here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.providers.provider import Facts, Lasting
from freesheet.contributions.providers.stripe.amounts import from_stripe
from freesheet.lib.money import Money, MoneyProblem

Json = dict[str, Any]

NOT_COLLECTED = "freesheet: could not be collected"
"""What a subscription that we ended for that says; by it we know it again."""


@contextmanager
def understood() -> Iterator[None]:
    """What Stripe answers is of the form that its documentation says.

    Raises:
        ProviderProblem: it is not.
    """
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as problem:
        raise ProviderProblem(
            _("Stripe gave an answer that we do not understand (%(kind)s)."), kind=type(problem).__name__
        ) from problem


def money(amount: int, currency: str) -> Money:
    """What an amount of Stripe's is.

    Raises:
        ProviderProblem: it is one that cannot be.
    """
    try:
        return from_stripe(amount, currency)
    except MoneyProblem as problem:
        raise ProviderProblem(_("Stripe names an amount that cannot be: %(problem)s"), problem=problem) from problem


def paid(intent: Json, disputes: list[Json]) -> Facts:
    """What a PaymentIntent says, with its latest charge in full, and the disputes of that, the newest first."""
    charge = intent.get("latest_charge")
    if intent["status"] != "succeeded" or not isinstance(charge, dict):
        return Facts(refused=refused(intent), card=_card(charge))
    received = intent["amount_received"] if "amount_received" in intent else charge["amount"]
    came = money(received, intent["currency"])
    # An inquiry takes no money, and may end without any dispute.
    dispute = next((each for each in disputes if not each["status"].startswith(("warning_", "prevented"))), None)
    return Facts(
        paid=came,
        fee=_fee(charge, came.currency),
        returned=money(charge["amount_refunded"], charge["currency"]),
        dispute=_outcome(dispute["status"]) if dispute else "",
        dispute_name=dispute["id"] if dispute else "",
        disputed=money(dispute["amount"], dispute["currency"]) if dispute else None,
        card=_card(charge),
    )


def _card(charge: object) -> str:
    """What Stripe calls the card: https://docs.stripe.com/api/charges/object, ``fingerprint``."""
    how = charge.get("payment_method_details") if isinstance(charge, dict) else None
    return str(((how or {}).get("card") or {}).get("fingerprint") or "")


def refused(intent: Json) -> bool:
    """Whether it was tried in vain. One that is on its way, as a direct debit is for days, is not."""
    failed = intent["status"] == "requires_payment_method" and bool(intent.get("last_payment_error"))
    return failed or intent["status"] == "canceled"


def lasting(subscription: Json) -> Lasting:
    """What a subscription says of a lasting gift."""
    items = subscription["items"]["data"]
    price = items[0]["price"] if items and items[0].get("price") else None
    each = money(price["unit_amount"], price["currency"]) if price and price.get("unit_amount") else None
    return Lasting(subscription["id"], _state(subscription), each)


def next_at(subscription: Json) -> datetime | None:
    """When money is taken next; None where none is. Before the API of March 2025 it stood elsewhere."""
    if _state(subscription) != "active" or subscription.get("cancel_at_period_end"):
        return None
    items = subscription["items"]["data"]
    ends = (items[0].get("current_period_end") if items else None) or subscription.get("current_period_end")
    return datetime.fromtimestamp(ends, UTC) if ends else None


def _state(subscription: Json) -> str:
    status = subscription["status"]
    if status == "canceled":
        why = subscription.get("cancellation_details") or {}
        in_vain = why.get("reason") in ("payment_failed", "payment_disputed") or why.get("comment") == NOT_COLLECTED
        return "ended" if in_vain else "stopped"
    if status == "incomplete_expired":
        return "ended"
    if status == "paused" or (subscription.get("pause_collection") and status in ("active", "past_due")):
        return "paused"
    return "active" if status in ("active", "trialing") else ""


def _fee(charge: Json, currency: str) -> Money | None:
    """What Stripe kept, if it settled in the gift's own currency. Else it comes from the balance, with the exchange."""
    line = charge.get("balance_transaction")
    if not isinstance(line, dict) or line["currency"].upper() != currency:
        return None
    return money(line["fee"], line["currency"])


def _outcome(status: str) -> str:
    return status if status in ("won", "lost") else "open"
