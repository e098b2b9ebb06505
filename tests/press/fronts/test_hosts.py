"""The paper has one host, and may have a certificate."""

from __future__ import annotations

import http.client
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest
from tests.press.conftest import Serve
from tests.press.fronts.conftest import Raise, lay_out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "paper").mkdir()
    return lay_out(tmp_path / "paper")


@pytest.fixture
def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost, signed by itself, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed.")
    found = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command += ["-out", str(found[0]), "-keyout", str(found[1])]
    subprocess.run(command, check=True, capture_output=True)
    return found


def test_other_hosts_are_sent_to_the_papers_own(fronted: Raise, folder: Path) -> None:
    served, _process = fronted(folder, address="http://paper.example")

    def asked(host: str) -> bytes:
        return served.raw(f"GET /world/story/?a=b HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())

    for host in ("paper.example", "PAPER.example:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]", "localhost"):
        assert asked(host).startswith(b"HTTP/1.1 200 "), host
    for host in ("other.example", "paper.example.evil.example", "xpaper.example", "127.0.0.1.evil.example"):
        answer = asked(host)
        assert answer.startswith(b"HTTP/1.1 301 "), host
        assert b"\r\nlocation: http://paper.example/world/story/?a=b\r\n" in answer.replace(b"Location", b"location")


def test_with_a_certificate_it_speaks_https_and_http2(
    fronted: Raise, folder: Path, certificate: tuple[Path, Path]
) -> None:
    served, _process = fronted(folder, address="https://localhost", certificate=certificate[0], key=certificate[1])
    trusting = ssl.create_default_context(cafile=str(certificate[0]))
    connection = http.client.HTTPSConnection("localhost", served.port, timeout=20, context=trusting)
    connection.request("GET", "/world/story/")
    response = connection.getresponse()
    assert (response.status, response.read()[:4]) == (200, b"<h1>")
    connection.close()
    trusting.set_alpn_protocols(["h2", "http/1.1"])
    line = socket.create_connection(("127.0.0.1", served.port), 20)
    with trusting.wrap_socket(line, server_hostname="localhost") as wrapped:
        assert wrapped.selected_alpn_protocol() == "h2"


def test_what_is_behind_learns_how_readers_came(fronted: Raise, serve: Serve, folder: Path, tmp_path: Path) -> None:
    stand = serve(folder=folder)
    served, _process = fronted(folder, stand.port)
    _response, body = served.ask("/newsroom/", x_forwarded_proto="https")
    assert b'"HTTP_X_FORWARDED_PROTO": "http"' in body
    # Somebody before the front has taken https off.
    (tmp_path / "wrapped").mkdir()
    wrapped, _process = fronted(lay_out(tmp_path / "wrapped"), stand.port, address="https://127.0.0.1")
    _response, body = wrapped.ask("/newsroom/", x_forwarded_proto="https")
    assert b'"HTTP_X_FORWARDED_PROTO": "https"' in body
