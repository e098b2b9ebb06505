"""The picture essay in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from freesheet.articles.aids.pictures import PictureBlock
from freesheet.editions.blocks import INLINE

MOST = 40


class SceneBlock(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A picture, and what is told below it."""

    picture = PictureBlock(label=_("Picture"))
    width = blocks.ChoiceBlock(
        label=_("Width"),
        choices=[("full", _("As wide as the page")), ("text", _("As wide as the text"))],
        default="full",
    )
    text = blocks.RichTextBlock(label=_("Text"), features=INLINE, required=False)

    class Meta:
        icon = "image"
        label_format = "{text}"


class Form(blocks.StructBlock):  # type: ignore[misc]
    """A story in pictures."""

    scenes = blocks.ListBlock(SceneBlock(label=_("Scene")), label=_("Scenes"), min_num=1, max_num=MOST)

    class Meta:
        label = _("Picture essay")
        icon = "view"
        description = _("Pictures as wide as the page, with text between them.")
        preview_template = "aids/preview.html"
