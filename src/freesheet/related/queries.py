"""Questions about related articles. Each names its key to the press, so that asking is enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q

from freesheet.articles.models import ArticlePage, RelatedBan
from freesheet.articles.queries import for_cards, seen
from freesheet.press.recording import depends_on
from freesheet.related.keys import related
from freesheet.related.models import Likeness

Scored = tuple[int, int]
"""A likeness and the id of the other article. The greater is the better: of equals, the newer."""

FOLLOWED = 6
"""So many of the best are watched for change: three to show, though a body may show three of them itself."""

NEAREST = 12
"""So many of the articles before it does an article know: what bounds the pages that a new one touches."""

LEAST = 10_000
"""The least likeness that counts, of 1,000,000: a hundredth."""

REACH = 5_000
"""How far back an article is compared, in ids of pages: what bounds the work, however large the archive is.

An id never changes, so what lies within reach does not depend on what happened when.
"""

# Django's query language cannot join a table with itself on a plain column.
# PostgreSQL multiplies two small integers to a small one, and overflows.
_BEFORE = """
    SELECT SUM(CAST(mine.weight AS integer) * theirs.weight) AS score, theirs.article_id
    FROM related_term mine JOIN related_term theirs ON theirs.number = mine.number
    WHERE mine.article_id = %s AND theirs.article_id < mine.article_id AND theirs.article_id >= %s
    GROUP BY theirs.article_id
    HAVING SUM(CAST(mine.weight AS integer) * theirs.weight) >= %s
    ORDER BY score DESC, theirs.article_id DESC
    LIMIT %s
"""
_AFTER = """
    WITH alike AS (
        SELECT SUM(CAST(mine.weight AS integer) * theirs.weight) AS score, theirs.article_id AS later_id
        FROM related_term mine JOIN related_term theirs ON theirs.number = mine.number
        WHERE mine.article_id = %s AND theirs.article_id > mine.article_id AND theirs.article_id <= %s
        GROUP BY theirs.article_id
        HAVING SUM(CAST(mine.weight AS integer) * theirs.weight) >= %s
    ), known AS (
        SELECT later_id, MIN(score) AS least, COUNT(*) AS number
        FROM related_likeness
        WHERE later_id > %s AND later_id <= %s
        GROUP BY later_id
    )
    SELECT alike.score, alike.later_id
    FROM alike LEFT JOIN known ON known.later_id = alike.later_id
    WHERE known.number IS NULL OR known.number < %s OR alike.score >= known.least
"""


def related_to(article: ArticlePage, limit: int = 3) -> list[ArticlePage]:
    """The articles that belong beside ``article``, best first, as cards need them: at most ``limit``, and 6.

    See ``best_of``.
    """
    depends_on(related(article.pk))
    wanted = best_of([article])[article.pk][:limit]
    found = {page.pk: page for page in for_cards(ArticlePage.objects.filter(pk__in=wanted))}
    return [found[pk] for pk in wanted if pk in found]


def best_of(articles: Sequence[ArticlePage]) -> dict[int, list[int]]:
    """For the id of each article the ids of those that belong beside it, best first, at most ``FOLLOWED``.

    The editor's pins come first, in their order; then what is most like it, in the same language. Never itself,
    none twice, none that an editor banned, none that a reader may not see. Names no key: who shows them does.
    """
    # Unsaved previews may have no id yet, and then nothing is like them.
    near = ranked(article.pk for article in articles if article.pk)
    wanted: dict[int, list[int]] = {}
    for article in articles:
        banned = {article.pk, *(ban.article_id for ban in article.related_bans.all())}
        pinned = [pin.article_id for pin in article.related_pins.all()]
        alike = [other for _score, other in near.get(article.pk, ())]
        wanted[article.pk] = [pk for pk in dict.fromkeys([*pinned, *alike]) if pk not in banned][: 10 * FOLLOWED]
    shown = seen(pk for others in wanted.values() for pk in others)
    return {article: [pk for pk in others if pk in shown][:FOLLOWED] for article, others in wanted.items()}


def ranked(articles: Iterable[int]) -> dict[int, list[Scored]]:
    """For each id, the articles it is near to, and those that are near to it, best first."""
    wanted = set(articles)
    near: dict[int, list[Scored]] = {pk: [] for pk in wanted}
    pairs = Likeness.objects.filter(Q(later__in=wanted) | Q(earlier__in=wanted))
    for later, earlier, score in pairs.values_list("later_id", "earlier_id", "score"):
        if later in wanted:
            near[later].append((score, earlier))
        if earlier in wanted:
            near[earlier].append((score, later))
    for others in near.values():
        others.sort(reverse=True)
    return near


def followed(articles: Iterable[int]) -> dict[int, list[int]]:
    """For each id, the best of what is like it and not banned from it: what a reader may come to see."""
    near = ranked(articles)
    banned: dict[int, set[int]] = defaultdict(set)
    for page, other in RelatedBan.objects.filter(page__in=near).values_list("page_id", "article_id"):
        banned[page].add(other)
    return {
        pk: [other for _score, other in others if other not in banned[pk]][:FOLLOWED] for pk, others in near.items()
    }


def nearest_before(pk: int) -> list[Scored]:
    """The articles before this one that are most like it, best first, at most ``NEAREST``."""
    return _scored(_BEFORE, [pk, pk - REACH, LEAST, NEAREST])


def alike_after(pk: int) -> list[Scored]:
    """The articles after this one that are like it, but for those that know ``NEAREST`` others all more alike."""
    return _scored(_AFTER, [pk, pk + REACH, LEAST, pk, pk + REACH, NEAREST])


def _scored(statement: str, values: list[int]) -> list[Scored]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [(int(score), int(other)) for score, other in cursor.fetchall()]
