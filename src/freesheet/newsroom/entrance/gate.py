"""Whoever can publish, see money or manage people sets up a second factor before anything else opens."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from freesheet.accounts.queries import must_prove

View = Callable[..., HttpResponseBase]

OPEN = frozenset(
    ("wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog")
)
"""What opens without: the way out, and what pages are drawn with."""

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: Any) -> bool:
    """Whether a person has an app or a passkey. Recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def lacks_proof(user: Any) -> bool:
    """Whether a person who is logged in has yet to set up a second factor, where this paper demands one."""
    demanded = settings.PUBLICATION.second_factor == "required"
    return bool(demanded and user.is_authenticated and must_prove(user) and not has_second_factor(user))


def proven_first(view: View) -> View:
    """The view, behind the gate."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in OPEN or not lacks_proof(request.user):
            return view(request, *args, **kwargs)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        return redirect("mfa_index")

    return gated
