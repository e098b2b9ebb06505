"""My support: what somebody gives and can do about it, by a link that was mailed to them. Nobody logs in.

The token in the address is all that is needed, so there is no cookie that a foreign page could make use of. Everything
that changes something is a POST: programs that look at the links of a mail change nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from freesheet.contributions.actions import (
    change,
    correct,
    forget,
    mail_link,
    pause,
    repair,
    repaired,
    resume,
    settle,
    stop,
)
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.kept import everything
from freesheet.contributions.letters.languages import written_in
from freesheet.contributions.letters.receipt import name_of_file, pdf_of
from freesheet.contributions.letters.yearly import gifts_of, pdf_of_year
from freesheet.contributions.models import Plan, Receipt, Supporter, TrialPayment
from freesheet.contributions.providers.provider import Ways
from freesheet.contributions.rules import ChargeState
from freesheet.lib.clients import address_of
from freesheet.lib.money import MoneyProblem, read
from freesheet.newsletters import kept as newsletter
from freesheet.newsletters.actions import forget_address
from freesheet.website.giving import mine_pages as pages
from freesheet.website.giving.answering import form_policy
from freesheet.website.giving.limits import address_may_be_written_to, client_may_ask
from freesheet.website.giving.pages import trial_page
from freesheet.website.giving.tokens import support_token, supporter_of
from freesheet.website.views import printed, this_front

log = logging.getLogger("freesheet.giving")

View = Callable[..., HttpResponse]


def theirs(view: View) -> View:
    """For views of the link: they get whose it is; one that does not work is answered here."""

    def shown(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        supporter, front = supporter_of(token), this_front(request)
        if supporter is None:
            says = (
                _("This link does not work any more, or never did. Write your address, and we mail you a new one."),
            )
            return secret(page_of("link", pages.link_page(front, says), 404))
        if supporter.is_forgotten:
            return secret(page_of("link", pages.gone_page(front), 410))
        return secret(view(request, supporter, token, **more))

    return csrf_exempt(shown)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """Ask for the link. What is answered does not tell whether anybody gives from that address."""
    front = this_front(request)
    if request.method != "POST":
        return page_of("link", pages.link_page(front))
    email = request.POST.get("email", "").strip()[:320]
    try:
        validate_email(email)
    except ValidationError:
        return page_of("link", pages.link_page(front, email=email, problem=_("That is no e-mail address.")), 422)
    if not client_may_ask(address_of(request)):
        told = _("A link was asked for too often from where you are. Please try again in an hour.")
        return page_of("link", pages.link_page(front, email=email, problem=told), 429)
    if address_may_be_written_to(email):
        mail_link(email)
    return page_of("link", pages.sent_page(front))


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What is kept of who gives, why, and for how long."""
    return page_of("kept", pages.kept_page(this_front(request)))


@theirs
@require_safe
def show(request: HttpRequest, supporter: Supporter, token: str) -> HttpResponse:
    """All that somebody gives."""
    return page_of("mine", pages.mine_page(this_front(request), supporter, token, request.GET.get("done", "")))


def _change(plan: Plan, request: HttpRequest) -> None:
    try:
        money = read(request.POST.get("own", "")[:40], plan.currency)
    except MoneyProblem as problem:
        raise GiftProblem(_("We could not read that amount. Please write it in figures, like 250.")) from problem
    change(plan, money, get_language() or "en")


VERBS: dict[str, Callable[[Plan, HttpRequest], object]] = {
    "change": _change,
    "pause": lambda plan, _request: pause(plan),
    "resume": lambda plan, _request: resume(plan),
    "stop": lambda plan, _request: stop(plan),
}
"""What can be done with a lasting gift, by what the address says."""


@theirs
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, supporter: Supporter, token: str, pk: int, what: str) -> HttpResponse:
    """Do something with a lasting gift. Stopping is asked about once; the rest can be undone and is not."""
    lasting, front = _plan(supporter, pk), this_front(request)
    if what not in VERBS:
        raise Http404
    back = reverse("website:mine", args=[token])
    if request.method != "POST":
        if what != "stop":
            return HttpResponseRedirect(back, status=303)
        return page_of("sure", pages.stop_page(front, lasting, request.path, back))
    try:
        VERBS[what](lasting, request)
    except (GiftProblem, ProviderProblem) as problem:
        return _not_done(request, supporter, token, problem)
    return done(token, what)


@theirs
@require_POST
def give_card(request: HttpRequest, supporter: Supporter, token: str, pk: int) -> HttpResponse:
    """To where another card can be given: the provider's own page."""
    lasting, site = _plan(supporter, pk), settings.PUBLICATION.address
    comes_back = f"{site}{reverse('website:mine-card', args=[token, pk])}"
    try:
        url = repair(lasting, Ways(comes_back, site))
    except (GiftProblem, ProviderProblem) as problem:
        return _not_done(request, supporter, token, problem)
    return HttpResponseRedirect(url.removeprefix(site), status=303)


@theirs
@require_safe
def card(request: HttpRequest, supporter: Supporter, token: str, pk: int) -> HttpResponse:
    """Somebody comes back from there. What they come with is only a reason to ask."""
    lasting, told = _plan(supporter, pk), request.GET.get("with", "")[:200]
    if not told:
        return HttpResponseRedirect(reverse("website:mine", args=[token]), status=303)
    try:
        repaired(lasting, told)
    except ProviderProblem as problem:
        log.warning("A card was given, and nobody could be asked about it: %s", problem)
    return done(token, "card")


@theirs
@require_http_methods(["GET", "HEAD", "POST"])
def trial_card(request: HttpRequest, supporter: Supporter, token: str, pk: int) -> HttpResponse:
    """The trial provider's own page for another card: who tries decides whether it works."""
    charge = _plan(supporter, pk).charges.order_by("-pk").first()
    if charge is None or charge.provider != "trial":
        raise Http404
    if request.method != "POST":
        return page_of("trial", trial_page(this_front(request), charge, request.path))
    if request.POST.get("outcome") != "pay":
        return HttpResponseRedirect(reverse("website:mine", args=[token]), status=303)
    if charge.state == ChargeState.FAILED:
        TrialPayment.objects.filter(reference=charge.reference).update(state=TrialPayment.State.PAID)
        settle(charge)
    return done(token, "card")


@theirs
@require_POST
def about(request: HttpRequest, supporter: Supporter, token: str) -> HttpResponse:
    """Correct a name, the language, and whether the name is shown."""
    form = request.POST
    try:
        correct(supporter, form.get("name", ""), form.get("language", ""), "shows_name" in form)
    except GiftProblem as problem:
        return _not_done(request, supporter, token, problem)
    return done(token, "about")


@theirs
@require_safe
def receipt(request: HttpRequest, supporter: Supporter, token: str, pk: int) -> HttpResponse:
    """A receipt on paper."""
    found = Receipt.objects.filter(charge__pk=pk, charge__supporter=supporter).select_related("charge", "series")
    paper = found.first()
    if paper is None:
        raise Http404
    return _file(pdf_of(paper), name_of_file(paper))


@theirs
@require_safe
def year(request: HttpRequest, supporter: Supporter, token: str, number: int) -> HttpResponse:
    """What somebody gave in a year, on one sheet."""
    if not 2000 <= number <= timezone.now().year + 1 or not gifts_of(number).filter(supporter=supporter).exists():
        raise Http404
    language = written_in(get_language() or "en")
    with override(language):
        return _file(pdf_of_year(supporter, number, language), f"gifts-{number}.pdf")


@theirs
@require_safe
def data(request: HttpRequest, supporter: Supporter, token: str) -> HttpResponse:
    """All that is kept of somebody, for their own programs."""
    told = {
        "paper": settings.PUBLICATION.address,
        "written_at": timezone.now(),
        "what_is_kept": f"{settings.PUBLICATION.address}{reverse('website:kept')}",
        **everything(supporter),
        "Newsletter": newsletter.everything(supporter.email or ""),
    }
    answer = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="my-support.json"'
    return answer


@theirs
@require_http_methods(["GET", "HEAD", "POST"])
def forget_me(request: HttpRequest, supporter: Supporter, token: str) -> HttpResponse:
    """Be forgotten: asked once more, then done."""
    front = this_front(request)
    if request.method != "POST":
        return page_of("sure", pages.forget_page(front, supporter, token))
    email = supporter.email or ""
    try:
        forget(supporter)
    except GiftProblem as problem:
        return page_of("sure", pages.forget_page(front, supporter, token, str(problem)), 422)
    except ProviderProblem as problem:
        log.warning("Somebody could not be forgotten: %s", problem)
        told = _("A lasting gift could not be stopped just now, so nothing is forgotten yet. Please try again later.")
        return page_of("sure", pages.forget_page(front, supporter, token, told), 503)
    forget_address(email)
    return page_of("link", pages.gone_page(front))


def support_at(supporter: Supporter) -> str:
    """The page of what somebody gives, absolute, in their language."""
    with override(written_in(supporter.language)):
        return f"{settings.PUBLICATION.address}{reverse('website:mine', args=[support_token(supporter)])}"


def kept_at(language: str) -> str:
    """The page of what is kept, absolute, in a language."""
    with override(language):
        return f"{settings.PUBLICATION.address}{reverse('website:kept')}"


def _plan(supporter: Supporter, pk: int) -> Plan:
    found = supporter.plans.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _not_done(request: HttpRequest, supporter: Supporter, token: str, problem: Exception) -> HttpResponse:
    """The page again, with what was wrong: with what was asked for, or with who was to do it."""
    told, status = str(problem), 422
    if isinstance(problem, ProviderProblem):
        log.warning("A lasting gift stays as it is: %s", problem)
        told = _("The payment provider does not answer just now, so we cannot say whether that was done. Try it again.")
        status = 503
    return page_of("mine", pages.mine_page(this_front(request), supporter, token, problem=told), status)


def done(token: str, what: str) -> HttpResponse:
    """Back to the page, which says what was done."""
    return HttpResponseRedirect(f"{reverse('website:mine', args=[token])}?{urlencode({'done': what})}", status=303)


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def page_of(template: str, context: Any, status: int = 200) -> HttpResponse:
    """A page of somebody's own, never stored."""
    answer = printed(f"giving/{template}", context, storable=False)
    answer.status_code = status
    answer["Content-Security-Policy"] = form_policy()
    answer["Content-Language"] = get_language() or ""
    return answer


def secret(answer: HttpResponse) -> HttpResponse:
    """Whoever has the address can do what its page can: nobody keeps it, and no other page is told of it."""
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, noarchive"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
