"""Our stand-in's objects are of the form of Stripe's own examples, and our calls of the form of its library's types."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import stripe
from tests.contributions.giving import WAYS, begun
from tests.contributions.stripe import fake

from freesheet.contributions.actions import give_back, offer, repair, settle
from freesheet.contributions.providers.stripe import reading

pytestmark = pytest.mark.django_db

Json = dict[str, Any]


@pytest.fixture(scope="module")
def examples() -> dict[str, Json]:
    """What Stripe publishes beside the description of its API, an object of each kind."""
    path = Path(os.environ.get("FREESHEET_SHARED_FIXTURES", "")) / "stripe" / "fixtures3.json"
    if not path.is_file():
        pytest.skip("Stripe's own examples are not here: set FREESHEET_SHARED_FIXTURES to where stripe/ is.")
    found: dict[str, Json] = json.loads(path.read_text("utf-8"))["resources"]
    return found


LEFT_OUT = "payment.payment_intent is unknown"
"""The example of an invoice's payment leaves out the field that says by what it was paid. The library has it."""

FREE = {"metadata", "data.object"}
"""Whose keys are anybody's, or are another kind's."""


def differences(ours: Any, theirs: Any, where: str = "") -> list[str]:
    """What in one of our objects is not as in theirs. Nothing is like anything: Stripe's fields may be empty."""
    if ours is None or theirs is None or where in FREE or where.rsplit(".", 1)[-1] == "metadata":
        return []
    if isinstance(ours, dict) and isinstance(theirs, dict):
        absent = [f"{where}.{name} is unknown" for name in ours if name not in theirs]
        within = [
            differences(ours[name], theirs[name], f"{where}.{name}".lstrip(".")) for name in ours if name in theirs
        ]
        return [*absent, *(line for lines in within for line in lines)]
    if isinstance(ours, list) and isinstance(theirs, list):
        return [line for each in ours for line in (differences(each, theirs[0], where) if theirs else [])]
    return [] if type(ours) is type(theirs) else [f"{where}: {type(ours).__name__}, not {type(theirs).__name__}"]


def test_every_kind_of_object_has_stripes_keys_and_types(world: fake.World, examples: dict[str, Json]) -> None:
    once, lasting = begun(provider="stripe"), begun(provider="stripe", key="month", rhythm="month")
    for charge in (once, lasting):
        offer(charge, WAYS)
        charge.refresh_from_db()
        world.pay(charge.reference)
        settle(charge)
        charge.refresh_from_db()
    give_back(once, once.money, "account 1")
    world.fail_refund(world.of_kind("refund")[0]["id"])
    dispute = world.dispute(world.get(once.reference)["payment_intent"], 10_000)
    assert dispute is not None
    world.decide(dispute["id"], "won")
    assert lasting.plan is not None
    lasting.plan.refresh_from_db()
    world.give_card(repair(lasting.plan, WAYS).rsplit("/", 1)[1])
    world.month(lasting.plan.reference, paid=False)
    world.pay_out("TWD")
    answers = fake.Answers(world)
    seen: dict[str, list[str]] = {}
    for thing in list(world.things.values()):
        shown = answers._shown(thing, {"expand": ["payments"]} if thing["object"] == "invoice" else {})
        shown.pop("payments", None)
        seen.setdefault(thing["object"], []).extend(differences(shown, examples[thing["object"]]))
    assert set(seen) >= {
        "checkout.session", "payment_intent", "charge", "refund", "dispute", "balance_transaction", "payout", "invoice",
        "invoice_payment", "subscription", "price", "event", "setup_intent",
    }  # fmt: skip
    assert "payment_intent" in stripe.InvoicePayment.Payment.__annotations__
    seen["invoice_payment"] = [line for line in seen["invoice_payment"] if line != LEFT_OUT]
    assert {kind: sorted(set(found)) for kind, found in seen.items() if found} == {}


def test_the_card_of_a_payment_is_what_stripe_calls_it_whether_it_was_taken_or_not(examples: dict[str, Json]) -> None:
    charge = examples["charge"]
    print_of = charge["payment_method_details"]["card"]["fingerprint"]
    intent = {"status": "succeeded", "latest_charge": charge, "amount_received": 300, "currency": charge["currency"]}
    assert reading.paid(intent, []).card == print_of
    refused = {**intent, "status": "requires_payment_method", "last_payment_error": {"type": "card_error"}}
    assert reading.paid(refused, []).card == print_of
    assert reading.paid({**refused, "latest_charge": None}, []).card == ""
