"""The library of pictures: found again also by what their licence allows."""

from __future__ import annotations

from wagtail.admin.forms.choosers import BaseFilterForm, CollectionFilterMixin, SearchFilterMixin
from wagtail.images.views.chooser import BaseImageChooseView
from wagtail.images.views.images import ImagesFilterSet, IndexView

from freesheet.newsroom.licences import LicenceFilter, LicenceFilterMixin


class PictureFilterSet(ImagesFilterSet):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's filters, by collection, tag and use, and ours."""

    licence = LicenceFilter()

    class Meta(ImagesFilterSet.Meta):  # type: ignore[misc]
        fields: list[str] = []


class PictureFilterForm(LicenceFilterMixin, CollectionFilterMixin, SearchFilterMixin, BaseFilterForm):  # type: ignore[misc]
    """The same where a picture is chosen."""

    field_order = ("q", "licence")


def filter_by_licence() -> None:
    """Let the library and the chooser offer our filters. Wagtail takes them from its views."""
    IndexView.filterset_class = PictureFilterSet
    BaseImageChooseView.filter_form_class = PictureFilterForm
    BaseImageChooseView.results_template_name = "newsroom/chooser/pictures.html"
