"""Guarding gifts at the door: what robots do is refused, bursts and stolen cards are held, and confirmed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from freesheet.contributions import guards
from freesheet.contributions.actions import approve, guard
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.models import Charge
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import TakesCards
from freesheet.contributions.rules import ChargeState
from freesheet.lib.clients import address_of
from freesheet.website.giving.answering import gift_url, page_of, this_front
from freesheet.website.giving.pages import confirm_page
from freesheet.website.giving.tokens import Step, proof_token, proven

log = logging.getLogger("freesheet.giving")

EMPTY = "leave_empty"
"""A field that nobody sees, and robots fill in."""

View = Callable[..., HttpResponse]


def of_bounded_size(view: View) -> View:
    """A view that takes no form larger than one of ours can be."""

    @wraps(view)
    def bounded(request: HttpRequest, *args: object, **more: object) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if not length.isdigit() or int(length) > guards.MOST_BYTES:
            return HttpResponse(status=413)
        return view(request, *args, **more)

    return bounded


def not_a_robot(request: HttpRequest, step: Step, way: str) -> None:
    """Whether it can be a person who sent the second step.

    Raises:
        GiftProblem: what nobody sees was filled in, or it came faster than anybody writes. Sent again, it is taken.
    """
    if request.POST.get(EMPTY):
        raise GiftProblem(_("Please send this once more, and leave the hidden field empty."))
    if isinstance(named(way), TakesCards) and time.time() - step.at < guards.LEAST_SECONDS:
        raise GiftProblem(_("That was very quick. Please look it over, and send it once more."))


def is_held(request: HttpRequest, charge: Charge) -> bool:
    """Whether a gift that has just begun has to wait for somebody."""
    return guard(charge, address_of(request))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@of_bounded_size
def confirm_gift(request: HttpRequest, token: str) -> HttpResponse:
    """Where the mailed link leads: a button, since programs that look through mail follow links and press none."""
    charge = proven(token)
    if charge is None:
        raise Http404
    if charge.state != ChargeState.HELD:
        return HttpResponseRedirect(gift_url(charge), status=303)
    if request.method == "POST":
        approve(charge, proven=True)
        return HttpResponseRedirect(gift_url(charge), status=303)
    return page_of("confirm", confirm_page(this_front(request), charge, request.path))


def confirm_at(charge: Charge) -> str:
    """The page on which a held gift is confirmed, absolute, in the language in which it was given."""
    with override(charge.language):
        path = reverse("website:giving-proof", args=[proof_token(charge)])
        return f"{settings.PUBLICATION.address}{path}"
