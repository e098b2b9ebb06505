"""What is to be put right in an article before readers get it, shown to its editor; and how strict the paper is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from freesheet.articles.models import ArticlePage
from freesheet.newsroom.rights import ForRights
from freesheet.preflight.actions import be_strict
from freesheet.preflight.findings import FILM, LEAD_PICTURE
from freesheet.preflight.models import Level
from freesheet.preflight.queries import Found, all_rules, levels, look_over

MAY_SET = "editions.change_identity"
"""Who says what the outlet says of itself says how strict it is."""


def anchor(where: str) -> str:
    """The id of the element in an article's form where something was found."""
    try:
        return f"block-{UUID(where)}-section"
    except ValueError:
        return f"id_{where}-chooser" if where in (FILM, LEAD_PICTURE) else f"id_{where}"


def links_to(found: Iterable[Found]) -> SafeString:
    """Findings as a list of links to where each can be put right."""
    rows = ((anchor(each.finding.where), each.finding.sentence) for each in found)
    return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="#{}">{}</a></li>', rows))


def refuse(request: HttpRequest, found: Iterable[Found]) -> None:
    """Tell the editor what keeps an article from readers."""
    told = format_html("<p>{}</p>{}", _("Not published: this is to be put right first."), links_to(found))
    messages.error(request, told)


def warn(request: HttpRequest, article: ArticlePage, found: Iterable[Found]) -> None:
    """Tell the editor what might be put right in an article that has gone to readers all the same."""
    again = messages.button(reverse("wagtailadmin_pages:edit", args=[article.pk]), _("Edit"))
    listed = format_html_join("", "<li>{}</li>", ((each.finding.sentence,) for each in found))
    told = format_html("<p>{}</p><ul>{}</ul>", _("“%s” went out with this:") % article.title, listed)
    messages.warning(request, told, buttons=[again])


class PreflightPanel(ChecksSidePanel):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's checks of an article, with ours first."""

    template_name = "newsroom/preflight_panel.html"

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        return {**context, **_seen(self.object)}


def checks_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for the newest draft, for the editor's window to fetch when it has been saved."""
    page = get_object_or_404(Page, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    article = get_object_or_404(ArticlePage, pk=pk)
    return render(request, "newsroom/preflight_found.html", _seen(article.get_latest_revision_as_object()))


def _seen(article: ArticlePage) -> dict[str, Any]:
    found = [(anchor(each.finding.where), each) for each in look_over(article)]
    return {"found": found, "blocking": sum(each.blocks for _anchor, each in found)}


class StrictnessForm(forms.Form):
    """A choice for each rule."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in all_rules():
            self.fields[rule.slug] = forms.ChoiceField(label=rule.name, choices=Level.choices)


class StrictnessView(ForRights, WagtailAdminTemplateMixin, FormView):  # type: ignore[misc,type-arg]
    """How strict the paper is with each rule."""

    template_name = "newsroom/for_an_article.html"
    form_class = StrictnessForm
    rights = (MAY_SET,)
    page_title = gettext_lazy("Checks before publishing")
    header_icon = "glasses"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
        return [home, {"url": "", "label": self.get_page_title()}]

    def get_initial(self) -> dict[str, Any]:
        return dict(levels())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = _("What blocks keeps an article from readers until it is put right. What warns is said, and lets pass.")
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "told": told, "media": context["form"].media, "submit_button_label": _("Save")}

    def form_valid(self, form: Any) -> HttpResponse:
        be_strict(form.cleaned_data)
        messages.success(self.request, _("From now on the paper is as strict as that."))
        return redirect("checking:strictness")
