"""Notes in the rich text of articles: words that are marked where they belong, and that readers get beside the text.

They are styles, as bold is, and no windows to fill in: they need no script of ours, hold links like any text, and are
copied, compared and merged with the paragraph around them. ``lib/notes.py`` takes them out of what is stored.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature

LOOK = {"backgroundColor": "var(--w-color-surface-field-inactive)", "fontSize": "0.85em", "borderBottom": "2px dotted"}
NOTES = (
    ("footnote", "FOOTNOTE", "¹", _("Footnote: mark the words that shall stand beside the text")),
    ("sourcenote", "SOURCENOTE", "¹ src", _("Source note: mark the words that say where this comes from")),
)


def register_notes(features: Any) -> None:
    """Teach Wagtail's editor of rich text both kinds of notes."""
    for name, style, label, told in NOTES:
        control = {"type": style, "label": label, "description": told, "style": LOOK}
        features.register_editor_plugin("draftail", name, InlineStyleFeature(control))
        features.register_converter_rule(
            "contentstate",
            name,
            {
                "from_database_format": {name: InlineStyleElementHandler(style)},
                "to_database_format": {"style_map": {style: name}},
            },
        )
