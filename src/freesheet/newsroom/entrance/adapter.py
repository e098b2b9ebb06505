"""What django-allauth is told of this newsroom."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

JUST_NOW_SECONDS = 300
NEAR = frozenset(("127.0.0.1", "::1", ""))


def address_of(request: HttpRequest) -> str:
    """Where somebody comes from. A web server on this machine is believed when it says for whom it asks."""
    near = str(request.META.get("REMOTE_ADDR", ""))
    if near not in NEAR:
        return near
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return told[:45] or near or "127.0.0.1"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up: people are let in. They log in with a name, and nothing is said of how."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtailadmin_home")

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")

    def add_message(
        self, request: HttpRequest, level: Any, message_template: Any = None, *more: Any, **kw: Any
    ) -> None:
        if message_template not in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            super().add_message(request, level, message_template, *more, **kw)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has given the password in this session just now is not asked for it again."""
        records = get_authentication_records(context.request, context.request.user)
        if any(time.time() - record.get("at", 0) < JUST_NOW_SECONDS for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))
