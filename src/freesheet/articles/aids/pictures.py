"""A picture inside an aid, with words of its own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from freesheet.articles.aids.aid import Around

LONGEST_ALT, LONGEST_CAPTION = 500, 500


class PictureBlock(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A picture, and what is said of it here."""

    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=LONGEST_CAPTION, required=False)
    alt = blocks.CharBlock(
        label=_("Text for who cannot see it"),
        max_length=LONGEST_ALT,
        required=False,
        help_text=_("Left empty, the picture's own description is used."),
    )

    class Meta:
        icon = "image"
        label_format = "{caption}"


def shown(value: Any, around: Around) -> Any:
    """The picture of a :class:`PictureBlock` as themes are given it; None where there is none."""
    if value is None or value["image"] is None:
        return None
    return around.picture(value["image"], value["alt"] or "", value["caption"] or "")
