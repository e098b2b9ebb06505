"""A month that was refused, tried again by us: Stripe is told not to, so that nobody is asked for money too often."""

from __future__ import annotations

from datetime import date
from typing import Any

from freesheet.contributions.models import Charge, Plan
from freesheet.contributions.providers.stripe.calls import Calls, CardRefused
from freesheet.contributions.providers.stripe.marks import subscription_of
from freesheet.contributions.providers.stripe.reading import NOT_COLLECTED
from freesheet.contributions.rules import MOST_TRIES

Json = dict[str, Any]


def invoice_of(calls: Calls, charge: Charge) -> Json | None:
    """The open invoice of a month; None where it is paid, or Stripe has let go of it."""
    name = charge.reference
    if name.startswith("cs_"):
        name = calls.session(name)["invoice"] or ""
    if not name.startswith("in_"):
        return None
    invoice = calls.invoice(name)
    return invoice if invoice["status"] == "open" else None


def take_over(calls: Calls, charge: Charge) -> None:
    """Let Stripe not try by itself; and a card that is given on the invoice's own page be the one from then on."""
    invoice = invoice_of(calls, charge)
    if invoice is None:
        return
    if invoice["auto_advance"]:
        calls.update_invoice(invoice["id"], {"auto_advance": False})
    subscription = subscription_of(invoice)
    if subscription:
        calls.update(subscription, {"payment_settings": {"save_default_payment_method": "on_subscription"}})


def retry(calls: Calls, charge: Charge, number: int) -> None:
    """Pay the open invoice once more, with the card that the subscription has now.

    Stripe counts its own tries, and not ours. Where it has tried by itself all the same, ours are fewer.
    """
    invoice = invoice_of(calls, charge)
    if invoice is None or max(0, invoice["attempt_count"] - 1) + number > MOST_TRIES:
        return
    if invoice["auto_advance"]:
        calls.update_invoice(invoice["id"], {"auto_advance": False})
    try:
        calls.pay_invoice(invoice["id"], f"retry:{invoice['id']}:{number}")
    except CardRefused:
        return


def give_up(calls: Calls, plan: Plan) -> None:
    """End the subscription, and say why."""
    if plan.reference and calls.subscription(plan.reference)["status"] not in ("canceled", "incomplete_expired"):
        calls.cancel(plan.reference, NOT_COLLECTED)


def card_ends(calls: Calls, plan: Plan) -> date | None:
    """A day in the last month of the card that the subscription has. Of all that Stripe says only that is read."""
    subscription = calls.subscription(plan.reference) if plan.reference else None
    name = subscription and subscription.get("default_payment_method")
    if not name:
        return None
    card = calls.payment_method(name if isinstance(name, str) else name["id"]).get("card")
    return date(card["exp_year"], card["exp_month"], 1) if card else None
