"""The bank: who gives sends the money by themselves, with a reference; the bank's statement says that it came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO
from itertools import count

import segno.helpers
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import BankAccount, Charge, Match, Rhythm, StatementLine
from freesheet.contributions.providers.bank.references import printed, reference_for
from freesheet.contributions.providers.provider import Details, Facts, Offer, Told, Ways
from freesheet.lib.money import Money, written

MOST_IN_A_CODE = Money(99_999_999_999, "EUR")
"""EPC069-12 has room for no more."""

NOON = time(12)
"""Statements tell days. At noon it is the same day in the books of almost every time zone."""


class Bank:
    """Transfers to the account that the outlet shows for a currency."""

    name = "bank"
    label: str | Promise = _("Bank transfer")

    def takes(self, money: Money, rhythm: str) -> bool:
        return rhythm in Rhythm and _account(money.currency) is not None

    def offer(self, charge: Charge, ways: Ways) -> Offer:
        if charge.reference:
            return Offer(charge.reference)
        if _account(charge.currency) is None:
            raise ProviderProblem(
                gettext_noop("There is no bank account for %(currency)s. The newsroom’s settings have a place."),
                currency=charge.currency,
            )
        tried = (reference_for(charge.key, number) for number in count())
        others = Charge.objects.filter(provider=self.name).exclude(pk=charge.pk)
        return Offer(next(each for each in tried if not others.filter(reference=each).exists()))

    def details(self, charge: Charge) -> Details:
        account = _account(charge.currency)
        if account is None or not charge.reference:
            return Details()
        lines = [
            (_("Account holder"), account.holder),
            ("IBAN" if account.iban else _("Account number"), account.shown_number),
        ]
        lines += [(_("Bank code"), account.bank_code), ("BIC", account.bic), (_("Bank"), account.bank)]
        lines += [
            (_("Amount"), written(charge.money, get_language() or charge.language)),
            (_("Reference"), printed(charge.reference)),
        ]
        if charge.plan is not None:
            lines.append((_("Standing order"), charge.plan.get_rhythm_display()))
        return Details(tuple((name, value) for name, value in lines if value), code_for(account, charge))

    def find(self, told: str) -> Charge | None:
        return Charge.objects.filter(provider=self.name, reference=told).first()

    def ask(self, charge: Charge) -> Facts:
        matches = list(Match.objects.filter(charge=charge, undone_at=None).select_related("line").order_by("pk"))
        came = [match.line for match in matches if match.line.came]
        if not came:
            return Facts()
        back = [match.line for match in matches if not match.line.came]
        last = matches[-1]
        return Facts(
            paid=came[0].money,
            returned=Money(sum(line.money.minor for line in back), came[0].currency) if back else None,
            at=booked_at(last.line),
            cause=f"match {last.pk}",
        )

    def hear(self, headers: Mapping[str, str], body: bytes) -> Told | None:
        raise ProviderProblem(gettext_noop("A bank says nothing by itself: its statements are read."))


def _account(currency: str) -> BankAccount | None:
    return BankAccount.objects.filter(currency=currency, active=True).first()


def booked_at(line: StatementLine) -> datetime:
    """When a line was booked, by the outlet's own calendar; not ahead of now."""
    noon = datetime.combine(line.booked_on, NOON, settings.PUBLICATION.zone)
    return min(noon, timezone.now())


def code_for(account: BankAccount, charge: Charge) -> str:
    """A code that the apps of banks in the euro area read (EPC069-12), as SVG without styles or script; or nothing."""
    if charge.currency != "EUR" or not account.iban or charge.money > MOST_IN_A_CODE:
        return ""
    code = segno.helpers.make_epc_qr(
        name=account.holder,
        iban=account.iban,
        amount=charge.money.value,
        reference=charge.reference,
        bic=account.bic or None,
    )
    out = BytesIO()
    code.save(
        out, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True, svgclass="code", lineclass=None, nl=False
    )
    return out.getvalue().decode()


def made() -> Bank:
    """The provider."""
    return Bank()
