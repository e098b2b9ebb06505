"""The information box in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from freesheet.articles.aids.pictures import PictureBlock
from freesheet.editions.blocks import INLINE

MOST = 8


class InsideBlock(blocks.StreamBlock):  # type: ignore[misc]  # Wagtail ships no types
    """What a box may hold."""

    text = blocks.RichTextBlock(label=_("Text"), features=["ol", "ul", *INLINE], icon="pilcrow")
    picture = PictureBlock(label=_("Picture"))


class Form(blocks.StructBlock):  # type: ignore[misc]
    """A heading, a few paragraphs or a list, a picture."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    inside = InsideBlock(label=_("What stands in it"), min_num=1, max_num=MOST)

    class Meta:
        label = _("Information box")
        icon = "info-circle"
        label_format = "{heading}"
        group = _("Beside the text")
        description = _("Who somebody is, how something works: what can be left out without losing the thread.")
