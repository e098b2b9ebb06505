"""The box with what readers can do, in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from freesheet.editions.blocks import INLINE

MOST = 8


class Form(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Steps that somebody can take: where to report, whom to ask, what to sign."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        max_length=120,
        required=False,
        help_text=_("Left empty, it says: What you can do."),
    )
    steps = blocks.ListBlock(
        blocks.RichTextBlock(label=_("Step"), features=INLINE), label=_("Steps"), min_num=1, max_num=MOST
    )

    class Meta:
        label = _("What you can do")
        icon = "tick-inverse"
        label_format = "{heading}"
        group = _("Beside the text")
        description = _("Where readers can turn, one step to a line, with links.")
