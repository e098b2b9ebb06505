"""Correcting an article, in one step from its editor; and the newsroom's lists of corrections and of translations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page
from wagtail.permissions import policy_registry

from freesheet.articles.models import ArticlePage
from freesheet.newsroom.trail import trail
from freesheet.transparency.actions import correct, may_correct, say_in_order, withdraw
from freesheet.transparency.errors import CorrectionProblem
from freesheet.transparency.models import ChangeNote, Correction, Withdrawal
from freesheet.transparency.queries import behind, left_behind_by, standing

ON_A_PAGE = 50


class CorrectionForm(forms.ModelForm[Correction]):
    """What was wrong, what is right, how grave."""

    class Meta:
        model = Correction
        fields = ("severity", "wrong", "right")
        widgets = {"severity": forms.RadioSelect, "wrong": AdminAutoHeightTextInput, "right": AdminAutoHeightTextInput}


class WithdrawalForm(forms.ModelForm[Withdrawal]):
    """Why a correction does not hold."""

    class Meta:
        model = Withdrawal
        fields = ("reason",)
        widgets = {"reason": AdminAutoHeightTextInput}


class AboutAnArticle(WagtailAdminTemplateMixin):  # type: ignore[misc]  # Wagtail ships no types
    """A screen about an article, which leads back to its form."""

    kwargs: dict[str, Any]

    @cached_property
    def article(self) -> ArticlePage:
        return get_object_or_404(ArticlePage, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.article.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.article.pk])
        return trail(str(self.get_page_title()), (self.article.title, edit))


class ForAnArticle(AboutAnArticle, FormView):  # type: ignore[type-arg]
    """A form about an article, for who may publish it."""

    template_name = "newsroom/for_an_article.html"
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_correct(request.user, self.article):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "article": self.article, "media": context["form"].media}

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])


class CorrectView(ForAnArticle):
    """Making a correction."""

    form_class = CorrectionForm
    page_title = gettext_lazy("Correct")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = _("Readers see both at once, with the article and in the list of corrections. Translations are marked.")
        before = standing([self.article.pk]).get(self.article.pk, [])
        return {**super().get_context_data(**more), "told": told, "before": before, "submit_button_label": _("Correct")}

    def form_valid(self, form: Any) -> HttpResponse:
        said = form.cleaned_data
        try:
            correct(self.article, said["wrong"], said["right"], said["severity"], by=self.request.user)
        except CorrectionProblem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _("The correction is on its way to readers."))
        return redirect(self.get_success_url())


class WithdrawView(ForAnArticle):
    """Withdrawing a correction."""

    form_class = WithdrawalForm
    page_title = gettext_lazy("Withdraw a correction")

    @cached_property
    def correction(self) -> Correction:
        return get_object_or_404(Correction.objects.select_related("article"), pk=self.kwargs["pk"])

    @cached_property
    def article(self) -> ArticlePage:
        article: ArticlePage = self.correction.article
        return article

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        told = _("It leaves the article. The list of corrections keeps it, with your reason.")
        context = super().get_context_data(**more)
        return {**context, "told": told, "before": [self.correction], "submit_button_label": _("Withdraw")}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            withdraw(self.correction, form.cleaned_data["reason"], by=self.request.user)
        except CorrectionProblem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _("The correction is withdrawn."))
        return redirect(reverse("corrections:list"))


class InTheNewsroom(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """A list for who works here."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return trail(str(self.get_page_title()))


class CorrectionsView(InTheNewsroom):
    """What the paper has corrected, in every language, and by whom."""

    template_name = "newsroom/corrections.html"
    page_title = gettext_lazy("Corrections")
    header_icon = "warning"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found = Correction.objects.select_related("article__locale", "by", "withdrawal", "withdrawal__by")
        page = Paginator(found.order_by("-pk"), ON_A_PAGE).get_page(self.request.GET.get("p"))
        mine = {each.pk for each in page if may_correct(self.request.user, each.article)}
        return {**super().get_context_data(**more), "page_of": page, "mine": mine}


class ReasonsView(InTheNewsroom):
    """Why published articles say something else than they did, and who said so."""

    template_name = "newsroom/reasons.html"
    page_title = gettext_lazy("Changes after publication")
    header_icon = "history"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found = ChangeNote.objects.select_related("article__locale", "by").order_by("-pk")
        page = Paginator(found, ON_A_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**more), "page_of": page}


class BehindView(InTheNewsroom):
    """Translations that have not caught up with what was corrected or changed in another language."""

    template_name = "newsroom/behind.html"
    page_title = gettext_lazy("Translations behind")
    header_icon = "globe"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found = behind(self._mine()).select_related("locale").defer("body")
        page = Paginator(found, ON_A_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**more), "page_of": page}

    def _mine(self) -> QuerySet[Any]:
        """The articles that one may change. Who may change all is not asked about each."""
        articles: QuerySet[Any] = ArticlePage.objects.all()
        if not self.request.user.is_superuser:
            policy = policy_registry.get_by_type(Page)
            may = policy.instances_user_has_permission_for(self.request.user, "change")
            articles = articles.filter(pk__in=may.values("pk"))
        return articles


class LeftBehindView(AboutAnArticle, TemplateView):
    """What happened in other languages since a translation was last published; and the word that it is in order."""

    template_name = "newsroom/left_behind.html"
    page_title = gettext_lazy("Behind another language")
    header_icon = "globe"

    @cached_property
    def article(self) -> ArticlePage:
        article: ArticlePage = super().article
        if not article.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return article

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        records = left_behind_by(self.article)
        return {**super().get_context_data(**more), "article": self.article, "records": records}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        say_in_order(self.article, by=request.user)
        messages.success(request, _("Noted: “%s” is in order.") % self.article.title)
        return redirect("wagtailadmin_pages:edit", self.article.pk)
