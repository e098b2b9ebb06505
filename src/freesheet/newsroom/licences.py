"""Finding pictures and recordings by what their licence allows: in lists, and where one is chosen."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from freesheet.media.licences import Standing, of_standing


class LicenceFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # it ships no types
    """The filter of a list."""

    def __init__(self, **more: Any) -> None:
        super().__init__(label=_("Licence"), choices=Standing.choices, empty_label=_("Any"), **more)

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Those whose licence stands so."""
        return of_standing(rows, value) if value else rows


class LicenceFilterMixin(forms.Form):
    """The same for a chooser of Wagtail's, whose form finds by itself."""

    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=[("", _("Any")), *Standing.choices],
        required=False,
        # Wagtail's chooser asks anew when one of these changes.
        widget=forms.Select(attrs={"data-chooser-modal-search-filter": True}),
    )

    is_searching: bool

    def filter(self, rows: QuerySet[Any]) -> Any:
        """Those whose licence stands so, and that the chooser's other filters let through."""
        wanted = self.cleaned_data.get("licence")
        found = super().filter(of_standing(rows, wanted) if wanted else rows)  # type: ignore[misc]
        self.is_searching = self.is_searching or bool(wanted)
        return found
