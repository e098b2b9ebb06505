"""What the forms carry from step to step, signed: nobody is logged in, and nothing is kept in between."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from django.core import signing

from freesheet.contributions.models import Charge, Letter, Supporter
from freesheet.lib.money import Money

A_DAY = 86_400
NOBODY = "none"
"""In the form of the second step: that a gift is for nobody in particular."""

SUPPORT_DAYS = 30
"""A link to what somebody gives works for so long. Then its page offers a new one."""

_STEP, _GIFT, _SUPPORT = "freesheet.giving.step", "freesheet.giving.gift", "freesheet.giving.support"
_PROOF, _ADDRESS = "freesheet.giving.proof", "freesheet.giving.address"


@dataclass(frozen=True)
class Step:
    """What was answered in the first step. ``key`` makes one gift of however many second steps."""

    key: str
    money: Money
    rhythm: str
    origin: str
    at: float
    """When it was answered: seconds since 1970."""
    asked_in: str = ""
    """The country whose amounts were shown, where it has its own."""
    campaign: str = ""


def step_token(money: Money, rhythm: str, origin: str, asked_in: str = "", campaign: str = "") -> str:
    """What the form of the second step carries."""
    told = {
        "k": secrets.token_urlsafe(16), "m": money.minor, "c": money.currency, "r": rhythm, "o": origin,
        "t": int(time.time()), "l": asked_in, "a": campaign,
    }  # fmt: skip
    return signing.dumps(told, salt=_STEP, compress=True)


def step_of(token: str) -> Step | None:
    """What a token carries; None where it is none of ours, or older than a day."""
    try:
        told = signing.loads(token, salt=_STEP, max_age=A_DAY)
    except signing.BadSignature:
        return None
    money, more = Money(told["m"], told["c"]), (told.get("t", 0), told.get("l", ""), told.get("a", ""))
    return Step(told["k"], money, told["r"], told["o"], *more)


def gift_token(charge: Charge) -> str:
    """The part of an address that only who gives knows."""
    return signing.Signer(salt=_GIFT, sep=".").sign(str(charge.pk))


def proof_token(charge: Charge) -> str:
    """The part of an address that only who reads the mail of who gives knows."""
    return signing.Signer(salt=_PROOF, sep=".").sign(str(charge.pk))


def proven(token: str) -> Charge | None:
    """The gift that such an address confirms; None where there is none."""
    try:
        number = signing.Signer(salt=_PROOF, sep=".").unsign(token)
    except signing.BadSignature:
        return None
    return Charge.objects.select_related("plan", "supporter").filter(pk=number).first()


def gift_of(token: str) -> Charge | None:
    """The gift of such an address; None where there is none."""
    try:
        number = signing.Signer(salt=_GIFT, sep=".").unsign(token)
    except signing.BadSignature:
        return None
    return (
        Charge.objects.select_related("plan", "receipt", "receipt__series", "supporter", "dedication")
        .filter(pk=number)
        .first()
    )


def address_token(letter: Letter) -> str:
    """The part of an address that only who reads the mail of a new address knows."""
    return signing.Signer(salt=_ADDRESS, sep=".").sign(str(letter.pk))


def letter_of(token: str) -> Letter | None:
    """The letter that carried such a link; None where there is none."""
    try:
        number = signing.Signer(salt=_ADDRESS, sep=".").unsign(token)
    except signing.BadSignature:
        return None
    return Letter.objects.select_related("supporter").filter(pk=number).first()


def support_token(supporter: Supporter) -> str:
    """The part of an address that opens all that somebody gives, for some weeks."""
    return _timed().sign(str(supporter.pk))


def supporter_of(token: str) -> Supporter | None:
    """Who that is; None where the token is none of ours, or too old. Who was forgotten has ``erased_at``."""
    try:
        number = _timed().unsign(token, max_age=SUPPORT_DAYS * A_DAY)
    except signing.BadSignature:
        return None
    return Supporter.objects.filter(pk=number).first()


def _timed() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=_SUPPORT, sep=".")
