"""Pinning an article to the top of its section, and the list of what is pinned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput

from freesheet.articles.actions import may_pin, pin, unpin
from freesheet.articles.errors import ArticleProblem
from freesheet.articles.models import ArticlePage, Pin
from freesheet.newsroom import hours
from freesheet.newsroom.correcting import ForAnArticle, InTheNewsroom

A_DAY = timedelta(days=1)


class PinForm(forms.ModelForm[Pin]):
    """Until when, and whether on the front page too."""

    class Meta:
        model = Pin
        fields = ("until", "on_front")
        widgets = {"until": AdminDateTimeInput}


class PinView(ForAnArticle):
    """Pinning an article, or changing until when."""

    form_class = PinForm
    page_title = gettext_lazy("Pin to the top")
    header_icon = "thumbtack"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_pin(request.user, self.article):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def pin(self) -> Pin | None:
        return Pin.objects.filter(article=self.article).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        # A row of its own, for the one that is there is the verb's to change.
        until = self.pin.until if self.pin else (hours.now() + A_DAY).replace(minute=0, second=0, microsecond=0)
        at_first = {"until": until, "on_front": self.pin.on_front if self.pin else True}
        return {**super().get_form_kwargs(), "initial": at_first}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = _("It stands first in its section until then. The times are %s.") % hours.zone()
        return {**super().get_context_data(**more), "told": told, "submit_button_label": _("Pin")}

    def form_valid(self, form: Any) -> HttpResponse:
        said = form.cleaned_data
        try:
            pin(self.article, said["until"], said["on_front"], by=self.request.user)
        except ArticleProblem as problem:
            form.add_error("until", str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _("Pinned until %s.") % hours.exact(said["until"]))
        return redirect(self.get_success_url())


@require_POST
def unpin_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an article down from the top."""
    article = get_object_or_404(ArticlePage, pk=pk)
    if not may_pin(request.user, article):
        raise PermissionDenied
    unpin(article, by=request.user)
    messages.success(request, _("“%s” is no longer pinned.") % article.title)
    back = reverse("pins:list") if request.POST.get("list") else reverse("wagtailadmin_pages:edit", args=[pk])
    return redirect(back)


class PinsView(InTheNewsroom):
    """What is pinned, and until when."""

    template_name = "newsroom/pins.html"
    page_title = gettext_lazy("Pinned articles")
    header_icon = "thumbtack"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        pins = list(Pin.objects.select_related("article__locale", "by").defer("article__body").order_by("until"))
        mine = {each.pk for each in pins if may_pin(self.request.user, each.article)}
        return {**super().get_context_data(**more), "pins": pins, "mine": mine}
