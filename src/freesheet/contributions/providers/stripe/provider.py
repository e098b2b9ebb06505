"""Gifts by Stripe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge, Plan, Rhythm
from freesheet.contributions.providers.provider import Details, Facts, Move, Offer, Told, Ways
from freesheet.contributions.providers.stripe import (
    again,
    amounts,
    checkout,
    ledger,
    messages,
    months,
    reading,
    repairing,
)
from freesheet.contributions.providers.stripe.calls import Calls, NotThere, OtherwiseAsked
from freesheet.contributions.providers.stripe.keys import Keys, read
from freesheet.contributions.providers.stripe.marks import (
    by_reference,
    marked,
    marks,
    plan_by_reference,
    subscription_of,
)
from freesheet.contributions.providers.stripe.reading import understood
from freesheet.lib.money import Money

Json = dict[str, Any]

A_MINUTE = 60
"""In seconds: so much may our clock be ahead of Stripe's."""


class Stripe:
    """By card or wallet, on Stripe's page. A gift's reference is a Checkout Session; a later month's, an invoice."""

    name = "stripe"
    label: str | Promise = _("Card or wallet, by Stripe")
    origin = "https://checkout.stripe.com https://invoice.stripe.com"
    takes_cards = True

    def __init__(self, keys: Keys, calls: Calls | None = None) -> None:
        self._keys = keys
        self._calls = calls or Calls(keys)

    def takes(self, money: Money, rhythm: str) -> bool:
        return rhythm in Rhythm and amounts.takes(money)

    @understood()
    def offer(self, charge: Charge, ways: Ways) -> Offer:
        if charge.reference.startswith("in_"):
            return self._offer_month(charge)
        key = f"offer:{charge.key}"
        if charge.reference.startswith("cs_"):
            known = self._calls.session(charge.reference)
            if known["status"] == "complete":
                return Offer(known["id"], ways.gift)
            if known["status"] == "open":
                return Offer(known["id"], known["url"])
            # It ran out, and nobody can pay it any more: another one, once for each that ran out.
            key = f"{key}:after:{known['id']}"
        try:
            made = self._calls.new_session(checkout.wanted(charge, ways), key)
        except OtherwiseAsked:
            # Its answer was lost, and the paper has another name since, or the reader another language.
            made = self._open_session(charge)
        return Offer(made["id"], made["url"] or ways.gift)

    def details(self, charge: Charge) -> Details:
        return Details()

    @understood()
    def find(self, told: str) -> Charge | None:
        finders = {"cs": self._of_session, "pi": self._of_payment, "in": self._of_invoice, "sub": self._of_subscription}
        finder = finders.get(told.partition("_")[0])
        try:
            return by_reference(told) or (finder(told) if finder else None)
        except NotThere:
            return None

    @understood()
    def ask(self, charge: Charge) -> Facts:
        kind = charge.reference.partition("_")[0]
        if kind == "in":
            return self._ask_invoice(self._calls.invoice(charge.reference))
        if kind == "pi":
            return self._ask_payment(charge.reference)
        session = self._calls.session(charge.reference)
        if session["mode"] == "subscription" and session["invoice"]:
            return self._ask_invoice(self._calls.invoice(session["invoice"]))
        if session["status"] == "expired":
            return Facts(given_up=True)
        return self._ask_payment(session["payment_intent"]) if session["payment_intent"] else Facts()

    def hear(self, headers: Mapping[str, str], body: bytes) -> Told | None:
        return messages.told(self._keys, headers, body)

    @understood()
    def stop(self, plan: Plan) -> None:
        name = plan.reference or self._begun(plan)
        # Stripe knows no cancelling of what is cancelled.
        if name and self._calls.subscription(name)["status"] not in ("canceled", "incomplete_expired"):
            self._calls.cancel(name)

    @understood()
    def change(self, plan: Plan, money: Money) -> None:
        subscription = self._calls.subscription(self._named(plan))
        [item] = subscription["items"]["data"]
        if reading.lasting(subscription).money == money:
            return
        recurring = {"interval": plan.rhythm}
        price = {"currency": money.currency.lower(), "product": item["price"]["product"], "recurring": recurring}
        wanted = {
            "items": [{"id": item["id"], "price_data": {**price, "unit_amount": amounts.to_stripe(money)}}],
            "proration_behavior": "none",
        }
        self._calls.update(subscription["id"], wanted, f"change:{item['price']['id']}:{money.minor}")

    @understood()
    def pause(self, plan: Plan) -> None:
        self._collect(plan, {"behavior": "void"})

    @understood()
    def resume(self, plan: Plan) -> None:
        self._collect(plan, "")

    @understood()
    def take_over(self, charge: Charge) -> None:
        again.take_over(self._calls, charge)

    @understood()
    def retry(self, charge: Charge, number: int) -> None:
        again.retry(self._calls, charge, number)

    @understood()
    def give_up(self, plan: Plan) -> None:
        again.give_up(self._calls, plan)

    @understood()
    def card_ends(self, plan: Plan) -> date | None:
        return again.card_ends(self._calls, plan)

    @understood()
    def next_at(self, plan: Plan) -> datetime | None:
        return reading.next_at(self._calls.subscription(plan.reference)) if plan.reference else None

    @understood()
    def address_changed(self, plan: Plan, email: str) -> None:
        customer = self._calls.subscription(self._named(plan))["customer"]
        self._calls.update_customer(customer, {"email": email})

    @understood()
    def repair(self, plan: Plan, ways: Ways) -> str:
        charge = plan.charges.order_by("-pk")[0]
        wanted = repairing.wanted(charge, self._calls.subscription(self._named(plan)), ways)
        # Two who ask at once get a page each: nothing is taken by it, and the later card is the one that counts.
        return str(self._calls.new_session(wanted, f"repair:{uuid4().hex}")["url"])

    @understood()
    def refund(self, charge: Charge, money: Money, key: str) -> None:
        payment = self._payment_of(charge)
        if not payment:
            raise ProviderProblem(gettext_noop("Stripe knows of no money that came of gift %(gift)s."), gift=charge.pk)
        wanted = {"payment_intent": payment, "amount": amounts.to_stripe(money), "metadata": marks(charge)}
        if self._calls.refund(wanted, f"refund:{key}")["status"] in ("failed", "canceled"):
            raise ProviderProblem(gettext_noop("Stripe could not give gift %(gift)s back."), gift=charge.pk)

    def subjects(self, since: datetime) -> Iterator[str]:
        with understood():
            yield from ledger.subjects(self._calls, since)

    def moves(self, since: datetime) -> Iterator[Move]:
        with understood():
            yield from ledger.moves(self._calls, since, self.find)

    def _offer_month(self, charge: Charge) -> Offer:
        """A later month is paid on the page of its own invoice: another one would begin a second lasting gift."""
        invoice = self._calls.invoice(charge.reference)
        if invoice["status"] != "open" or not invoice["hosted_invoice_url"]:
            raise ProviderProblem(
                gettext_noop("Stripe has no page any more on which gift %(gift)s could be paid."), gift=charge.pk
            )
        return Offer(charge.reference, invoice["hosted_invoice_url"])

    def _open_session(self, charge: Charge) -> Json:
        since = {"created": {"gte": int(charge.created_at.timestamp()) - A_MINUTE}}
        sessions = (
            each
            for each in self._calls.listed("checkout.sessions", since)
            if each["status"] == "open" and each["mode"] != "setup"
        )
        found = next((each for each in sessions if marked(each) == charge), None)
        if found is None:
            raise ProviderProblem(
                gettext_noop("Stripe was asked to take gift %(gift)s before, and has no page for it."), gift=charge.pk
            )
        return found

    def _ask_payment(self, name: str) -> Facts:
        intent = self._calls.payment(name)
        charge = intent.get("latest_charge")
        disputed = isinstance(charge, dict) and charge.get("disputed") and charge["id"]
        return reading.paid(intent, self._calls.disputes(disputed) if disputed else [])

    def _ask_invoice(self, invoice: Json) -> Facts:
        name = subscription_of(invoice)
        subscription = self._calls.subscription(name) if name else None
        lasting = reading.lasting(subscription) if subscription else None
        payment = months.payment_of(invoice)
        facts = self._ask_payment(payment) if payment else Facts()
        return months.facts(invoice, facts, lasting)

    def _of_session(self, name: str) -> Charge | None:
        session = self._calls.session(name)
        charge = marked(session)
        if session["mode"] == "setup":
            return charge if charge is None else repairing.repaired(self._calls, session, charge)
        # The answer to our own call may have been lost, and with it what Stripe calls the gift.
        if charge is not None and Charge.objects.filter(pk=charge.pk, reference="").update(reference=name):
            charge.refresh_from_db()
        return charge

    def _of_payment(self, name: str) -> Charge | None:
        charge = marked(self._calls.payment(name))
        if charge is not None:
            return charge
        invoice = self._calls.invoice_paid_by(name)
        return self.find(invoice) if invoice else None

    def _of_invoice(self, name: str) -> Charge | None:
        invoice = self._calls.invoice(name)
        subscription = subscription_of(invoice)
        plan = plan_by_reference(subscription) or self._plan_of(subscription)
        return months.charge_of(plan, invoice) if plan else None

    def _of_subscription(self, name: str) -> Charge | None:
        plan = plan_by_reference(name) or self._plan_of(name)
        return plan.charges.exclude(reference="").order_by("-pk").first() if plan else None

    def _plan_of(self, subscription: str) -> Plan | None:
        """The lasting gift whose subscription we have not been told of yet."""
        charge = marked(self._calls.subscription(subscription)) if subscription else None
        return charge.plan if charge else None

    def _begun(self, plan: Plan) -> str:
        """The subscription that came of a page that may still be open. It is closed."""
        for charge in plan.charges.filter(reference__startswith="cs_"):
            session = self._calls.session(charge.reference)
            if session["status"] == "open":
                session = self._calls.expire(charge.reference)
            if session["subscription"]:
                return str(session["subscription"])
        return ""

    def _named(self, plan: Plan) -> str:
        if not plan.reference:
            raise ProviderProblem(gettext_noop("Stripe has no subscription of plan %(plan)s yet."), plan=plan.pk)
        return plan.reference

    def _collect(self, plan: Plan, how: object) -> None:
        subscription = self._calls.subscription(self._named(plan))
        if bool(subscription.get("pause_collection")) == bool(how):
            return
        # It says how it is to be, not what to do: twice is once, and a key of ours would forbid to pause a second time.
        self._calls.update(subscription["id"], {"pause_collection": how})

    def _payment_of(self, charge: Charge) -> str:
        name = charge.reference
        if name.startswith("cs_"):
            session = self._calls.session(name)
            name = session["payment_intent"] or session["invoice"] or ""
        return months.payment_of(self._calls.invoice(name)) if name.startswith("in_") else name


def made() -> Stripe:
    """The provider of the publication that is open.

    Raises:
        ProviderProblem: its keys are missing, or are none.
    """
    return Stripe(read(settings.PUBLICATION.root))
