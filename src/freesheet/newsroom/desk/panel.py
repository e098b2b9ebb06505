"""The desk as the newsroom's first screen shows it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from freesheet.articles import keys
from freesheet.newsroom import hours
from freesheet.newsroom.desk.needs import desk
from freesheet.newsroom.on_the_site import PressPanel
from freesheet.planning.queries.board import board
from freesheet.planning.queries.days import Kind, days
from freesheet.planning.queries.standings import published_since
from freesheet.planning.rights import Rights
from freesheet.planning.rules import Column
from freesheet.press.models import HeldKey, PrintedSheet

IN_A_COLUMN = 3
ON_THE_SITE, LOOKED_AT = 3, 100
A_MONTH = timedelta(days=31)


class DeskPanel(Component):  # type: ignore[misc]  # Wagtail ships no types
    """Everything above what the press says."""

    name = "desk"
    template_name = "newsroom/desk/desk.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> Any:
        request = parent_context["request"]
        rights = Rights(request.user)
        seen = board(rights)
        today = hours.now().date()
        found = days(rights, today, today, settings.PUBLICATION.zone).get(today, [])
        strip = [
            (column, len(seen.columns[column]), seen.columns[column][:IN_A_COLUMN])
            for column in Column
            if column != Column.PUBLISHED
        ]
        user = request.user
        return {
            **super().get_context_data(parent_context),
            "request": request,
            "csrf_token": parent_context["csrf_token"],
            "press": PressPanel(),
            "greeting": hours.greeting() % user,
            "now": hours.now(),
            "place": hours.place(),
            "desk": desk(rights, seen),
            "today": [entry for entry in found if entry.kind != Kind.PUBLISHED],
            "on_the_site": on_the_site(),
            "strip": strip,
            "write_in": [each for each in seen.sections if rights.may_pitch(each)],
        }


def on_the_site() -> list[dict[str, Any]]:
    """The newest articles that readers have: since when, and on how many pages."""
    newest = published_since(timezone.now() - A_MONTH, LOOKED_AT)[:ON_THE_SITE]
    pages = Page.objects.in_bulk(newest)
    addresses = {pk: _address(page) for pk, page in pages.items()}
    printed = dict(
        PrintedSheet.objects.filter(address__in=list(addresses.values())).values_list("address", "printed_at")
    )
    names = {keys.card(pk): pk for pk in pages}
    held = HeldKey.objects.filter(key__name__in=list(names)).values("key__name").annotate(pages=Count("pk"))
    shown = {names[row["key__name"]]: row["pages"] for row in held.order_by()}
    found = ((pages[pk], printed.get(addresses[pk]), shown.get(pk, 0)) for pk in newest if pk in pages)
    return [{"page": page, "since": since, "pages": count} for page, since, count in found]


def _address(page: Page) -> str:
    parts = page.get_url_parts()
    return unquote(parts[2]) if parts and parts[2] else ""
