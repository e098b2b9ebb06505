"""Words set large that the article does not say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.articles.spoken import spoken
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import plain

NAME = gettext_lazy("A pull quotation that is not in the article")
LEVEL = Level.WARNS

SHOWN = 40
_GAPS = re.compile(r"\s*(?:…|\.\.\.|⋯)\s*|\[[^\]]{0,40}\]")
"""Where words were left out, or put in by the editor."""


def check(article: ArticlePage) -> Iterator[Finding]:
    """Who listens to the page is not read it again, so what stands there alone would be kept from them."""
    said = ""
    for block in article.body:
        if block.block_type != "pull":
            continue
        words = str(block.value["words"] or "").strip()
        said = said or bare(" ".join(plain(text) for text in [article.standfirst, *spoken(article.body)]))
        if not all(bare(piece) in said for piece in _GAPS.split(words)):
            shown = words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"
            yield Finding(_("“%s” is set large, and the article does not say it.") % shown, str(block.id))


def bare(text: str) -> str:
    """Text as it is compared: letters and figures alone, without case.

    >>> bare("“It’s  salt”, she said.") == bare("IT'S SALT — she said")
    True
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(mark for mark in folded if mark.isalnum())
