"""How our own are known among others: an account with Stripe may serve a shop, or another paper, too."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from freesheet.contributions.models import Charge, Plan

GIFT, PAPER = "freesheet_gift", "freesheet_paper"

Json = dict[str, Any]


def marks(charge: Charge) -> dict[str, str]:
    """What an object of ours bears: the gift's number and the paper's address, and nothing of who gives."""
    return {GIFT: str(charge.pk), PAPER: address()}


def address() -> str:
    """The paper's address."""
    return settings.PUBLICATION.address


def marked(thing: Json) -> Charge | None:
    """The gift that an object says it belongs to; None where it bears no mark, or another paper's."""
    written = thing.get("metadata") or {}
    number = str(written.get(GIFT, ""))
    if written.get(PAPER) != address() or not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    return Charge.objects.filter(pk=int(number), provider="stripe").first()


def is_marked(thing: Json) -> bool:
    """Whether an object says that it is this paper's."""
    return (thing.get("metadata") or {}).get(PAPER) == address()


def subscription_of(invoice: Json) -> str:
    """The subscription of an invoice; empty where it has none. Before the API of March 2025 it stood elsewhere."""
    details = (invoice.get("parent") or {}).get("subscription_details") or {}
    found = details.get("subscription") or invoice.get("subscription") or ""
    return str(found["id"] if isinstance(found, dict) else found)


def by_reference(reference: str) -> Charge | None:
    """The gift that Stripe calls so."""
    return Charge.objects.filter(provider="stripe", reference=reference).first()


def plan_by_reference(reference: str) -> Plan | None:
    """The lasting gift that Stripe calls so."""
    return Plan.objects.filter(provider="stripe", reference=reference).first() if reference else None
