"""What Stripe's page is asked to show and take."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext, override

from freesheet.contributions.models import Charge, Rhythm
from freesheet.contributions.providers.provider import Ways
from freesheet.contributions.providers.stripe.amounts import to_stripe
from freesheet.contributions.providers.stripe.marks import address, marks

Json = dict[str, Any]

LOCALES = {
    "de": "de", "en": "en", "es": "es", "fr": "fr", "id": "id", "it": "it", "ja": "ja", "ko": "ko", "ms": "ms",
    "pt": "pt", "th": "th", "vi": "vi", "zh-hans": "zh", "zh-hant": "zh-TW",
}  # fmt: skip
"""Stripe's pages in our languages. In the others it shows what the browser asks for."""

LONGEST_DESCRIPTION = 250


def wanted(charge: Charge, ways: Ways) -> Json:
    """The Checkout Session of a gift: https://docs.stripe.com/api/checkout/sessions/create.

    Who gives comes back to the gift's page either way, and is told there what became of it. The only thing that Stripe
    is told of them is the address to which it sends its own receipt; on its page they type the rest.
    """
    lasting = charge.plan is not None
    what = {"description": _description(charge, ways), "metadata": marks(charge)}
    price: Json = {
        "currency": charge.currency.lower(),
        "unit_amount": to_stripe(charge.money),
        "product_data": {"name": what["description"]},
    }
    if charge.plan is not None:
        price["recurring"] = {"interval": charge.plan.rhythm}
    asked: Json = {
        "mode": "subscription" if lasting else "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "client_reference_id": f"gift-{charge.pk}",
        "metadata": marks(charge),
        "success_url": ways.gift,
        "cancel_url": ways.gift,
        "locale": LOCALES.get(charge.language, "auto"),
        # Else Stripe may offer it in the currency of the reader's country, and it would not be what was asked for.
        "adaptive_pricing": {"enabled": False},
        "subscription_data" if lasting else "payment_intent_data": what,
    }
    if charge.supporter.email:
        asked["customer_email"] = charge.supporter.email
    return asked


def _description(charge: Charge, ways: Ways) -> str:
    paper = ways.paper or urlsplit(address()).hostname or address()
    rhythm = charge.plan.rhythm if charge.plan is not None else Rhythm.ONCE
    with override(charge.language):
        text = {
            Rhythm.MONTH: gettext("A gift to %(paper)s every month"),
            Rhythm.YEAR: gettext("A gift to %(paper)s every year"),
        }.get(Rhythm(rhythm), gettext("A gift to %(paper)s"))
        return (text % {"paper": paper})[:LONGEST_DESCRIPTION]
