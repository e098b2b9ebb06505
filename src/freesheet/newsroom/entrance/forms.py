"""allauth's forms that take a passkey: they tell the record of one that will not do, as allauth does of wrong codes."""

from __future__ import annotations

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django.core.exceptions import ValidationError

from freesheet.accounts.deeds import Deed
from freesheet.accounts.people import note
from freesheet.lib.clients import address_of
from freesheet.newsroom.entrance.noting import who_tries


class Watched:
    """What the three have in common."""

    def clean_credential(self) -> Authenticator:
        try:
            return self._credential()
        except ValidationError as problem:
            if problem.code == "incorrect_code":
                note(who_tries(context.request), Deed.WRONG_FACTOR, more=address_of(context.request))
            raise

    def _credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            # What no browser sends goes through allauth unnoticed until it is taken apart.
            raise get_adapter().validation_error("incorrect_code") from problem


class AfterPassword(Watched, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey as the second factor."""


class InsteadOfPassword(Watched, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey that opens by itself."""


class OnceMore(Watched, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey of who is in, before they change how they get in."""
