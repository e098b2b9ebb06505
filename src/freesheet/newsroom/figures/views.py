"""Figures about gifts: by month, lasting ones, where they began. And for which gifts somebody should thank."""

from __future__ import annotations

import csv
from typing import Any
from urllib.parse import quote

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput

from freesheet.accounts.deeds import Deed
from freesheet.accounts.models import User
from freesheet.accounts.people import note
from freesheet.contributions.actions import thank, unthank
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.letters.languages import written_in
from freesheet.contributions.letters.writing import paper_in
from freesheet.contributions.models import Charge
from freesheet.contributions.models.thanks import LONGEST_THANKS
from freesheet.contributions.thanked import thanked, to_thank_for
from freesheet.lib.cells import harmless
from freesheet.newsroom import hours
from freesheet.newsroom.figures.tables import Table, all_tables
from freesheet.newsroom.rights import SEES_MONEY, ForRights

ON_A_PAGE = 25


class AboutGifts(ForRights, WagtailAdminTemplateMixin):  # type: ignore[misc]  # Wagtail ships no types
    """What these screens share: who may see them, and the way back to the list of gifts."""

    header_icon = "pick"
    request: HttpRequest
    kwargs: dict[str, Any]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
        gifts = {"url": reverse("gifts:index"), "label": _("Gifts")}
        return [home, gifts, {"url": "", "label": self.get_page_title()}]


class FiguresView(AboutGifts, TemplateView):
    """All tables with their plots; each as a spreadsheet too."""

    template_name = "newsroom/figures/index.html"
    page_title = gettext_lazy("Figures about gifts")
    header_icon = "history"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        currency, wanted = request.GET.get("currency", "")[:3], request.GET.get("csv", "")
        tables, codes, chosen = all_tables(hours.now(), currency, get_language() or "en")
        if wanted:
            return _csv(next((table for table in tables if table.name == wanted), None))
        told = {"tables": tables, "currencies": codes if len(codes) > 1 else [], "currency": chosen}
        answer: HttpResponse = self.render_to_response(self.get_context_data(**told))
        return answer


def _csv(table: Table | None) -> HttpResponse:
    if table is None:
        raise Http404
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="gifts-{table.name}.csv"'
    writer = csv.writer(answer)
    writer.writerow(table.plain_columns)
    # Somebody outside chose the page that they say they came from: no program may take it for a formula.
    writer.writerows(map(harmless, row) for row in table.plain_rows)
    return answer


class ThanksForm(forms.Form):
    """A letter of one's own words."""

    text = forms.CharField(
        label=gettext_lazy("Your letter"),
        max_length=LONGEST_THANKS,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy("The greeting before it and the paper’s name under it are written for you."),
    )


class ThanksView(AboutGifts, TemplateView):
    """Gifts for which somebody should thank, or for which somebody has."""

    template_name = "newsroom/figures/thanks.html"
    page_title = gettext_lazy("Thanks by hand")
    header_icon = "pick"
    done = False

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found = thanked() if self.done else to_thank_for()
        page = Paginator(found, ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = [(charge, _mailto(charge), ThanksForm(prefix=f"t{charge.pk}")) for charge in page]
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "page_of": page, "rows": rows, "done": self.done, "media": ThanksForm().media}


def _mailto(charge: Charge) -> str:
    """An address that opens a mail to who gave, in a program of one's own."""
    if not charge.supporter.email:
        return ""
    language = written_in(charge.language)
    with override(language):
        subject = _("Thank you, from %(paper)s") % {"paper": paper_in(language)}
    return f"mailto:{quote(charge.supporter.email)}?subject={quote(subject)}"


@require_POST
def thank_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody thanked, and send their letter where there is one."""
    by, charge = request.user, get_object_or_404(Charge, pk=pk)
    if not isinstance(by, User) or not by.has_perm(SEES_MONEY):
        raise PermissionDenied
    letter = request.POST.get("what") == "letter"
    text = request.POST.get(f"t{pk}-text", "").strip() if letter else ""
    try:
        if letter and not text:
            raise GiftProblem(_("Write the letter first."))
        made = thank(charge, by.username, text)
    except GiftProblem as problem:
        messages.error(request, str(problem))
    else:
        note(by.username, Deed.GIFT_THANKED, str(charge), str(made.get_way_display()))
        told = _("The letter is on its way.") if letter else _("It is noted that you thanked.")
        messages.success(request, told)
    return redirect("gifts:thanks")


@require_POST
def unthank_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that somebody thanked."""
    by, charge = request.user, get_object_or_404(Charge, pk=pk)
    if not isinstance(by, User) or not by.has_perm(SEES_MONEY):
        raise PermissionDenied
    if unthank(charge):
        note(by.username, Deed.THANKS_UNDONE, str(charge))
        messages.success(request, _("The gift waits for thanks again."))
    else:
        messages.error(request, _("The letter has left already."))
    return redirect("gifts:thanked")
