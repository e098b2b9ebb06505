"""The newsletter, as readers ask for it and leave it. What is answered never tells whether an address is known."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from freesheet.editions.queries import front_pages
from freesheet.lib.clients import address_of
from freesheet.newsletters.actions import ask, confirm, leave
from freesheet.newsletters.models import Subscriber
from freesheet.newsletters.places import Places
from freesheet.website.contexts.letter import LetterContext
from freesheet.website.giving.confirming import EMPTY, of_bounded_size
from freesheet.website.giving.limits import client_may_ask, letter_may_be_offered_to
from freesheet.website.giving.mine import kept_at
from freesheet.website.letter import pages
from freesheet.website.letter.tokens import confirm_token, confirmed, is_a_persons, leave_token, number_of
from freesheet.website.views import printed, this_front


def _page(context: LetterContext, status: int = 200) -> HttpResponse:
    """Never stored; and whoever has the address of a link can do what its page can, so no other page is told of it."""
    answer = printed("letter/letter", context, storable=False)
    answer.status_code = status
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, noarchive"
    return answer


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@of_bounded_size
def newsletter(request: HttpRequest) -> HttpResponse:
    """Ask for the letter."""
    front = this_front(request)
    if request.method != "POST":
        return _page(pages.ask_page(front))
    email, language = request.POST.get("email", "").strip()[:320], request.POST.get("language", "")
    if language not in {each.locale.language_code for each in front_pages()}:
        language = front.locale.language_code
    problem, status = _wrong(request, email)
    if problem:
        return _page(pages.ask_page(front, email, language, problem), status)
    if letter_may_be_offered_to(email):
        ask(email, language)
    return _page(pages.asked_page(front))


def _wrong(request: HttpRequest, email: str) -> tuple[str, int]:
    """What is wrong with a form, and how it is answered; empty where nothing is."""
    try:
        validate_email(email)
    except ValidationError:
        return _("That is no e-mail address."), 422
    if request.POST.get(EMPTY):
        return _("Please send this once more, and leave the hidden field empty."), 422
    if not is_a_persons(request.POST.get("token", "")):
        return _("That was very quick. Please look it over, and send it once more."), 422
    if not client_may_ask(address_of(request)):
        return _("Letters were asked for too often from where you are. Please try again in an hour."), 429
    return "", 200


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@of_bounded_size
def confirming(request: HttpRequest, token: str) -> HttpResponse:
    """Where the mailed link leads: a button, since programs that look through mail follow links and press none."""
    subscriber, front = confirmed(token), this_front(request)
    if subscriber is None:
        return _page(pages.lost_page(front), 404)
    if request.method != "POST":
        return _page(pages.confirm_page(front, request.path))
    confirm(subscriber)
    return _page(pages.confirmed_page(front))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@of_bounded_size
def leaving(request: HttpRequest, token: str) -> HttpResponse:
    """Leave, by a button or by the mailbox itself (RFC 8058): a POST is enough. Who has left already is told so."""
    number, front = number_of(token), this_front(request)
    if not number:
        raise Http404
    there = Subscriber.objects.filter(pk=number)
    if request.method == "POST":
        leave(*there)
    elif there.exists():
        return _page(pages.leave_page(front, request.path))
    return _page(pages.left_page(front))


def _absolute(name: str, language: str, *args: str) -> str:
    with override(language):
        return f"{settings.PUBLICATION.address}{reverse(name, args=args)}"


PLACES = Places(
    confirming=lambda who: _absolute("website:letter-confirm", who.language, confirm_token(who)),
    leaving=lambda who: _absolute("website:letter-leave", who.language, leave_token(who)),
    asking=lambda language: _absolute("website:letter", language),
    kept=kept_at,
)
"""Where these pages are, for the letters."""
