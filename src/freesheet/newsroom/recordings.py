"""The library of films and sounds: Wagtail's own screens, open to whoever may use what is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.usage import UsageView
from wagtail.permission_policies import OwnershipPermissionPolicy
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet

from freesheet.media.models import Recording


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


class RecordingCreateView(CreateView):  # type: ignore[misc]
    """A new recording, and whose it is."""

    def get_initial_form_instance(self) -> Recording:
        return Recording(uploaded_by=self.request.user)


class RecordingEditView(TheirsOrMine, EditView):  # type: ignore[misc]
    """A recording that is there."""


class RecordingDeleteView(TheirsOrMine, DeleteView):  # type: ignore[misc]
    """A recording that is to go."""


class RecordingUsageView(UsageView):  # type: ignore[misc]
    """Where a recording is shown: for whoever may use it."""

    permission_required = "view"


class UploadForm(WagtailAdminModelForm):  # type: ignore[misc]
    """As much of a recording as is asked where one is chosen; the rest is entered in the library."""

    class Meta:
        model = Recording
        fields = ("title", "file", "language", "caption", "credit", "licence")


class ChooserCreateView(SnippetCreateView):  # type: ignore[misc]
    """One that is uploaded where it is chosen, and whose it is."""

    def save_form(self, form: Any) -> Any:
        form.instance.uploaded_by = self.request.user
        return super().save_form(form)


class RecordingChooser(SnippetChooserViewSet):  # type: ignore[misc]
    """Choosing a recording, or uploading one right there."""

    create_view_class = ChooserCreateView
    creation_form_class = UploadForm
    creation_tab_label = _("Upload")
    create_action_label = _("Upload")
    search_tab_label = _("Search")


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
    list_filter = ("kind", "language", "licence")
    search_fields = ("title", "caption", "credit")
    copy_view_enabled = False
    add_view_class = RecordingCreateView
    edit_view_class = RecordingEditView
    delete_view_class = RecordingDeleteView
    usage_view_class = RecordingUsageView
    chooser_viewset_class = RecordingChooser
