"""The accounts of quarters: all of them, one to enter and preview, publishing, and taking back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from freesheet.accounts.deeds import Deed
from freesheet.accounts.models import Entry, User
from freesheet.accounts.people import note
from freesheet.contributions.actions import begin_quarter, enter_as_seen, publish_quarter, take_back_quarter
from freesheet.contributions.actions.quarters import FIRST_LARGE, hindrance, version_of
from freesheet.contributions.errors import QuarterProblem, SavedMeanwhile
from freesheet.contributions.models import Posting, Quarter
from freesheet.contributions.quarters.counting import count
from freesheet.contributions.quarters.figures import FEES, INCOME, RETURNED, SPENDING, Figures, Shown
from freesheet.contributions.quarters.previewing import preview
from freesheet.contributions.quarters.shown import preview_of, shown_of
from freesheet.contributions.quarters.words import title_of
from freesheet.editions.queries import front_pages
from freesheet.lib.money import Money
from freesheet.newsroom import hours
from freesheet.newsroom.quarters.forms import (
    IncomeSet,
    QuarterForm,
    ReasonForm,
    SpendingSet,
    first_values,
    language,
    what_is_kept,
)
from freesheet.newsroom.rights import ForRights

RIGHT = "contributions.change_quarter"
MOST_QUARTERS = 12
NAME = re.compile(r"(\d{4})-q([1-4])")


class OfQuarters(ForRights, WagtailAdminTemplateMixin):  # type: ignore[misc]  # Wagtail ships no types
    """What these screens share: who may see them."""

    rights = (RIGHT,)
    header_icon = "table"
    request: HttpRequest
    kwargs: dict[str, Any]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
        all_of_them = {"url": reverse("quarters:index"), "label": _("Accounts for readers")}
        here = {"url": "", "label": self.get_page_title()}
        return [home, here] if isinstance(self, QuartersView) else [home, all_of_them, here]


def at_hand(year: int, number: int) -> Quarter:
    """The quarter; or one that nobody has entered anything of yet, as it would be begun."""
    found = Quarter.objects.filter(year=year, number=number).first()
    if found is not None:
        return found
    last = Quarter.objects.first()
    most = Posting.objects.values_list("currency").annotate(lines=Count("pk")).order_by("-lines").first()
    currency = last.currency if last else most[0] if most else "USD"
    large = last.large_minor if last else FIRST_LARGE
    return Quarter(year=year, number=number, currency=currency, large_minor=large)


class QuartersView(OfQuarters, TemplateView):
    """All quarters since the first gift, the newest first."""

    template_name = "newsroom/quarters/index.html"
    page_title = gettext_lazy("Accounts for readers")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        rows = [_row(year, number) for year, number in _quarters()]
        site = next((front.url for front in front_pages()), "")
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "rows": rows, "url": f"{site}accounts/", "public": any(row["shown"] for row in rows)}


def _quarters() -> list[tuple[int, int]]:
    """From the first of which there is anything to the one that is now; the newest of them."""
    now = hours.now()
    first = Posting.objects.aggregate(at=Min("at"))["at"]
    begun = Quarter.objects.values_list("year", "number")
    oldest = min([_quarter_of(hours.here(first)) if first else _quarter_of(now), *begun])
    found = [_quarter_of(now)]
    while found[-1] > oldest and len(found) < MOST_QUARTERS:
        year, number = found[-1]
        found.append((year, number - 1) if number > 1 else (year - 1, 4))
    return found


def _quarter_of(at: Any) -> tuple[int, int]:
    return at.year, (at.month + 2) // 3


def _row(year: int, number: int) -> dict[str, Any]:
    quarter = at_hand(year, number)
    shown, figures = (shown_of(quarter), count(quarter)) if quarter.pk else (None, None)
    if not quarter.is_over:
        state = _("It is not over yet")
    elif shown is None:
        state = _("Not published")
    elif shown.figures != figures:
        state = _("Figures changed since it was published")
    else:
        state = _("Published")
    at = (shown.changes[0].at if shown.changes else shown.at) if shown else None
    name = _title(quarter)
    return {"name": quarter.name, "title": name, "state": state, "shown": shown, "at": at}


def _title(quarter: Quarter) -> str:
    return title_of(_named(quarter), language())


def _named(quarter: Quarter) -> Any:
    """Enough of its figures for its title."""
    return Figures(quarter.year, quarter.number, quarter.currency, 1, "", {}, (), (), 0, None, "")


class QuarterView(OfQuarters, TemplateView):
    """One quarter: what the books say, and what the outlet does."""

    template_name = "newsroom/quarters/quarter.html"

    @cached_property
    def quarter(self) -> Quarter:
        return of_name(self.kwargs["name"])

    @cached_property
    def figures(self) -> Figures:
        return count(self.quarter)

    def get_page_title(self) -> str:
        return _title(self.quarter)

    def forms(self, data: Any = None) -> tuple[Any, Any, Any]:
        """The quarter's own, spending, income."""
        whole, spending, income = first_values(self.quarter)
        return (
            QuarterForm(data, initial=whole, figures=self.figures),
            SpendingSet(data, initial=spending, prefix="spending"),
            IncomeSet(data, initial=income, prefix="income"),
        )

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        quarter, figures = self.quarter, self.figures
        shown = shown_of(quarter) if quarter.pk else None
        changed = shown is not None and shown.figures != figures
        form, spending, income = more.pop("filled", None) or self.forms()
        context: dict[str, Any] = super().get_context_data(**more)
        return {
            **context, "quarter": quarter, "form": form, "spending": spending, "income": income, "media": form.media,
            "sums": list(_sums(figures)), "shown": shown, "changed": changed, "hindrance": hindrance(quarter, figures),
            "missing": ", ".join(figures.missing), "reason": ReasonForm() if changed else None,
            "seen": version_of(quarter), "kept": what_is_kept(quarter) if more.get("meanwhile") else [],
            "may_take_back": bool(quarter.pk) and (shown is None or changed), "languages": _languages(),
        }  # fmt: skip

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form, spending, income = filled = self.forms(request.POST)
        if not all([form.is_valid(), spending.is_valid(), income.is_valid()]):
            messages.error(request, _("Something could not be read. Nothing is kept until it can."))
            answer: HttpResponse = self.render_to_response(self.get_context_data(filled=filled))
            return answer
        lines = [line for each in (*income, *spending) if (line := each.line()) is not None]
        year, number = self.quarter.year, self.quarter.number
        try:
            quarter = enter_as_seen(year, number, form.entered(lines), request.POST.get("seen", ""))
        except SavedMeanwhile:
            del self.quarter, self.figures
            messages.error(request, _("Nothing is kept yet: somebody has saved this quarter while you had it open."))
            context = self.get_context_data(filled=filled, meanwhile=saved_by(self.quarter))
            conflict: HttpResponse = self.render_to_response(context, status=409)
            return conflict
        by = request.user
        assert isinstance(by, User)  # whoever has the right has logged in
        note(by.username, Deed.QUARTER_SET, quarter.name)
        messages.success(request, _("It is kept. Readers see it when you publish it."))
        return redirect("quarters:quarter", quarter.name)


def saved_by(quarter: Quarter) -> str:
    """Who entered something of a quarter last, by the record."""
    deeds = (Deed.QUARTER_SET, Deed.QUARTER_TAKEN_BACK)
    last = Entry.objects.filter(what__in=deeds, whom=quarter.name).first()
    return last.who if last else _("Somebody")


def of_name(name: str) -> Quarter:
    """The quarter of a name such as ``2026-q3``."""
    found = NAME.fullmatch(name)
    if found is None or not 2000 <= int(found[1]) <= 2999:
        raise Http404
    return at_hand(int(found[1]), int(found[2]))


def _sums(figures: Figures) -> Any:
    """What each currency comes to, and all of them in the paper's own."""
    sections = ((INCOME,), (RETURNED,), (FEES,), (SPENDING,), ())
    for currency in figures.currencies():
        yield currency, [Money(figures.sum_in(currency, *each), currency) for each in sections]
    if figures.currencies() != (figures.currency,):
        own = figures.currency
        yield _("All in %(currency)s") % {"currency": own}, [Money(figures.own(*each), own) for each in sections]


def _languages() -> list[tuple[str, str]]:
    names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    return [(front.locale.language_code, names[front.locale.language_code]) for front in front_pages()]


@permission_required(RIGHT, login_url="wagtailadmin_login", raise_exception=True)
def preview_view(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """The page as readers would get it."""
    return preview(_shown(of_name(name)), code)


def _shown(quarter: Quarter) -> Shown:
    return preview_of(quarter) if quarter.pk else Shown(count(quarter), quarter.ends)


def _done(request: HttpRequest, name: str, done: Callable[[Quarter, str], str]) -> HttpResponse:
    by, quarter = request.user, of_name(name)
    assert isinstance(by, User)  # whoever has the right has logged in
    if not quarter.pk:
        quarter = begin_quarter(quarter.year, quarter.number, quarter.currency)
    try:
        messages.success(request, done(get_object_or_404(Quarter, pk=quarter.pk), by.username))
    except QuarterProblem as problem:
        messages.error(request, str(problem))
    return redirect("quarters:quarter", name)


@require_POST
@permission_required(RIGHT, login_url="wagtailadmin_login", raise_exception=True)
def publish_view(request: HttpRequest, name: str) -> HttpResponse:
    """Show a quarter to readers."""

    def publish(quarter: Quarter, by: str) -> str:
        shown = publish_quarter(quarter, by, request.POST.get("reason", ""))
        note(by, Deed.QUARTER_PUBLISHED, quarter.name, shown.reason)
        return _("The quarter is published.")

    return _done(request, name, publish)


@require_POST
@permission_required(RIGHT, login_url="wagtailadmin_login", raise_exception=True)
def take_back_view(request: HttpRequest, name: str) -> HttpResponse:
    """Take back what readers do not see yet."""

    def take_back(quarter: Quarter, by: str) -> str:
        gone = take_back_quarter(quarter)
        note(by, Deed.QUARTER_TAKEN_BACK, quarter.name)
        return _("What was entered is gone.") if gone else _("It is again what readers have.")

    return _done(request, name, take_back)
