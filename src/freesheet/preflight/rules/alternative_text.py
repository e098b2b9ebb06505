"""A picture or chart that nobody describes to readers who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import charts, pictures

NAME = gettext_lazy("A picture without a description")
LEVEL = Level.BLOCKS


def check(article: ArticlePage) -> Iterator[Finding]:
    """A picture has its own description, or the one that was written where it stands."""
    for shown in pictures(article):
        if not shown.alt.strip():
            told = _("The picture “%s” has no description for readers who cannot see it.")
            yield Finding(told % shown.image.title, shown.where)
    for chart in charts(article):
        if not chart.alt.strip():
            told = _("The chart “%s” has no description for readers who cannot see it.")
            yield Finding(told % chart.title, chart.where)
