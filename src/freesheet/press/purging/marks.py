"""What a stored page says to a CDN: the keys it is purged by, and how long it may be kept until then.

``docs/decisions/0012-purging.md`` tells why these keys, and no others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from freesheet.press.addresses import canonical
from freesheet.press.sheets import Sheet

ALL = "all"
"""The key that every page bears."""

KEEP = "max-age=86400, stale-while-revalidate=0, stale-if-error=604800"
"""A day, for what is purged when it changes: a purge that went astray does harm for a day at the most.
Zero has to be said: Fastly would take what Cache-Control says, and show a purged page once more."""

_KEPT = frozenset((200, 301, 302, 303, 307, 308))

Render = Callable[[str], Sheet | None]


def key_of(address: str) -> str:
    """The key of the page at a decoded address: 64 bits of its SHA-256, so that any address makes a short word."""
    return f"page-{hashlib.sha256(canonical(address).encode()).hexdigest()[:16]}"


def marked(address: str, sheet: Sheet, cdn: str) -> Sheet:
    """The sheet as a publication behind a CDN of this kind stores it; as it is where ``cdn`` is empty."""
    if not cdn or sheet.status not in _KEPT:
        # What an unknown address is answered with bears no key of that address: it must not be kept for long.
        return sheet
    keys = [ALL, key_of(address)]
    more = [("Cache-Tag", ",".join(keys))] if cdn.startswith("cloudflare") else [("Surrogate-Key", " ".join(keys))]
    caching = next((value for name, value in sheet.headers if name.lower() == "cache-control"), "")
    if "immutable" not in caching:
        # RFC 9213; Fastly's own header is the older one.
        more += [("CDN-Cache-Control", KEEP)]
        more += [("Surrogate-Control", KEEP)] if cdn == "fastly" else []
    return Sheet(sheet.status, [*sheet.headers, *more], sheet.body)


def marking(render: Render, cdn: str) -> Render:
    """The same as ``render``, with the marks on each sheet."""

    def marks(address: str) -> Sheet | None:
        sheet = render(address)
        return None if sheet is None else marked(address, sheet, cdn)

    return marks if cdn else render
