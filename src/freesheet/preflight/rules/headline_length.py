"""A headline that others will cut off."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import HEADLINE, Finding
from freesheet.preflight.models import Level

NAME = gettext_lazy("A headline too long for search and cards")
LEVEL = Level.WARNS

CARD = 70
"""What a card shows: X, "Cards markup", twitter:title, "max 70 characters" (developer.x.com/cards/markup)."""

SEARCH = 110
"""Google, "Article structured data", headline, until January 2023; since then "long titles may be truncated"."""


def columns(text: str) -> int:
    """How wide a text is, in letters: those of full width count twice, marks over and under letters not at all.

    After Unicode Standard Annex #11, East Asian Width, W and F.

    >>> columns("Tide"), columns("潮汐"), columns("潮\\u200b汐"), columns("مَد")
    (4, 4, 4, 2)
    """
    seen = (mark for mark in text if unicodedata.category(mark) not in ("Mn", "Me", "Cf"))
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in seen)


def check(article: ArticlePage) -> Iterator[Finding]:
    """Cards have the headline; search engines the title tag, if there is one."""
    if columns(article.title) > CARD:
        told = _("The headline is %(width)d letters wide; where links are shared, %(most)d are shown.")
        yield Finding(told % {"width": columns(article.title), "most": CARD}, HEADLINE)
    title = article.seo_title or article.title
    if columns(title) > SEARCH:
        told = _("The title for search engines is %(width)d letters wide; beyond %(most)d they cut it off.")
        yield Finding(told % {"width": columns(title), "most": SEARCH}, HEADLINE)
