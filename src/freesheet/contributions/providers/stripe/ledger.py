"""All that lies with Stripe since a time: what may be news, and every line of the balance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from freesheet.contributions.models import Charge
from freesheet.contributions.providers.provider import Move
from freesheet.contributions.providers.stripe.calls import Calls
from freesheet.contributions.providers.stripe.marks import is_marked, marked, plan_by_reference, subscription_of
from freesheet.contributions.providers.stripe.reading import lasting, money
from freesheet.contributions.rules import PlanState

Json = dict[str, Any]
Find = Callable[[str], Charge | None]

SIGNS = {"charge": 1, "refund": -1, "refund_failure": 1, "dispute": -1, "dispute_reversal": 1}
"""Reporting categories of lines that are about a gift: https://docs.stripe.com/reports/reporting-categories."""

PAYOUTS = ("payout", "payout_reversal", "payout_minimum_balance_hold", "payout_minimum_balance_release")

STATES = {
    "active": (PlanState.PENDING, PlanState.ACTIVE, PlanState.PAST_DUE),
    "paused": (PlanState.PAUSED,),
    "stopped": (PlanState.CANCELLED,),
    "ended": (PlanState.LAPSED, PlanState.CANCELLED),
}
"""Where a plan may stand when its subscription stands so. What it is then is said by its gifts."""


def subjects(calls: Calls, since: datetime) -> Iterator[str]:
    """What may be news, each once: our sessions, payments, invoices, what went back or is disputed, subscriptions."""
    seen: set[str] = set()
    for name in _all(calls, {"created": {"gte": int(since.timestamp())}}):
        if name not in seen:
            seen.add(name)
            yield name


def _all(calls: Calls, since: Json) -> Iterator[str]:
    yield from (each["id"] for each in calls.listed("checkout.sessions", since) if is_marked(each))
    yield from (each["id"] for each in calls.listed("payment_intents", since) if is_marked(each))
    for invoice in calls.listed("invoices", since):
        details = (invoice.get("parent") or {}).get("subscription_details") or {}
        ours = is_marked(details) or plan_by_reference(subscription_of(invoice))
        if ours and invoice["status"] not in ("draft", "void"):
            yield invoice["id"]
    for kind in ("refunds", "disputes"):
        yield from (each["payment_intent"] for each in calls.listed(kind, since) if each["payment_intent"])
    # Not by time: one that began long ago may have been cancelled yesterday.
    for subscription in calls.listed("subscriptions", {"status": "all"}):
        if _differs(subscription):
            yield subscription["id"]


def _differs(subscription: Json) -> bool:
    plan = plan_by_reference(subscription["id"])
    if plan is None:
        return is_marked(subscription)
    says = lasting(subscription)
    return plan.state not in STATES.get(says.state, tuple(PlanState)) or says.money not in (None, plan.money)


def moves(calls: Calls, since: datetime, find: Find) -> Iterator[Move]:
    """The lines of the balance, the oldest first."""
    asked = {"created": {"gte": int(since.timestamp())}, "expand": ["data.source"]}
    found: dict[str, Charge | None] = {}
    for line in reversed(list(calls.listed("balance_transactions", asked))):
        yield _move(line, find, found)


def _move(line: Json, find: Find, found: dict[str, Charge | None]) -> Move:
    category = line["reporting_category"]
    net = money(line["amount"], line["currency"])
    fee = money(line["fee"], line["currency"])
    at = datetime.fromtimestamp(line["created"], UTC)
    if category in PAYOUTS:
        return Move(line["id"], "payout", net, fee, at)
    if category == "fee":
        return Move(line["id"], "fee", net, fee, at)
    source = line["source"]
    charge = _gift(source, find, found) if category in SIGNS and isinstance(source, dict) else None
    if charge is None:
        return Move(line["id"], "other", net, fee, at)
    of = money(SIGNS[category] * source["amount"], source["currency"])
    return Move(line["id"], "gift" if category == "charge" else "back", net, fee, at, charge, of)


def _gift(source: Json, find: Find, found: dict[str, Charge | None]) -> Charge | None:
    """The gift that a charge, a refund or a dispute is about."""
    known = marked(source)
    if known is not None:
        return known
    payment = source.get("payment_intent") or ""
    name = payment["id"] if isinstance(payment, dict) else payment
    if name and name not in found:
        found[name] = find(name)
    return found.get(name)
