"""A chart that does not say who counted."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import charts

NAME = gettext_lazy("A chart without a source")
LEVEL = Level.WARNS


def check(article: ArticlePage) -> Iterator[Finding]:
    """Figures come from somewhere."""
    for chart in charts(article):
        if not chart.source.strip():
            yield Finding(_("The chart “%s” does not say where its figures come from.") % chart.title, chart.where)
