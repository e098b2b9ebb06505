"""Everything below ``/newsroom/`` speaks the language that a person has chosen; Wagtail sees to its own views only.

Whoever stands before the door has chosen none yet, and is spoken to in the one of the
paper's that their browser prefers.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request, override

Answer = Callable[[HttpRequest], HttpResponse]


def in_their_language(answer: Answer) -> Answer:
    """A middleware, for after the one that knows who is asking."""

    def answered(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/newsroom/"):
            return answer(request)
        if request.user.is_authenticated:
            profile = getattr(request.user, "wagtail_userprofile", None)
            spoken = profile.preferred_language if profile is not None else ""
        else:
            spoken = get_language_from_request(request)
        if not spoken:
            return answer(request)
        with override(spoken):
            return answer(request)

    return answered
