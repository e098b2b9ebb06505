"""Caches of one's own that take the method PURGE: Varnish, nginx with a purge module, and their like.

``PURGE`` for each address at each cache, with the host that readers ask for. Every cache is told apart from the others,
so that one that is away holds up none.
https://varnish-cache.org/docs/trunk/users-guide/purging.html
https://docs.varnish-software.com/book/invalidation/purging/
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from freesheet.press.addresses import canonical
from freesheet.press.purging.asking import Line
from freesheet.press.purging.provider import Account, Provider

NEEDS_ZONE = False
NEEDS_TOKEN = False
NEEDS_ADDRESSES = True


class Cache:
    """One cache."""

    batch = 20
    wholesale = False

    def __init__(self, account: Account, address: str) -> None:
        self.target = address
        headers = {"Host": urlsplit(account.site).netloc}
        if account.token:
            headers["Authorization"] = f"Bearer {account.token}"
        self._line = Line(address, headers)

    def purge(self, addresses: Sequence[str], gone: bool) -> None:
        """One request for each. Some caches answer 404 where they do not hold the page: that is as good."""
        for address in addresses:
            self._line.ask("PURGE", canonical(address), held=False)

    def purge_everything(self) -> None:
        """There is no such call; each page that changes is told of by itself."""
        raise NotImplementedError

    def close(self) -> None:
        """Hang up."""
        self._line.close()


def providers(account: Account) -> list[Provider]:
    """A cache for each of ``cdn_addresses``."""
    return [Cache(account, address) for address in account.addresses]
