"""What readers see of a page, wherever they see it: a value for each key that pages may hold.

Two such pictures, of before and after a change, say by their difference what has changed: nothing is announced that
readers would not notice, and nothing is forgotten that left a list, for it is in the first picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wagtail.models import Page

from freesheet.articles import keys as article_keys
from freesheet.articles.models import ArticlePage, ArticleTag, Byline, Pin
from freesheet.articles.queries import (
    Articles,
    by_author,
    filed_under,
    in_edition,
    in_section,
    parts_of_series,
    tagged,
)
from freesheet.authors import keys as author_keys
from freesheet.authors.models import AuthorIndexPage, AuthorPage
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage, InformationPage
from freesheet.editions.visibility import closed_paths, open_to_all
from freesheet.sections import keys as section_keys
from freesheet.sections.models import SectionPage, SeriesPage, Tag
from freesheet.website.contexts.furniture import tag_url
from freesheet.website.contexts.sitemap import part_of
from freesheet.website.sheets import page_addresses, path_of

Rank = tuple[datetime | None, int]
"""By what articles are ordered, the greater the newer: date of first publication, and id."""

UNSEEN = frozenset(
    (
        *("path", "depth", "numchild", "url_path", "content_type", "translation_key", "locale", "alias_of", "owner"),
        *("latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title", "live_revision"),
        *("live", "expired", "go_live_at", "expire_at", "locked", "locked_at", "locked_by", "show_in_menus"),
        *("wagtail_admin_comments", "account"),
    )
)
"""Fields of a page that its own address never shows."""


@dataclass(frozen=True)
class Listing:
    """A list of articles that has pages. ``path`` is None where readers find none of them.

    ``section`` is the id of the section whose articles they are; 0 for other lists.
    """

    articles: Callable[[], Articles]
    path: Callable[[], str | None] = lambda: None
    feed: bool = False
    section: int = 0


@dataclass(frozen=True)
class Facts:
    """Of one page: values by key, its rank in each list it is in, and where it lies.

    ``addresses`` are those that readers may ask for, its own first; none if it is not live. ``public`` is whether
    every reader may see it, at its own address and elsewhere, ``listed`` whether the sitemap names it.
    """

    values: dict[str, Any] = field(default_factory=dict)
    ranks: dict[str, Rank] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    public: bool = False
    listed: bool = False


NOTHING = Facts()
Picture = dict[int, Facts]
"""The facts of some pages, by id."""


def picture_of(pages: Iterable[Page]) -> Picture:
    """The facts of pages as the database has them now; what it has not is left out."""
    closed = closed_paths()
    return {page.pk: _facts(page, not page.path.startswith(closed)) for page in _as_saved(list(pages))}


def _as_saved(pages: list[Page]) -> Iterable[Page]:
    """The same pages, read afresh, the upper ones first."""
    ids = [page.pk for page in pages]
    if all(isinstance(page, ArticlePage) for page in pages):
        # What an editor saves all day. One query each for what belongs to them, which is looked at more than once.
        theirs = ("bylines", "tagged_items", "related_pins", "related_bans", "further_sections")
        articles = ArticlePage.objects.filter(pk__in=ids).select_related("locale")
        return articles.prefetch_related(*theirs).order_by("path") if ids else ()
    found: Iterable[Page] = Page.objects.filter(pk__in=ids).order_by("path").specific()
    return found


def _facts(page: Page, open_to_all: bool) -> Facts:
    public = page.live and open_to_all
    url = page.url
    values: dict[str, Any] = {edition_keys.translations(page.translation_key): (page.locale_id, url, page.live, public)}
    twins = list(Page.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True))
    values |= {edition_keys.linked(twin): (url, page.live) for twin in twins}
    listed = public and not getattr(page, "canonical_url", "")
    if listed:
        values[edition_keys.SITEMAP] = (part_of(page.pk), page.last_published_at)
        told = (url, page.first_published_at, page.last_published_at)
        values |= {edition_keys.sitemap(part_of(pk)): told for pk in (page.pk, *twins)}
    ranks: dict[str, Rank] = {}
    listings: dict[str, Listing] = {}
    if isinstance(page, ArticlePage):
        if public:
            values.update(_of_article(page, url))
            listings = dict(_listings(page))
            ranks = dict.fromkeys(listings, (page.first_published_at, page.pk))
    else:
        values.update(_of_other(page, url, public))
        if isinstance(page, SeriesPage):
            # With it go its articles in other languages that name it.
            values |= {article_keys.in_series(twin): True for twin in twins}
    addresses = tuple(page_addresses(page)) if page.live else ()
    return Facts(values, ranks, listings, addresses if public else addresses[:1], public, listed)


def _of_article(page: ArticlePage, url: str) -> dict[str, Any]:
    signed = [(line.author_id, line.role) for line in page.bylines.all() if not line.role]
    card = (
        url, page.title, page.format, page.kicker, page.standfirst, page.reading_minutes, page.first_published_at,
        page.lead_picture_id, signed, page.film_id, page.film_url, page.film_length, page.opinion, page.exclusive,
        page.is_live,
    )  # fmt: skip
    values = {
        # An alias shows the corrections of its original.
        article_keys.article(page.pk): (url, _shown(page), page.alias_of_id),
        article_keys.card(page.pk): card,
        article_keys.titled(page.title, page.locale_id): (page.first_published_at, page.pk),
    }
    pin = Pin.objects.filter(article_id=page.pk).first()
    if pin is not None:
        values |= pinned(pin, page)
    series = filed_under(page)
    if series is not None:
        # All of it, for one that comes may change the number of another.
        values[article_keys.in_series(series.pk)] = parts_of_series(series)
    return values


def pinned(pin: Pin, article: Page) -> dict[str, Any]:
    """What readers see of the pin of a public article, wherever they see it."""
    values = {article_keys.pinned_in(article.get_parent().pk): (article.pk, pin.at)}
    if pin.on_front:
        values[article_keys.pinned_on_front(article.locale_id)] = (article.pk, pin.at)
    return values


def _of_other(page: Page, url: str, public: bool) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if public:
        shown = {name: value for name, value in _shown(page).items() if name != "last_published_at"}
        values[edition_keys.page(page.pk)] = (url, shown)
    if isinstance(page, SectionPage):
        values[section_keys.section(page.pk)] = (page.title, url)
        values[section_keys.opinion(page.pk)] = page.opinion
        if public:
            values[section_keys.menu(page.locale_id)] = (page.title, url, _place_in_row(page))
    elif isinstance(page, AuthorPage):
        values[author_keys.name(page.pk)] = page.title
        values[author_keys.author(page.pk)] = (
            page.title, url, page.live, page.role_line, page.reports_from, page.biography, page.portrait_id,
            page.links.get_prep_value(),
        )  # fmt: skip
        if page.live:
            values[author_keys.twin(page.translation_key, page.locale_id)] = page.pk
        if public:
            values[author_keys.roll(page.locale_id)] = page.title
    elif isinstance(page, FrontPage):
        if page.live:
            values[edition_keys.FRONTS] = (page.locale_id, url)
    elif isinstance(page, SeriesPage):
        if public:
            values[section_keys.series(page.pk)] = (page.title, url)
            values[section_keys.series_twin(page.translation_key, page.locale_id)] = page.pk
    elif public and _is_linked_around(page):
        values[edition_keys.roles(page.locale_id)] = (page.title, url, _place_in_row(page), getattr(page, "role", ""))
    return values


def _is_linked_around(page: Page) -> bool:
    """Whether pages of the edition link to this one in their furniture."""
    return isinstance(page, AuthorIndexPage | InformationPage) and (
        page.depth == 3 or getattr(page, "role", "") == InformationPage.Role.SUPPORT
    )


def _place_in_row(page: Page) -> int:
    """After how many of its sisters of the same kind readers find it. Their paths in the tree are no matter."""
    sisters = type(page).objects.sibling_of(page, inclusive=False).filter(path__lt=page.path)
    return int(open_to_all(sisters.live()).count())


def _shown(page: Page) -> dict[str, Any]:
    return {name: value for name, value in page.serializable_data().items() if name not in UNSEEN}


def _listings(article: ArticlePage) -> Iterator[tuple[str, Listing]]:
    """Every list that a public article is in."""
    locale = article.locale
    yield article_keys.in_edition(locale.pk), Listing(lambda: in_edition(locale))
    further = article.further_sections.through.objects.filter(articlepage_id=article.pk)
    sections = SectionPage.objects.filter(pk__in=further.values("sectionpage_id")) | SectionPage.objects.parent_of(
        article
    )
    for section in sections.filter(locale=locale).distinct():
        yield article_keys.in_section(section.pk), section_listing(section)
    writers = AuthorPage.objects.filter(pk__in=Byline.objects.filter(page_id=article.pk).values("author_id"))
    people = AuthorPage.objects.filter(translation_key__in=writers.values("translation_key"), locale=locale)
    for person in people:
        yield article_keys.by_author(person.pk), author_listing(person)
    for tag in Tag.objects.filter(pk__in=ArticleTag.objects.filter(content_object_id=article.pk).values("tag_id")):
        yield article_keys.tagged(tag.pk, locale.pk), tag_listing(tag, article)


def section_listing(section: SectionPage) -> Listing:
    """The articles of a section, and where they are listed."""
    return Listing(lambda: in_section(section), lambda: _open_path(section), True, section.pk)


def author_listing(author: AuthorPage) -> Listing:
    """The articles of an author, and where they are listed."""
    return Listing(lambda: by_author(author), lambda: _open_path(author))


def tag_listing(tag: Tag, article: ArticlePage) -> Listing:
    """The articles of a tag in the edition of one of them, and where they are listed."""
    locale = article.locale
    return Listing(lambda: tagged(tag, locale), lambda: tag_path(tag.slug, locale.language_code))


def tag_path(slug: str, code: str) -> str:
    """The decoded address of a tag in an edition."""
    from urllib.parse import unquote

    return unquote(tag_url(slug, code))


def _open_path(page: Page) -> str | None:
    now: Page | None = open_to_all(Page.objects.filter(pk=page.pk).live()).first()
    return path_of(now) if now is not None else None
