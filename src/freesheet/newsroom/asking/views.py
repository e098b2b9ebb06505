"""How readers are asked now, and what came of each text of the appeal."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_decimal
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from freesheet.contributions.asking.countries import country_name
from freesheet.contributions.asking.goals import show_goals, shown_goal
from freesheet.contributions.asking.ladders import Offered, offers
from freesheet.contributions.asking.texts import Outcome, outcomes, rules, stop
from freesheet.contributions.models import AppealText, Ladder
from freesheet.contributions.models.receipts import languages
from freesheet.lib.numerals import digits, locale_of, number
from freesheet.newsroom.asking.forms import RulesForm, spaced
from freesheet.newsroom.correcting import InTheNewsroom
from freesheet.newsroom.keeping import NotOver
from freesheet.newsroom.rights import SEES_MONEY, ForRights
from freesheet.newsroom.trail import trail


class AskingView(ForRights, InTheNewsroom):
    """Texts and what came of them, the goal, and the amounts that are asked."""

    template_name = "newsroom/asking/index.html"
    page_title = gettext_lazy("How readers are asked")
    header_icon = "openquote"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        show_goals()
        own = {(row.currency, row.country): row.pk for row in Ladder.objects.all()}
        compared = [(name, _rows(code)) for code, name in languages()]
        return {
            **super().get_context_data(**more),
            "compared": [(name, rows) for name, rows in compared if rows],
            "rules": rules(),
            "goal": shown_goal(),
            "amounts": [_amounts(each, own.get((each.currency, each.country))) for each in offers().values()],
        }


def _rows(language: str) -> list[dict[str, Any]]:
    said = get_language() or "en"
    return [
        {
            "outcome": each,
            "seen": number(each.seen, said),
            "gifts": number(each.gifts, said),
            "rate": _interval(each.rate, said) if each.seen else "",
            "bothered": number(each.bothered, said),
            "bother": _interval(each.bother, said) if each.seen else "",
            "few": _is_few(each),
        }
        for each in outcomes(language, _("The one in the publication settings"))
    ]


def _is_few(outcome: Outcome) -> bool:
    """Whether nothing can be said of it yet: the interval is wider than what lies in its middle."""
    middle, low, high = outcome.rate
    return high - low > max(middle, 0.1)


def _interval(rate: tuple[float, float, float], language: str) -> str:
    told = [_tenths(each, language) for each in rate]
    return _("%(rate)s (%(low)s to %(high)s)") % {"rate": told[0], "low": told[1], "high": told[2]}


def _tenths(value: float, language: str) -> str:
    shown = format_decimal(round(value, 1), format="#,##0.0", locale=locale_of(language), numbering_system="latn")
    return digits(shown, language)


def _amounts(asked: Offered, pk: int | None) -> dict[str, Any]:
    change = (
        reverse("wagtailsnippets_contributions_ladder:edit", args=[pk])
        if pk
        else f"{reverse('wagtailsnippets_contributions_ladder:add')}?currency={asked.currency}"
    )
    where = country_name(asked.country, get_language() or "en") if asked.country else ""
    ladders = [spaced(asked.ladder(each)) for each in ("once", "month", "year")]
    return {
        "currency": asked.currency, "where": where, "ladders": ladders, "least": spaced([asked.least]),
        "most": spaced([asked.most]), "own": pk is not None, "change": change,
    }  # fmt: skip


@require_POST
def stop_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a text no more."""
    if not request.user.has_perm(SEES_MONEY):
        raise PermissionDenied
    if stop(get_object_or_404(AppealText, pk=pk)):
        messages.success(request, _("Readers are not shown this text any more."))
    else:
        messages.warning(request, _("This text was stopped already."))
    return redirect("asking:index")


class ToSetRules(WagtailAdminTemplateMixin, FormView):  # type: ignore[misc,type-arg]
    """The form of how often readers are asked."""

    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("How often readers are asked")
    header_icon = "time"
    form_class = RulesForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return trail(str(self.get_page_title()), (str(AskingView.page_title), reverse("asking:index")))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": rules()}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "media": context["form"].media, "submit_button_label": _("Save")}

    def form_valid(self, form: Any) -> HttpResponse:
        form.save()
        messages.success(self.request, _("Readers are asked so from now on."))
        return redirect("asking:index")


class RulesView(ForRights, NotOver, ToSetRules):
    """How often readers are asked: set by one at a time."""
