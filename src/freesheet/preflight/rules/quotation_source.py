"""Words in quotation marks that nobody said."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level

NAME = gettext_lazy("A quotation without a source")
LEVEL = Level.WARNS

SHOWN = 40


def check(article: ArticlePage) -> Iterator[Finding]:
    """A quotation set as a block says who said it; one within a paragraph is the writer's affair."""
    for block in article.body:
        if block.block_type == "quotation" and not (block.value["source"] or "").strip():
            words = str(block.value["text"]).strip()
            shown = words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"
            yield Finding(_("The quotation “%s” does not say whose words these are.") % shown, str(block.id))
