"""Who gave: what is known of them, for who looks after money; and forgetting them, where they ask the newsroom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages

from freesheet.accounts.deeds import Deed
from freesheet.accounts.models import User
from freesheet.accounts.people import note
from freesheet.contributions.actions import forget
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.models import Charge, Supporter
from freesheet.contributions.rules import PlanState
from freesheet.contributions.telling import told
from freesheet.lib.money import written
from freesheet.newsletters.actions import forget_address
from freesheet.newsroom.correcting import InTheNewsroom
from freesheet.newsroom.rights import ForRights

RUNNING = (PlanState.PENDING, PlanState.ACTIVE, PlanState.PAST_DUE, PlanState.PAUSED)
MOST = 50


class WhoView(ForRights, InTheNewsroom):
    """Somebody who gave, found by one of their gifts; a POST forgets them."""

    template_name = "newsroom/gifts/who.html"
    page_title = gettext_lazy("Who gave")
    header_icon = "user"

    @cached_property
    def supporter(self) -> Supporter:
        found: Supporter = get_object_or_404(Charge.objects.select_related("supporter"), pk=self.kwargs["pk"]).supporter
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home, here = super().get_breadcrumbs_items()
        return [home, {"url": reverse("gifts:index"), "label": _("Gifts")}, here]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        language, who = get_language() or "en", self.supporter
        charges = who.charges.select_related("plan").order_by("-created_at", "-pk")
        gifts = [(charge, written(charge.money, language)) for charge in charges[:MOST]]
        lasting = [written(plan.money, language) for plan in who.plans.filter(state__in=RUNNING)]
        told = {"who": who, "gifts": gifts, "count": charges.count(), "lasting": lasting}
        return {**super().get_context_data(**more), **told, "here": self.request.path}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget them: their lasting gifts are stopped first."""
        email = self.supporter.email or ""
        try:
            done = forget(self.supporter)
        except (GiftProblem, ProviderProblem) as problem:
            why = told(problem, get_language() or "en")
            messages.error(request, _("Nobody was forgotten: a lasting gift could not be stopped. %s") % why)
            return redirect(request.path)
        if done:
            forget_address(email)
            # By number: the record is kept for ever.
            assert isinstance(request.user, User)
            note(request.user.get_username(), Deed.GIVER_FORGOTTEN, f"supporter {self.supporter.pk}")
            messages.success(request, _("Who gave is forgotten. A last letter tells them, then their address is gone."))
        return redirect(request.path)


class ForgetView(WhoView):
    """Asked once more before somebody is forgotten."""

    template_name = "newsroom/gifts/forget.html"
    page_title = gettext_lazy("Forget who gave")
