"""How many articles an edition has published this year, for the appeal."""

from __future__ import annotations

from django.utils import timezone

from freesheet.articles.queries import public
from freesheet.editions.queries import front_pages


def this_year() -> dict[str, int]:
    """The number of public articles that first appeared this year, by language."""
    now = timezone.localtime()
    first = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return {
        front.locale.language_code: public(front.locale).filter(first_published_at__gte=first).count()
        for front in front_pages()
    }
