"""Which of several names of one site a reader came by, and the way to the one that counts."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from freesheet.press.addresses import canonical
from freesheet.press.answers import Answer

QUERY_SAFE = "/-._~!$&'()*+,;=:@?%"
"""What may stand in a query as it came. The rest is written with percent signs."""

_MOST_KEPT = 100


class Hosts:
    """The public address of a site, and the hosts under which it answers without ado."""

    def __init__(self, address: str) -> None:
        """``address``: like ``https://paper.example``. With a number or ``localhost`` in it every host will do."""
        parts = urlsplit(address)
        self._name = _ascii(parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
        self._address = f"{parts.scheme}://{self._name}{port}"
        self.matters = not _within(self._name)
        """Whether a host can be a wrong one at all."""
        self.right: set[str | None] = {self._name, f"{self._name}{port}"}
        """Host headers seen before that are fine: a look here is all that most requests take."""

    def elsewhere(self, host: str | None, path: str, query: str) -> Answer | None:
        """The redirect to the public address; None where ``host`` is as good, as it is for machines nearby."""
        if not self.matters or host in self.right:
            return None
        name = _name_in(host or "")
        # A port may be lost or added on the way here, by a web server in front; no reader types one.
        if _ascii(name) == self._name or _within(name):
            if len(self.right) < _MOST_KEPT:
                self.right.add(host)
            return None
        there = self._address + canonical(path) + (f"?{quote(query, safe=QUERY_SAFE)}" if query else "")
        return Answer(301, [("location", there), ("cache-control", "public, max-age=3600")], b"")


def _name_in(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _within(name: str) -> bool:
    """Whether this is no name of the public web: a number, or one without a full stop, as ``localhost``."""
    if "." not in name and ":" not in name:
        return True
    try:
        ip_address(name)
    except ValueError:
        return name.endswith(".localhost")
    return True


def _ascii(name: str) -> str:
    """A name as it goes over the wire: 潮線.example is xn--yhvz4o.example."""
    if name.isascii():
        return name.lower()
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name
