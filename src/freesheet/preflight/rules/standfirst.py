"""An article that does not say in a sentence what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import STANDFIRST, Finding
from freesheet.preflight.models import Level

NAME = gettext_lazy("No standfirst")
LEVEL = Level.WARNS


def check(article: ArticlePage) -> Iterator[Finding]:
    """Cards, search engines and links that are shared show the standfirst."""
    if not article.standfirst.strip():
        yield Finding(_("There is no standfirst: cards and search engines have nothing to show."), STANDFIRST)
