"""Sitemaps after sitemaps.org, with the alternates of each page in other languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

MAX_URLS = 50_000
"""What one sitemap may hold, by the protocol."""


@dataclass(frozen=True)
class Entry:
    """A page. ``alternates`` are pairs of language code and absolute address, the page itself among them."""

    url: str
    modified: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()


def sitemap(entries: Iterable[Entry]) -> str:
    """The sitemap as XML text; of more than ``MAX_URLS`` entries, the first ones."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for number, entry in enumerate(entries):
        if number == MAX_URLS:
            break
        lines.append(_entry(entry))
    return "\n".join([*lines, "</urlset>"]) + "\n"


def index(parts: Iterable[tuple[str, datetime | None]]) -> str:
    """A list of sitemaps as XML text: the absolute address of each, and when something in it last changed."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    lines += [f"<sitemap><loc>{escape(url)}</loc>{_modified(latest)}</sitemap>" for url, latest in parts]
    return "\n".join([*lines, "</sitemapindex>"]) + "\n"


def _modified(at: datetime | None) -> str:
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""


def _entry(entry: Entry) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(url)}/>'
        for code, url in entry.alternates
    )
    return f"<url><loc>{escape(entry.url)}</loc>{_modified(entry.modified)}{others}</url>"
