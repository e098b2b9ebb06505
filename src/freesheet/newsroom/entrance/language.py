"""Everything below ``/newsroom/`` speaks the language that a person has chosen; Wagtail sees to its own views only."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

Answer = Callable[[HttpRequest], HttpResponse]


def in_their_language(answer: Answer) -> Answer:
    """A middleware, for after the one that knows who is asking."""

    def spoken(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/newsroom/"):
            return answer(request)
        profile = getattr(request.user, "wagtail_userprofile", None)
        if profile is None or not profile.preferred_language:
            return answer(request)
        with override(profile.preferred_language):
            return answer(request)

    return spoken
