"""ECPay's CheckMacValue, by which it knows us and we know it: https://developers.ecpay.com.tw/?p=2902."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote_plus

from freesheet.contributions.providers.ecpay.keys import Keys

FIELD = "CheckMacValue"

UNTOUCHED = "-_.!*()"
"""What ECPay's own encoding (.NET's of 2008) leaves as it is: https://developers.ecpay.com.tw/?p=2904."""


def checksum(keys: Keys, fields: Mapping[str, str]) -> str:
    """The CheckMacValue of all fields but itself."""
    said = [f"{name}={fields[name]}" for name in sorted(fields, key=str.lower) if name != FIELD]
    text = "&".join([f"HashKey={keys.key}", *said, f"HashIV={keys.iv}"])
    # Python leaves a tilde as it is; .NET did not.
    encoded = quote_plus(text, safe=UNTOUCHED).replace("~", "%7e").lower()
    return hashlib.sha256(encoded.encode("ascii")).hexdigest().upper()


def signed(keys: Keys, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields, with their CheckMacValue."""
    return {**fields, FIELD: checksum(keys, fields)}


def is_signed(keys: Keys, fields: Mapping[str, str]) -> bool:
    """Whether the fields come from who has our keys."""
    told = fields.get(FIELD, "")
    return hmac.compare_digest(told.encode(), checksum(keys, fields).encode())
