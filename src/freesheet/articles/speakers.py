"""Who speaks in an interview."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

LONGEST_NAME, LONGEST_LABEL, LONGEST_DESCRIPTION = 120, 40, 200
MOST = 20


class SpeakerBlock(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A person who speaks in an interview. Turns go by the id of this block, so that a name may be put right."""

    name = blocks.CharBlock(
        label=pgettext_lazy("of a person", "Name"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Left empty, it is that of the author chosen below."),
    )
    label = blocks.CharBlock(
        label=_("Short name"),
        max_length=LONGEST_LABEL,
        required=False,
        help_text=_("What stands before each turn: a surname, initials. Left empty, it is the name."),
    )
    part = blocks.ChoiceBlock(
        label=_("Part"), choices=[("answers", _("Answers")), ("asks", _("Asks"))], default="answers"
    )
    description = blocks.CharBlock(
        label=_("Who that is"),
        max_length=LONGEST_DESCRIPTION,
        required=False,
        help_text=_("A role, or what readers have to know: pilot in the port of Keelung for 30 years."),
    )
    author = blocks.PageChooserBlock(
        label=_("Page of this person"),
        page_type="authors.AuthorPage",
        required=False,
        help_text=_("For who writes for the paper. Name, role and portrait come from there where they are empty here."),
    )
    portrait = ImageChooserBlock(label=_("Portrait"), required=False)

    class Meta:
        label = _("Speaker")
        icon = "user"
        label_format = "{name} {label}"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["name"].strip() and cleaned["author"] is None:
            told = ValidationError(_("Write a name, or choose the page of this person."))
            raise blocks.StructBlockValidationError(block_errors={"name": told})
        return cleaned


class SpeakersBlock(blocks.StreamBlock):  # type: ignore[misc]
    """Everybody who speaks in an interview, in the order in which readers are told of them."""

    speaker = SpeakerBlock()

    class Meta:
        max_num = MOST

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        seen: set[str] = set()
        for block in cleaned:
            label = (block.value["label"] or block.value["name"]).strip().casefold()
            if label and label in seen:
                told = _("Two speakers are called “%s”: nobody could tell their turns apart.")
                said = ValidationError(told % (block.value["label"] or block.value["name"]))
                raise blocks.StreamBlockValidationError(non_block_errors=[said])
            seen.add(label)
        return cleaned
