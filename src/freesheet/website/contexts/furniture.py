"""What stands around every page."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError
from wagtail.models import Locale, Page

from freesheet.articles.models import ArticlePage
from freesheet.authors.models import AuthorIndexPage
from freesheet.contributions.quarters.shown import newest
from freesheet.contributions.quarters.words import facts
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage, InformationPage, Publication
from freesheet.editions.queries import front_pages, publication
from freesheet.editions.visibility import visible
from freesheet.lib.scripts import direction
from freesheet.media.models import NewsImage
from freesheet.media.queries import cut_like, sizes, square
from freesheet.press.recording import around, depends_on, once, recall
from freesheet.sections import keys as section_keys
from freesheet.sections.models import SectionPage
from freesheet.website.contexts.funding import Funding
from freesheet.website.contexts.lots import twins_of
from freesheet.website.contexts.shapes import Furniture, LanguageLink, Link, PictureView
from freesheet.website.stylesheet import font_urls, stylesheet_url

log = logging.getLogger("freesheet.website")

NEWSLETTER = "newsletter/"
CORRECTIONS = "corrections/"
"""Where the list of corrections lies, below the front page of an edition."""

ACCOUNTS = "accounts/"
"""Where the public accounts lie, below it too."""


def picture_view(image: NewsImage | None, alt: str = "", caption: str = "", cut: bool = False) -> PictureView | None:
    """A picture as themes are given it; ``cut`` makes it a small square."""
    if image is None:
        return None
    view: PictureView | None = once(f"picture:{image.pk}:{cut}", lambda: _picture_view(image, cut))
    return view and _worded(view, alt, caption)


def known_picture(pk: int | None, alt: str = "", caption: str = "") -> PictureView | None:
    """The picture of this id where it is at hand; None where it has to be asked for."""
    view: PictureView | None = recall(f"picture:{pk}:False")
    return view and _worded(view, alt, caption)


def _worded(view: PictureView, alt: str, caption: str) -> PictureView:
    return replace(view, alt=alt or view.alt, caption=caption or view.caption) if alt or caption else view


def _picture_view(image: NewsImage, cut: bool) -> PictureView | None:
    try:
        made = square(image) if cut else sizes(image)
    except SourceImageIOError as problem:
        # A lost file is no reason to keep the words from readers.
        log.error("The picture “%s” cannot be shown: %s", image.title, problem)
        return None
    return PictureView(made.url, made.width, made.height, image.description, image.caption, image.credit, made.sources)


def poster_view(image: NewsImage | None, width: int, height: int) -> PictureView | None:
    """A picture cut to the shape of a film, to be shown until it is played; None where there is none, or it is lost."""
    if image is None or not width or not height:
        return None
    try:
        made = cut_like(image, width, height)
    except SourceImageIOError as problem:
        log.error("The poster “%s” cannot be shown: %s", image.title, problem)
        return None
    return PictureView(made.url, made.width, made.height, image.description, image.caption, image.credit)


def absolute(url: str) -> str:
    """An address on this site with its host."""
    return url if url.startswith(("http://", "https://")) else settings.PUBLICATION.address + url


def on_the_web(url: str) -> str:
    """An address that a reader may be sent to; empty for any other, however it came into the field."""
    return url if url.startswith(("http://", "https://")) else ""


def edition_url(front: FrontPage, tail: str = "") -> str:
    """An address below the front page of an edition, from the root of the site."""
    return f"{front.url}{tail}"


def front_of(page: Page) -> FrontPage:
    """The front page of the edition that ``page`` belongs to."""
    if isinstance(page, FrontPage):
        return page
    path = page.path[: 2 * page.steplen]
    fronts = FrontPage.objects.select_related("locale")
    front: FrontPage = once(f"front at:{path}", lambda: fronts.get(path=path), around)
    return front


def language_links(here: Page, front: FrontPage, tail: str = "") -> tuple[LanguageLink, ...]:
    """Links to the same page in each edition, or to that edition's front where the page is not there."""
    depends_on(edition_keys.FRONTS, edition_keys.translations(here.translation_key))
    editions = once("editions", _editions, around)
    alone = len(editions) == 1 and editions[0][0] == front.locale_id
    siblings = {} if alone else {page.locale_id: page for page in _twins(here)}
    links = []
    for locale_id, front_link in editions:
        current = locale_id == front.locale_id
        twin = here if current else siblings.get(locale_id)
        if twin is None:
            links.append(front_link)
        else:
            links.append(replace(front_link, url=twin.url + (tail if current else ""), current=current, here=True))
    return tuple(links)


def _twins(here: Page) -> list[Page]:
    """The same page in other languages: articles come in lots with theirs; all others are few, and often asked for."""
    if isinstance(here, ArticlePage):
        return twins_of(here)

    def found() -> list[Page]:
        depends_on(edition_keys.translations(here.translation_key))
        return twins_of(here)

    return once(f"twins of:{here.pk}", found)


def _editions() -> list[tuple[int, LanguageLink]]:
    """For each edition the id of its locale, and the link to its front page."""
    names = dict(settings.LANGUAGES)
    links = []
    for front in front_pages():
        code = front.locale.language_code
        links.append(
            (front.locale_id, LanguageLink(code, names.get(code, code), direction(code), front.url, False, False))
        )
    return links


def furniture(here: Page, front: FrontPage, tail: str = "") -> Furniture:
    """What stands around ``here``, a page of the edition of ``front``."""
    fixed, sections, pages = once(f"around:{front.pk}:{get_language()}", lambda: _fixed(front))
    branch = _branch(here, front)
    return replace(
        fixed,
        languages=language_links(here, front, tail),
        sections=tuple(replace(link, current=True) if branch == pk else link for pk, link in sections),
        pages=tuple(replace(link, current=True) if here.pk == pk else link for pk, link in pages),
    )


def _branch(here: Page, front: FrontPage) -> int:
    """The id of the page just below the front page that ``here`` is, or lies below; 0 for the front page."""
    if here.depth <= front.depth + 1:
        return int(here.pk or 0) if here.depth > front.depth else 0
    path = here.path[: (front.depth + 1) * here.steplen]
    # Not by what is remembered of sections: no key says what lies where in the tree.
    there = Page.objects.filter(path=path).values_list("pk", flat=True)
    return once(f"page at:{path}", lambda: there.first() or 0, around)


def _fixed(front: FrontPage) -> tuple[Furniture, list[tuple[int, Link]], list[tuple[int, Link]]]:
    """What stands around every page of an edition; its sections, and its pages about the outlet, by id."""
    locale: Locale = front.locale
    depends_on(edition_keys.publication(locale.pk), edition_keys.roles(locale.pk), section_keys.menu(locale.pk))
    paper = publication(locale)
    code = locale.language_code
    fixed = Furniture(
        language=html_language(code),
        direction=direction(code),
        name=paper.name,
        tagline=paper.tagline,
        about=paper.about,
        publisher=paper.publisher,
        imprint=paper.imprint,
        copyright_line=paper.copyright_line,
        licence=paper.licence,
        licence_url=on_the_web(paper.licence_url),
        independence=paper.independence,
        logo=picture_view(paper.logo),
        home_url=front.url,
        stylesheet_url=stylesheet_url(paper),
        fonts=font_urls(paper, code),
        languages=(),
        sections=(),
        pages=(),
        feed_url=edition_url(front, "feed.xml"),
        support=_support(front, paper),
        corrections=Link(_("Corrections"), edition_url(front, CORRECTIONS)),
        funding=_funding(front),
        newsletter=_newsletter(front),
    )
    return fixed, _sections(front), _pages(front)


def _newsletter(front: FrontPage) -> Link | None:
    # Without a mail server nobody would get it.
    return Link(_("Newsletter"), edition_url(front, NEWSLETTER)) if settings.PUBLICATION.mail_server else None


def _funding(front: FrontPage) -> Funding | None:
    """What is told everywhere of the outlet's money, once a quarter is published."""
    figures = once("newest quarter shown", newest)
    if figures is None:
        return None
    says = facts(figures, front.locale.language_code)
    return Funding(_("Accounts"), edition_url(front, ACCOUNTS), says)


def html_language(code: str) -> str:
    """The BCP 47 tag as it is usually written: ``zh-Hant``."""
    head, *rest = code.split("-")
    return "-".join([head, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _sections(front: FrontPage) -> list[tuple[int, Link]]:
    sections = _by_path(visible(SectionPage.objects.child_of(front)))
    return [(page.pk, Link(page.title, page.url)) for page in sections]


def _pages(front: FrontPage) -> list[tuple[int, Link]]:
    told = _by_path(visible(InformationPage.objects.child_of(front)))
    roll = _by_path(visible(AuthorIndexPage.objects.child_of(front)))
    return [(page.pk, Link(page.title, page.url)) for page in [*told, *roll]]


def _support(front: FrontPage, paper: Publication) -> Link | None:
    pages = _by_path(visible(InformationPage.objects.descendant_of(front)).filter(role="support"))
    return Link(paper.support_label or _("Support us"), pages[0].url) if pages else None


def _by_path(pages: QuerySet[Any]) -> list[Any]:
    # Sorted here: asked to sort them, a database walks down the tree, past every article.
    return sorted(pages.order_by(), key=lambda page: str(page.path))


@lru_cache(maxsize=4096)
def tag_url(slug: str, code: str) -> str:
    """The address of a tag in an edition."""
    with translation.override(code):
        return reverse("website:tag", args=[slug])
