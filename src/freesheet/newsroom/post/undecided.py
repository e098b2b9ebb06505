"""Letters to givers that failed, or that may have been sent: send again, or set aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from freesheet.contributions.actions import send_again, set_letter_aside, write_of_the_year
from freesheet.contributions.models import Letter
from freesheet.newsroom import hours
from freesheet.newsroom.correcting import InTheNewsroom
from freesheet.newsroom.rights import SEES_MONEY, ForRights

ON_A_PAGE = 50

KINDS = {
    "receipt": gettext_lazy("Thanks and receipt"),
    "return": gettext_lazy("Money sent back"),
    "failure": gettext_lazy("Refused card"),
    "reminder": gettext_lazy("Transfer that did not come"),
    "card": gettext_lazy("Card that expires soon"),
    "lapsed": gettext_lazy("End of a lasting gift that could not be collected"),
    "stopped": gettext_lazy("End of a lasting gift"),
    "paused": gettext_lazy("Pause of a lasting gift"),
    "resumed": gettext_lazy("A lasting gift that goes on"),
    "year": gettext_lazy("Gifts of a year"),
    "thanks": gettext_lazy("Thanks by hand"),
    "confirm": gettext_lazy("Question whether a gift is theirs"),
    "let through": gettext_lazy("A gift that can go on"),
    "link": gettext_lazy("Link to one’s gifts"),
    "changed": gettext_lazy("Another amount"),
    "address": gettext_lazy("Question whether an address is theirs"),
    "moved": gettext_lazy("Another address"),
    "forgotten": gettext_lazy("Forgotten, as asked"),
}
"""What letters are about, for who works here."""


class UndecidedView(ForRights, InTheNewsroom):
    """The letters that somebody has to decide about, the newest first."""

    template_name = "newsroom/post/undecided.html"
    page_title = gettext_lazy("Letters to givers")
    header_icon = "mail"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        states = (Letter.State.FAILED, Letter.State.UNSURE)
        found = Letter.objects.filter(state__in=states).select_related("supporter").order_by("-created_at", "-pk")
        page = Paginator(found, ON_A_PAGE).get_page(self.request.GET.get("p"))
        for letter in page:
            letter.about = KINDS.get(letter.kind, letter.kind)  # type: ignore[attr-defined]
        waiting = Letter.objects.filter(state=Letter.State.WAITING).count()
        year = hours.now().year - 1
        return {**super().get_context_data(**more), "page_of": page, "waiting": waiting, "year": year}


@require_POST
def year_view(request: HttpRequest) -> HttpResponse:
    """Write to each who gave last year what it was altogether; to nobody twice."""
    if not request.user.has_perm(SEES_MONEY):
        raise PermissionDenied
    count = write_of_the_year(hours.now().year - 1)
    told = ngettext("One letter is written, and on its way.", "%(count)s letters are written, and on their way.", count)
    messages.success(request, told % {"count": count})
    return redirect(reverse("post:undecided"))


@require_POST
def decide_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a letter again, or set it aside."""
    if not request.user.has_perm(SEES_MONEY):
        raise PermissionDenied
    letter = get_object_or_404(Letter, pk=pk)
    verbs: dict[str, tuple[Callable[[Letter], bool], str]] = {
        "again": (send_again, _("The letter is on its way again.")),
        "aside": (set_letter_aside, _("The letter is set aside.")),
    }
    verb, done = verbs.get(request.POST.get("what", ""), (lambda _letter: False, ""))
    if verb(letter):
        messages.success(request, done)
    else:
        messages.warning(request, _("Somebody has decided about this letter already."))
    return redirect(reverse("post:undecided"))
