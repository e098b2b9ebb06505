"""A film or a sound whose words cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.media.models import Captions
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import recordings

NAME = gettext_lazy("A film or sound without a transcript")
LEVEL = Level.WARNS


def check(article: ArticlePage) -> Iterator[Finding]:
    """Captions make a transcript by themselves."""
    for heard in recordings(article):
        captions = heard.recording.captions.exclude(kind=Captions.Kind.DESCRIPTIONS)
        if not heard.recording.transcripts.exists() and not captions.exists():
            told = _("“%s” has no transcript: it cannot be read, quoted or searched.")
            yield Finding(told % heard.recording.title, heard.where)
