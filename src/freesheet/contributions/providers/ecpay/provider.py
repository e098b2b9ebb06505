"""Gifts by ECPay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.models import Charge, Plan
from freesheet.contributions.providers.ecpay import form, giving_back, messages, numbers, reading
from freesheet.contributions.providers.ecpay.calls import Calls
from freesheet.contributions.providers.ecpay.keys import Keys, read
from freesheet.contributions.providers.ecpay.months import begin, begin_again, of_number, paid_as
from freesheet.contributions.providers.ecpay.numbers import AGAIN
from freesheet.contributions.providers.ecpay.reading import understood
from freesheet.contributions.providers.provider import Details, Facts, Form, Move, Offer, Told, Ways
from freesheet.contributions.rules import ChargeState, PlanState
from freesheet.lib.money import Money

Json = dict[str, Any]

UNDECIDED = (ChargeState.BEGUN, ChargeState.HELD, ChargeState.WAITING, ChargeState.FAILED, ChargeState.LAPSED)


class ECPay:
    """By card, on ECPay's page, in whole New Taiwan dollars."""

    name = "ecpay"
    label: str | Promise = _("Card, by ECPay (Taiwan)")
    heard = messages.HEARD
    takes_cards = True

    def __init__(self, keys: Keys, calls: Calls | None = None) -> None:
        self._keys = keys
        self._calls = calls or Calls(keys)
        self.origin = self._calls.base

    def takes(self, money: Money, rhythm: str) -> bool:
        return (rhythm == "once" or rhythm in form.PERIODS) and reading.takes(money)

    @understood()
    def offer(self, charge: Charge, ways: Ways) -> Offer:
        number = charge.reference or numbers.first(charge.key)
        if ":" in number:
            raise ProviderProblem(
                gettext_noop("Gift %(gift)s is taken by ECPay itself, so nobody can pay it on a page."), gift=charge.pk
            )
        while said := self._calls.order(number):
            if said["TradeStatus"] == reading.PAID:
                return Offer(number, ways.gift)
            # Somebody was on its page, and it cannot be handed over again.
            number = numbers.following(number)
        return Offer(number, f"{ways.gift}pay/")

    def form(self, charge: Charge, ways: Ways) -> Form:
        return Form(self._calls.base + form.PATH, form.wanted(self._keys, charge, ways))

    def details(self, charge: Charge) -> Details:
        return Details()

    @understood()
    def find(self, told: str) -> Charge | None:
        number, _colon, payment = told.partition(":")
        charge = of_number(number)
        if charge is None:
            return None
        if payment:
            self._stop_another(charge, number)
            known = Charge.objects.filter(provider=self.name, reference=told).first()
            return known or begin(charge, number, payment, self._calls.period(number))
        before = paid_as(charge)
        if before in ("", number) or not self._is_paid(number):
            return charge
        # A page that was still open somewhere was paid too. It is money that came, so it is a gift; once.
        self._stop_another(charge, number)
        return begin_again(charge, number)

    @understood()
    def ask(self, charge: Charge) -> Facts:
        number, _colon, payment = charge.reference.partition(":")
        if f":{payment}" == AGAIN:
            return self._ask_order(number)
        if payment:
            return self._ask_month(number, payment)
        facts = Facts()
        for each in [paid_as(charge)] if paid_as(charge) else numbers.so_far(number):
            said = self._ask_order(each)
            if said.paid is not None:
                return self._with_plan(charge, each, said)
            facts = said if each == number else facts
        return facts

    def hear(self, headers: Mapping[str, str], body: bytes) -> Told | None:
        return messages.told(self._keys, body)

    @understood()
    def stop(self, plan: Plan) -> None:
        charge = plan.charges.order_by("pk").first()
        for number in [plan.reference] if plan.reference else numbers.so_far(charge.reference) if charge else []:
            self._stop(number)

    def change(self, plan: Plan, money: Money) -> None:
        raise GiftProblem(gettext("This card’s bank takes the same each time. Please stop the gift and begin another."))

    def pause(self, plan: Plan) -> None:
        raise GiftProblem(gettext("This gift cannot pause. Please stop it, and begin another when you like."))

    def resume(self, plan: Plan) -> None:
        """It cannot have paused. The next payment comes by itself."""

    @understood()
    def refund(self, charge: Charge, money: Money, key: str) -> None:
        giving_back.give_back(self._calls, charge, self._paid(charge), money)

    def subjects(self, since: datetime) -> Iterator[str]:
        with understood():
            # Those first, for what comes after is about what they turn out to be: each is settled before the next.
            open_ = Charge.objects.filter(provider=self.name, state__in=UNDECIDED, created_at__gte=since)
            yield from open_.exclude(reference="").order_by("pk").values_list("reference", flat=True)
            lasting = (PlanState.PENDING, PlanState.ACTIVE, PlanState.PAST_DUE)
            # One that was stopped may have been paid just before.
            asked = Plan.objects.filter(Q(state__in=lasting) | Q(ended_at__gte=since), provider=self.name)
            for plan in asked.exclude(reference="").order_by("pk"):
                known = set(plan.charges.values_list("reference", flat=True))
                yield from (name for name in self._months(plan.reference) if name not in known)
            came = Charge.objects.filter(provider=self.name, received_at__gte=since).exclude(reference__contains=":")
            for charge in came.exclude(reference__endswith="00").order_by("pk"):
                for number in (each for each in numbers.so_far(charge.reference) if each != paid_as(charge)):
                    yield number
                    yield from self._months(number) if charge.plan_id else ()

    def _months(self, number: str) -> list[str]:
        """The later payments of a lasting order."""
        return [f"{number}:{each['gwsr']}" for each in self._calls.period(number).get("ExecLog") or ()][1:]

    def moves(self, since: datetime) -> Iterator[Move]:
        """None: of ECPay's account there is a file for people, in its back office."""
        return iter(())

    def _is_paid(self, number: str) -> bool:
        return self._calls.order(number).get("TradeStatus") == reading.PAID

    def _ask_order(self, number: str) -> Facts:
        said = self._calls.order(number)
        return self._with_returned(reading.order(said, number), str(said.get("gwsr") or ""))

    def _ask_month(self, number: str, payment: str) -> Facts:
        period = self._calls.period(number)
        facts = self._with_returned(reading.month(period, payment), payment)
        if facts.paid is not None:
            facts = replace(facts, fee=reading.fee_of(self._calls.order(number), facts.paid))
        first = of_number(number)
        # Of two pages that were both paid only the first one's order is the lasting gift.
        is_it = first is not None and paid_as(first) == number
        return replace(facts, lasting=reading.lasting(period, number)) if is_it else facts

    def _stop_another(self, charge: Charge, number: str) -> None:
        """End a lasting order that is not the one by which a gift is known to last."""
        if charge.plan_id and paid_as(charge) not in ("", number):
            self._stop(number)

    def _with_returned(self, facts: Facts, payment: str) -> Facts:
        if facts.paid is None or not payment or not self._calls.sees_cards:
            return facts
        return reading.with_returned(facts, self._calls.card(payment, reading.to_dollars(facts.paid)))

    def _with_plan(self, charge: Charge, number: str, facts: Facts) -> Facts:
        period = self._calls.period(number) if charge.plan_id else {}
        return replace(facts, lasting=reading.lasting(period, number)) if period else facts

    def _stop(self, number: str) -> None:
        # ECPay refuses to stop what is stopped, or was never begun.
        if str(self._calls.period(number).get("ExecStatus", "")) == "1":
            self._calls.stop(number)

    def _paid(self, charge: Charge) -> giving_back.Paid:
        """The card payment by which a gift came."""
        number, _colon, payment = charge.reference.partition(":")
        if payment and f":{payment}" != AGAIN:
            line = reading.entry_of(self._calls.period(number), payment)
            return giving_back.Paid(number, str(line["TradeNo"]), payment, int(line["amount"]))
        number = paid_as(charge) or number
        said = self._calls.order(number)
        return giving_back.Paid(number, said["TradeNo"], said["gwsr"], int(said["TradeAmt"]))


def made() -> ECPay:
    """The provider of the publication that is open.

    Raises:
        ProviderProblem: its keys are missing, or are none.
    """
    return ECPay(read(settings.PUBLICATION.root))
