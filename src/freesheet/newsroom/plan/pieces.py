"""A piece: pitching one, what is said of it, who changed what; and the list of all of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput, AdminDateTimeInput
from wagtail.models import ModelLogEntry

from freesheet.accounts.models import User
from freesheet.newsroom import hours
from freesheet.newsroom.plan.moves import moves
from freesheet.newsroom.plan.views import Planned
from freesheet.planning.actions import change, propose
from freesheet.planning.errors import PlanningProblem
from freesheet.planning.models import Assignment
from freesheet.planning.queries.board import Card, sections
from freesheet.planning.rights import Rights
from freesheet.planning.rules import Column, column_of_piece
from freesheet.sections.models import SectionPage

WHEN = ("due_at", "target_date")
ON_A_PAGE = 50
MOST_CHANGES = 50


class SectionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django itself takes none
    """A section, with its language."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.locale})"


class PieceForm(forms.ModelForm[Assignment]):
    """What is said of a piece. Who makes it is said by who plans; who pitches may offer to."""

    section = SectionField(
        queryset=SectionPage.objects.none(),
        label=gettext_lazy("Section"),
        help_text=gettext_lazy("Its desk answers for the piece."),
    )
    mine = forms.BooleanField(label=gettext_lazy("I would make it myself"), required=False, initial=True)

    class Meta:
        model = Assignment
        fields = ("title", "idea", "section", "format", "reporters", "editor", *WHEN, "target_words", "notes")
        widgets = {
            "idea": AdminAutoHeightTextInput,
            "notes": AdminAutoHeightTextInput,
            "due_at": AdminDateTimeInput,
            "target_date": AdminDateInput,
            "reporters": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, rights: Rights, **more: Any) -> None:
        super().__init__(*args, **more)
        held = self.instance.section_id
        allowed = [each for each in sections().values() if rights.may_pitch(each) or each.pk == held]
        found = SectionPage.objects.filter(pk__in=[each.pk for each in allowed]).select_related("locale")
        self.fields["section"].queryset = found.order_by("path")  # type: ignore[attr-defined]
        staff = User.objects.filter(is_active=True).order_by("username")
        plans = any(rights.may_plan(each) for each in allowed)
        if plans:
            for name in ("reporters", "editor"):
                self.fields[name].queryset = staff  # type: ignore[attr-defined]
            del self.fields["mine"]
        else:
            del self.fields["reporters"], self.fields["editor"]
            if self.instance.pk:
                del self.fields["mine"]


class PieceFormView(WagtailAdminTemplateMixin, FormView):  # type: ignore[misc,type-arg]  # Wagtail ships no types
    """The form of a piece."""

    template_name = "newsroom/plan/piece.html"
    form_class = PieceForm
    header_icon = "edit"

    @cached_property
    def rights(self) -> Rights:
        return Rights(self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
        return [home, {"url": reverse("plan:board"), "label": _("Board")}, {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rights": self.rights}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "media": context["form"].media, "submit_button_label": _("Save"), "zone": hours.zone()}


class PitchView(PieceFormView):
    """Pitching a piece, or, for who plans, assigning one at once."""

    page_title = gettext_lazy("Pitch")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not any(self.rights.may_pitch(each) for each in sections().values()):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_initial(self) -> dict[str, Any]:
        return {"section": self.request.GET.get("section")}

    def form_valid(self, form: Any) -> HttpResponse:
        said = dict(form.cleaned_data)
        mine, reporters = said.pop("mine", None), list(said.pop("reporters", []))
        plans = self.rights.may_plan(said["section"])
        if not plans:
            reporters = [self.request.user] if mine or mine is None else []
        try:
            piece = propose(self.request.user, reporters, assigned=plans and bool(reporters), **said)
        except PlanningProblem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _("“%s” is on the board.") % piece.title)
        return redirect("plan:board")


class PieceView(PieceFormView):
    """What is said of a piece, for who may change it; others read it."""

    page_title = gettext_lazy("Piece")

    @cached_property
    def piece(self) -> Assignment:
        found = Assignment.objects.select_related("section__locale", "article", "editor", "proposed_by")
        return get_object_or_404(found.prefetch_related("reporters"), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.rights.sees(self.piece.section.path):
            raise PermissionDenied
        if request.method == "POST" and not self.rights.may_change(self.piece):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_page_subtitle(self) -> str:
        return str(self.piece.title)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.piece}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        piece, may_change = self.piece, self.rights.may_change(self.piece)
        if not may_change:
            for field in context["form"].fields.values():
                field.disabled = True
        column = column_of_piece(piece.state, None, has_article=False)
        people = list(piece.reporters.all())
        card = Card(
            piece.title, column or Column.PITCH, piece.section, piece.format, [str(person) for person in people],
            frozenset(person.pk for person in people), piece=piece,
        )  # fmt: skip
        return {
            **context,
            "piece": piece,
            "may_change": may_change,
            "card": card,
            "moves": [] if piece.article_id else moves(card, self.rights),
            "everybody": User.objects.filter(is_active=True).order_by("username"),
            "changes": _history(piece),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        said = dict(form.cleaned_data)
        said.pop("mine", None)
        reporters = said.pop("reporters", None)
        if not self.rights.may_pitch(said["section"]):
            raise PermissionDenied
        try:
            change(Assignment(pk=self.piece.pk), self.request.user, reporters, **said)
        except PlanningProblem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect("plan:piece", self.piece.pk)


def _history(piece: Assignment) -> list[dict[str, Any]]:
    """Who said what of a piece, the newest first."""
    found = ModelLogEntry.objects.for_instance(piece).select_related("user").order_by("-timestamp", "-pk")
    names = {name: field.label for name, field in PieceForm.base_fields.items()} | {"state": _("State")}
    return [
        {
            "at": entry.timestamp,
            "by": str(entry.user) if entry.user else "",
            "made": entry.action == "wagtail.create",
            "began": "began" in entry.data,
            "changed": [(names.get(name, name), *pair) for name, pair in entry.data.get("changed", {}).items()],
        }
        for entry in found[:MOST_CHANGES]
    ]


class PiecesView(Planned):
    """All pieces that were ever planned, what was dropped and what is published too."""

    template_name = "newsroom/plan/pieces.html"
    page_title = gettext_lazy("All pieces")
    header_icon = "folder-open-inverse"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        seen = [each for each in sections().values() if self.rights.sees(each.path)]
        found = Assignment.objects.filter(section__in=[each.pk for each in seen]).select_related(
            "section__locale", "article"
        )
        page = Paginator(found.prefetch_related("reporters").order_by("-pk"), ON_A_PAGE)
        context = super().get_context_data(**more)
        return {**context, "page_of": page.get_page(self.request.GET.get("p"))}
