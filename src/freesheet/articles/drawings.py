"""Giving up the drawings of visual aids that no article shows any more."""

from __future__ import annotations

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from freesheet.articles.aids import keeping
from freesheet.articles.aids.aid import Around
from freesheet.articles.aids.registry import all_aids
from freesheet.articles.models import ArticlePage


def delete_unused() -> int:
    """Delete drawings that are old and that no public article shows; how many."""
    return keeping.sweep(_used, timezone.now())


def _used() -> set[str]:
    """The drawings of every public article, found by asking for them once more."""
    drawing = [name for name, aid in all_aids().items() if aid.draws]
    text = Cast("body", TextField())
    holds = Q(pk__in=[])
    for name in drawing:
        holds |= Q(text__contains=f'"{name}"')
    articles = ArticlePage.objects.live().annotate(text=text).filter(holds).select_related("locale")
    with keeping.noting() as names:
        for article in articles.iterator(chunk_size=50):
            around = Around(article.locale.language_code, "", lambda *_picture: None, str)
            for block in article.body:
                if block.block_type in drawing:
                    all_aids()[block.block_type].printed(block.value, around)
    return names
