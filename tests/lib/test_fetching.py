"""Fetching from the web never leads into one's own network."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from freesheet.lib.fetching import FetchProblem, fetch, public_addresses

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
    "::127.0.0.1", "::ffff:0:127.0.0.1", "fec0::1", "64:ff9b:1::7f00:1", "3fff::1", "5f00::1",
]  # fmt: skip


def answering(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def look_up(host: str, port: int, **_more: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused_also_beside_public_ones(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    answering(monkeypatch, "93.184.215.14", address)
    with pytest.raises(FetchProblem, match="private"):
        public_addresses("pictures.example", 443)
    with pytest.raises(FetchProblem):
        fetch("http://pictures.example/a.jpg", 1000)


def test_public_addresses_are_given_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    assert len(public_addresses("pictures.example", 443)) == 2


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.example/a", "gopher://x", "//x.example", "data:,1"])
def test_only_the_web_is_fetched_from(url: str) -> None:
    with pytest.raises(FetchProblem):
        fetch(url, 1000)
