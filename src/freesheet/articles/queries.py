"""Questions about articles. Each names its key to the press, so that asking is enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q, QuerySet
from wagtail.models import Locale, Page

from freesheet.articles import keys
from freesheet.articles.models import LONGEST_PLAIN, ArticlePage, ArticleTag, Byline, Pin
from freesheet.articles.rules import numbered, plain_headline
from freesheet.authors.models import AuthorPage
from freesheet.editions.visibility import visible
from freesheet.press.recording import depends_on, once, recording
from freesheet.sections import keys as section_keys
from freesheet.sections.models import MOST_PARTS, SectionPage, SeriesPage, Tag

BESIDE = 4
"""Other articles of its section under an article."""

PAGE_SIZE = 20
"""Articles on an older page of a list."""

STRETCH = 1_000
"""Ids that are asked for at once where older pages are printed in a row."""

Articles = QuerySet[Any]
"""Of articles; or of the pages that they are, where a list is meant."""


def for_cards(articles: Articles) -> Articles:
    """The same articles with what a card shows, in a handful of queries however many there are."""
    bylines = Byline.objects.select_related("author").order_by("sort_order")
    return (
        articles.select_related("locale", "lead_picture")
        .defer("body")
        .prefetch_related(Prefetch("bylines", queryset=bylines), "lead_picture__renditions")
    )


def ids_of(articles: Articles) -> list[int]:
    """The ids of articles, in order; a card may be known by its id already."""
    return list(articles.values_list("pk", flat=True))


def public(locale: Locale | None = None) -> Articles:
    """Articles that every reader may see, newest first, as plain pages.

    Lists need ids, and all that they ask is in an index: see ``articles.index``.
    """
    kind = ContentType.objects.get_for_model(ArticlePage)
    articles = visible(Page.objects.filter(content_type=kind))
    if locale is not None:
        articles = articles.filter(locale=locale)
    return articles.order_by("-first_published_at", "-pk")


def seen(ids: Iterable[int]) -> set[int]:
    """Those of these articles that every reader may see."""
    asked = list(ids)
    # Not by way of ``public``: its index is for lists, and would be read from end to end.
    return set(ids_of(visible(ArticlePage.objects.filter(pk__in=asked)).order_by())) if asked else set()


def in_edition(locale: Locale, part: str = "") -> Articles:
    """The articles of an edition. ``part`` says which of them will be looked at: see ``keys.part``."""
    depends_on(keys.part(keys.in_edition(locale.pk), part))
    return public(locale)


def in_section(section: SectionPage, part: str = "") -> Articles:
    """The articles whose first or further section this is."""
    depends_on(keys.part(keys.in_section(section.pk), part))
    further = ArticlePage.further_sections.through.objects.filter(sectionpage_id=section.pk)
    # Compared by bytes, which an index can do; not "begins with", which on SQLite it cannot.
    below = Q(path__gte=section.path, path__lt=next_path(section))
    return public(section.locale).filter(
        (below & Q(depth=section.depth + 1)) | Q(pk__in=further.values("articlepage_id"))
    )


def pinned_in(section: SectionPage) -> list[int]:
    """The ids of the articles at the top of a section, the one first that was pinned last."""
    depends_on(keys.pinned_in(section.pk))
    below = Q(article__path__gte=section.path, article__path__lt=next_path(section))
    return _pinned(Pin.objects.filter(below, article__depth=section.depth + 1))


def pinned_on_front(locale: Locale) -> list[int]:
    """The ids of the articles that come first on a front page where nobody has placed others."""
    depends_on(keys.pinned_on_front(locale.pk))
    return _pinned(Pin.objects.filter(on_front=True, article__locale=locale))


def _pinned(pins: QuerySet[Pin]) -> list[int]:
    # Whether a pin has ended is the clock's to say: what is printed changes when its row goes.
    ids = list(pins.values_list("article_id", flat=True))
    readable = seen(ids)
    return [pk for pk in ids if pk in readable]


def series_of(article: ArticlePage) -> SeriesPage | None:
    """The series of an article in its own language; None where it has none that readers may see."""
    if article.series_id is None or article.alias_of_id:
        return None
    pk, locale_id = article.series_id, article.locale_id
    return once(f"series:{pk}:{locale_id}", lambda: _series(pk, locale_id))


def filed_under(article: ArticlePage) -> SeriesPage | None:
    """The same, whether readers may see it or not: that an article left it counts when it is public again."""
    if article.series_id is None or article.alias_of_id:
        return None
    found: SeriesPage | None = _twins(article.series_id)[1].filter(locale_id=article.locale_id).first()
    return found


def _series(pk: int, locale_id: int) -> SeriesPage | None:
    key, twins = _twins(pk)
    depends_on(section_keys.series_twin(key, locale_id))
    found: SeriesPage | None = visible(twins.filter(locale_id=locale_id)).first()
    if found is not None:
        depends_on(section_keys.series(found.pk))
    return found


def _twins(pk: int) -> tuple[object, QuerySet[SeriesPage]]:
    """What a series has in common with itself in other languages, and all of these."""
    key = SeriesPage.objects.filter(pk=pk).values_list("translation_key", flat=True).first()
    return key, SeriesPage.objects.filter(translation_key=key)


def parts_of_series(series: SeriesPage) -> tuple[tuple[int, int], ...]:
    """The parts of a series in reading order: the number of each, and the id of its article. At most ``MOST_PARTS``."""
    return once(f"parts:{series.pk}", lambda: _parts(series))


def _parts(series: SeriesPage) -> tuple[tuple[int, int], ...]:
    depends_on(keys.in_series(series.pk))
    # A translation may name the series of the language that it was translated from.
    twins = SeriesPage.objects.filter(translation_key=series.translation_key)
    articles = visible(ArticlePage.objects.filter(series__in=twins, locale_id=series.locale_id, alias_of=None))
    oldest_first = articles.order_by("first_published_at", "pk").values_list("pk", "part_number")
    return tuple(numbered(oldest_first[:MOST_PARTS]))


def next_path(page: Page) -> str:
    """The first path of the tree that comes after a page and everything below it."""
    # In the tree's own digits: where words are sorted as in a dictionary, other signs do not come after letters.
    following: str = page._inc_path()  # noqa: SLF001  # treebeard shows no other way
    return following


def beside(article: ArticlePage, section: SectionPage) -> list[int]:
    """The ids of the articles of a section that came before one of them, newest first; of the oldest, those after it.

    At most ``BESIDE``. They stay the same when new articles come, so a new article prints none of the old ones.
    """
    depends_on(keys.beside(section.pk, article.pk))
    row, places = once(f"row:{section.pk}", lambda: _row(section), lambda _row: [keys.in_section(section.pk)])
    place = places.get(article.pk, len(row))
    before = row[max(0, place - BESIDE) : place]
    return [*reversed(before), *row[place + 1 : place + 1 + BESIDE - len(before)]]


def _row(section: SectionPage) -> tuple[list[int], dict[int, int]]:
    """The ids of a section's articles, the oldest first, and the place of each."""
    with recording():
        # Its own recording, for a page depends on its neighbours, not on the whole section.
        row = ids_of(in_section(section))[::-1]
    return row, {pk: place for place, pk in enumerate(row)}


def by_author(author: AuthorPage, part: str = "") -> Articles:
    """The articles that carry an author's name, or the name of the same person in another language."""
    depends_on(keys.part(keys.by_author(author.pk), part))
    same = AuthorPage.objects.filter(translation_key=author.translation_key)
    written = Byline.objects.filter(author__in=same)
    return public(author.locale).filter(pk__in=written.values("page_id"))


def tagged(tag: Tag, locale: Locale, part: str = "") -> Articles:
    """The articles of an edition that carry a tag."""
    depends_on(keys.part(keys.tagged(tag.pk, locale.pk), part))
    return public(locale).filter(pk__in=ArticleTag.objects.filter(tag=tag).values("content_object_id"))


def of_headline(headline: str, locale: Locale) -> ArticlePage | None:
    """The newest article of this headline, however it is capitalised and spaced."""
    depends_on(keys.titled(headline, locale.pk))
    wanted = plain_headline(headline)
    if not wanted:
        return None
    alike = ArticlePage.objects.filter(plain_title=wanted[:LONGEST_PLAIN], locale=locale)
    seen = public(locale).filter(pk__in=alike.values("pk"))
    found = [page for page in seen if plain_headline(page.title) == wanted]
    exact = seen.filter(title__iexact=headline).first() if len(found) > 1 else None
    best = exact or (found[0] if found else None)
    return None if best is None else ArticlePage.objects.get(pk=best.pk)


@dataclass(frozen=True)
class Slice:
    """A part of a list: the ids of the newest articles, or of one of the older pages."""

    articles: list[int]
    page: int | None
    older: int | None
    """Number of the next older page."""
    newer: int | None
    """Number of the next newer page, which may not be there yet (``comes_next``); None at the top."""


def pages_of(count: int) -> int:
    """How many older pages a list of ``count`` articles has.

    Older pages are numbered from the oldest and always full, so that a new article never changes one; the
    list's own address shows what is left: between ``PAGE_SIZE`` and twice that, or all of a short list.
    """
    return max(0, count // PAGE_SIZE - 1)


def comes_next(count: int, page: int) -> bool:
    """Whether ``page`` is the older page that a list of ``count`` articles gets next.

    The newest older page leads there already, for it would change if it led elsewhere until then.
    """
    return page > 1 and page == pages_of(count) + 1


def part_of(page: int | None) -> str:
    """The part of a list that ``slice_of`` looks at."""
    return keys.TOP if page is None else keys.older(page)


def slice_of(articles: Articles, page: int | None) -> Slice | None:
    """The newest articles (``page`` None), or older page ``page`` from 1; None if there is no such page."""
    name = str(articles.query)
    count = once(f"count:{name}", articles.count)
    pages = pages_of(count)
    if page is None:
        newest = ids_of(articles[: count - pages * PAGE_SIZE])
        return Slice(newest, None, pages or None, None)
    if not 1 <= page <= pages:
        return None
    # Counted from the oldest end, which does not move.
    end = count - (page - 1) * PAGE_SIZE
    return Slice(_between(articles, name, end - PAGE_SIZE, end), page, page - 1 or None, page + 1)


def _between(articles: Articles, name: str, start: int, end: int) -> list[int]:
    """The ids from place ``start`` to ``end``. Older pages come in rows, and finding a place is counting up to it."""
    shown: list[int] = []
    for first in range(start - start % STRETCH, end, STRETCH):
        stretch = once(f"ids:{name}:{first}", partial(ids_of, articles[first : first + STRETCH]))
        shown += stretch[max(0, start - first) : end - first]
    return shown
