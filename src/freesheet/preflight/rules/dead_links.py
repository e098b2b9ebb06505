"""A link that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from freesheet.articles.models import ArticlePage
from freesheet.media.models import NewsDocument
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.places import is_somewhere
from freesheet.preflight.reading import Way, ways

NAME = gettext_lazy("A link that leads nowhere")
LEVEL = Level.BLOCKS

_HOST = re.compile(r"[^\s/?#]+\.[^\s/?#.]+|localhost|\[[0-9a-f:]+\]", re.I)


def check(article: ArticlePage) -> Iterator[Finding]:
    """Pages and documents that are gone, addresses of our own that are nowhere, and what is no address at all.

    What lies on other sites is not asked for: publishing waits for nobody.
    """
    for way in ways(article):
        sentence = _wrong(way, article)
        if sentence:
            yield Finding(sentence, way.where)


def _wrong(way: Way, article: ArticlePage) -> str:
    if way.kind == "page":
        return _wrong_page(way, article)
    if way.kind == "document":
        there = way.pk.isdecimal() and NewsDocument.objects.filter(pk=way.pk).exists()
        return "" if there else _("A link leads to a document that is gone.")
    return _wrong_address(way.href.strip())


def _wrong_page(way: Way, article: ArticlePage) -> str:
    page = Page.objects.filter(pk=way.pk).first() if way.pk.isdecimal() else None
    if page is None:
        return _("A link leads to a page that is gone.")
    if page.live or page.pk == article.pk or page.approved_schedule:
        return ""
    return str(_("A link leads to “%s”, which readers cannot see.") % page.title)


def _wrong_address(href: str) -> str:
    try:
        parts = urlsplit(href)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return _("“%s” is no address.") % href
    ours = urlsplit(settings.PUBLICATION.address)
    if parts.scheme in ("http", "https"):
        if (host, parts.port) != (ours.hostname, ours.port):
            return "" if _HOST.fullmatch(host) else _("“%s” is no address.") % href
    elif parts.scheme or not href or not href.startswith("/"):
        # Mail, telephone, a place on this page. Of others, cleaning leaves none.
        return "" if parts.scheme in ("mailto", "tel") or href.startswith("#") else _("“%s” is no address.") % href
    return (
        "" if is_somewhere(unquote(parts.path)) else _("“%s” is an address of ours at which there is nothing.") % href
    )
