"""The gallery in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from freesheet.articles.aids.pictures import PictureBlock

MOST = 40


class Form(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Pictures that belong together."""

    title = blocks.CharBlock(label=_("Title"), max_length=200, required=False)
    layout = blocks.ChoiceBlock(
        label=_("Layout"),
        choices=[("grid", _("All at once (on telephones, a row)")), ("row", _("A row to leaf through"))],
        default="grid",
    )
    pictures = blocks.ListBlock(PictureBlock(label=_("Picture")), label=_("Pictures"), min_num=2, max_num=MOST)

    class Meta:
        label = _("Gallery")
        icon = "image"
        label_format = "{title}"
        description = _("Two to forty pictures, each with caption and credit.")
        preview_template = "aids/preview.html"
