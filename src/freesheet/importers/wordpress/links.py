"""Addresses of the old site: which are its own, and what they lead to here."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from freesheet.importers.html.addresses import host_of
from freesheet.importers.manuscripts import Block
from freesheet.importers.wordpress.records import Site

_LINK = re.compile(r'<a href="([^"]*)">')
_NUMBERS = ("p", "page_id", "attachment_id")
_TAILS = re.compile(r"/(?:feed|amp|embed|trackback)/?$")


@dataclass(frozen=True, slots=True)
class OldSite:
    """The hosts of the site that was exported, without ``www.``, and the path below which it lay."""

    hosts: frozenset[str]
    root: str = ""

    @classmethod
    def of(cls, site: Site) -> OldSite:
        """The old site as an export names it."""
        # The address of the installation is left out: on a shared one it is somebody else's front page.
        hosts = {host_of(address) for address in (site.base_blog_url, site.link) if address}
        return cls(frozenset(filter(None, hosts)), unquote(_path(site.address)).rstrip("/"))

    def place(self, address: str) -> str | None:
        """What names an address within the old site, or None if it lies elsewhere.

        ``?p=7`` and ``?page_id=7`` name the same; a scheme, ``www.``, a fragment, a closing slash and capitals name
        nothing.
        """
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return None
        if parts.scheme not in ("", "http", "https") or (parts.netloc and host_of(address) not in self.hosts):
            return None
        if not parts.netloc and not address.startswith("/"):
            return None
        path = _TAILS.sub("/", unquote(parts.path)).rstrip("/").removesuffix("/index.php")
        number = self._number(parts.query) if path.casefold() == self.root.casefold() else ""
        return f"?{number}" if number else path.casefold() or "/"

    @staticmethod
    def _number(query: str) -> str:
        asked = parse_qs(query)
        numbers = (value for name in _NUMBERS for value in asked.get(name, []))
        return next((number for number in numbers if number.isascii() and number.isdigit()), "")

    def old_path(self, address: str) -> str:
        """The path of an address from the root of its host, with a query that names an item; for a redirect."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return ""
        if parts.scheme not in ("", "http", "https") or not (parts.path or "/").startswith("/"):
            return ""
        number = self._number(parts.query)
        if number:
            return f"{parts.path or '/'}?{parts.query}"
        return parts.path if parts.path not in ("", "/") else ""


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def internal_links(html: str, site: OldSite) -> Iterator[tuple[str, str]]:
    """The links of cleaned rich text that lead within the old site: the address, and what names it there."""
    for found in _LINK.finditer(html):
        address = entities.unescape(found[1])
        place = site.place(address)
        if place is not None:
            yield address, place


def with_page_links(html: str, site: OldSite, page_at: Callable[[str], int | None]) -> str:
    """Cleaned rich text with links within the old site leading to pages here: ``<a linktype="page" id="7">``.

    ``page_at`` is asked with what names an address within the old site. Other links stay as they are.
    """

    def led(found: re.Match[str]) -> str:
        place = site.place(entities.unescape(found[1]))
        number = page_at(place) if place is not None else None
        return found[0] if number is None else f'<a linktype="page" id="{number}">'

    return _LINK.sub(led, html)


def body_with_page_links(body: list[Block], site: OldSite, page_at: Callable[[str], int | None]) -> list[Block]:
    """The same for every rich text of a body."""

    def rich(text: str) -> str:
        return with_page_links(text, site, page_at)

    led: list[Block] = []
    for block in body:
        value = block["value"]
        if block["type"] in ("paragraph", "list"):
            value = rich(value)
        elif block["type"] == "table":
            rows = [{**row, "values": [rich(cell) for cell in row["values"]]} for row in value["rows"]]
            value = {**value, "rows": rows}
        led.append({**block, "value": value})
    return led
