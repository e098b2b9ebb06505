"""Where people are logged in: what they end is noted, and what Wagtail renames is not lost sight of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import wraps
from typing import Any

from allauth.core import context
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponseBase

from freesheet.accounts.deeds import Deed
from freesheet.accounts.people import note
from freesheet.lib.clients import address_of
from freesheet.newsroom.entrance.gate import View
from freesheet.newsroom.entrance.noting import who_tries


class Adapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # allauth ships no types
    """What allauth is told of sessions."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            note(who_tries(context.request), Deed.OWN_SESSIONS_ENDED, str(len(ended)), address_of(context.request))


def followed(view: View) -> View:
    """The view, after which a session that got another key is still listed, and can be ended.

    Wagtail gives the session another key whenever somebody saves their account.
    """

    @wraps(view)
    def following(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        before = request.session.session_key
        answer = view(request, *args, **kwargs)
        if request.session.session_key != before and request.user.is_authenticated:
            UserSession.objects.filter(session_key=before).delete()
            UserSession.objects.create_from_request(request)
        return answer

    return following
