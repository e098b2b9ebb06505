"""The trial provider: who tries decides what becomes of the gift."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge, TrialPayment
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


def made() -> Trial:
    """The provider."""
    return Trial()
