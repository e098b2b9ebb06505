"""A picture with fewer pixels than its place has."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import pictures

NAME = gettext_lazy("A picture too small for its place")
LEVEL = Level.WARNS

LEAD, BODY = 1200, 800
"""Pixels across. A lead picture is shown 1056 wide, and 1200 where a link is shared (``media.queries.shared``); one in
the text 576, and nearly as many again on a fine screen."""


def check(article: ArticlePage) -> Iterator[Finding]:
    """Drawings (SVG) have no pixels to be short of."""
    for shown in pictures(article):
        least = LEAD if shown.lead else BODY
        if not shown.image.is_svg() and shown.image.width < least:
            told = _("The picture “%(title)s” is %(width)d pixels wide; here it needs %(least)d.")
            given = {"title": shown.image.title, "width": shown.image.width, "least": least}
            yield Finding(told % given, shown.where)
