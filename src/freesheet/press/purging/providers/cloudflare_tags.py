"""Cloudflare: by cache tag, up to 30 in one call, also what is held under addresses with a query.

``POST /client/v4/zones/{zone}/purge_cache`` with ``{"tags": [...]}``: what was answered with such a ``Cache-Tag``.
All plans have it, the free one five calls a minute (25 at once), which Cloudflare's 429 and Retry-After hold us to.
https://developers.cloudflare.com/cache/how-to/purge-cache/purge-by-tags/
https://developers.cloudflare.com/cache/how-to/purge-cache/ (limits)
"""

from __future__ import annotations

from collections.abc import Sequence

from freesheet.press.purging.marks import ALL, key_of
from freesheet.press.purging.provider import Account, Provider
from freesheet.press.purging.providers.cloudflare import Zone

NEEDS_ZONE = True
NEEDS_TOKEN = True
NEEDS_ADDRESSES = False


class CloudflareTags:
    """One zone, by tag."""

    batch = 30
    wholesale = True

    def __init__(self, account: Account) -> None:
        self._zone = Zone(account)
        self.target = self._zone.target

    def purge(self, addresses: Sequence[str], gone: bool) -> None:
        """What bears the tags of these pages."""
        self._zone.ask({"tags": [key_of(address) for address in addresses]})

    def purge_everything(self) -> None:
        """What bears the tag of every page; media stay."""
        self._zone.ask({"tags": [ALL]})

    def close(self) -> None:
        """Hang up."""
        self._zone.close()


def providers(account: Account) -> list[Provider]:
    """The zone that ``cdn_zone`` names."""
    return [CloudflareTags(account)]
