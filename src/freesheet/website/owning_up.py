"""Telling the press what a correction means for readers, and the accounts of a quarter."""

from __future__ import annotations

from wagtail.models import Page

from freesheet.articles import queries
from freesheet.articles.queries import pages_of
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage
from freesheet.editions.queries import front_pages
from freesheet.press.outbox import changed, wanted
from freesheet.transparency import keys
from freesheet.transparency.models import Correction
from freesheet.transparency.queries import place_of
from freesheet.website.contexts.furniture import CORRECTIONS
from freesheet.website.contexts.sitemap import part_of
from freesheet.website.sheets import account_addresses, list_addresses, path_of


def announce_correction(correction: Correction) -> None:
    """A correction was made: it is the newest of its edition, so no older page changes, but one more may come."""
    wanted(*_article(correction))
    count = place_of(correction)
    # Until it comes, the next older page leads to the list.
    came = range(pages_of(count - 1) + 1, pages_of(count) + 1)
    _say(correction, *(keys.older(correction.locale_id, page) for page in came))
    before, after = (_addresses(correction, number) for number in (count - 1, count))
    wanted(*(address for address in after if address not in before))


def announce_withdrawal(correction: Correction) -> None:
    """A correction was withdrawn: it leaves its article, and says so where it is listed."""
    wanted(*_article(correction))
    _say(correction, keys.older(correction.locale_id, _page_of(correction)))


def announce_loss(correction: Correction) -> None:
    """A correction is about to go with its article: all that came after it move up."""
    count = Correction.objects.filter(locale=correction.locale_id).count()
    older = (keys.older(correction.locale_id, page) for page in range(_page_of(correction), pages_of(count) + 2))
    _say(correction, *older)
    wanted(*_addresses(correction, count))


def _say(correction: Correction, *more: str) -> None:
    pk = correction.article_id
    dated = [pk, *Page.objects.filter(alias_of=pk).values_list("pk", flat=True)]
    maps = (edition_keys.sitemap(part_of(each)) for each in dated)
    changed(keys.of_article(pk), keys.newest(correction.locale_id), edition_keys.SITEMAP, *maps, *more)


def _page_of(correction: Correction) -> int:
    """The older page on which a correction is, once there are enough."""
    return (place_of(correction) - 1) // queries.PAGE_SIZE + 1


def _article(correction: Correction) -> list[str]:
    """Where the article lies, if readers find it: its page is what they look at first."""
    path = path_of(correction.article) if correction.article.live else None
    return [] if path is None else [path]


def _addresses(correction: Correction, count: int) -> list[str]:
    """Where ``count`` corrections of its edition are listed."""
    front: FrontPage | None = next((page for page in front_pages() if page.locale_id == correction.locale_id), None)
    path = path_of(front) if front is not None else None
    return [] if path is None else list(list_addresses(f"{path}{CORRECTIONS}", count))


def announce_quarter() -> None:
    """A quarter is published, or its figures are others: the accounts are wanted first, then all that tells of them."""
    for front in front_pages():
        path = path_of(front)
        if path is not None:
            wanted(*account_addresses(path))
