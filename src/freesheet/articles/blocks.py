"""What an article's body may hold beyond ordinary prose."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from freesheet.articles.aids.registry import all_aids
from freesheet.articles.kinds import all_insets
from freesheet.editions.blocks import NOTED, ProseBlock, QuotationBlock


class RelatedArticleBlock(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """An article that an editor, or the page it was imported from, set here.

    A title alone waits for an article of that headline; until there is one, readers see nothing.
    """

    article = blocks.PageChooserBlock(label=_("Article"), page_type="articles.ArticlePage", required=False)
    title = blocks.CharBlock(label=_("Title of an article that is not here yet"), max_length=255, required=False)

    class Meta:
        icon = "link"
        label_format = "{article} {title}"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["article"] and not cleaned["title"]:
            raise blocks.StructBlockValidationError(
                block_errors={"article": ValidationError(_("Choose an article, or write the title of one to come."))}
            )
        return cleaned


class SpokenQuotationBlock(QuotationBlock):
    """A quotation with the face of who said it."""

    portrait = ImageChooserBlock(label=_("Portrait of who said it"), required=False)

    class Meta:
        icon = "openquote"
        label_format = "{text}"


class ArticleBody(ProseBlock):
    """The body of an article: prose with notes, and every visual aid and inset that there is a folder for."""

    paragraph = blocks.RichTextBlock(label=_("Paragraph"), features=NOTED, icon="pilcrow")
    quotation = SpokenQuotationBlock(label=_("Quotation"))
    list = blocks.RichTextBlock(label=_("List"), features=["ol", "ul", *NOTED], icon="list-ul")
    related_article = RelatedArticleBlock(label=_("Related article"))

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        insets = [(name, inset.form()) for name, inset in all_insets().items()]
        aids = [(name, aid.form(group=_("Visual aids"))) for name, aid in all_aids().items()]
        super().__init__([*insets, *aids, *(local_blocks or [])], **kwargs)
