"""The steps of giving. No cookie, no script: each form carries what the next step needs."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Locale

from freesheet.contributions.actions import Wish, begin, hear, offer, settle
from freesheet.contributions.asking.countries import countries
from freesheet.contributions.asking.fees import with_fee
from freesheet.contributions.asking.texts import campaign as text_of_appeal
from freesheet.contributions.asking.texts import count
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.models import Charge, Rhythm, TrialPayment
from freesheet.contributions.providers.kinds import named, offered
from freesheet.contributions.providers.provider import HandsOver, WantsAnAnswer, Ways
from freesheet.contributions.rules import ChargeState
from freesheet.editions.queries import publication
from freesheet.website.contexts.asking import LONGEST_PATH, answered, asking, is_asked
from freesheet.website.giving.answering import gift_url, page_of, this_front
from freesheet.website.giving.confirming import is_held, not_a_robot, of_bounded_size
from freesheet.website.giving.pages import (
    ask_page,
    card_page,
    details_page,
    gift_page,
    pay_page,
    thanks_page,
    trial_page,
)
from freesheet.website.giving.tokens import NOBODY, Step, gift_of, step_of, step_token
from freesheet.website.views import printed

log = logging.getLogger("freesheet.giving")

LONGEST_CAMPAIGN = 60


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@of_bounded_size
def ask(request: HttpRequest) -> HttpResponse:
    """How much: the form, or what it was answered with, which leads to the second step."""
    _open()
    front = this_front(request)
    form = request.POST if request.method == "POST" else request.GET
    origin = form.get("origin", "")[:LONGEST_PATH] or _origin(request)
    campaign, country = form.get("campaign", "")[:LONGEST_CAMPAIGN] or _campaign(request), form.get("country", "")[:2]
    if request.method != "POST":
        form_of = asking(front.locale, form.get("currency", ""), origin=origin, country=country, campaign=campaign)
        return page_of("ask", ask_page(front, form_of))
    try:
        money, rhythm = answered(form.dict(), front.locale.language_code)
    except GiftProblem as problem:
        again = asking(
            front.locale, form.get("currency", ""), form.get("rhythm", Rhythm.ONCE), origin,
            own=form.get("own", "")[:40], problem=str(problem), country=country, campaign=campaign,
        )  # fmt: skip
        return page_of("ask", ask_page(front, again), 422)
    token = step_token(money, rhythm, origin, country, campaign)
    return page_of("details", details_page(front, step_of(token), token))


@csrf_exempt
@require_POST
@of_bounded_size
def confirm(request: HttpRequest) -> HttpResponse:
    """Who gives, and how: begin the gift, and lead to where it is paid."""
    _open()
    front, token = this_front(request), request.POST.get("token", "")[:4000]
    step = step_of(token)
    if step is None:
        told = _("This form has waited for more than a day. Please choose once more; nothing has been taken.")
        return page_of("ask", ask_page(front, asking(front.locale, problem=told)), 422)
    try:
        wish = _wish(request, step, front.locale)
        not_a_robot(request, step, wish.provider)
        charge = begin(wish)
    except GiftProblem as problem:
        return page_of("details", details_page(front, step, token, request.POST.dict(), str(problem)), 422)
    if is_held(request, charge):
        return HttpResponseRedirect(gift_url(charge), status=303)
    return HttpResponseRedirect(_offered(charge) or gift_url(charge), status=303)


def _wish(request: HttpRequest, step: Step, locale: Locale) -> Wish:
    form = request.POST
    choices = [each.name for each in offered() if each.takes(step.money, step.rhythm)]
    if not choices:
        raise GiftProblem(_("We have no way to take that amount so often. Please choose another."))
    provider = form.get("way", "") if form.get("way", "") in choices else choices[0]
    total = with_fee(named(provider), step.money, step.rhythm) if "covers_fee" in form else None
    country = form.get("country", "")
    return Wish(
        key=step.key,
        money=total or step.money,
        rhythm=step.rhythm,
        email=form.get("email", "")[:320],
        name=form.get("name", ""),
        language=locale.language_code,
        provider=provider,
        page=step.origin,
        campaign=step.campaign,
        country=country if country in dict(countries(locale.language_code)) else "",
        asked_in=step.asked_in,
        covers_fee=total is not None,
        cover=total.minor - step.money.minor if total else 0,
        dedication=form.get("dedication", NOBODY)[:20].replace(NOBODY, ""),
        dedicated_to=form.get("dedicated_to", ""),
        word=form.get("word", "").replace("\r\n", "\n"),
        shows_name="shows_name" in form,
    )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def gift(request: HttpRequest, token: str) -> HttpResponse:
    """A gift: what became of it. Who comes back from paying is told at once; who was refused may try again."""
    charge = _gift(token)
    try:
        settle(charge)
    except ProviderProblem as problem:
        log.warning("A gift could not be asked about: %s", problem)
    charge.refresh_from_db()
    pay_url = ""
    if charge.state in (ChargeState.BEGUN, ChargeState.WAITING) or (
        request.method == "POST" and charge.state == ChargeState.FAILED
    ):
        pay_url = _offered(charge)
        charge.refresh_from_db()
    card_url = reverse("website:gift-card", args=[token])
    return page_of("gift", gift_page(this_front(request), charge, pay_url, card_url))


@require_safe
def card(request: HttpRequest, token: str) -> HttpResponse:
    """A card to print, for whom a gift is; there is one once it has arrived."""
    charge = _gift(token)
    if charge.state != ChargeState.RECEIVED or not hasattr(charge, "dedication"):
        raise Http404
    return page_of("card", card_page(this_front(request), charge, gift_url(charge)))


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Who gave and wants to be named. This one is printed, as all that is the same for every reader."""
    _open()
    return printed("giving/thanks", thanks_page(this_front(request)))


@csrf_exempt
@require_POST
def counted(request: HttpRequest, text: int, what: str) -> HttpResponse:
    """Count that a text of the appeal was seen, or bothered somebody: that, and nothing of who it was."""
    if not count(get_language() or "", text, what):
        raise Http404
    answer = HttpResponse(status=204)
    answer["Cache-Control"] = "no-store"
    return answer


def _offered(charge: Charge) -> str:
    """Where a gift is paid; empty where that is not elsewhere, or where the provider does not answer now."""
    try:
        # Who reads the paper at another address than its own stays there.
        return offer(charge, ways(charge)).removeprefix(settings.PUBLICATION.address)
    except ProviderProblem as problem:
        log.warning("A gift could not be offered: %s", problem)
        return ""


@require_http_methods(["GET", "HEAD"])
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """The last page of ours: a button by which the reader's browser takes the gift to the provider's."""
    charge = _gift(token)
    provider = named(charge.provider)
    if not isinstance(provider, HandsOver) or charge.state != ChargeState.WAITING:
        return HttpResponseRedirect(gift_url(charge), status=303)
    form = provider.form(charge, ways(charge))
    return page_of("pay", pay_page(this_front(request), charge, form, str(provider.label), gift_url(charge)))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, token: str) -> HttpResponse:
    """Where nobody pays: the trial provider's own page."""
    charge = _gift(token)
    payment = TrialPayment.objects.filter(reference=charge.reference).first()
    if charge.provider != "trial" or payment is None:
        raise Http404
    if request.method != "POST":
        return page_of("trial", trial_page(this_front(request), charge, request.path))
    if payment.state != TrialPayment.State.PAID:
        paid = request.POST.get("outcome") == "pay"
        payment.state = TrialPayment.State.PAID if paid else TrialPayment.State.REFUSED
        payment.save(update_fields=["state"])
    return HttpResponseRedirect(gift_url(charge), status=303)


@csrf_exempt
@require_POST
def told(request: HttpRequest, provider: str) -> HttpResponse:
    """What a provider tells: noted, and worked on afterwards."""
    try:
        hear(provider, {name.lower(): value for name, value in request.headers.items()}, request.body)
    except ProviderProblem as problem:
        log.warning("Not taken from %s: %s", provider, problem)
        return HttpResponse(status=400)
    known = named(provider)
    return HttpResponse(known.heard if isinstance(known, WantsAnAnswer) else "", content_type="text/plain")


def ways(charge: Charge) -> Ways:
    """Where who gives comes back to."""
    site = settings.PUBLICATION.address
    locale = Locale.objects.filter(language_code=charge.language).first()
    told_at = reverse("giving-told", args=[charge.provider])
    return Ways(f"{site}{gift_url(charge)}", site, publication(locale).name if locale else "", f"{site}{told_at}")


def gift_at(charge: Charge) -> str:
    """The page of a gift, absolute, in the language in which it was given."""
    with override(charge.language):
        return f"{settings.PUBLICATION.address}{gift_url(charge)}"


def asking_at(language: str) -> str:
    """Where one gives in a language, absolute."""
    with override(language):
        return f"{settings.PUBLICATION.address}{reverse('website:giving')}"


def _open() -> None:
    if not is_asked():
        raise Http404


def _gift(token: str) -> Charge:
    charge = gift_of(token)
    if charge is None:
        raise Http404
    return charge


def _origin(request: HttpRequest) -> str:
    """The path of the page on which a reader began, where their browser says so."""
    came = urlsplit(request.headers.get("referer", "")[:2000])
    # The address of a gift, or of what somebody gives, is a secret.
    if came.netloc != request.get_host() or came.path.startswith(reverse("website:giving")):
        return ""
    before = parse_qs(came.query).get("from", [""])[0]
    return (before if before.startswith("/") else came.path)[:LONGEST_PATH]


def _campaign(request: HttpRequest) -> str:
    """What made a reader come to the page of support: a text of the appeal, or what a link of the outlet names."""
    came = urlsplit(request.headers.get("referer", "")[:2000])
    if came.netloc != request.get_host():
        return ""
    asked = parse_qs(came.query)
    text, named_so = asked.get("v", [""])[0], asked.get("campaign", [""])[0]
    if text.isascii() and text.isdigit():
        return text_of_appeal(get_language() or "", int(text[:18]))
    return slugify(named_so)[:LONGEST_CAMPAIGN]
