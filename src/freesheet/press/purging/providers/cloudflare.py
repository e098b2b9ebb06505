"""Cloudflare: by address, up to 30 in one call, on every plan.

``POST /client/v4/zones/{zone}/purge_cache`` with ``{"files": [...]}`` or ``{"purge_everything": true}``, and a token
that has the right "Cache Purge". Thirty is what every plan took before the limit was raised to 100.
https://developers.cloudflare.com/api/resources/cache/methods/purge/
https://developers.cloudflare.com/cache/how-to/purge-cache/purge-by-single-file/

What Cloudflare holds under an address with a query is not found by the address alone: its cache rule has to ignore
queries, or ``cloudflare_tags`` be used.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from freesheet.press.purging.asking import Line, Refused
from freesheet.press.purging.provider import Account, Provider

NEEDS_ZONE = True
NEEDS_TOKEN = True
NEEDS_ADDRESSES = False
API = "https://api.cloudflare.com"


class Zone:
    """The call that purges, whatever by."""

    def __init__(self, account: Account) -> None:
        self.target = f"cloudflare {account.zone}"
        self._path = f"/client/v4/zones/{account.zone}/purge_cache"
        headers = {"Authorization": f"Bearer {account.token}", "Content-Type": "application/json"}
        self._line = Line((account.addresses or (API,))[0], headers)

    def ask(self, what: Mapping[str, object]) -> None:
        """Raises Unavailable, and Refused also where an answer with status 200 says that it did not succeed."""
        answer = self._line.ask("POST", self._path, body=json.dumps(what).encode())
        try:
            succeeded = json.loads(answer)["success"] is True
        except (ValueError, KeyError, TypeError):
            succeeded = False
        if not succeeded:
            raise Refused(f"{self.target} did not say that it purged what it was asked to.")

    def close(self) -> None:
        """Hang up."""
        self._line.close()


class Cloudflare:
    """One zone, by address."""

    batch = 30
    wholesale = True

    def __init__(self, account: Account) -> None:
        self._account = account
        self._zone = Zone(account)
        self.target = self._zone.target

    def purge(self, addresses: Sequence[str], gone: bool) -> None:
        """Cloudflare drops what it is told to: there is no other way for pages that are gone."""
        self._zone.ask({"files": [self._account.url(address) for address in addresses]})

    def purge_everything(self) -> None:
        """All that the zone holds, media too."""
        self._zone.ask({"purge_everything": True})

    def close(self) -> None:
        """Hang up."""
        self._zone.close()


def providers(account: Account) -> list[Provider]:
    """The zone that ``cdn_zone`` names."""
    return [Cloudflare(account)]
