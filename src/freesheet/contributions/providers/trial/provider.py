"""The trial provider: who tries decides what becomes of the gift."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge, Plan, Rhythm, TrialPayment
from freesheet.contributions.providers.provider import Details, Facts, Offer, Told, Ways
from freesheet.lib.money import Money

FEE_PER_MILLE = 29
"""A fee, so that the books of a demonstration have one."""


class Trial:
    """Keeps its payments in a table of its own, as if they lay with somebody else."""

    name = "trial"
    label: str | Promise = _("Trial: no money moves")
    origin = ""

    def takes(self, money: Money, rhythm: str) -> bool:
        return True

    def offer(self, charge: Charge, ways: Ways) -> Offer:
        payment, _made = TrialPayment.objects.get_or_create(
            reference=f"trial-{charge.key}"[:255], defaults={"currency": charge.currency, "minor": charge.minor}
        )
        return Offer(payment.reference, f"{ways.gift}trial/")

    def details(self, charge: Charge) -> Details:
        return Details()

    def find(self, told: str) -> Charge | None:
        return Charge.objects.filter(provider=self.name, reference=told).first()

    def ask(self, charge: Charge) -> Facts:
        payment = TrialPayment.objects.filter(reference=charge.reference).first()
        if payment is None:
            raise ProviderProblem(f"The trial provider knows nothing of {charge}.")
        paid = payment.state == TrialPayment.State.PAID
        return Facts(
            paid=Money(payment.minor, payment.currency) if paid else None,
            fee=Money(payment.minor * FEE_PER_MILLE // 1000, payment.currency) if paid else None,
            refused=payment.state == TrialPayment.State.REFUSED,
            returned=Money(payment.returned_minor, payment.currency),
        )

    def hear(self, headers: Mapping[str, str], body: bytes) -> Told | None:
        raise ProviderProblem("The trial provider says nothing by itself.")

    def stop(self, plan: Plan) -> None:
        """Nothing to be told: no money moves. The next three neither."""

    def change(self, plan: Plan, money: Money) -> None:
        pass

    def pause(self, plan: Plan) -> None:
        pass

    def resume(self, plan: Plan) -> None:
        pass

    def next_at(self, plan: Plan) -> datetime | None:
        came = plan.charges.filter(received_at__isnull=False).order_by("-received_at").first()
        if came is None or came.received_at is None:
            return None
        return _later(came.received_at, 12 if plan.rhythm == Rhythm.YEAR else 1)

    def repair(self, plan: Plan, ways: Ways) -> str:
        return f"{ways.gift}trial/"

    @transaction.atomic
    def refund(self, charge: Charge, money: Money, key: str) -> None:
        payment = TrialPayment.objects.select_for_update().filter(reference=charge.reference, state="paid").first()
        if payment is None or payment.minor - payment.returned_minor < money.minor:
            raise ProviderProblem(f"The trial provider has not so much of {charge}.")
        payment.returned_minor += money.minor
        payment.save(update_fields=["returned_minor"])


def _later(at: datetime, months: int) -> datetime:
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def made() -> Trial:
    """The provider."""
    return Trial()
