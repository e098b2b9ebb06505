"""Logging in: Wagtail's page, and django-allauth behind it, which counts the tries and asks for the second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views.account import LoginView

from freesheet.newsroom.entrance.noting import note_turned_away


class ThrottledForm(LoginForm):  # type: ignore[misc]  # Wagtail ships no types
    """A name and a password, which may be tried so often and no more."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["password"].label = _("Password")

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name and password:
            self.user_cache = get_adapter().authenticate(self.request, username=name, password=password)
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned


class Entrance(LoginView):  # type: ignore[misc]
    """The newsroom's door."""

    def get_form_class(self) -> type[ThrottledForm]:
        return ThrottledForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        too_often: HttpResponse | None = ratelimit.consume_or_429(request, action="login")
        if too_often is not None:
            note_turned_away(request, "")
        answer: HttpResponseBase = too_often or super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: ThrottledForm) -> HttpResponse:
        # Kept through the second step, which comes before anybody is logged in.
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if form.cleaned_data.get("remember") else 0)
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_success_url())
        answer: HttpResponse = perform_password_login(self.request, {"username": user.get_username()}, login)
        return answer


def to_the_door(request: HttpRequest) -> HttpResponse:
    """There is one door: Wagtail's other one, for readers of closed pages, would ask for no second factor."""
    query = urlencode({"next": request.GET["next"]}) if "next" in request.GET else ""
    return redirect(f"{settings.WAGTAIL_FRONTEND_LOGIN_URL}?{query}" if query else settings.WAGTAIL_FRONTEND_LOGIN_URL)
