"""The comparison in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from freesheet.articles.aids.pictures import PictureBlock

LONGEST_LABEL = 60


class Form(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Two pictures taken from the same place."""

    title = blocks.CharBlock(label=_("Title"), max_length=200, required=False)
    before = PictureBlock(label=_("First picture"))
    before_label = blocks.CharBlock(label=_("Its label"), max_length=LONGEST_LABEL, help_text=_("For example: 1998."))
    after = PictureBlock(label=_("Second picture"))
    after_label = blocks.CharBlock(label=_("Its label"), max_length=LONGEST_LABEL, help_text=_("For example: 2026."))

    class Meta:
        label = _("Before and after")
        icon = "resubmit"
        label_format = "{title} {before_label} {after_label}"
        description = _("Two pictures of the same size and view. Readers see both, or lay one over the other.")
        preview_template = "aids/preview.html"
