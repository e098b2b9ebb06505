"""The screen on which a front page is arranged: Wagtail's own editor, with its preview open beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.action_menu import PublishMenuItem
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet, UnpublishView

from freesheet.editions.actions import layout_of
from freesheet.editions.models import FrontLayout
from freesheet.newsroom.front.policy import fronts_of, may_arrange
from freesheet.newsroom.front.problems import problems_of

Answer = Callable[..., HttpResponseBase]


class FrontsView(IndexView):  # type: ignore[misc]  # Wagtail ships no types
    """The front page of each edition; where there is one only, that."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        layouts = [layout_of(front) for front in fronts_of(request.user)]
        if len(layouts) == 1 and not self.results_only:
            return redirect(self.get_edit_url(layouts[0]))
        return super().get(request, *args, **kwargs)


class FrontView(EditView):  # type: ignore[misc]
    """The slots of a front page, and beside them the page."""

    def get_page_subtitle(self) -> str:
        return f"{self.object} ({self.object.front.locale.get_display_name()})"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "problems": problems_of(self.form.instance)}

    def get_success_url(self) -> str:
        return str(self.get_edit_url())

    def publish_action(self) -> Any:
        answer = super().publish_action()
        for problem in problems_of(self.object):
            messages.warning(self.request, problem)
        return answer

    def get_success_message(self, instance: Any = None) -> str:
        if self.action != "publish":
            return _("The front page is saved. Readers see it when you publish it.")
        later = self.object.go_live_at and self.object.has_unpublished_changes
        if later:
            return _("The front page goes to readers at its time.")
        return _("The front page is on its way to readers.")


class ProblemsView(View):
    """What is wrong with the newest draft of a front page, for its editor's window to fetch after each."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        layout = get_object_or_404(FrontLayout, pk=pk).get_latest_revision_as_object()
        return render(request, "newsroom/front/problems.html", {"problems": problems_of(layout)})


class NobodyWithdraws(UnpublishView):  # type: ignore[misc]
    """A front page is never taken from readers: they would find no way in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise PermissionDenied


def for_their_front(view: Answer) -> Answer:
    """A view of one layout, for who may arrange that front page: Wagtail asks only whether somebody may any."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pk = kwargs.get("pk")
        if pk is not None:
            layout = get_object_or_404(FrontLayout.objects.select_related("front"), pk=pk)
            if not may_arrange(request.user, layout.front):
                raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class FrontViewSet(SnippetViewSet):  # type: ignore[misc]
    """What stands on the front pages."""

    model = FrontLayout
    icon = "doc-full-inverse"
    base_url_path = "front"
    menu_label = gettext_lazy("Front page")
    menu_order = 40
    add_to_admin_menu = True
    ordering = ("front__path",)
    copy_view_enabled = False
    index_view_class = FrontsView
    edit_view_class = FrontView
    unpublish_view_class = NobodyWithdraws
    edit_template_name = "newsroom/front/edit.html"
    list_display = [
        "__str__",
        Column("locale", label=gettext_lazy("Language"), accessor="front.locale"),
        DateColumn("last_published_at", label=pgettext_lazy("when", "Published"), width="12%"),
        LiveStatusTagColumn(label=gettext_lazy("Status")),
    ]

    def get_urlpatterns(self) -> list[Any]:
        found: list[Any] = super().get_urlpatterns()
        return [*found, path("problems/<int:pk>/", for_their_front(ProblemsView.as_view()), name="problems")]

    def construct_view(self, view_class: Any, **kwargs: Any) -> Answer:
        return for_their_front(super().construct_view(view_class, **kwargs))


class PublishFront(PublishMenuItem):  # type: ignore[misc]
    """Publish, for who may arrange this front page."""

    template_name = "newsroom/front/publish.html"

    def is_shown(self, context: Any) -> bool:
        return not context.get("locked_for_user")


def buttons_of_the_front(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Publish comes first, and nobody withdraws."""
    if context["model"] is not FrontLayout:
        return
    menu_items[:] = [item for item in menu_items if item.name not in ("action-publish", "action-unpublish")]
    publish = PublishFront()
    if publish.is_shown(context):
        menu_items.insert(0, publish)
