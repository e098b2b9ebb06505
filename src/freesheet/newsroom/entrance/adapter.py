"""What django-allauth is told of this newsroom."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from freesheet.lib.clients import address_of
from freesheet.newsroom.entrance.letters import send_warning
from freesheet.newsroom.entrance.noting import note_turned_away, who_tries

JUST_NOW_SECONDS = 300
TOO_OFTEN = frozenset(("too_many_login_attempts", "rate_limited"))


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up: people are let in. They log in with a name, and nothing is said of how."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        self._name = str(credentials.get("username", ""))
        super().pre_authenticate(request, **credentials)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By the name alone: allauth adds the host, and whoever asks says what that is."""
        return f"password:{str(credentials.get('username', '')).lower()}"

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code in TOO_OFTEN:
            note_turned_away(self.request, getattr(self, "_name", "") or who_tries(self.request))
        found: ValidationError = super().validation_error(code, *args)
        return found

    def send_notification_mail(self, template_prefix: str, user: Any, *more: Any, **kwargs: Any) -> None:
        """In the newsroom's own words, to the address that an administrator knows."""
        send_warning(user, template_prefix, address_of(self.request))

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
