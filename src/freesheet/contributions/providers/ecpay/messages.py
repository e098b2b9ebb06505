"""What ECPay tells by itself: https://developers.ecpay.com.tw/?p=2878, of lasting gifts: ?p=5631."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.providers.ecpay.checksum import is_signed
from freesheet.contributions.providers.ecpay.keys import Keys
from freesheet.contributions.providers.ecpay.numbers import NUMBER
from freesheet.contributions.providers.provider import Told

MOST_BYTES = 16 * 1024

HEARD = "1|OK"
"""What ECPay wants to read. Else it tells again, four times a day."""

_DIGITS = re.compile(r"[0-9]{1,20}")


def told(keys: Keys, body: bytes) -> Told | None:
    """What a message says; None where it is about something that is not ours, or only tries whether we hear.

    Raises:
        ProviderProblem: it is not signed by ECPay, of another account, or no message.
    """
    if len(body) > MOST_BYTES:
        raise ProviderProblem(_("A message from ECPay is longer than any that it sends."))
    try:
        said = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=100))
    except ValueError:
        raise ProviderProblem(_("A message from ECPay cannot be read.")) from None
    if said.get("MerchantID") != keys.merchant or not is_signed(keys, said):
        raise ProviderProblem(_("A message is not signed with the keys in keys/ecpay.key."))
    number = said.get("MerchantTradeNo", "")
    if not NUMBER.fullmatch(number) or said.get("SimulatePaid", "0") not in ("", "0"):
        return None
    code = said.get("RtnCode", "")[:20]
    payment = said.get("Gwsr", "")
    if "TradeAmt" not in said and _DIGITS.fullmatch(payment):
        return Told(f"{number}:{payment}:{code}", "month", f"{number}:{payment}")
    return Told(f"{number}:{said.get('TradeNo', '')[:30]}:{code}", "order", number)
