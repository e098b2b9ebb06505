"""The annotated picture in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from freesheet.articles.aids.pictures import PictureBlock

MOST = 20


class PointBlock(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A place on the picture. The editor's page has a button that takes it from a click on the picture."""

    x = blocks.FloatBlock(
        label=_("From the left, per cent"), min_value=0, max_value=100, form_attrs={"data-point": "x"}
    )
    y = blocks.FloatBlock(label=_("From the top, per cent"), min_value=0, max_value=100, form_attrs={"data-point": "y"})
    title = blocks.CharBlock(label=_("What is there"), max_length=120)
    note = blocks.TextBlock(label=_("Note"), rows=2, max_length=600, required=False)

    class Meta:
        label_format = "{title}"
        form_attrs = {"data-point-on": "picture"}


class Form(blocks.StructBlock):  # type: ignore[misc]
    """A picture and what is to be seen in it."""

    title = blocks.CharBlock(label=_("Title"), max_length=200, required=False)
    picture = PictureBlock(label=_("Picture"))
    points = blocks.ListBlock(PointBlock(label=_("Point")), label=_("Points"), min_num=1, max_num=MOST)

    class Meta:
        label = _("Annotated picture")
        icon = "crosshairs"
        label_format = "{title}"
        description = _("A picture with numbers on it, and a note for each.")
        preview_template = "aids/preview.html"
