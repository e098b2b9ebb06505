"""Keeping up how alike articles are, as they are published, changed and taken away.

What is kept depends on the articles alone, not on the order in which things happened: every live, public
article has its terms, and is linked with at most ``NEAREST`` of those before it, within ``REACH``, that are most
like it. So making everything again gives what had been kept up, and a new article touches at most ``NEAREST``
others and costs the same, however many there are. Changing an old one also touches those after it that know it,
or should now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction

from freesheet.articles.models import ArticlePage, RelatedPin
from freesheet.articles.queries import public, seen
from freesheet.articles.spoken import heard, spoken
from freesheet.related import rules
from freesheet.related.models import Likeness, Term
from freesheet.related.queries import LEAST, NEAREST, Scored, alike_after, followed, nearest_before

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""

_LOCK = 7_231_104_862
"""Any number that nothing else in the database uses for an advisory lock."""

_BATCH = 500


def index_article(article: ArticlePage) -> set[int]:
    """Set a published article among its like. Returns the ids of the articles that show others now.

    An article that readers may not see, or that is an alias of another, is taken away instead.
    """
    with transaction.atomic():
        _alone()
        if article.alias_of_id or not seen([article.pk]):
            return drop_article(article.pk)
        had = _terms_kept(article.pk)
        has = _terms_of(article)
        if has == had:
            return set()
        _keep_terms(article.pk, had, has)
        return _settle(article.pk) | (set() if had else _pinned_on(article.pk))


def drop_article(pk: int) -> set[int]:
    """Take away an article that readers see no more. Returns the ids of the articles that show others now."""
    with transaction.atomic():
        _alone()
        had = _terms_kept(pk)
        if not had:
            return set()
        _keep_terms(pk, had, {})
        return _settle(pk) | _pinned_on(pk)


def rebuild(progress: Progress | None = None) -> set[int]:
    """Make everything again from the articles. Returns the ids of the articles that show others now.

    Goes by small transactions: readers see the old links until the new ones come, and stopping half-way does no harm.
    """
    visible = list(public().filter(alias_of=None).order_by("pk").values_list("pk", flat=True))
    before = _followed_by_all(visible)
    kept = public().filter(alias_of=None).order_by().values("pk")
    gone = set(Term.objects.exclude(article_id__in=kept).values_list("article_id", flat=True))
    for pk in sorted(gone):
        drop_article(pk)
    done, steps = 0, 2 * len(visible)
    for step in (_reread, _relink):
        for pk in visible:
            with transaction.atomic():
                _alone()
                step(pk)
            done += 1
            if progress is not None:
                progress(done, steps)
    after = _followed_by_all(visible)
    return {pk for pk in visible if before[pk] != after[pk]}


def _followed_by_all(articles: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for start in range(0, len(articles), _BATCH):
        found.update(followed(articles[start : start + _BATCH]))
    return found


def _reread(pk: int) -> None:
    article = ArticlePage.objects.filter(pk=pk).first()
    if article is not None:
        _keep_terms(pk, _terms_kept(pk), _terms_of(article))


def _relink(pk: int) -> None:
    links = _Links()
    links.replace(pk, nearest_before(pk))
    links.write()


def _alone() -> None:
    """Wait for whoever is at it: two articles published at once must see each other.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _terms_of(article: ArticlePage) -> dict[int, int]:
    language = article.locale.language_code
    writing = rules.Writing(
        headline=article.title,
        standfirst=article.standfirst,
        body=(*spoken(article.body), *heard(article)),
        tags=tuple(tag.name for tag in article.tags.all()),
    )
    return {rules.number_of(term, language): weight for term, weight in rules.terms(writing, language).items()}


def _terms_kept(pk: int) -> dict[int, int]:
    return dict(Term.objects.filter(article=pk).values_list("number", "weight"))


def _keep_terms(pk: int, had: dict[int, int], has: dict[int, int]) -> None:
    if had == has:
        return
    Term.objects.filter(article=pk).delete()
    Term.objects.bulk_create(
        [Term(article_id=pk, number=number, weight=weight) for number, weight in has.items()], batch_size=_BATCH
    )


def _pinned_on(pk: int) -> set[int]:
    """Articles that an editor pinned this one on: they show it, or do so no more."""
    return set(RelatedPin.objects.filter(article=pk).values_list("page_id", flat=True))


@dataclass
class _Links:
    """Links to be made and cut, and the articles at their ends."""

    made: dict[tuple[int, int], int] = field(default_factory=dict)
    cut: set[tuple[int, int]] = field(default_factory=set)

    def replace(self, later: int, nearest: Iterable[Scored]) -> None:
        """Let ``nearest`` be all that ``later`` knows of the articles before it."""
        wanted = {earlier: score for score, earlier in nearest}
        kept = dict(Likeness.objects.filter(later=later).values_list("earlier_id", "score"))
        self.cut |= {(later, earlier) for earlier in kept if earlier not in wanted}
        self.made |= {(later, earlier): score for earlier, score in wanted.items() if kept.get(earlier) != score}

    def ends(self) -> set[int]:
        """The articles whose neighbours may change."""
        return {pk for pair in (*self.made, *self.cut) for pk in pair}

    def write(self) -> None:
        """Put it into the database."""
        for later, earlier in self.cut:
            Likeness.objects.filter(later=later, earlier=earlier).delete()
        rows = [Likeness(later_id=pair[0], earlier_id=pair[1], score=score) for pair, score in self.made.items()]
        Likeness.objects.bulk_create(
            rows,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["later", "earlier"],
            update_fields=["score"],
        )


def _settle(pk: int) -> set[int]:
    """Link an article whose terms changed with its like again; the ids of the articles that show others now."""
    links = _Links()
    links.replace(pk, nearest_before(pk))
    _link_later(pk, links)
    before = followed(links.ends())
    links.write()
    after = followed(links.ends())
    return {end for end, others in after.items() if others != before[end]}


def _link_later(pk: int, links: _Links) -> None:
    """For the articles after this one: do they know it still, at what score, or now for the first time?"""
    scores = {later: score for score, later in alike_after(pk)}
    knowing = set(Likeness.objects.filter(earlier=pk).values_list("later_id", flat=True))
    concerned = sorted(knowing | scores.keys())
    for start in range(0, len(concerned), _BATCH):
        batch = concerned[start : start + _BATCH]
        for later, known in _known_before(batch).items():
            score = scores.get(later, 0)
            others = [one for one in known if one[1] != pk]
            if later in knowing:
                if len(known) < NEAREST or (others and score >= LEAST and (score, pk) > min(others)):
                    links.replace(later, [*others, (score, pk)] if score >= LEAST else others)
                else:
                    # Somebody who was not among the nearest may be now.
                    links.replace(later, nearest_before(later))
            elif len(known) < NEAREST or (score, pk) > min(known):
                links.replace(later, sorted([*known, (score, pk)], reverse=True)[:NEAREST])


def _known_before(articles: list[int]) -> dict[int, list[Scored]]:
    known: dict[int, list[Scored]] = {pk: [] for pk in articles}
    rows = Likeness.objects.filter(later__in=articles).values_list("later_id", "earlier_id", "score")
    for later, earlier, score in rows:
        known[later].append((score, earlier))
    return known
