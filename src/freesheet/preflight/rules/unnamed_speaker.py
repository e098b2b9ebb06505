"""A turn of an interview that nobody speaks."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level

NAME = gettext_lazy("A turn without a speaker")
LEVEL = Level.BLOCKS


def check(article: ArticlePage) -> Iterator[Finding]:
    """Its speaker is none of the article's, or has been deleted there, or was never chosen."""
    speakers = {str(block.id) for block in article.speakers}
    for block in article.body:
        if block.block_type == "turn" and (block.value["speaker"] or "") not in speakers:
            yield Finding(_("A turn of the interview does not say who speaks."), str(block.id))
