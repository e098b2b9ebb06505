"""What a front must be told about a store: the headers of each kind of page, and what is no plain file.

The headers are read from the store, never written down twice. Pages whose headers no group shares are for the stand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from freesheet.press.addresses import decoded, place_of
from freesheet.press.pages import CACHE_CONTROL
from freesheet.press.sheets import Record
from freesheet.press.store import Store

Pairs = tuple[tuple[str, str], ...]
Paths = dict[Pairs, list[str]]
"""Decoded paths by the headers that they have."""

MOST_ODD = 100
"""How many pages of a kind may differ from it before all are asked of the stand."""

MOST_VALUES = 30
"""How many values a header may have before it is taken for one that differs from page to page."""

MISSING = "404.html"
"""The page at this name below an edition is shown for whatever is not there."""

UNTELLABLE = re.compile(r"[${}\"\\`]|[^\x20-\U0010ffff]")
"""What has a meaning of its own in one or the other configuration."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Pages with the same headers, told by how their addresses begin and end."""

    below: str
    """The first part of the address, as ``/ur/``; empty for any."""
    ending: str
    """As ``/``, ``/feed.xml`` or ``.css``."""
    headers: Pairs
    passed: bool
    """Whether each page has headers of its own, so that the stand is asked and files are only for when it is away."""

    @property
    def pattern(self) -> str:
        """A regular expression for decoded paths, of the syntax that PCRE and RE2 share."""
        if not self.below:
            return re.escape(self.ending) + "$"
        between = "(?:.*/)?" if self.ending.startswith("/") else ".*"
        return f"^{re.escape(self.below)}{between}{re.escape(self.ending.removeprefix('/'))}$"


@dataclass(frozen=True, slots=True)
class Known:
    """A page that is no plain file: a move (``location``), an error (``file``, below the store), or neither."""

    path: str
    status: int
    location: str = ""
    file: str = ""
    headers: Pairs = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything about a store that goes into a configuration."""

    kinds: tuple[Kind, ...] = ()
    odd: tuple[tuple[str, Kind], ...] = ()
    """Decoded paths of pages that differ from their kind."""
    known: tuple[Known, ...] = ()
    missing: tuple[Known, ...] = ()
    """The pages shown for what is not there; ``path`` is where its edition begins. The deepest first."""


@dataclass
class _Seen:
    """Pages so far: which paths have which headers, by how addresses end and by their last part."""

    by_ending: dict[str, dict[str, Paths]] = field(default_factory=dict)
    known: list[Known] = field(default_factory=list)
    missing: list[Known] = field(default_factory=list)

    def add(self, path: str, record: Record) -> None:
        place = place_of(path)
        headers = told(record)
        if record.status == 200 and not record.hidden(place):
            last = path.rpartition("/")[2]
            ending = last[last.rindex(".") :] if last else "/"
            self.by_ending.setdefault(ending, {}).setdefault(last, defaultdict(list))[headers].append(path)
            return
        location = dict(record.headers).get("location", "")
        file = "/" + place.body("", hidden=True)
        if UNTELLABLE.search(path + location + file):
            return
        if path.endswith(f"/{MISSING}") and record.status == 404:
            self.missing.append(Known(path.removesuffix(MISSING), 404, "", file, headers))
        elif location and 300 <= record.status < 400:
            self.known.append(Known(path, record.status, location, "", headers))
        elif record.status in (404, 410, 451):
            self.known.append(Known(path, record.status, "", file, headers))
        else:
            self.known.append(Known(path, 0))


def survey(store: Store) -> Survey:
    """Look at every page of a store. Takes about 50 µs for each."""
    seen = _Seen()
    for path, record in _pages(store):
        seen.add(path, record)
    kinds: list[Kind] = []
    odd: list[tuple[str, Kind]] = []
    for ending, by_name in sorted(seen.by_ending.items()):
        for one, others in _kinds(ending, by_name):
            kinds.append(one)
            odd += [(path, one) for path in others]
    # The longer the ending, the more it says; and what is asked for most comes first.
    kinds.sort(key=_rank)
    missing = sorted(seen.missing, key=lambda page: (-page.path.count("/"), page.path))
    return Survey(
        tuple(kinds), tuple(sorted(odd)), tuple(sorted(seen.known, key=lambda page: page.path)), tuple(missing)
    )


def told(record: Record) -> Pairs:
    """The headers that every variant of a stored page has, as the stand gives them."""
    names = {name for name, _value in record.headers}
    more = () if "cache-control" in names else (("cache-control", CACHE_CONTROL),)
    return (*record.headers, *more, ("vary", "accept-encoding"))


def _pages(store: Store) -> Iterator[tuple[str, Record]]:
    for address in store.addresses():
        path = decoded(address)
        found = store.find(path)
        if found is not None:
            yield path, found[0]


def _rank(kind: Kind) -> tuple[object, ...]:
    return (
        kind.ending != "/",
        not kind.ending.startswith("/"),
        -len(kind.ending),
        kind.ending,
        not kind.below,
        kind.below,
    )


def _kinds(ending: str, by_name: dict[str, Paths]) -> Iterator[tuple[Kind, list[str]]]:
    """The kinds among the pages with one ending, and the paths of those that differ from theirs."""
    if UNTELLABLE.search(ending):
        return
    # A file called feed.xml is in each edition, and not the same as sitemap.xml.
    common = set.intersection(*(set(paths) for paths in by_name.values()))
    if common or len(by_name) > MOST_ODD:
        merged: Paths = defaultdict(list)
        for paths in by_name.values():
            for headers, those in paths.items():
                merged[headers] += those
        yield from _below(ending, merged)
        return
    for name, paths in by_name.items():
        if not UNTELLABLE.search(name):
            yield from _below(f"/{name}", paths)


def _below(ending: str, paths: Paths) -> Iterator[tuple[Kind, list[str]]]:
    """Told apart by the first part of the address where headers are: the language of an edition is one."""
    alone = _alone(paths)
    if alone:
        merged: Paths = defaultdict(list)
        for headers, those in paths.items():
            merged[tuple(pair for pair in headers if pair[0] not in alone)] += those
        paths = merged
    parts: dict[str, Paths] = {}
    for headers, those in paths.items():
        for path in those:
            first, slash, _rest = path[1:].partition("/")
            below = f"/{first}/" if slash else ""
            parts.setdefault(below, defaultdict(list))[headers].append(path)
    leading = {below: _leading(part) for below, part in parts.items()}
    # The first edition has many first parts, each of the others one.
    usual, _count = Counter(leading.values()).most_common(1)[0]
    rest: Paths = defaultdict(list)
    own = [below for below, headers in leading.items() if headers != usual and below and not UNTELLABLE.search(below)]
    for below, part in parts.items():
        if below in own[:MOST_ODD]:
            yield _kind(below, ending, leading[below], part, bool(alone))
        else:
            for headers, those in part.items():
                rest[headers] += those
    yield _kind("", ending, usual, rest, bool(alone))


def _alone(paths: Paths) -> set[str]:
    """Names of headers that speak of one page each, such as the keys by which caches know pages."""
    values: dict[str, set[str]] = defaultdict(set)
    for headers in paths:
        for name, value in headers:
            values[name].add(value)
    pages = sum(map(len, paths.values()))
    return {
        name for name, told in values.items() if len(told) > MOST_VALUES or (len(told) > 3 and 2 * len(told) > pages)
    }


def _kind(below: str, ending: str, headers: Pairs, paths: Paths, passed: bool) -> tuple[Kind, list[str]]:
    others = [path for other, those in paths.items() if other != headers for path in those]
    if passed or len(others) > MOST_ODD or not _tellable(headers) or UNTELLABLE.search("".join(others)):
        shared = set.intersection(*(set(pairs) for pairs in paths))
        return Kind(below, ending, tuple(pair for pair in headers if pair in shared and _tellable((pair,))), True), []
    return Kind(below, ending, headers, False), others


def _leading(paths: Paths) -> Pairs:
    """The headers that most have."""
    return max(paths, key=lambda headers: (len(paths[headers]), headers))


def _tellable(headers: Iterable[tuple[str, str]]) -> bool:
    return not any(UNTELLABLE.search(value) for _name, value in headers)
