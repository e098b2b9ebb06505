"""The blocks a body is made of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

INLINE = ["bold", "italic", "link", "document-link", "superscript", "subscript", "strikethrough", "code"]
NOTED = [*INLINE, "footnote", "sourcenote"]
"""The same in articles, whose readers get notes beside the text: see ``lib/notes.py``."""


class HeadingBlock(blocks.StructBlock):  # type: ignore[misc]
    """A subheading inside a body."""

    text = blocks.CharBlock(label=_("Text"), max_length=255)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Heading")), ("3", _("Subheading")), ("4", _("Small heading"))],
        default="2",
    )

    class Meta:
        icon = "title"
        form_classname = "struct-block"
        label_format = "{text}"


class ImageBlock(blocks.StructBlock):  # type: ignore[misc]
    """A picture in a body, with a caption of its own."""

    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=500, required=False)
    alt = blocks.CharBlock(
        label=_("Text for who cannot see it"),
        max_length=500,
        required=False,
        help_text=_("Left empty, the picture's own description is used."),
    )

    class Meta:
        icon = "image"
        label_format = "{caption}"


class QuotationBlock(blocks.StructBlock):  # type: ignore[misc]
    """What somebody said, and who said it."""

    text = blocks.TextBlock(label=pgettext_lazy("of a quotation", "Words"), rows=3, max_length=5000)
    source = blocks.CharBlock(label=_("Who said it, where, when"), max_length=500, required=False)

    class Meta:
        icon = "openquote"
        label_format = "{text}"


class EmbedBlock(blocks.StructBlock):  # type: ignore[misc]
    """A place for something that lies elsewhere. Nothing is loaded unasked: readers get a link, or a player's frame in
    which the link lies, where the site is one of ``lib/players.py``."""

    url = blocks.URLBlock(label=_("Address"), max_length=2000)
    caption = blocks.CharBlock(label=_("Caption"), max_length=500, required=False)

    class Meta:
        icon = "media"
        label_format = "{url}"


class RecordingBlock(blocks.StructBlock):  # type: ignore[misc]
    """A sound or a film of our own, in a body, with its transcript."""

    recording = SnippetChooserBlock("media.Recording", label=_("Film or sound"))
    caption = blocks.CharBlock(
        label=_("Caption"), max_length=500, required=False, help_text=_("Left empty, its own caption is used.")
    )

    class Meta:
        icon = "media"
        label_format = "{recording}"


class DocumentBlock(blocks.StructBlock):  # type: ignore[misc]
    """A file that readers may take away."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=255, required=False, help_text=_("Left empty, the document's own title is used.")
    )

    class Meta:
        icon = "doc-full"
        label_format = "{document}"


class LeftoverBlock(blocks.StructBlock):  # type: ignore[misc]
    """Something an import could not turn into a block. Editors see it; readers never do."""

    origin = blocks.CharBlock(label=_("What it was"), max_length=255)
    text = blocks.TextBlock(label=_("As it stood"), rows=3)

    class Meta:
        icon = "warning"
        label_format = "{origin}: {text}"


class TableBlock(TypedTableBlock):  # type: ignore[misc]
    """Rows and columns of words and figures."""

    text = blocks.RichTextBlock(label=pgettext_lazy("in a table", "Words"), features=INLINE, required=False)
    number = blocks.CharBlock(label=_("Figures"), required=False, max_length=255)

    class Meta:
        icon = "table"


class ProseBlock(blocks.StreamBlock):  # type: ignore[misc]
    """Everything a page of text may hold."""

    paragraph = blocks.RichTextBlock(label=_("Paragraph"), features=INLINE, icon="pilcrow")
    heading = HeadingBlock(label=_("Heading"))
    image = ImageBlock(label=_("Picture"))
    quotation = QuotationBlock(label=_("Quotation"))
    list = blocks.RichTextBlock(label=_("List"), features=["ol", "ul", *INLINE], icon="list-ul")
    table = TableBlock(label=_("Table"))
    recording = RecordingBlock(label=_("Sound or film"))
    document = DocumentBlock(label=_("Document"))
    embed = EmbedBlock(label=_("Embed"))
    leftover = LeftoverBlock(label=_("Left over from an import"))
