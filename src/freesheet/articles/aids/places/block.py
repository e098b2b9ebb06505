"""The map in the editor."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from freesheet.articles.aids.places.coordinates import NoPlace, coordinates

MOST = 30


class PlaceBlock(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A place with its number on the map, which is its place in the list."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    at = blocks.CharBlock(
        label=_("Latitude and longitude"),
        max_length=60,
        help_text=_("As map sites copy them: 24.15, 120.67. South and west have a minus."),
    )
    line = blocks.CharBlock(label=_("A line about it"), max_length=400, required=False)

    class Meta:
        icon = "site"
        label_format = "{name}"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["at"]:
            try:
                coordinates(cleaned["at"])
            except NoPlace as problem:
                raise blocks.StructBlockValidationError({"at": ValidationError(str(problem))}) from problem
        return cleaned


class Form(blocks.StructBlock):  # type: ignore[misc]
    """Where it happened."""

    title = blocks.CharBlock(label=_("Title"), max_length=200, help_text=_("What the map shows, as a sentence."))
    places = blocks.ListBlock(PlaceBlock(label=_("Place")), label=_("Places"), min_num=1, max_num=MOST)
    source = blocks.CharBlock(label=_("Source"), max_length=300, required=False)
    notes = blocks.CharBlock(label=_("Notes"), max_length=500, required=False)

    class Meta:
        label = _("Map of places")
        icon = "globe"
        label_format = "{title}"
        description = _("Coasts and numbers, and a list of the places. Drawn here: no map service learns who reads it.")
        preview_template = "aids/preview.html"
