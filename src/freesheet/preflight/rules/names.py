"""A name that is spelled two ways."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.authors.models import AuthorPage
from freesheet.preflight.findings import HEADLINE, Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import Passage, passages
from freesheet.preflight.spelling import mistaken_for, two_ways

NAME = gettext_lazy("A name spelled two ways")
LEVEL = Level.WARNS

MOST_AUTHORS = 500
"""Of the paper, whose names are known to be right."""


def check(article: ArticlePage) -> Iterator[Finding]:
    """Capitalised names within the article, and the names of the paper's own authors in any script."""
    read = list(passages(article))
    told = _("“%(usual)s” and “%(other)s”: is this one name, spelled two ways?")
    said: set[str] = set()
    for usual, other in two_ways("\n\n".join(passage.text for passage in read)):
        said.add(other)
        yield Finding(told % {"usual": usual, "other": other}, _where(other, read))
    # Of each language, and chosen from here: asked for one, SQLite walks through all of its pages.
    known = AuthorPage.objects.order_by("pk").values_list("title", "locale_id")[:MOST_AUTHORS]
    authors = [name for name, locale in known if locale == article.locale_id]
    for passage in read:
        for name, other in mistaken_for(authors, passage.text):
            if other not in said and other not in authors:
                said.add(other)
                yield Finding(told % {"usual": name, "other": other}, passage.where)


def _where(name: str, read: list[Passage]) -> str:
    return next((passage.where for passage in read if name in passage.text), HEADLINE)
