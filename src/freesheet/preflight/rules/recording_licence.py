"""A film or a sound of our own of which nobody noted by what right it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import recordings

NAME = gettext_lazy("A film or sound without a licence")
LEVEL = Level.WARNS


def check(article: ArticlePage) -> Iterator[Finding]:
    """The licence is the recording's own, as the credit is."""
    for heard in recordings(article):
        if not heard.recording.licence.strip():
            told = _("“%s” does not say under which licence it is shown.")
            yield Finding(told % heard.recording.title, heard.where)
