"""What an article's body may hold beyond ordinary prose."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from freesheet.articles.aids.registry import all_aids
from freesheet.editions.blocks import ProseBlock


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


class ArticleBody(ProseBlock):
    """The body of an article: prose, and every visual aid that there is a folder for."""

    related_article = RelatedArticleBlock(label=_("Related article"))

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        aids = [(name, aid.form(group=_("Visual aids"))) for name, aid in all_aids().items()]
        super().__init__([*aids, *(local_blocks or [])], **kwargs)
