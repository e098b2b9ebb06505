"""What the newsletter's form and its mailed links carry, signed: nobody is logged in, and there is no cookie."""

from __future__ import annotations

import time

from django.core import signing

from freesheet.contributions.guards import LEAST_SECONDS
from freesheet.newsletters.actions import CONFIRM_WITHIN
from freesheet.newsletters.models import Subscriber

_FORM, _CONFIRM, _LEAVE = (f"freesheet.newsletter.{each}" for each in ("form", "confirm", "leave"))
A_DAY = 86_400


def form_token() -> str:
    """What the form carries: when it was shown."""
    return signing.dumps(int(time.time()), salt=_FORM)


def is_a_persons(token: str) -> bool:
    """Whether it can be a person who sent a form: nobody writes an address faster."""
    try:
        shown: int = signing.loads(token, salt=_FORM, max_age=A_DAY)
    except signing.BadSignature:
        return False
    return time.time() - shown >= LEAST_SECONDS


def confirm_token(subscriber: Subscriber) -> str:
    """The part of an address that only who reads the mail of that address knows; it works for some days."""
    return signing.TimestampSigner(salt=_CONFIRM, sep=".").sign(str(subscriber.pk))


def confirmed(token: str) -> Subscriber | None:
    """Who confirms by such an address; None where it is none of ours, too old, or they are gone."""
    try:
        number = signing.TimestampSigner(salt=_CONFIRM, sep=".").unsign(token, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    return Subscriber.objects.filter(pk=number).first()


def leave_token(subscriber: Subscriber) -> str:
    """The part of an address by which somebody leaves. It works for ever, for letters lie about for years."""
    return signing.Signer(salt=_LEAVE, sep=".").sign(str(subscriber.pk))


def number_of(token: str) -> str:
    """The number of who leaves by such an address, whether they are still there or not; empty where it is not ours."""
    try:
        return signing.Signer(salt=_LEAVE, sep=".").unsign(token)
    except signing.BadSignature:
        return ""
