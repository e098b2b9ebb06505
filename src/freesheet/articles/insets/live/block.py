"""The live entry in the editor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from freesheet.articles.aids.pictures import PictureBlock
from freesheet.editions.blocks import INLINE

LONGEST_HEADING = 150


class EntryPictureBlock(PictureBlock):
    """A picture that an entry may do without."""

    image = ImageChooserBlock(label=_("Picture"), required=False)


def moment_of(value: Any) -> datetime | None:
    """When an entry was; None where nobody has said so. A time without a zone is the newsroom's."""
    at: datetime | None = value["at"]
    return timezone.make_aware(at) if at is not None and timezone.is_naive(at) else at


class Form(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """When, what, and the news itself."""

    at = blocks.DateTimeBlock(
        label=_("When"),
        default=timezone.now,
        help_text=_("Readers get the newest entry first, wherever it stands here."),
    )
    heading = blocks.CharBlock(label=_("Heading"), max_length=LONGEST_HEADING, required=False)
    text = blocks.RichTextBlock(label=_("What is new"), features=["ol", "ul", *INLINE])
    picture = EntryPictureBlock(label=_("Picture"))

    class Meta:
        label = _("Live entry")
        icon = "time"
        label_format = "{heading} {text}"
        group = pgettext_lazy("a running story", "Live")
        description = _("One thing that is new in a running story, with its time. Open pages tell their readers of it.")
