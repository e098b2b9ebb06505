"""A picture of which nobody noted by what right it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import pictures, portraits, posters

NAME = gettext_lazy("A picture without a licence")
LEVEL = Level.WARNS


def check(article: ArticlePage) -> Iterator[Finding]:
    """The licence is the picture's own, as the credit is."""
    for shown in chain(pictures(article), portraits(article), posters(article)):
        if not shown.image.licence.strip():
            told = _("The picture “%s” does not say under which licence it is shown.")
            yield Finding(told % shown.image.title, shown.where)
