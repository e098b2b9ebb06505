"""Fetching from the web without being led into one's own network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

import httpcore
import httpx

TIMEOUT = 20.0
"""Seconds, for each step of a fetch."""

MAX_REDIRECTS = 5
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that IANA gives out for the public Internet; older forms of local addresses lie outside it."""

DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")


class FetchProblem(Exception):
    """Something could not be fetched. The message says why."""


def public_addresses(host: str, port: int) -> list[str]:
    """The IP addresses of ``host``, all of them public.

    Raises:
        FetchProblem: the name is not known, or one of its addresses is private, local or reserved.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise FetchProblem(f"The host {host} is not known.") from problem
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not _is_public(address):
            raise FetchProblem(f"The host {host} is a private address. Freesheet fetches from the public web only.")
    return addresses


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (inner := ip.ipv4_mapped or ip.sixtofour or _translated(ip)):
        ip = inner
    if isinstance(ip, ipaddress.IPv6Address) and (ip not in UNICAST or ip in DOCUMENTATION):
        return False
    return ip.is_global and not ip.is_multicast


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a NAT64 gateway would reach (RFC 6052, well-known prefix)."""
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None


class _PublicOnly(httpcore.SyncBackend):
    """Connects to the very address that was checked, so that a name cannot change its answer in between."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        address = public_addresses(host, port)[0]
        return super().connect_tcp(address, port, timeout, local_address, socket_options)


def _client() -> httpx.Client:
    transport = httpx.HTTPTransport(trust_env=False)
    transport._pool = httpcore.ConnectionPool(  # noqa: SLF001  # httpx offers no public way to name a backend
        ssl_context=httpx.create_ssl_context(), network_backend=_PublicOnly()
    )
    return httpx.Client(
        transport=transport, timeout=TIMEOUT, follow_redirects=True, max_redirects=MAX_REDIRECTS, trust_env=False
    )


def fetch(url: str, max_bytes: int) -> bytes:
    """What lies at an http or https address.

    Raises:
        FetchProblem: it cannot be had, is larger than ``max_bytes``, or lies in a private network.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchProblem(f"{url} is not an address on the web.")
    try:
        with _client() as client, client.stream("GET", url) as response:
            if response.status_code != 200:
                raise FetchProblem(f"{url} answered {response.status_code}.")
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > max_bytes:
                    raise FetchProblem(f"{url} is larger than {max_bytes // 2**20} MB.")
            return bytes(body)
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        raise FetchProblem(f"{url} cannot be fetched: {problem or type(problem).__name__}.") from problem
