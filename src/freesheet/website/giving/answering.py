"""What every page of giving is answered with, and where a gift's own page is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from freesheet.contributions.models import Charge
from freesheet.contributions.providers.kinds import offered
from freesheet.website.giving.tokens import gift_token
from freesheet.website.views import LETS_ASK, POLICY, printed, this_front

__all__ = ["form_policy", "gift_url", "page_of", "this_front"]


def gift_url(charge: Charge) -> str:
    """The page of a gift, from the root of the site, in the language that is active."""
    return reverse("website:gift", args=[gift_token(charge)])


def page_of(template: str, context: Any, status: int = 200) -> HttpResponse:
    """A page of giving: never stored, and browsers are told to which providers its forms may lead."""
    answer = printed(f"giving/{template}", context, storable=False)
    answer.status_code = status
    answer["Referrer-Policy"] = "same-origin"
    answer["Content-Security-Policy"] = form_policy() + (LETS_ASK if getattr(context, "scripts", ()) else "")
    answer["Content-Language"] = get_language() or ""
    return answer


def form_policy() -> str:
    """Readers' policy where a form leads to a provider: browsers go nowhere else by a form than they are told."""
    places = " ".join({each.origin for each in offered() if each.origin})
    return POLICY.replace("form-action 'self'", f"form-action 'self' {places}".rstrip())
