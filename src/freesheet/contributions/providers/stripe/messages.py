"""What Stripe tells by itself: whether it is from Stripe and about us, and what is to be asked about then."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import stripe
from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import LONGEST_REFERENCE
from freesheet.contributions.providers.provider import Told
from freesheet.contributions.providers.stripe.keys import Keys
from freesheet.contributions.providers.stripe.marks import (
    PAPER,
    address,
    by_reference,
    is_marked,
    plan_by_reference,
    subscription_of,
)

Json = dict[str, Any]

TOLERANCE_SECONDS = 300
"""How old a message may be: Stripe's own library says so. One that is sent again is signed anew."""

MOST_BYTES = 256 * 1024


def told(keys: Keys, headers: Mapping[str, str], body: bytes) -> Told | None:
    """What a message says; None where it is about something that is not ours, or nothing to us.

    Raises:
        ProviderProblem: it is not signed by Stripe, too old, of the other mode, or no message.
    """
    if len(body) > MOST_BYTES:
        raise ProviderProblem(_("A message from Stripe is longer than any that it sends."))
    _verify(keys, headers.get("stripe-signature", ""), body)
    try:
        event = json.loads(body)
        name, kind, live, thing = event["id"], event["type"], event["livemode"], event["data"]["object"]
    except (ValueError, KeyError, TypeError):
        raise ProviderProblem(_("A message that Stripe signed cannot be read.")) from None
    if live is not keys.live:
        raise ProviderProblem(_("A message from Stripe is of test mode and our key is not, or the other way round."))
    subject = KINDS[kind](thing) if kind in KINDS else ""
    if not subject or len(subject) > LONGEST_REFERENCE:
        return None
    return Told(str(name), kind, subject)


def _verify(keys: Keys, signature: str, body: bytes) -> None:
    for secret in keys.webhook:
        try:
            stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE_SECONDS)
        except (stripe.SignatureVerificationError, UnicodeDecodeError):
            continue
        return
    raise ProviderProblem(_("A message is not signed with the secret in keys/stripe-webhook.key, or it is too old."))


def _session(thing: Json) -> str:
    return thing["id"] if is_marked(thing) or by_reference(thing["id"]) else ""


def _payment(thing: Json) -> str:
    """A charge, refund or dispute: it is about a payment, and often bears no mark."""
    payment = thing.get("payment_intent") or ""
    name = payment["id"] if isinstance(payment, dict) else payment
    other = (thing.get("metadata") or {}).get(PAPER) not in (None, address())
    return "" if other else str(name)


def _intent(thing: Json) -> str:
    return str(thing["id"]) if is_marked(thing) else ""


def _invoice(thing: Json) -> str:
    name = subscription_of(thing)
    details = (thing.get("parent") or {}).get("subscription_details") or thing.get("subscription_details") or {}
    if not name or (not is_marked(details) and not plan_by_reference(name) and not by_reference(thing["id"])):
        return ""
    return str(thing["id"])


def _subscription(thing: Json) -> str:
    return thing["id"] if is_marked(thing) or plan_by_reference(thing["id"]) else ""


KINDS: dict[str, Callable[[Json], str]] = {
    **{f"checkout.session.{each}": _session for each in (
        "completed", "expired", "async_payment_succeeded", "async_payment_failed",
    )},
    **{f"payment_intent.{each}": _intent for each in ("succeeded", "payment_failed")},
    **{f"invoice.{each}": _invoice for each in ("paid", "payment_failed", "voided", "marked_uncollectible")},
    **{f"customer.subscription.{each}": _subscription for each in ("updated", "deleted", "paused", "resumed")},
    **{f"charge.{each}": _payment for each in ("refunded", "refund.updated")},
    **{f"refund.{each}": _payment for each in ("created", "updated", "failed")},
    **{f"charge.dispute.{each}": _payment for each in (
        "created", "updated", "closed", "funds_withdrawn", "funds_reinstated",
    )},
}  # fmt: skip
"""The kinds of messages that say something of a gift, and what is asked about then. The operators' page names them."""
