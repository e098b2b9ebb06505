"""The months of a lasting gift: Stripe takes the money by itself, and each of its invoices is a gift of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from freesheet.contributions.models import Charge, Plan
from freesheet.contributions.providers.provider import Facts, Lasting
from freesheet.contributions.providers.stripe.reading import money

Json = dict[str, Any]


def payment_of(invoice: Json) -> str:
    """The PaymentIntent by which an invoice was paid, or is to be; empty where there is none."""
    payments = (invoice.get("payments") or {}).get("data", [])
    best = sorted(payments, key=lambda each: (each["status"] != "paid", not each["is_default"]))
    found = best[0]["payment"].get("payment_intent") if best else invoice.get("payment_intent")
    return str(found["id"] if isinstance(found, dict) else found or "")


def facts(invoice: Json, payment: Facts, lasting: Lasting | None) -> Facts:
    """What an invoice says of a gift, with what its payment says, and its subscription."""
    if payment.paid is not None:
        return replace(payment, lasting=lasting)
    if invoice["status"] in ("void", "uncollectible"):
        return Facts(given_up=True, lasting=lasting)
    return Facts(refused=payment.refused and invoice["status"] == "open", lasting=lasting, card=payment.card)


def charge_of(plan: Plan, invoice: Json) -> Charge | None:
    """The gift that an invoice is: the plan's first, or a new month's, which begins here. None for one of nothing."""
    first = plan.charges.order_by("pk").first()
    if first is None or invoice["status"] == "draft" or not invoice["amount_due"]:
        return None
    if invoice["billing_reason"] == "subscription_create":
        if Charge.objects.filter(pk=first.pk, reference="").update(reference=invoice["id"]):
            first.refresh_from_db()
        return first
    due = money(invoice["amount_due"], invoice["currency"])
    charge, _new = Charge.objects.get_or_create(
        key=f"stripe-{invoice['id']}"[:100],
        defaults={
            "supporter": plan.supporter, "plan": plan, "provider": "stripe", "reference": invoice["id"],
            "currency": due.currency, "minor": due.minor, "language": first.language, "country": first.country,
            "page": first.page, "campaign": first.campaign, "covers_fee": first.covers_fee,
            "cover_minor": first.cover_in(due), "shows_name": first.shows_name,
            "created_at": datetime.fromtimestamp(invoice["created"], UTC),
        },
    )  # fmt: skip
    return charge
