"""What the record is told of the door besides who came in: never a code, a key or a password."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.http import HttpRequest

from freesheet.accounts.deeds import Deed
from freesheet.accounts.people import note
from freesheet.lib.clients import address_of

NOTED_SECONDS = 300
"""How long it is enough to have said once that somebody is turned away: nobody shall fill the record with it."""

TYPE = Authenticator.Type
ADDED = {TYPE.TOTP: Deed.APP_ADDED, TYPE.WEBAUTHN: Deed.PASSKEY_ADDED, TYPE.RECOVERY_CODES: Deed.CODES_ADDED}
REMOVED = {TYPE.TOTP: Deed.APP_REMOVED, TYPE.WEBAUTHN: Deed.PASSKEY_REMOVED, TYPE.RECOVERY_CODES: Deed.CODES_REMOVED}


def who_tries(request: HttpRequest) -> str:
    """The name of who is in, or has given a password and is asked for more; empty where nobody can tell."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        stage = getattr(request, "_login_stage", None)
        user = stage and stage.login.user
    return str(user.get_username()) if user else ""


def note_factor(request: HttpRequest, user: Any, factor: Authenticator, deeds: dict[Any, Deed]) -> None:
    """Somebody added or removed a second factor. Of a passkey its name is told."""
    which = factor.wrap().name if factor.type == TYPE.WEBAUTHN else ""
    note(user.get_username(), deeds[factor.type], which, address_of(request))


def note_turned_away(request: HttpRequest, name: str) -> None:
    """Somebody has tried too often. Said once in five minutes of a name and an address."""
    address = address_of(request)
    key = sha256(f"{address} {name}".encode()).hexdigest()
    if cache.add(f"freesheet.turned-away.{key}", True, NOTED_SECONDS):
        note(name, Deed.TURNED_AWAY, more=address)
