"""The trial provider: who tries decides what becomes of the gift."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge, Plan, Rhythm, TrialPayment
from freesheet.contributions.providers.provider import Details, Facts, Offer, Told, Ways
from freesheet.contributions.rate import Rate
from freesheet.contributions.rules import PlanState
from freesheet.lib.money import Money

FEE_PER_MILLE = 29
"""A fee, so that the books of a demonstration have one."""


class Trial:
    """Keeps its payments in a table of its own, as if they lay with somebody else."""

    name = "trial"
    label: str | Promise = _("Trial: no money moves")
    origin = ""
    rate = Rate(Decimal(FEE_PER_MILLE) / 10, Money(0, "USD"))
    """For whoever wants to pay the fee too."""

    def takes(self, money: Money, rhythm: str) -> bool:
        return True

    def offer(self, charge: Charge, ways: Ways) -> Offer:
        payment = TrialPayment(reference=f"trial-{charge.key}", currency=charge.currency, minor=charge.minor)
        TrialPayment.objects.bulk_create([payment], ignore_conflicts=True)
        return Offer(payment.reference, f"{ways.gift}trial/")

    def details(self, charge: Charge) -> Details:
        return Details()

    def find(self, told: str) -> Charge | None:
        return Charge.objects.filter(provider=self.name, reference=told).first()

    def ask(self, charge: Charge) -> Facts:
        payment = TrialPayment.objects.filter(reference=charge.reference).first()
        if payment is None:
            raise ProviderProblem(gettext_noop("The trial provider knows nothing of gift %(gift)s."), gift=charge.pk)
        paid = payment.state == TrialPayment.State.PAID
        return Facts(
            paid=Money(payment.minor, payment.currency) if paid else None,
            fee=Money(payment.minor * FEE_PER_MILLE // 1000, payment.currency) if paid else None,
            refused=payment.state == TrialPayment.State.REFUSED,
            returned=Money(payment.returned_minor, payment.currency),
        )

    def hear(self, headers: Mapping[str, str], body: bytes) -> Told | None:
        raise ProviderProblem(gettext_noop("The trial provider says nothing by itself."))

    def stop(self, plan: Plan) -> None:
        """Nothing to be told: no money moves. The next three neither."""

    def change(self, plan: Plan, money: Money) -> None:
        pass

    def pause(self, plan: Plan) -> None:
        pass

    def resume(self, plan: Plan) -> None:
        pass

    def take_over(self, charge: Charge) -> None:
        """Nothing to be told: it never tries by itself."""

    @transaction.atomic
    def retry(self, charge: Charge, number: int) -> None:
        """Try a card that goes on being refused, until whoever gives is on the trial's own page again."""
        payment = TrialPayment.objects.select_for_update().filter(reference=charge.reference, state="refused").first()
        if payment is not None and payment.tried_with != f"try {number}":
            payment.tries, payment.tried_with = payment.tries + 1, f"try {number}"
            payment.save(update_fields=["tries", "tried_with"])

    def give_up(self, plan: Plan) -> None:
        pass

    def card_ends(self, plan: Plan) -> date | None:
        """At the end of the second month after the gift began: soon enough to be seen in a demonstration."""
        year, month = divmod(plan.created_at.year * 12 + plan.created_at.month + 1, 12)
        return date(year, month + 1, 1)

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
            raise ProviderProblem(gettext_noop("The trial provider has not so much of gift %(gift)s."), gift=charge.pk)
        payment.returned_minor += money.minor
        payment.save(update_fields=["returned_minor"])


def _later(at: datetime, months: int) -> datetime:
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


@transaction.atomic
def let_a_month_pass(plan: Plan, refused: bool) -> Charge:
    """The next month's money of a lasting gift, as others take it by themselves: it comes, or the card is refused.

    Raises:
        ProviderProblem: it is none of the trial's, or takes nothing now.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    first = plan.charges.order_by("pk").first()
    if plan.provider != Trial.name or plan.state not in (PlanState.ACTIVE, PlanState.PAST_DUE) or first is None:
        raise ProviderProblem(gettext_noop("The trial provider takes nothing of plan %(plan)s now."), plan=plan.pk)
    key = f"month:{plan.pk}:{plan.charges.count()}"
    charge = Charge.objects.create(
        key=key, supporter=plan.supporter, plan=plan, provider=Trial.name, reference=f"trial-{key}",
        currency=plan.currency, minor=plan.minor, language=first.language, country=first.country,
        page=first.page, campaign=first.campaign, shows_name=first.shows_name, covers_fee=first.covers_fee,
        cover_minor=first.cover_in(plan.money),
    )  # fmt: skip
    state = TrialPayment.State.REFUSED if refused else TrialPayment.State.PAID
    TrialPayment.objects.create(reference=charge.reference, currency=plan.currency, minor=plan.minor, state=state)
    return charge


def made() -> Trial:
    """The provider."""
    return Trial()
