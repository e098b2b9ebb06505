"""Another card for a lasting gift, given on Stripe's own page: a Checkout Session in setup mode.

https://docs.stripe.com/payments/checkout/subscriptions/update-payment-details
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge
from freesheet.contributions.providers.provider import Ways
from freesheet.contributions.providers.stripe.calls import Calls
from freesheet.contributions.providers.stripe.checkout import LOCALES
from freesheet.contributions.providers.stripe.marks import marks

Json = dict[str, Any]

SUBSCRIPTION = "freesheet_subscription"


def wanted(charge: Charge, subscription: Json, ways: Ways) -> Json:
    """The Checkout Session on which a card is given for the subscription of a gift."""
    what = {**marks(charge), SUBSCRIPTION: subscription["id"]}
    return {
        "mode": "setup",
        "currency": charge.currency.lower(),
        "customer": subscription["customer"],
        "metadata": what,
        "setup_intent_data": {"metadata": what},
        # Stripe writes the number of its page there.
        "success_url": f"{ways.gift}?with={{CHECKOUT_SESSION_ID}}",
        "cancel_url": ways.gift,
        "locale": LOCALES.get(charge.language, "auto"),
    }


def repaired(calls: Calls, session: Json, charge: Charge) -> Charge:
    """Let the subscription be paid by the card that was given, and what is open at once. Twice is once."""
    name = (session.get("metadata") or {}).get(SUBSCRIPTION, "")
    if session["status"] != "complete" or charge.plan is None or charge.plan.reference != name:
        return charge
    card = calls.set_up(session["setup_intent"])["payment_method"]
    subscription = calls.subscription(name)
    if subscription["status"] in ("canceled", "incomplete_expired"):
        return charge
    if subscription.get("default_payment_method") != card:
        subscription = calls.update(name, {"default_payment_method": card}, f"repair:{session['id']}")
    latest = subscription.get("latest_invoice")
    if subscription["status"] == "past_due" and latest:
        # Refused again: Stripe tells of that as of every refusal.
        with suppress(ProviderProblem):
            calls.collect(str(latest))
    return charge.plan.charges.exclude(reference="").order_by("-pk").first() or charge
