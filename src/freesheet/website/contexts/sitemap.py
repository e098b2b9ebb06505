"""What the sitemap is given: every public page of every edition, in parts that new articles leave alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet
from wagtail.models import Page

from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import next_path
from freesheet.contributions.quarters.shown import published
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage
from freesheet.editions.queries import front_pages
from freesheet.editions.visibility import closed_paths, visible
from freesheet.feeds.sitemaps import Entry, index, sitemap
from freesheet.press.recording import depends_on
from freesheet.transparency import keys as correction_keys
from freesheet.transparency.queries import corrected_at
from freesheet.transparency.queries import in_edition as corrections_in
from freesheet.website.contexts.furniture import ACCOUNTS, CORRECTIONS, absolute, edition_url

PART = 2_000
"""Ids of pages in one part. An id never changes, so no page ever moves from one part to another."""

_AS_IN_LINKS = "!$&'()*+,;=/~:@"
"""What Django leaves as it is where it reverses an address."""


class _Row(NamedTuple):
    pk: int
    url: str
    code: str
    modified: datetime | None
    translation_key: UUID


def part_of(pk: int) -> int:
    """The number of the part that holds a page, from 1."""
    return pk // PART + 1


def part_url(number: int) -> str:
    """Where a part lies."""
    return f"/sitemap-{number}.xml"


def sitemap_index() -> str:
    """The list of parts as XML text, each with the time of its last change."""
    depends_on(edition_keys.FRONTS, edition_keys.SITEMAP)
    pages = _listed(Q()).annotate(part=F("pk") / PART + 1)
    parts = dict(pages.order_by("part").values_list("part").annotate(latest=Max("last_published_at")))
    corrected = corrected_at()
    for pk in _listed(Q(pk__in=corrected)).values_list("pk", flat=True):
        parts[part_of(pk)] = _newer(parts.get(part_of(pk)), corrected.get(pk))
    return index((absolute(part_url(number)), latest) for number, latest in parts.items())


def sitemap_part(number: int) -> str | None:
    """A part as XML text, each page with its translations; None where no page has an id of that part."""
    depends_on(edition_keys.FRONTS, edition_keys.sitemap(number))
    here = Q(pk__gte=(number - 1) * PART, pk__lt=number * PART)
    rows = list(_rows(here))
    if not rows:
        return None
    twins = _twins(here)
    corrected = corrected_at()
    entries = [
        Entry(absolute(row.url), _newer(row.modified, corrected.get(row.pk)), twins.get(row.translation_key, ()))
        for row in rows
    ]
    return sitemap([*entries, *_corrections(number), *_accounts(number)])


def _newer(published: datetime | None, corrected: datetime | None) -> datetime | None:
    """When a page last changed for readers: its article says the same date."""
    return max((at for at in (published, corrected) if at), default=None)


def _corrections(number: int) -> Iterator[Entry]:
    """The lists of corrections of those editions whose front page is in a part."""
    for front in front_pages():
        if part_of(front.pk) == number and not front.path.startswith(closed_paths()):
            depends_on(correction_keys.newest(front.locale_id))
            newest = corrections_in(front.locale).first()
            yield Entry(absolute(edition_url(front, CORRECTIONS)), newest.at if newest else None)


def _accounts(number: int) -> Iterator[Entry]:
    """The public accounts in those editions whose front page is in a part."""
    shown = published()
    for front in front_pages():
        if shown and part_of(front.pk) == number and not front.path.startswith(closed_paths()):
            last = {each.figures.name: each.changes[0].at if each.changes else each.at for each in shown}
            yield Entry(absolute(edition_url(front, ACCOUNTS)), max(last.values()))
            for name, at in last.items():
                yield Entry(absolute(edition_url(front, f"{ACCOUNTS}{name}/")), at)


def _twins(here: Q) -> dict[UUID, tuple[tuple[str, str], ...]]:
    """For each page of a part that has translations all of them, itself among them."""
    if len(front_pages()) < 2:
        return {}
    keys = Page.objects.filter(here).values("translation_key")
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(Q(translation_key__in=keys)):
        found[row.translation_key].append((row.code, absolute(row.url)))
    return {key: tuple(links) for key, links in found.items() if len(links) > 1}


def _listed(which: Q) -> QuerySet[Page]:
    """Pages that search engines should know: public, and no copies of what lies on other sites."""
    elsewhere = ArticlePage.objects.exclude(canonical_url="").order_by().values("pk")
    pages = visible(Page.objects.filter(which, depth__gte=2)).exclude(pk__in=elsewhere)
    # Named by what they are not, for hardly ever is there one, and then no tree has to be searched.
    for withdrawn in FrontPage.objects.filter(live=False).order_by():
        pages = pages.exclude(path__gte=withdrawn.path, path__lt=next_path(withdrawn))
    return pages


def _rows(which: Q) -> Iterator[_Row]:
    # In the order of editions, newest first. Pages themselves would cost ten times as much.
    found = _listed(which).order_by("-first_published_at", "-pk")
    told = list(found.values_list("pk", "path", "url_path", "last_published_at", "translation_key"))
    for front in front_pages():
        home, root, code = front.url, front.url_path, front.locale.language_code
        for pk, path, url_path, modified, key in told:
            if path.startswith(front.path):
                yield _Row(pk, home + quote(url_path.removeprefix(root), safe=_AS_IN_LINKS), code, modified, key)
