"""The library of pictures: found again also by what their licence allows."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.images.views.images import ImagesFilterSet, IndexView

from freesheet.media.licences import Standing, of_standing


class PictureFilterSet(ImagesFilterSet):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's filters, by collection, tag and use, and ours."""

    licence = django_filters.ChoiceFilter(
        label=_("Licence"), choices=Standing.choices, method="allowed", empty_label=_("Any")
    )

    class Meta(ImagesFilterSet.Meta):  # type: ignore[misc]
        fields: list[str] = []

    def allowed(self, pictures: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The pictures whose licence stands so."""
        return of_standing(pictures, value)


def filter_by_licence() -> None:
    """Let the library offer our filters. Wagtail takes them from its view."""
    IndexView.filterset_class = PictureFilterSet
