"""Fastly: by surrogate key, up to 256 in one call.

``POST /service/{id}/purge`` with ``Fastly-Key`` and the keys in ``Surrogate-Key``; ``Fastly-Soft-Purge: 1`` marks what
is held as stale instead of dropping it, so that it can still be shown when we cannot be asked. Everything is the key
``all``, as Fastly advises, for ``purge_all`` cannot be soft.
https://www.fastly.com/documentation/reference/api/purging/
"""

from __future__ import annotations

from collections.abc import Sequence

from freesheet.press.purging.asking import Line
from freesheet.press.purging.marks import ALL, key_of
from freesheet.press.purging.provider import Account, Provider

NEEDS_ZONE = True
NEEDS_TOKEN = True
NEEDS_ADDRESSES = False
API = "https://api.fastly.com"


class Fastly:
    """One service."""

    batch = 256
    wholesale = True

    def __init__(self, account: Account, api: str) -> None:
        self.target = f"fastly {account.zone}"
        self._path = f"/service/{account.zone}/purge"
        self._line = Line(api, {"Fastly-Key": account.token, "Accept": "application/json"})

    def purge(self, addresses: Sequence[str], gone: bool) -> None:
        """Softly, but for pages that must not be shown again."""
        self._purge([key_of(address) for address in addresses], soft=not gone)

    def purge_everything(self) -> None:
        """All that bears the key of every page."""
        self._purge([ALL], soft=True)

    def _purge(self, keys: Sequence[str], soft: bool) -> None:
        headers = {"Surrogate-Key": " ".join(keys)}
        if soft:
            headers["Fastly-Soft-Purge"] = "1"
        self._line.ask("POST", self._path, headers=headers)

    def close(self) -> None:
        """Hang up."""
        self._line.close()


def providers(account: Account) -> list[Provider]:
    """The service that ``cdn_zone`` names."""
    return [Fastly(account, (account.addresses or (API,))[0])]
