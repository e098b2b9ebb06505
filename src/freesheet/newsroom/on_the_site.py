"""What readers have of a page, as editors are told: saved, printing, on the site since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from freesheet.articles.actions import may_pin
from freesheet.articles.models import Pin
from freesheet.newsroom import hours
from freesheet.newsroom.together import WithOthers, remind
from freesheet.planning.models import Assignment
from freesheet.press.queries import State, overview, state_of
from freesheet.press.sheets import BEHIND


@dataclass(frozen=True)
class Told:
    """A sentence about a page, and whether it may change by itself within seconds."""

    sentence: str
    more: str = ""
    settled: bool = True
    trouble: bool = False


def told_of(page: Page) -> Told:
    """What readers have of ``page``."""
    parts = page.get_url_parts()
    state = state_of(unquote(parts[2])) if parts and parts[2] else State(False, None, 404, "", (), "")
    if not page.live:
        return _not_live(page, state)
    if state.waiting or state.since is None:
        return Told(_("Printing…"), _("Readers get it in a moment."), settled=False)
    if state.problem:
        return Told(
            _("Could not be printed"),
            _("Readers have it as it was at %s. Please tell the person who runs the server.") % clock(state.since),
            trouble=True,
        )
    if state.status == BEHIND:
        return Told(_("Only for some readers"), _("It is not printed, but made for each who may see it."))
    since = _("On the site since %s") % clock(state.since)
    return Told(since, _("What you have saved since is not published yet.") if page.has_unpublished_changes else "")


def _not_live(page: Page, state: State) -> Told:
    if state.since is not None and state.status == 200:
        return Told(_("Being taken from the site…"), settled=False)
    goes = scheduled_for(page)
    if goes is not None:
        return Told(_("Goes to readers: %s") % hours.exact(goes), _("Readers do not see it before its time."))
    return Told(_("Saved"), _("Readers do not see it."))


def scheduled_for(page: Page) -> datetime | None:
    """When the newest approved state of a page goes to readers; None if it has no time."""
    revision = page.scheduled_revision if page.pk else None
    return revision.approved_go_live_at if revision is not None else None


def clock(at: datetime) -> str:
    """A time in the newsroom's zone, with its day where that is not today, and the name of the place."""
    there = hours.here(at)
    today = hours.now().date() == there.date()
    clock = there.strftime("%H:%M:%S" if today else "%Y-%m-%d %H:%M:%S")
    return _("%(time)s %(place)s") % {"time": clock, "place": hours.place()}


def state_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The sentence about a page, for its editor's window to fetch until it has settled."""
    page = get_object_or_404(Page, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        return HttpResponse(status=403)
    return render(request, "newsroom/on_the_site_state.html", {"told": told_of(page), "page": page})


class StatusPanel(PageStatusSidePanel):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's status of a page, with what readers have of it first."""

    def get_status_templates(self, context: Any) -> list[str]:
        templates: list[str] = super().get_status_templates(context)
        return ["newsroom/on_the_site.html", *templates] if self.object.pk else templates

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        if self.object.pk:
            live = self.live_object if self.live_object is not None else self.object
            context["told"] = told_of(live)
            context["piece"] = Assignment.objects.filter(article_id=self.object.pk).first()
            until = getattr(self.object, "embargo_until", None)
            context["pin"] = Pin.objects.filter(article_id=self.object.pk).first()
            context["may_pin"] = context["pin"] is not None and may_pin(self.request.user, live)
            context["embargo"] = until if until and until > timezone.now() else None
        return context


class ReaderPageEditView(WithOthers, EditView):  # type: ignore[misc]
    """The editor of a page that readers see."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        remind(request, self.page)
        return super().get(request, *args, **kwargs)

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()
        panels[0] = StatusPanel(
            self.page,
            self.request,
            show_schedule_publishing_toggle=self.form.show_schedule_publishing_toggle,
            live_object=self.real_page_record,
            scheduled_object=self.scheduled_page,
            locale=self.locale,
            translations=self.translations,
            parent_page=self.page.get_parent(),
        )
        return panels


def viewset_for(page_model: type[Page]) -> PageViewSet:
    """Wagtail's views of a kind of page, with ours among them."""
    name = f"{page_model.__name__}ViewSet"
    return type(name, (PageViewSet,), {"model": page_model, "edit_view_class": ReaderPageEditView})()


class PressPanel(Component):  # type: ignore[misc]
    """A part of the newsroom's first screen: what is on its way to readers, and what is stuck."""

    name = "press"
    template_name = "newsroom/press_panel.html"

    def get_context_data(self, parent_context: Any) -> Any:
        return {**_press(), **super().get_context_data(parent_context)}


def press_view(request: HttpRequest) -> HttpResponse:
    """The same, for the window to fetch until everything is printed."""
    return render(request, "newsroom/press_state.html", _press())


def _press() -> dict[str, Any]:
    press = overview()
    return {"press": press, "last": clock(press.last) if press.last else ""}
