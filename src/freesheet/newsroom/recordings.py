"""The library of films and sounds: Wagtail's own screens, open to whoever may use what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.usage import UsageView
from wagtail.permission_policies import OwnershipPermissionPolicy
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet

from freesheet.media.models import Recording
from freesheet.newsroom.frames import FRAME, FilmForm, say_why
from freesheet.newsroom.licences import LicenceFilter, LicenceFilterMixin

SEARCHED = ("title", "caption", "credit")


class LibraryPolicy(OwnershipPermissionPolicy):  # type: ignore[misc]  # Wagtail ships no types
    """As with pictures: who may upload may change and delete what is theirs; others look and use."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "view":
            return bool(user.has_perm(self._get_permission_name("view")))
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        if "view" in actions and self.user_has_permission(user, "view"):
            return True
        return bool(super().user_has_any_permission_for_instance(user, actions, instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Recording]:
        if "view" in actions and self.user_has_permission(user, "view"):
            everything: QuerySet[Recording] = Recording.objects.all()
            return everything
        found: QuerySet[Recording] = super().instances_user_has_any_permission_for(user, actions)
        return found


class TheirsOrMine:
    """What a view of one recording shares: Wagtail asks whether its kind may be changed, not whether it may."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """The recording.

        Raises:
            PermissionDenied: it is somebody else's.
        """
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.user_has_permission_for_instance("change", found):  # type: ignore[attr-defined]
            raise PermissionDenied
        return found


class SayingWhy:
    """What the screens that keep a recording share: they tell why it has no poster."""

    def save_instance(self) -> Any:
        kept = super().save_instance()  # type: ignore[misc]
        say_why(self.request, self.form)  # type: ignore[attr-defined]
        return kept


class RecordingCreateView(SayingWhy, CreateView):  # type: ignore[misc]
    """A new recording, and whose it is."""

    def get_initial_form_instance(self) -> Recording:
        return Recording(uploaded_by=self.request.user)


class RecordingEditView(SayingWhy, TheirsOrMine, EditView):  # type: ignore[misc]
    """A recording that is there."""


class RecordingDeleteView(TheirsOrMine, DeleteView):  # type: ignore[misc]
    """A recording that is to go."""


class RecordingUsageView(UsageView):  # type: ignore[misc]
    """Where a recording is shown: for whoever may use it."""

    permission_required = "view"


class UploadForm(FilmForm):
    """As much of a recording as is asked where one is chosen; the rest is entered in the library."""

    field_order = ("title", "file", FRAME)

    class Meta:
        model = Recording
        fields = ("title", "file", "language", "caption", "credit", "licence")


class RecordingFilterForm(LicenceFilterMixin, BaseFilterForm):  # type: ignore[misc]
    """How one is found where it is chosen: by its words, as in the library, and by what its licence allows."""

    q = forms.CharField(
        label=_("Search"), max_length=200, required=False, widget=forms.TextInput(attrs={"placeholder": _("Search")})
    )
    field_order = ("q", "licence")

    def filter(self, rows: QuerySet[Recording]) -> QuerySet[Recording]:
        """Those that have the words."""
        found: QuerySet[Recording] = super().filter(rows)
        if words := self.cleaned_data.get("q"):
            self.is_searching = True
            anywhere = (Q(**{f"{field}__icontains": words}) for field in SEARCHED)
            found = found.filter(reduce(or_, anywhere))
        return found


class ForSomebody:
    """What the chooser's views share: their form knows who fills it in."""

    filter_form_class = RecordingFilterForm
    results_template_name = "newsroom/chooser/recordings.html"

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        """What the form is made with."""
        return {**super().get_creation_form_kwargs(), "for_user": self.request.user}  # type: ignore[misc, attr-defined]


class ChooserChooseView(ForSomebody, ChooseView):  # type: ignore[misc]
    """The chooser as it opens."""


class ChooserResultsView(ForSomebody, ChooseResultsView):  # type: ignore[misc]
    """What is found in it."""


class ChooserCreateView(ForSomebody, SnippetCreateView):  # type: ignore[misc]
    """One that is uploaded where it is chosen, and whose it is."""

    def save_form(self, form: Any) -> Any:
        form.instance.uploaded_by = self.request.user
        with transaction.atomic():
            kept = super().save_form(form)
        say_why(self.request, form)
        return kept


class RecordingChooser(SnippetChooserViewSet):  # type: ignore[misc]
    """Choosing a recording, or uploading one right there."""

    choose_view_class = ChooserChooseView
    choose_results_view_class = ChooserResultsView
    create_view_class = ChooserCreateView
    creation_form_class = UploadForm
    creation_tab_label = _("Upload")
    create_action_label = _("Upload")
    search_tab_label = _("Search")


class RecordingFilterSet(WagtailFilterSet):  # type: ignore[misc]
    """How a list of them is narrowed."""

    licence = LicenceFilter()

    class Meta:
        model = Recording
        fields = ("kind", "language")


def _panels() -> Iterator[Panel]:
    """The form, with the frame under the poster whose place it takes."""
    for panel in Recording.panels:
        yield panel
        if getattr(panel, "field_name", "") == "poster":
            yield FieldPanel(FRAME)


class RecordingViewSet(SnippetViewSet):  # type: ignore[misc]
    """Films and sounds."""

    model = Recording
    icon = "media"
    menu_label = _("Films and sounds")
    menu_order = 140
    add_to_admin_menu = True
    list_display = (
        "title",
        "kind",
        Column("length", label=_("Length")),
        "credit",
        "licence",
        DateColumn("created_at", label=_("Uploaded"), sort_key="created_at"),
    )
    filterset_class = RecordingFilterSet
    search_fields = SEARCHED
    copy_view_enabled = False
    add_view_class = RecordingCreateView
    edit_view_class = RecordingEditView
    delete_view_class = RecordingDeleteView
    usage_view_class = RecordingUsageView
    chooser_viewset_class = RecordingChooser
    edit_handler = ObjectList(list(_panels()), base_form_class=FilmForm)
