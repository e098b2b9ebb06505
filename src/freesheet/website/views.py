"""Answers to readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import Articles, by_author, comes_next, in_section, part_of, tagged
from freesheet.authors.models import AuthorIndexPage, AuthorPage
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage, InformationPage, Publication
from freesheet.editions.pages import present_with
from freesheet.editions.queries import default_language, front_pages, publication
from freesheet.editions.rules import PAPER, ink_on, readable_on
from freesheet.press.recording import depends_on, once
from freesheet.sections.models import SectionPage, SeriesPage, Tag
from freesheet.transparency.queries import in_edition as corrections_in
from freesheet.website import stylesheet as sheets_of_style
from freesheet.website.contexts import listing
from freesheet.website.contexts.article import article_context
from freesheet.website.contexts.feed import corrections_feed, edition_feed, section_feed, series_feed
from freesheet.website.contexts.furniture import CORRECTIONS, edition_url, tag_url
from freesheet.website.contexts.series import series_context
from freesheet.website.contexts.shapes import ListContext
from freesheet.website.contexts.sitemap import sitemap_index, sitemap_part
from freesheet.website.models import FormerStyle, Gone
from freesheet.website.moves import way_from

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""Readers' Content-Security-Policy: nothing runs, and nothing comes from elsewhere."""

LETS_ASK = "; script-src 'self'; connect-src 'self'"
"""Besides, where a story goes on and open pages ask whether there is more: by a script of ours, which nobody needs."""

FRESH = "public, max-age=10, stale-while-revalidate=50, stale-if-error=86400"
FOR_EVER = "public, max-age=31536000, immutable"


def reply(body: str, content_type: str = "text/html", cache: str = FRESH, storable: bool = True) -> HttpResponse:
    """An answer for readers. ``storable`` lets the press keep it."""
    return _dressed(HttpResponse(body, content_type=f"{content_type}; charset=utf-8"), cache, storable)


def _dressed(response: HttpResponse, cache: str = FRESH, storable: bool = True) -> HttpResponse:
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "strict-origin-when-cross-origin"
    response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    response["Cross-Origin-Opener-Policy"] = "same-origin"
    response["Cache-Control"] = cache if storable else "private, no-store"
    response.storable = storable  # type: ignore[attr-defined]
    return response


def printed(template: str, context: Any, storable: bool = True) -> HttpResponse:
    """A page in its template. Where a player stands on it that a reader may load, that host may be framed; where it can
    ask for more by itself, it may."""
    response = reply(render_to_string(f"broadsheet/{template}.html", {"page": context}), storable=storable)
    policy = POLICY
    if frames := getattr(context, "frames", ()):
        policy += f"; frame-src {' '.join(frames)}"
    if getattr(context, "scripts", ()):
        policy += LETS_ASK
    response["Content-Security-Policy"] = policy
    return response


def _presenter(template: str, context: Callable[[Any], Any]) -> Callable[[Any, HttpRequest], HttpResponse]:
    def present(page: Page, request: HttpRequest) -> HttpResponse:
        # A preview comes with the language of the editor's own interface.
        with translation.override(page.locale.language_code):
            open_to_all = not request.is_preview and not page.get_view_restrictions().exists()  # type: ignore[attr-defined]
            return printed(template, context(page), storable=open_to_all)

    return present


def _front(page: FrontPage, request: HttpRequest) -> HttpResponse:
    """The front page; or, where a query names an article of the old site, the way to it."""
    moved = get_redirect(request, request.get_full_path()) if request.GET else None
    if moved is not None and moved.link:
        answer: HttpResponse = redirect(moved.link, permanent=moved.is_permanent)
        return answer
    return _presenter("front", listing.front_context)(page, request)


def register_presenters() -> None:
    """Say which template and context answer for which kind of page."""
    present_with(ArticlePage, _presenter("article", article_context))
    present_with(FrontPage, _front)
    present_with(SectionPage, _presenter("list", listing.section_context))
    present_with(SeriesPage, _presenter("series", series_context))
    present_with(AuthorPage, _presenter("list", listing.author_context))
    present_with(AuthorIndexPage, _presenter("roll", listing.roll_context))
    present_with(InformationPage, _presenter("information", listing.information_context))


def this_front(request: HttpRequest) -> FrontPage:
    """The front page of the edition whose language the address asks for."""
    code = translation.get_language()
    for front in front_pages():
        if front.locale.language_code == code:
            return front
    raise Http404


def _page_at(request: HttpRequest, path: str) -> Page:
    """The public page at ``path`` of this edition."""
    site = Site.find_for_request(request)
    front = this_front(request)
    if site is None:
        raise Http404
    components = [component for component in path.split("/") if component]
    page = front.route(request, components).page
    if page.get_view_restrictions().exists():
        raise Http404
    return page.specific


def older(request: HttpRequest, path: str, number: int) -> HttpResponse:
    """An older page of a section or an author."""
    page = _page_at(request, path)
    if isinstance(page, SectionPage):
        articles = in_section(page, part_of(number))
        return _list(listing.section_context(page, number), articles, number, page.url)
    if isinstance(page, AuthorPage):
        articles = by_author(page, part_of(number))
        return _list(listing.author_context(page, number), articles, number, page.url)
    raise Http404


def _list(context: ListContext | None, articles: Articles, number: int | None, url: str) -> HttpResponse:
    """A list, or the way to its newest part for the page that it gets next."""
    if context is not None:
        return printed("list", context)
    return _next_page(articles.count(), number, url)


def _next_page(count: int, number: int | None, url: str) -> HttpResponse:
    """The way to the newest part of a list, for the older page that it gets next."""
    if number is None or not comes_next(count, number):
        raise Http404
    response = reply("")
    response.status_code = 302
    response["Location"] = url
    return response


def tag(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The articles that carry a tag."""
    found, front = get_object_or_404(Tag, slug=slug), this_front(request)
    url = tag_url(found.slug, front.locale.language_code)
    articles = tagged(found, front.locale, part_of(number))
    return _list(listing.tag_context(found, front, number), articles, number, url)


def feed(request: HttpRequest, path: str = "") -> HttpResponse:
    """RSS of an edition, of a section or of a series."""
    page = _page_at(request, path)
    if isinstance(page, FrontPage):
        return reply(edition_feed(page), "application/rss+xml")
    if isinstance(page, SectionPage):
        return reply(section_feed(page), "application/rss+xml")
    if isinstance(page, SeriesPage):
        return reply(series_feed(page), "application/rss+xml")
    raise Http404


def corrections(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """What an edition has corrected, or an older page of it."""
    front = this_front(request)
    context = listing.corrections_context(front, number)
    if context is not None:
        return printed("corrections", context)
    return _next_page(corrections_in(front.locale).count(), number, edition_url(front, CORRECTIONS))


def corrections_in_a_feed(request: HttpRequest) -> HttpResponse:
    """RSS of what an edition has corrected."""
    return reply(corrections_feed(this_front(request)), "application/rss+xml")


def sitemap(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap, which together have all pages of all editions."""
    return reply(sitemap_index(), "application/xml")


def sitemap_piece(request: HttpRequest, number: str) -> HttpResponse:
    """One part of the sitemap."""
    text = sitemap_part(int(number))
    if text is None:
        raise Http404
    return reply(text, "application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything but the newsroom."""
    address = settings.PUBLICATION.address
    return reply(f"User-agent: *\nDisallow: /newsroom/\n\nSitemap: {address}/sitemap.xml\n", "text/plain")


def icon(request: HttpRequest) -> HttpResponse:
    """The mark of the paper in a browser's tab: the first letter of its name on its colour."""
    locale = Locale.objects.filter(language_code=default_language()).first()
    if locale is None:
        raise Http404
    depends_on(edition_keys.mark(locale.pk))
    paper = publication(locale)
    ground = readable_on(paper.accent, PAPER)
    letter = escape(next((mark.upper() for mark in paper.name if mark.isalnum()), "F"))
    return reply(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="6" fill="{ground}"/>'
        '<text x="32" y="47" text-anchor="middle" font-family="Georgia,serif" font-size="44" font-weight="700"'
        f' fill="{ink_on(ground)}">{letter}</text></svg>',
        "image/svg+xml",
    )


def style(request: HttpRequest, digest: str) -> HttpResponse:
    """The style sheet whose content has this digest."""
    for paper in [*Publication.objects.all(), Publication(name="Freesheet")]:
        css = sheets_of_style.stylesheet(paper)
        if sheets_of_style.digest(css) == digest:
            return reply(css, "text/css", FOR_EVER)
    former = get_object_or_404(FormerStyle, digest=digest)
    return reply(former.css, "text/css", FOR_EVER)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What a reader gets who asks for what is not there: the way to where it is now, or that it is gone."""
    way = way_from(request)
    if way is not None:
        return _led(way, storable=not request.GET)
    gone = Gone.objects.filter(address=request.path).exists()
    return _missing(410 if gone else 404, storable=gone and not request.GET)


def not_found(request: HttpRequest) -> HttpResponse:
    """The page that is shown at every address that there is not, to be printed once for an edition."""
    return _missing(404, storable=True)


def _missing(status: int, storable: bool) -> HttpResponse:
    fronts = front_pages()
    code = translation.get_language()
    front = next((page for page in fronts if page.locale.language_code == code), fronts[0] if fronts else None)
    if front is None:
        return HttpResponse(_("There is nothing here yet."), status=status, content_type="text/plain; charset=utf-8")
    # It says nothing of the address, so all that are missing in an edition get the same.
    body = once(f"missing:{front.pk}:{status}", lambda: _words_for_missing(front, withdrawn=status == 410))
    response = reply(body, storable=storable)
    response.status_code = status
    return response


def _words_for_missing(front: FrontPage, withdrawn: bool) -> str:
    with translation.override(front.locale.language_code):
        title = _("Page withdrawn") if withdrawn else _("Page not found")
        context = listing.missing_context(front, title, withdrawn)
        return render_to_string("broadsheet/missing.html", {"page": context})


def _led(way: Redirect, storable: bool) -> HttpResponse:
    if way.redirect_page_id:
        depends_on(edition_keys.linked(way.redirect_page_id))
    return _dressed(redirect(way.link, permanent=way.is_permanent), storable=storable)
