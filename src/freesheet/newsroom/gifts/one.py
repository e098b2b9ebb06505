"""One gift: what it is, what happened to it, and what can be done: give back, stop, pause, go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from freesheet.accounts.deeds import Deed
from freesheet.accounts.models import User
from freesheet.accounts.people import note
from freesheet.contributions.actions import give_back, pause, resume, settle, stop
from freesheet.contributions.asking.countries import country_name
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.letters.languages import apart
from freesheet.contributions.letters.receipt import name_of_file, pdf_of
from freesheet.contributions.models import Charge, Failing, Plan, Rhythm
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import LastingGifts, Retries, Returns
from freesheet.contributions.providers.trial.provider import let_a_month_pass
from freesheet.contributions.rules import ChargeState, PlanState
from freesheet.contributions.telling import told as problem_told
from freesheet.lib.money import Money, MoneyProblem, read, written
from freesheet.newsroom.correcting import InTheNewsroom
from freesheet.newsroom.gifts.history import history, history_of_plan, provider_label
from freesheet.newsroom.gifts.said import cover_of, for_whom
from freesheet.newsroom.gifts.states import PLAN_STATES, STATES
from freesheet.newsroom.rights import SEES_MONEY, ForRights

GIVES_BACK, TENDS = "contributions.change_charge", "contributions.change_plan"
MONTHS_SHOWN = 13


class OfAGift(ForRights, InTheNewsroom):
    """What the screens about one gift share."""

    header_icon = "pick"

    @cached_property
    def charge(self) -> Charge:
        wanted = Charge.objects.select_related("plan", "supporter", "receipt__series")
        return get_object_or_404(wanted, pk=self.kwargs["pk"])

    @property
    def gift_url(self) -> str:
        return reverse("gifts:gift", args=[self.charge.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home, here = super().get_breadcrumbs_items()
        gifts = {"url": reverse("gifts:index"), "label": _("Gifts")}
        if isinstance(self, GiftView):
            return [home, gifts, here]
        return [home, gifts, {"url": self.gift_url, "label": _told(self.charge)}, here]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return {**super().get_context_data(**more), "charge": self.charge, "gift_url": self.gift_url}


def _told(charge: Charge) -> str:
    language = get_language() or "en"
    return _("A gift of %(amount)s") % {"amount": apart(written(charge.money, language), language)}


class GiftView(OfAGift):
    """A gift and its history, its receipt, and the lasting gift that it is a month of."""

    template_name = "newsroom/gifts/gift.html"

    def get_page_title(self) -> str:
        return _told(self.charge)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        charge, may = self.charge, self.request.user.has_perm
        left = charge.money - charge.returned
        context = {
            "state": STATES[ChargeState(charge.state)], "rhythm": Rhythm(charge.rhythm).label,
            "provider": provider_label(charge.provider), "receipt": getattr(charge, "receipt", None), "left": left,
            "moments": history(charge), "plan": charge.plan, "for_whom": for_whom(charge), "cover": cover_of(charge),
            "country": country_name(charge.country, get_language() or "en"),
            "may_return": may(GIVES_BACK) and charge.state == ChargeState.RECEIVED and left.minor > 0,
            "returns": _is(charge.provider, Returns),
        }  # fmt: skip
        if charge.plan is not None:
            context.update(_of_plan(charge.plan), may_tend=may(TENDS))
        return {**super().get_context_data(**more), **context}


def _of_plan(plan: Plan) -> dict[str, Any]:
    """Where a lasting gift stands, its months, and what can be done with it now."""
    state = PlanState(plan.state)
    failing = Failing.objects.filter(plan=plan, next_at__isnull=False).first()
    return {
        "plan_state": PLAN_STATES[state],
        "months": plan.charges.order_by("-created_at", "-pk")[:MONTHS_SHOWN],
        "of_plan": history_of_plan(plan),
        "failing": failing,
        "tries_again": failing is not None and failing.charge_id is not None and _is(plan.provider, Retries),
        "verbs": [verb for verb in VERBS.values() if state in verb.before and verb.for_provider(plan.provider)],
        "is_trial": plan.provider == "trial" and state in (PlanState.ACTIVE, PlanState.PAST_DUE),
    }


def _is(provider: str, ability: Any) -> bool:
    try:
        return isinstance(named(provider), ability)
    except ProviderProblem:
        return False


class BackView(OfAGift):
    """Giving money back: how much, then once more to look at it, then it goes."""

    template_name = "newsroom/gifts/back.html"
    page_title = gettext_lazy("Give money back")
    rights = (SEES_MONEY, GIVES_BACK)
    problem = ""
    money: Money | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look once more; or, from there, let it go."""
        said, currency = request.POST, self.charge.currency
        try:
            self.money = read(said.get("amount", "")[:40], currency)
            if self.money.minor <= 0 or self.charge.money - self.charge.returned < self.money:
                raise GiftProblem(_("There is not so much of this gift to give back."))
            if "go" in said:
                return self._go(self.money, _seen(said.get("seen", ""), currency))
        except MoneyProblem:
            self.problem = _("That amount cannot be read. Please write it in figures, like 250.")
        except (GiftProblem, ProviderProblem) as problem:
            self.problem = problem_told(problem, get_language() or "en")
        self.money = None if self.problem else self.money
        return self.render_to_response(self.get_context_data())

    def _go(self, money: Money, seen: Money) -> HttpResponse:
        by = self.request.user
        assert isinstance(by, User)  # whoever has the right has logged in
        give_back(self.charge, money, f"account {by.pk}", seen)
        amount = written(money, get_language() or "en")
        note(by.get_username(), Deed.GAVE_BACK, str(self.charge), str(money))
        messages.success(self.request, _("%(amount)s is on its way back.") % {"amount": amount})
        return redirect(self.gift_url)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        self.charge.refresh_from_db()
        left = self.charge.money - self.charge.returned
        return {
            **super().get_context_data(**more), "left": left, "seen": self.charge.returned_minor, "money": self.money,
            "typed": self.request.POST.get("amount", "")[:40] or left.value, "problem": self.problem,
            "provider": provider_label(self.charge.provider),
        }  # fmt: skip


def _seen(text: str, currency: str) -> Money:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise GiftProblem(_("This form is not ours any more. Please begin again."))
    return Money(int(text), currency)


@dataclass(frozen=True)
class Verb:
    """Something that can be done with a lasting gift."""

    name: str
    label: str | Promise
    asks: str | Promise
    done: str | Promise
    icon: str
    do: Callable[[Plan], bool]
    deed: Deed
    before: tuple[PlanState, ...]
    everywhere: bool
    """Also where who gives sends each gift by themselves."""

    def for_provider(self, provider: str) -> bool:
        return self.everywhere or _is(provider, LastingGifts)


_LIVE = (PlanState.ACTIVE, PlanState.PAST_DUE)
VERBS = {
    verb.name: verb
    for verb in (
        Verb("pause", gettext_lazy("Pause"), gettext_lazy("Nothing is taken until somebody lets it go on."),
             gettext_lazy("The lasting gift is paused."), "pause", pause, Deed.PLAN_PAUSED, _LIVE, True),
        Verb("resume", gettext_lazy("Go on"), gettext_lazy("Money is taken again from the next time on."),
             gettext_lazy("The lasting gift goes on."), "resubmit", resume, Deed.PLAN_RESUMED,
             (PlanState.PAUSED,), True),
        Verb("stop", gettext_lazy("Stop"),
             gettext_lazy("Nothing more is taken, and this cannot be undone. Who gives gets a letter that says so."),
             gettext_lazy("The lasting gift is stopped, and a letter says so."), "cross", stop, Deed.PLAN_STOPPED,
             (PlanState.PENDING, *_LIVE, PlanState.PAUSED), True),
    )
}  # fmt: skip


class TendView(OfAGift):
    """Stopping, pausing or resuming a lasting gift: asked once more, then done."""

    template_name = "newsroom/gifts/tend.html"
    page_title = gettext_lazy("A lasting gift")
    rights = (SEES_MONEY, TENDS)

    @property
    def verb(self) -> Verb:
        if self.kwargs["what"] not in VERBS or self.charge.plan is None:
            raise PermissionDenied
        return VERBS[self.kwargs["what"]]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        plan, verb, by = self.charge.plan, self.verb, request.user
        assert plan is not None and isinstance(by, User)
        try:
            changed = verb.do(plan)
        except (GiftProblem, ProviderProblem) as problem:
            messages.error(request, problem_told(problem, get_language() or "en"))
            return redirect(self.gift_url)
        if changed:
            note(by.get_username(), verb.deed, str(plan), str(self.charge))
            messages.success(request, str(verb.done))
        else:
            messages.warning(request, _("It was so already, or has ended."))
        return redirect(self.gift_url)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return {**super().get_context_data(**more), "verb": self.verb, "plan": self.charge.plan}


@require_POST
def month_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a month of a trial's lasting gift pass: its money comes, or its card is refused."""
    if not request.user.has_perms((SEES_MONEY, TENDS)):
        raise PermissionDenied
    charge = get_object_or_404(Charge, pk=pk, plan__isnull=False)
    try:
        assert charge.plan is not None
        month = let_a_month_pass(charge.plan, refused=request.POST.get("outcome") == "refuse")
        settle(month)
    except ProviderProblem as problem:
        messages.error(request, problem_told(problem, get_language() or "en"))
        return redirect("gifts:gift", pk)
    messages.success(request, _("A month has passed, in the trial."))
    return redirect("gifts:gift", month.pk)


def receipt_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A gift's receipt, as who gave has it."""
    if not request.user.has_perm(SEES_MONEY):
        raise PermissionDenied
    charge = get_object_or_404(Charge, pk=pk, receipt__isnull=False)
    answer = HttpResponse(pdf_of(charge.receipt), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name_of_file(charge.receipt)}"'
    return answer
