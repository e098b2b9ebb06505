"""What each night's reconciliation found, for who looks after money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from freesheet.contributions.actions.findings import told
from freesheet.contributions.models import ReconciliationRun
from freesheet.newsroom.correcting import InTheNewsroom
from freesheet.newsroom.gifts.history import provider_label
from freesheet.newsroom.rights import ForRights

ON_A_PAGE = 30

HEADINGS = {
    "doubtful": gettext_lazy("Received in the books, and not paid at the provider"),
    "problems": gettext_lazy("Could not be asked about"),
    "entered": gettext_lazy("Missed, and entered now"),
    "unknown": gettext_lazy("At the provider, and no gift that we know"),
}
"""What somebody should look at first stands first."""


@dataclass(frozen=True)
class Night:
    """A run, as it is shown."""

    run: ReconciliationRun

    @property
    def provider(self) -> str:
        return provider_label(self.run.provider)

    @property
    def says(self) -> str:
        """How it went, in a word or two."""
        if self.run.ended_at is None:
            return _("At it, or broken off")
        if self.run.doubtful or self.run.problems:
            return _("Somebody should look at this")
        return _("Something was missed, and is entered") if self.run.entered else _("All agrees")

    @property
    def is_quiet(self) -> bool:
        return not self.found

    @property
    def found(self) -> list[dict[str, Any]]:
        """The headings under which there is something, with how much, and the first sentences of it."""
        rows = []
        for name, heading in HEADINGS.items():
            count = getattr(self.run, name)
            if count:
                said = [told(each, get_language() or "en") for each in self.run.found.get(name, [])]
                rows.append({"heading": heading, "count": count, "said": said, "more": count - len(said)})
        return rows


class NightsView(ForRights, InTheNewsroom):
    """Every night's reconciliation, the newest first."""

    template_name = "newsroom/gifts/nights.html"
    page_title = gettext_lazy("Compared with providers each night")
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home, here = super().get_breadcrumbs_items()
        return [home, {"url": reverse("gifts:index"), "label": _("Gifts")}, here]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = Paginator(ReconciliationRun.objects.order_by("-day", "provider"), ON_A_PAGE).get_page(
            self.request.GET.get("p")
        )
        context = super().get_context_data(**more)
        return {**context, "page_of": page, "nights": [Night(run) for run in page]}
