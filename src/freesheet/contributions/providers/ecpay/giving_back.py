"""Sending back what came by card: https://developers.ecpay.com.tw/?p=9242. What has to be done depends on the hour.

ECPay knows no keys of idempotency. So it is looked at first how much went back, and nothing goes that has gone already.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge
from freesheet.contributions.providers.ecpay import reading
from freesheet.contributions.providers.ecpay.calls import Calls
from freesheet.contributions.providers.ecpay.reading import AUTHORISED, CLOSED, TO_CLOSE
from freesheet.lib.money import Money


@dataclass(frozen=True)
class Paid:
    """A card payment: our number of the order, ECPay's of the trade and of the payment, and how many dollars."""

    number: str
    trade: str
    payment: str
    dollars: int


def give_back(calls: Calls, charge: Charge, paid: Paid, money: Money) -> None:
    """Let so much go back, if it has not gone yet.

    Raises:
        ProviderProblem: it cannot go now, or ECPay did not answer as agreed.
    """
    if not calls.sees_cards:
        raise ProviderProblem(_("ECPay sends nothing back without the line CreditCheckCode in keys/ecpay.key."))
    card = calls.card(paid.payment, paid.dollars)
    gone = reading.went_back(card)
    if charge.returned < gone:
        if gone == charge.returned + money:
            return
        raise ProviderProblem(
            _("Of gift %(gift)s something else has gone back at ECPay. Ask about it first."), gift=charge.pk
        )
    dollars = reading.to_dollars(money)
    for action in _actions(reading.standing(card), whole=dollars == paid.dollars):
        calls.act({"TradeNo": paid.trade}, paid.number, action, dollars)


def _actions(state: str, *, whole: bool) -> tuple[str, ...]:
    if state == CLOSED or (state == TO_CLOSE and not whole):
        return ("R",)
    if state == TO_CLOSE:
        return ("E", "N")
    if state == AUTHORISED and whole:
        return ("N",)
    if state == AUTHORISED:
        raise ProviderProblem(
            _("ECPay has not taken this payment in yet, which it does at 20:15. Give it back tomorrow.")
        )
    raise ProviderProblem(_("At ECPay this payment stands so that nothing can be given back."))
