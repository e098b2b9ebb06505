"""Telling the press what a change means for readers: which keys changed, which addresses are wanted or given up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q
from wagtail.models import Page

from freesheet.articles import keys as article_keys
from freesheet.articles import queries
from freesheet.articles.queries import Articles, pages_of
from freesheet.press.outbox import changed, removed, wanted
from freesheet.website.contexts.sitemap import part_of, part_url
from freesheet.website.facts import NOTHING, Facts, Listing, Picture, Rank
from freesheet.website.sheets import list_addresses

OWN = article_keys.article(0).rstrip("0")
"""How the key of an article itself begins."""


def announce(before: Picture, after: Picture) -> None:
    """Say what is different for readers between two pictures of the same pages."""
    pairs = [(pk, before.get(pk, NOTHING), after.get(pk, NOTHING)) for pk in {**before, **after}]
    for pk, old, new in pairs:
        wanted(*_wanted(old, new))
        changed(*_changed_values(old, new))
        removed(*_given_up(old, new))
        if old.listed != new.listed:
            # A part of the sitemap begins with its first page, and ends with its last.
            wanted(part_url(part_of(pk)))
    for key, shift in _shifts(before, after).items():
        shift.announce(key)


def subtree(page: Page) -> list[Page]:
    """A page and everything below it."""
    return list(Page.objects.descendant_of(page, inclusive=True))


def with_aliases(page: Page) -> list[Page]:
    """A page and everything below it, and what is an alias of any of these, or below one: what a restriction closes."""
    found: dict[int, Page] = {}
    waiting = [page]
    while waiting:
        each = waiting.pop(0)
        if each.pk not in found:
            found.update({below.pk: below for below in subtree(each)})
            # The upper ones first, for most aliases lie in a tree of them.
            waiting.extend(Page.objects.filter(alias_of__path__startswith=each.path).order_by("path"))
    return list(found.values())


def _changed_values(old: Facts, new: Facts) -> Iterator[str]:
    for key in {**old.values, **new.values}:
        if (key in old.values) != (key in new.values) or old.values.get(key) != new.values.get(key):
            yield key


def _wanted(old: Facts, new: Facts) -> Iterable[str]:
    if old.public != new.public:
        return new.addresses
    # An article that reads differently is asked for by name, for it is what its editor and its readers look at first.
    own = new.addresses[:1] if any(key.startswith(OWN) for key in _changed_values(old, new)) else ()
    return [*own, *(address for address in new.addresses if address not in old.addresses)]


def _given_up(old: Facts, new: Facts) -> Iterable[str]:
    """Addresses at which readers found what they should not find any more."""
    if old.public and not new.public:
        return old.addresses
    return [address for address in old.addresses if address not in new.addresses]


class Shift:
    """Articles that came into a list, left it, or changed their place in it."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.pks: set[int] = set()
        self.left: list[Rank] = []
        self.came: list[Rank] = []

    def announce(self, key: str) -> None:
        """Name the parts of the list that are not as they were, and the pages that it has more or fewer."""
        others = self.listing.articles().exclude(pk__in=self.pks)
        count = others.count()
        had, has = count + len(self.left), count + len(self.came)
        ranks = sorted([*self.left, *self.came], key=_sortable)
        lowest = _older_than(others, ranks[0]).count()
        highest = _older_than(others, ranks[-1]).count()
        changed(*(article_keys.part(key, part) for part in _parts(had, has, lowest, highest, count)))
        if self.listing.section:
            changed(*(article_keys.beside(self.listing.section, pk) for pk in _neighbours(others, ranks, lowest)))
        path = self.listing.path() if pages_of(had) != pages_of(has) or not had or not has else None
        if path is not None:
            # The list's own address belongs to a page; only a tag has none, and is there while it has articles.
            old = set(list_addresses(path, had, self.listing.feed)) if had else set()
            new = set(list_addresses(path, has, self.listing.feed)) if has else set()
            wanted(*sorted(old ^ new))


def _shifts(before: Picture, after: Picture) -> dict[str, Shift]:
    shifts: dict[str, Shift] = {}
    for pk in {**before, **after}:
        old, new = before.get(pk, NOTHING), after.get(pk, NOTHING)
        for key in {**old.ranks, **new.ranks}:
            left, came = old.ranks.get(key), new.ranks.get(key)
            if left == came:
                continue
            shift = shifts.setdefault(key, Shift(new.listings.get(key) or old.listings[key]))
            shift.pks.add(pk)
            shift.left += [left] if left else []
            shift.came += [came] if came else []
    return shifts


def _parts(had: int, has: int, lowest: int, highest: int, others: int) -> Iterator[str]:
    """Which parts of a list of ``others`` articles change where more came or left.

    ``lowest`` and ``highest`` are how many of the others are older than the oldest and the newest of those.
    """
    size = queries.PAGE_SIZE
    yield ""
    from_top = others - highest
    yield from (article_keys.newest(window) for window in article_keys.WINDOWS if window > from_top)
    if had != has or from_top < has - pages_of(has) * size:
        yield article_keys.TOP
    fewer, more = sorted((pages_of(had), pages_of(has)))
    # Where a page begins or ceases to be one, its articles may have come into the list long before.
    first = min(lowest // size, fewer if fewer != more else lowest // size) + 1
    last = more + 1 if had != has else min(more + 1, highest // size + 1)
    yield from (article_keys.older(number) for number in range(first, last + 1))


def _neighbours(others: Articles, ranks: list[Rank], lowest: int) -> Iterator[int]:
    """Articles of a section under which one of those with ``ranks`` stands, or stood."""
    oldest_first = others.order_by("first_published_at", "pk")
    for rank in ranks:
        yield from _newer_than(oldest_first, rank)[: queries.BESIDE].values_list("pk", flat=True)
    if lowest <= queries.BESIDE:
        # The oldest show those that came after them.
        yield from oldest_first[: queries.BESIDE + 1].values_list("pk", flat=True)


def _sortable(rank: Rank) -> tuple[float, int]:
    return (rank[0].timestamp() if rank[0] else float("-inf"), rank[1])


def _older_than(articles: Articles, rank: Rank) -> Articles:
    date, pk = rank
    if date is None:
        return articles.filter(first_published_at=None, pk__lt=pk)
    return articles.filter(
        Q(first_published_at=None) | Q(first_published_at__lt=date) | Q(first_published_at=date, pk__lt=pk)
    )


def _newer_than(articles: Articles, rank: Rank) -> Articles:
    date, pk = rank
    if date is None:
        return articles.filter(Q(first_published_at__isnull=False) | Q(first_published_at=None, pk__gt=pk))
    return articles.filter(Q(first_published_at__gt=date) | Q(first_published_at=date, pk__gt=pk))
