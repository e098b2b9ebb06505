"""Another mail address: asked for on the page of one's support, and confirmed by a link that went to the new one."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from freesheet.contributions.actions import ask_to_move, checked_address, move, moves
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.letters.languages import written_in
from freesheet.contributions.models import Letter, Supporter
from freesheet.lib.clients import address_of
from freesheet.website.contexts.mine import LinkContext
from freesheet.website.giving import mine_pages as pages
from freesheet.website.giving.limits import address_may_be_written_to, client_may_ask, giver_may_ask
from freesheet.website.giving.mine import done, page_of, secret, theirs
from freesheet.website.giving.tokens import address_token, letter_of, support_token
from freesheet.website.views import this_front


@theirs
@require_POST
def ask(request: HttpRequest, supporter: Supporter, token: str) -> HttpResponse:
    """Ask for another address. What is answered does not tell whether anybody gives from there."""
    front, typed = this_front(request), request.POST.get("email", "")[:320]

    def again(problem: str, status: int) -> HttpResponse:
        return page_of("mine", pages.mine_page(front, supporter, token, problem=problem, typed=typed), status)

    try:
        email = checked_address(supporter, typed)
    except GiftProblem as problem:
        return again(str(problem), 422)
    # Both count, also where one says no.
    if not all((client_may_ask(address_of(request)), giver_may_ask(supporter.pk))):
        return again(_("That was asked for too often. Please try again in an hour; until then nothing changes."), 429)
    if address_may_be_written_to(email):
        ask_to_move(supporter, email)
    return done(token, "address")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Where the letter to the new address leads: a button, since programs that look through mail press none."""
    front, letter = this_front(request), letter_of(token)
    if letter is None or not moves(letter):
        return secret(page_of("link", _stale(request), 404))
    if request.method != "POST":
        return secret(page_of("sure", pages.address_page(front, letter, request.path)))
    moved = move(letter)
    if moved is None:
        return secret(page_of("link", _stale(request), 404))
    there = reverse("website:mine", args=[support_token(moved)])
    return secret(HttpResponseRedirect(f"{there}?done=moved", status=303))


def address_at(letter: Letter) -> str:
    """The page on which a new address is confirmed, absolute, in the language of who gives."""
    with override(written_in(letter.supporter.language)):
        return f"{settings.PUBLICATION.address}{reverse('website:giving-address', args=[address_token(letter)])}"


def _stale(request: HttpRequest) -> LinkContext:
    says = (_("This link does not work any more: it has been used, is too old, or another one was asked for since."),)
    return pages.link_page(this_front(request), says)
