"""What our page hands over to ECPay's: https://developers.ecpay.com.tw/?p=2862, lasting: ?p=2868."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext, override

from freesheet.contributions.models import Charge, Rhythm
from freesheet.contributions.providers.ecpay.checksum import signed
from freesheet.contributions.providers.ecpay.keys import Keys
from freesheet.contributions.providers.ecpay.reading import to_dollars
from freesheet.contributions.providers.provider import Ways

PATH = "/Cashier/AioCheckOut/V5"

TAIPEI = ZoneInfo("Asia/Taipei")

LANGUAGES = {"en": "ENG", "ja": "JPN", "ko": "KOR", "zh-hans": "CHI"}
"""ECPay's page in our languages; without one it is in Traditional Chinese."""

PERIODS = {Rhythm.MONTH: ("M", "99"), Rhythm.YEAR: ("Y", "9")}
"""How often, and how many times: the most that ECPay takes. After that it ends."""

LONGEST = 100


def wanted(keys: Keys, charge: Charge, ways: Ways) -> dict[str, str]:
    """The fields of the form. Nothing of who gives is among them: on ECPay's page they type what its bank wants."""
    amount, what = str(to_dollars(charge.money)), _description(charge, ways)
    fields = {
        "MerchantID": keys.merchant,
        "MerchantTradeNo": charge.reference,
        "MerchantTradeDate": timezone.now().astimezone(TAIPEI).strftime("%Y/%m/%d %H:%M:%S"),
        "PaymentType": "aio",
        "TotalAmount": amount,
        "TradeDesc": what,
        "ItemName": what,
        "ReturnURL": ways.told,
        "ChoosePayment": "Credit",
        "EncryptType": "1",
        "ClientBackURL": ways.gift,
        # With it ECPay says which card payment it was, which has to be named to give it back.
        "NeedExtraPaidInfo": "Y",
    }
    if charge.language in LANGUAGES:
        fields["Language"] = LANGUAGES[charge.language]
    else:
        fields |= {} if charge.language.startswith("zh") else {"Language": "ENG"}
    if charge.plan is not None:
        period, times = PERIODS[Rhythm(charge.plan.rhythm)]
        fields |= {
            "PeriodAmount": amount, "PeriodType": period, "Frequency": "1", "ExecTimes": times,
            "PeriodReturnURL": ways.told,
        }  # fmt: skip
    return signed(keys, fields)


def _description(charge: Charge, ways: Ways) -> str:
    with override(charge.language):
        text = {
            Rhythm.MONTH: gettext("A gift to %(paper)s every month"),
            Rhythm.YEAR: gettext("A gift to %(paper)s every year"),
        }.get(Rhythm(charge.rhythm), gettext("A gift to %(paper)s")) % {"paper": ways.paper or "us"}
    # ECPay refuses signs, and takes # for the end of a line.
    return " ".join(re.sub(r"[^\w ]", " ", text).split())[:LONGEST]
