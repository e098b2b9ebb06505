"""A picture that does not say who made it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import pictures, portraits, posters

NAME = gettext_lazy("A picture without a credit")
LEVEL = Level.WARNS


def check(article: ArticlePage) -> Iterator[Finding]:
    """The credit is the picture's own: it holds wherever the picture is shown."""
    for shown in chain(pictures(article), portraits(article), posters(article)):
        if not shown.image.credit.strip():
            yield Finding(_("The picture “%s” does not say who made it.") % shown.image.title, shown.where)
