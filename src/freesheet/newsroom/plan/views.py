"""The board and the calendar."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from babel.core import Locale as BabelLocale
from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy, to_locale
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale

from freesheet.accounts.models import User
from freesheet.newsroom import hours
from freesheet.newsroom.plan.moves import do, moves
from freesheet.planning.errors import PlanningProblem
from freesheet.planning.queries.board import Wish, board
from freesheet.planning.queries.days import days
from freesheet.planning.rights import Rights

Days = list[dict[str, Any]]


def wished(request: HttpRequest) -> Wish:
    """What the filters over the board say."""

    def chosen(name: str) -> int | None:
        value = request.GET.get(name, "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 12 else None

    return Wish(chosen("section"), chosen("person"), chosen("language"))


class Planned(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]  # Wagtail ships no types
    """What the board and the calendar share: the way there, and the filters."""

    header_icon = "calendar-alt"

    @cached_property
    def rights(self) -> Rights:
        return Rights(self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
        return [home, {"url": "", "label": self.get_page_title()}]

    @property
    def header_buttons(self) -> list[Any]:
        others = [("board", _("Board"), "list-ul"), ("calendar", _("Calendar"), "calendar-alt")]
        others += [("pieces", _("All pieces"), "folder-open-inverse")]
        match = self.request.resolver_match
        here = match.url_name if match else ""
        found = [
            HeaderButton(label, url=reverse(f"plan:{name}"), icon_name=icon, priority=20)
            for name, label, icon in others
            if name != here
        ]
        if self.rights.everything or any(verb == "add" for _root, verb in self.rights.held):
            found.append(HeaderButton(_("Pitch"), url=reverse("plan:add"), icon_name="plus", priority=10))
        return found

    def filters(self, sections: list[Any], people: bool = True) -> dict[str, Any]:
        """What can be chosen, and what is."""
        wish = wished(self.request)
        return {
            "wish": wish,
            "sections": sections,
            "languages": Locale.objects.all(),
            "everybody": User.objects.filter(is_active=True).order_by("username") if people else [],
        }


class BoardView(Planned):
    """Every piece on its way, in the column where it stands."""

    template_name = "newsroom/plan/board.html"
    page_title = gettext_lazy("Board")
    header_icon = "list-ul"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found = board(self.rights, wished(self.request))
        columns = [
            {"name": column.value, "label": column.label, "cards": [(card, moves(card, self.rights)) for card in cards]}
            for column, cards in found.columns.items()
        ]
        context = super().get_context_data(**more)
        return {**context, "columns": columns, "empty": not found.cards, **self.filters(found.sections)}


@require_POST
@permission_required("wagtailadmin.access_admin", login_url="wagtailadmin_login")
def move_view(request: HttpRequest) -> HttpResponse:
    """Move a card."""
    said = request.POST
    assert isinstance(request.user, User)  # whoever is let in has logged in
    back = said.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("plan:board")
    try:
        where = do(
            said.get("move", ""), said.get("card", ""), request.user, said.get("person", ""), said.get("comment", "")
        )
    except PlanningProblem as problem:
        messages.error(request, str(problem))
        return redirect(back)
    if where.startswith("edit:"):
        return redirect("wagtailadmin_pages:edit", where.removeprefix("edit:"))
    return redirect(back)


class CalendarView(Planned):
    """A month, or a week of it."""

    template_name = "newsroom/plan/calendar.html"
    page_title = gettext_lazy("Calendar")

    @cached_property
    def by_week(self) -> bool:
        return self.request.GET.get("view") == "week"

    @cached_property
    def day(self) -> date:
        try:
            day = date.fromisoformat(self.request.GET.get("day", ""))
        except ValueError:
            return hours.now().date()
        return day if 2000 <= day.year <= 2200 else hours.now().date()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        wish = wished(self.request)
        weeks = _weeks(self.day, self.by_week)
        found = days(self.rights, weeks[0][0], weeks[-1][-1], settings.PUBLICATION.zone, wish)
        today = hours.now().date()
        shown = [
            [
                {
                    "day": day,
                    "entries": found.get(day, []),
                    "today": day == today,
                    "other": not self.by_week and day.month != self.day.month,
                }
                for day in week
            ]
            for week in weeks
        ]
        from freesheet.planning.queries.board import sections

        seen = [each for each in sections().values() if self.rights.sees(each.path)]
        context = super().get_context_data(**more)
        around = _around(self.day, self.by_week)
        names = [day["day"] for day in shown[0]]
        empty = not any(day["entries"] for week in shown for day in week)
        return {
            **context, **self.filters(seen, people=False), "weeks": shown, "by_week": self.by_week, "day": self.day,
            "before": around[0], "after": around[1], "today": today, "names": names, "empty": empty,
        }  # fmt: skip


def _weeks(day: date, by_week: bool) -> list[list[date]]:
    """The days to show, in weeks that begin as they do where the language is spoken."""
    try:
        first = BabelLocale.parse(to_locale(get_language() or "en")).first_week_day
    except ValueError:
        first = 0
    weeks = calendar.Calendar(first).monthdatescalendar(day.year, day.month)
    return [week for week in weeks if day in week] if by_week else weeks


def _around(day: date, by_week: bool) -> tuple[date, date]:
    """A day in what comes before, and one in what comes after."""
    if by_week:
        return day - timedelta(days=7), day + timedelta(days=7)
    return day.replace(day=1) - timedelta(days=1), day.replace(day=28) + timedelta(days=5)
