"""What is printed: every address a reader can ask for, and how its sheet is made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import islice
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db.models import Max
from django.http import HttpResponse
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from freesheet.articles.queries import by_author, comes_next, in_section, pages_of, tagged
from freesheet.authors.models import AuthorPage
from freesheet.contributions.quarters.shown import published
from freesheet.editions.models import FrontPage, Publication
from freesheet.editions.queries import front_pages
from freesheet.editions.visibility import not_open_to_all, open_to_all
from freesheet.press.addresses import Unstorable, place_of
from freesheet.press.sheets import BEHIND, Sheet
from freesheet.sections.models import SectionPage, SeriesPage, Tag
from freesheet.transparency.queries import in_edition as corrections_in
from freesheet.website.contexts.asking import THANKS
from freesheet.website.contexts.furniture import ACCOUNTS, CORRECTIONS, tag_url
from freesheet.website.contexts.sitemap import part_of, part_url
from freesheet.website.failing import Unanswered
from freesheet.website.models import FormerStyle, Gone
from freesheet.website.routing import route
from freesheet.website.stylesheet import digest_url, stylesheet_url

KEPT = frozenset((200, 301, 302, 404, 410))
FOR_SOME = frozenset((200, 302, 401, 403))
"""What Wagtail says to a reader who has to log in first, or to give a password."""

NOT_KEPT = frozenset({"vary", "content-length"})
"""The store keeps one page for all readers, and says what its variants differ by itself."""


@lru_cache(maxsize=1)
def _handler() -> WSGIHandler:
    return WSGIHandler()


def render(address: str) -> Sheet | None:
    """The sheet for a decoded address, made by asking our own views; None where nothing may be stored."""
    host = urlsplit(settings.PUBLICATION.address)
    environ = {
        "REQUEST_METHOD": "GET",
        # WSGI carries the bytes of a path as Latin-1.
        "PATH_INFO": unquote(quote(address), "latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": host.hostname,
        "SERVER_PORT": str(host.port or (443 if host.scheme == "https" else 80)),
        "HTTP_HOST": host.netloc,
        "HTTP_X_FORWARDED_PROTO": host.scheme,
        "wsgi.url_scheme": host.scheme,
        "wsgi.input": BytesIO(),
    }
    with translation.override(translation.get_language()):
        # Not closed: Django takes that for the end of a request, and would close the database under the press.
        request = WSGIRequest(environ)
        route(request)
        response = _handler().get_response(request)
        if isinstance(response, Unanswered):
            # Nothing is wrong with the page: whoever prints tries again when the database is back.
            raise response.problem
        if response.status_code >= 500:
            raise RuntimeError(f"{address} answered {response.status_code}")
        if not isinstance(response, HttpResponse) or not _may_be_kept(response):
            return Sheet(BEHIND, (), b"") if response.status_code in FOR_SOME else None
        headers = [(name, value) for name, value in response.items() if name.lower() not in NOT_KEPT]
        return Sheet(response.status_code, headers, response.content)


def _may_be_kept(response: HttpResponse) -> bool:
    return response.status_code in KEPT and getattr(response, "storable", False) and not response.cookies


def path_of(page: Page) -> str | None:
    """A page's decoded address from the root of the site; None for a page outside every edition."""
    parts = page.get_url_parts()
    return unquote(parts[2]) if parts and parts[2] else None


def list_addresses(path: str, count: int, feed: bool = False) -> Iterator[str]:
    """The addresses of a list that shows ``count`` articles: its own, its feed, its older pages."""
    yield path
    if feed:
        yield f"{path}feed.xml"
    for number in range(1, pages_of(count) + 2):
        if number <= pages_of(count) or comes_next(count, number):
            yield f"{path}page/{number}/"


def page_addresses(page: Page) -> Iterator[str]:
    """Every address that belongs to a page, its own first."""
    path = path_of(page)
    if path is None:
        return
    kind = page.specific_class
    if kind is SectionPage:
        yield from list_addresses(path, in_section(page.specific).count(), feed=True)
    elif kind is AuthorPage:
        yield from list_addresses(path, by_author(page.specific).count())
    elif kind is SeriesPage:
        yield from (path, f"{path}feed.xml")
    elif kind is FrontPage:
        yield from (path, f"{path}feed.xml", f"{path}404.html", f"{path}corrections.xml", f"{path}{THANKS}")
        yield from list_addresses(f"{path}{CORRECTIONS}", corrections_in(page.locale).count())
        yield from account_addresses(path)
    else:
        yield path


def account_addresses(path: str) -> Iterator[str]:
    """The addresses of the public accounts below the front page at ``path``; none before a quarter is published."""
    shown = published()
    if shown:
        yield f"{path}{ACCOUNTS}"
    for each in shown:
        yield from (f"{path}{ACCOUNTS}{each.figures.name}/", f"{path}{ACCOUNTS}{each.figures.name}.csv")


def tag_addresses(tag: Tag, front: FrontPage) -> Iterator[str]:
    """Every address of a tag in an edition; none where no article carries it."""
    count = tagged(tag, front.locale).count()
    if count:
        yield from list_addresses(unquote(tag_url(tag.slug, front.locale.language_code)), count)


def site_addresses() -> Iterator[str]:
    """The addresses that belong to no page: style sheets, robots.txt, the sitemap."""
    for paper in [*Publication.objects.all(), Publication(name="Freesheet")]:
        yield stylesheet_url(paper)
    for digest in FormerStyle.objects.values_list("digest", flat=True):
        yield digest_url(digest)
    # Browsers that show no page of ours, a feed for example, ask for favicon.ico unbidden.
    yield from ("/robots.txt", "/sitemap.xml", "/icon.svg", "/favicon.ico")


def sitemap_addresses() -> Iterator[str]:
    """The parts of the sitemap that there may be."""
    last = Page.objects.aggregate(last=Max("pk"))["last"] or 0
    yield from (part_url(number) for number in range(1, part_of(last) + 1))


def all_addresses() -> Iterator[str]:
    """Everything that is printed, the front pages first."""
    yield from site_addresses()
    yield from sitemap_addresses()
    fronts = front_pages()
    for front in fronts:
        yield from page_addresses(front)
    for front in fronts:
        below = Page.objects.descendant_of(front).live().order_by("-first_published_at")
        for page in open_to_all(below).iterator(chunk_size=500):
            yield from page_addresses(page)
        for page in not_open_to_all(below).iterator(chunk_size=500):
            yield from islice(page_addresses(page), 1)
    for tag in Tag.objects.order_by("pk").iterator(chunk_size=500):
        for front in fronts:
            yield from tag_addresses(tag, front)
    for row in Redirect.objects.order_by("pk").iterator(chunk_size=500):
        yield from redirect_addresses(row.old_path)
    yield from Gone.objects.order_by("pk").values_list("address", flat=True).iterator(chunk_size=500)


def redirect_addresses(old_path: str) -> Iterator[str]:
    """Where the way from an old path begins, decoded; none where only Django can answer, as for a query."""
    if "?" in old_path or ";" in old_path:
        return
    last = old_path.rpartition("/")[2]
    address = old_path if "." in last or not last else f"{old_path}/"
    try:
        place_of(address)
    except Unstorable:
        return
    yield address
