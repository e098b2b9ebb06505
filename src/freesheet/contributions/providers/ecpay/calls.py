"""Calls to ECPay: forms there, forms or JSON back. There is no library that is kept and may be used, so here it is."""

from __future__ import annotations

import json
import os
import re
import time
from typing import Any
from urllib.parse import parse_qsl

import requests
from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.providers.ecpay.checksum import FIELD, is_signed, signed
from freesheet.contributions.providers.ecpay.keys import STAGE, Keys

Json = dict[str, Any]

CONNECT_SECONDS, ANSWER_SECONDS = 5, 20
MOST_BYTES = 512 * 1024

NOT_THERE = "10200047"
"""No such order: https://developers.ecpay.com.tw/?p=2890, and the table of codes."""

STANDING_IN = "FREESHEET_ECPAY_API"
"""For tests: where a stand-in for ECPay listens. It must be this machine, and the account one of ECPay's for trying."""
_HERE = re.compile(r"http://127\.0\.0\.1:[0-9]{1,5}")


def base_of(keys: Keys) -> str:
    """Where ECPay is asked: where it says, and nowhere else, unless tests that move no money say otherwise."""
    instead = os.environ.get(STANDING_IN, "")
    return instead if instead and not keys.live and _HERE.fullmatch(instead) else keys.origin


class Calls:
    """The calls that we make. Each raises ProviderProblem where ECPay did not answer as agreed."""

    def __init__(self, keys: Keys, base: str = "", wait: float = ANSWER_SECONDS) -> None:
        self.keys = keys
        self.base = base or base_of(keys)
        self._wait = wait

    @property
    def sees_cards(self) -> bool:
        """Whether single card payments can be looked up: not with ECPay's accounts for trying."""
        return bool(self.keys.check_code) and self.base != STAGE

    def order(self, number: str) -> dict[str, str]:
        """An order, by our number: https://developers.ecpay.com.tw/?p=2890. Empty where there is none."""
        asked = {"MerchantID": self.keys.merchant, "MerchantTradeNo": number, "TimeStamp": _now()}
        said = _fields(self._post("/Cashier/QueryTradeInfo/V5", asked, again=True))
        if not is_signed(self.keys, said):
            raise ProviderProblem(_("An answer of ECPay is not signed with our keys. Look at keys/ecpay.key."))
        return {} if said["TradeStatus"] == NOT_THERE else said

    def period(self, number: str) -> Json:
        """A lasting order and all its payments: https://developers.ecpay.com.tw/?p=2892. Empty where there is none."""
        asked = {"MerchantID": self.keys.merchant, "MerchantTradeNo": number, "TimeStamp": _now()}
        said = _json(self._post("/Cashier/QueryCreditCardPeriodInfo", asked, again=True))
        return said if said.get("MerchantTradeNo") == number and said.get("ExecStatus") not in (None, "") else {}

    def stop(self, number: str) -> None:
        """Let a lasting order take no more: https://developers.ecpay.com.tw/?p=2900."""
        asked = {"MerchantID": self.keys.merchant, "MerchantTradeNo": number, "Action": "Cancel", "TimeStamp": _now()}
        self._done(_fields(self._post("/Cashier/CreditCardPeriodAction", asked)))

    def card(self, payment: str, amount: int) -> Json:
        """A single card payment, by ECPay's number of it: https://developers.ecpay.com.tw/?p=2894."""
        asked = {
            "MerchantID": self.keys.merchant, "CreditRefundId": payment, "CreditAmount": str(amount),
            "CreditCheckCode": self.keys.check_code,
        }  # fmt: skip
        said = _json(self._post("/CreditDetail/QueryTrade/V2", asked, again=True))
        if said["RtnMsg"] or not isinstance(said["RtnValue"], dict):
            raise ProviderProblem(_("ECPay does not find a card payment (%(why)s)."), why=_word(said["RtnMsg"]))
        return dict(said["RtnValue"])

    def act(self, order: Json, number: str, action: str, amount: int) -> None:
        """Let go of a card payment (E, N), or give back (R): https://developers.ecpay.com.tw/?p=9242."""
        asked = {
            "MerchantID": self.keys.merchant, "MerchantTradeNo": number, "TradeNo": str(order["TradeNo"]),
            "Action": action, "TotalAmount": str(amount),
        }  # fmt: skip
        self._done(_fields(self._post("/CreditDetail/DoAction", asked)))

    def _done(self, said: dict[str, str]) -> None:
        if said.get("RtnCode") != "1":
            raise ProviderProblem(_("ECPay refused (%(why)s)."), why=_word(said.get("RtnCode")))

    def _post(self, path: str, asked: dict[str, str], *, again: bool = False) -> str:
        """What is answered. ``again``: a question, which may be asked a second time if the connection breaks."""
        for last in (not again, True):
            try:
                return self._once(path, signed(self.keys, asked))
            except requests.ConnectionError:
                if last:
                    break
            except requests.RequestException:
                break
        raise ProviderProblem(_("ECPay cannot be reached, or does not answer in time."))

    def _once(self, path: str, fields: dict[str, str]) -> str:
        with requests.Session() as session:
            # Neither a proxy nor a password that the machine's user keeps for other programs; nowhere else than asked.
            session.trust_env = False
            wait = (CONNECT_SECONDS, self._wait)
            answer = session.post(self.base + path, data=fields, timeout=wait, allow_redirects=False)
        if answer.status_code == 403:
            raise ProviderProblem(_("ECPay is asked too much at once, and wants to be left alone for half an hour."))
        if answer.status_code != 200 or len(answer.content) > MOST_BYTES:
            raise ProviderProblem(_("ECPay answered with status %(status)s."), status=answer.status_code)
        return answer.content.decode("utf-8", "replace")


def _now() -> str:
    # An answer is given only to a question of the last three minutes.
    return str(int(time.time()))


def _fields(text: str) -> dict[str, str]:
    return dict(parse_qsl(text.strip(), keep_blank_values=True))


def _json(text: str) -> Json:
    said = json.loads(text)
    if not isinstance(said, dict):
        raise ValueError
    said.pop(FIELD, None)
    return said


def _word(text: object) -> str:
    return re.sub(r"[^\w -]", "", str(text or "unknown"))[:60]
