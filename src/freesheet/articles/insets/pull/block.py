"""The pull quotation in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LONGEST = 300


class Form(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A sentence that the article says, to be seen by who leafs through it."""

    words = blocks.TextBlock(
        label=_("Words of the article"),
        rows=2,
        max_length=LONGEST,
        help_text=_("As they stand in the article. Who listens to the page does not hear them twice."),
    )

    class Meta:
        label = _("Pull quotation")
        icon = "openquote"
        label_format = "{words}"
        group = _("Beside the text")
        description = _("A sentence of the article itself, set large.")
