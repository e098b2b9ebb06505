"""What ECPay's answers say of a gift. Plain data in, facts out; nobody is asked here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.providers.provider import Facts, Lasting
from freesheet.lib.money import Money, MoneyProblem, exactly

Json = dict[str, Any]

PAID, UNPAID = "1", "0"

AUTHORISED, TO_CLOSE, CLOSED, CANCELLED, CLOSING_UNDONE = "已授權", "要關帳", "已關帳", "已取消", "操作取消"
"""Where a card payment stands: https://developers.ecpay.com.tw/?p=2894."""


@contextmanager
def understood() -> Iterator[None]:
    """What ECPay answers is of the form that its documentation says.

    Raises:
        ProviderProblem: it is not.
    """
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, ArithmeticError, MoneyProblem) as problem:
        raise ProviderProblem(
            _("ECPay gave an answer that we do not understand (%(kind)s)."), kind=type(problem).__name__
        ) from problem


def dollars(said: object) -> Money:
    """So many New Taiwan dollars; ECPay writes whole ones."""
    return exactly(Decimal(str(said)), "TWD")


def to_dollars(money: Money) -> int:
    """The whole dollars of an amount.

    Raises:
        ProviderProblem: it is another currency, or has cents.
    """
    if not takes(money):
        raise ProviderProblem(_("ECPay takes whole New Taiwan dollars, and not %(money)s."), money=money)
    return int(money.value)


def takes(money: Money) -> bool:
    """Whether it is one that ECPay can move."""
    return money.currency == "TWD" and money.minor > 0 and money.value == int(money.value)


def order(said: Mapping[str, str], number: str) -> Facts:
    """What an order says; empty, it was never begun."""
    if not said or said["TradeStatus"] == UNPAID:
        return Facts()
    # The first and the last digits: told apart well enough for a day, and what they are made of keeps neither.
    card = f"{said.get('card6no') or ''}{said.get('card4no') or ''}"
    if said["TradeStatus"] != PAID:
        return Facts(refused=True, card=card)
    paid = dollars(said["TradeAmt"])
    return Facts(paid=paid, fee=fee_of(said, paid), cause=number, card=card)


def fee_of(said: Mapping[str, str], paid: Money) -> Money | None:
    """What ECPay keeps of a payment of an order; None where it names nothing yet.

    Of later payments of a lasting order it names none. They are on the terms of the first, so it is the fee of that,
    in the same proportion where the amount was changed in ECPay's back office; in whole dollars, as ECPay takes it.
    """
    first, fee = dollars(said.get("TradeAmt") or 0), dollars(said.get("HandlingCharge") or 0)
    if fee.minor <= 0 or first.minor <= 0:
        return None
    if paid == first:
        return fee
    return dollars((Decimal(fee.minor * paid.minor) / first.minor / 100).quantize(Decimal(1), ROUND_HALF_UP))


def month(period: Json, payment: str) -> Facts:
    """What one payment of a lasting order says."""
    entry = entry_of(period, payment)
    if int(entry["RtnCode"]) != 1:
        return Facts(refused=True)
    return Facts(paid=dollars(entry["amount"]), cause=payment)


def entry_of(period: Json, payment: str) -> Json:
    """The line of a lasting order that is about one payment.

    Raises:
        ProviderProblem: there is none.
    """
    found = next((each for each in period.get("ExecLog") or () if str(each["gwsr"]) == payment), None)
    if found is None:
        raise ProviderProblem(_("ECPay does not know a payment of a lasting gift that it told us of."))
    return dict(found)


def lasting(period: Json, number: str) -> Lasting:
    """What a lasting order says of itself: https://developers.ecpay.com.tw/?p=2892."""
    status, log = str(period["ExecStatus"]), period.get("ExecLog") or []
    if status == "0":
        # Nobody says by whom. ECPay does it after six payments that failed.
        state = "ended" if log and int(log[-1]["RtnCode"]) != 1 else "stopped"
    else:
        state = {"1": "active", "2": "ended"}.get(status, "")
    return Lasting(number, state, dollars(period["PeriodAmount"]))


def went_back(card: Json) -> Money:
    """How much of a card payment went back so far."""
    if standing(card) == CANCELLED:
        return dollars(card["amount"])
    lines = [dollars(each["amount"]) for each in card.get("close_data") or () if each["status"] != CLOSING_UNDONE]
    return sum((-each for each in lines if each.minor < 0), Money(0, "TWD"))


def standing(card: Json) -> str:
    """Where a card payment stands: what its closing says, or, where it has none, itself."""
    closings = [each["status"] for each in card.get("close_data") or () if dollars(each["amount"]).minor > 0]
    state = str(closings[-1] if closings else card["status"])
    return AUTHORISED if state == CLOSING_UNDONE else state


def with_returned(facts: Facts, card: Json) -> Facts:
    """What an order says, and its card payment."""
    return replace(facts, returned=went_back(card))
