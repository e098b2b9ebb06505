"""What the pages of somebody's own support say."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.contributions.models import Charge, Rhythm, Supporter
from freesheet.contributions.rules import ChargeState
from freesheet.editions.models import FrontPage
from freesheet.lib.dates import long_date
from freesheet.lib.money import written
from freesheet.website.contexts.mine import GivenView, MineContext
from freesheet.website.giving.pages import around
from freesheet.website.giving.tokens import gift_token
from freesheet.website.stylesheet import giving_stylesheet_url

STATES = {
    ChargeState.BEGUN: gettext_lazy("Not paid yet"),
    ChargeState.WAITING: gettext_lazy("Not paid yet"),
    ChargeState.RECEIVED: gettext_lazy("Arrived"),
    ChargeState.FAILED: gettext_lazy("Did not work; nothing was taken"),
    ChargeState.LAPSED: gettext_lazy("Never paid"),
    ChargeState.RETURNED: gettext_lazy("Went back to you"),
    ChargeState.DISPUTED: gettext_lazy("Went back to you"),
    ChargeState.LOST: gettext_lazy("Went back to you"),
}


def mine_page(front: FrontPage, supporter: Supporter, token: str) -> MineContext:
    """All that somebody gives."""
    title = _("My support")
    gifts = supporter.charges.select_related("plan", "receipt__series").order_by("-created_at", "-pk")
    language = front.locale.language_code
    return MineContext(
        *around(front, title), title, tuple(_given(each, language) for each in gifts), giving_stylesheet_url()
    )


def _given(charge: Charge, language: str) -> GivenView:
    receipt = getattr(charge, "receipt", None)
    return GivenView(
        long_date(charge.received_at or charge.created_at, language),
        written(charge.money, language),
        str(Rhythm(charge.rhythm).label),
        str(STATES[ChargeState(charge.state)]),
        str(receipt) if receipt else "",
        "",
        reverse("website:gift", args=[gift_token(charge)]),
    )
