"""A film that nobody can follow who does not hear it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.media.models import Captions, Recording
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import recordings

NAME = gettext_lazy("A film without captions")
LEVEL = Level.WARNS


def check(article: ArticlePage) -> Iterator[Finding]:
    """Captions or subtitles in any language: what is spoken may be none of ours."""
    for heard in recordings(article):
        film = heard.recording
        if film.kind == Recording.Kind.FILM and not film.captions.exclude(kind=Captions.Kind.DESCRIPTIONS).exists():
            told = _("The film “%s” has no captions for readers who do not hear it.")
            yield Finding(told % film.title, heard.where)
