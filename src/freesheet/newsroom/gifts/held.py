"""Gifts that are held since they look like somebody who tries stolen cards: let through, or turned away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from freesheet.accounts.deeds import Deed
from freesheet.accounts.people import note
from freesheet.contributions.actions import approve, turn_away, waiting_holds
from freesheet.contributions.guards import named
from freesheet.contributions.models import Hold, Rhythm
from freesheet.lib.money import written
from freesheet.newsroom.correcting import InTheNewsroom
from freesheet.newsroom.rights import SEES_MONEY, ForRights

ON_A_PAGE = 50


class HeldView(ForRights, InTheNewsroom):
    """The gifts that somebody has to decide about, the oldest first."""

    template_name = "newsroom/gifts/held.html"
    page_title = gettext_lazy("Gifts that are held")
    header_icon = "pick"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = Paginator(waiting_holds(), ON_A_PAGE).get_page(self.request.GET.get("p"))
        language = get_language() or "en"
        for hold in page:
            limit = named(hold.reason)
            hold.why = limit.says if limit else hold.reason  # type: ignore[attr-defined]
            hold.amount = written(hold.charge.money, language)  # type: ignore[attr-defined]
            hold.rhythm = Rhythm(hold.charge.rhythm).label  # type: ignore[attr-defined]
        return {**super().get_context_data(**more), "page_of": page}


@require_POST
def decide_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a gift through, or turn it away. Who gives is written to only when it can go on."""
    if not request.user.has_perm(SEES_MONEY):
        raise PermissionDenied
    charge = get_object_or_404(Hold, pk=pk).charge
    lets = request.POST.get("what") == "through"
    if not lets and request.POST.get("what") != "away":
        return redirect(reverse("gifts:held"))
    if approve(charge) if lets else turn_away(charge):
        deed = Deed.GIFT_LET_THROUGH if lets else Deed.GIFT_TURNED_AWAY
        note(request.user.get_username(), deed, str(charge))
        said = _("The gift can go on, and who gives is told.") if lets else _("The gift is turned away.")
        messages.success(request, said)
    else:
        messages.warning(request, _("Somebody has decided about this gift already."))
    return redirect(reverse("gifts:held"))
