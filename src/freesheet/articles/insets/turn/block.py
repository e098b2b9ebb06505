"""The turn of an interview in the editor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from freesheet.editions.blocks import NOTED

LONGEST_ID = 36


class SpeakerChoiceBlock(blocks.FieldBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Which of the article's speakers it is: the id of the speaker's own block, which no renaming changes.

    The editor's page makes a list of it, of the speakers that are in the form at that moment.
    """

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field = forms.CharField(required=required, help_text=help_text, max_length=LONGEST_ID)
        super().__init__(**kwargs)


class Form(blocks.StructBlock):  # type: ignore[misc]
    """A question, or an answer."""

    speaker = SpeakerChoiceBlock(label=_("Who speaks"), form_attrs={"data-speaker": ""})
    text = blocks.RichTextBlock(label=_("What is said"), features=["ul", "ol", *NOTED])

    class Meta:
        label = _("Turn of an interview")
        icon = "comment"
        label_format = "{text}"
        group = _("Interview")
        description = _("What one of the speakers says. Speakers are named once, above the body.")
