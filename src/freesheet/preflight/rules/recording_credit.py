"""A film or a sound of our own that does not say who made it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import recordings

NAME = gettext_lazy("A film or sound without a credit")
LEVEL = Level.WARNS


def check(article: ArticlePage) -> Iterator[Finding]:
    """The credit is the recording's own. Of what is on another site, that site says it."""
    for heard in recordings(article):
        if not heard.recording.credit.strip():
            yield Finding(_("“%s” does not say who made it.") % heard.recording.title, heard.where)
