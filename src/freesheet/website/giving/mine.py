"""My support: what somebody gives and can do about it, by a link that was mailed to them. Nobody logs in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from freesheet.contributions.letters.languages import written_in
from freesheet.contributions.models import Supporter
from freesheet.website.giving.mine_pages import mine_page
from freesheet.website.giving.tokens import support_token, supporter_of
from freesheet.website.views import printed, this_front


@csrf_exempt
@require_http_methods(["GET", "HEAD"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """All that somebody gives."""
    supporter = supporter_of(token)
    if supporter is None:
        raise Http404
    return _page("mine", mine_page(this_front(request), supporter, token))


def support_at(supporter: Supporter) -> str:
    """The page of what somebody gives, absolute, in their language."""
    with override(written_in(supporter.language)):
        return f"{settings.PUBLICATION.address}{reverse('website:mine', args=[support_token(supporter)])}"


def _page(template: str, context: Any, status: int = 200) -> HttpResponse:
    answer = printed(f"giving/{template}", context, storable=False)
    answer.status_code = status
    # Whoever has the address can do what its page can: no page that is opened from there is told of it.
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
