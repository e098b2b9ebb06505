"""Whatever is asked, nothing that starts with a full stop, is closed, or lies outside is handed out."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.press.conftest import Served

SECRETS = [
    "/.state",
    "/.lock",
    "/.generation",
    "/.pending/",
    "/.sheet-index.html",
    "/world/story/.sheet-index.html",
    "/world/story/%2esheet-index.html",
    "/gone/.hidden-index.html",
    "/.hidden-404.html",
    "/moved/.sheet-.bare",
    "/static/.secret.css",
    "/media/.hidden.jpg",
    "/media/documents/secret.pdf",
    "/media/documents%2fsecret.pdf",
    "/media//documents/secret.pdf",
    "/media/x/../documents/secret.pdf",
    "/media/%64ocuments/secret.pdf",
    "/media/original_images/secret.jpg",
    "/media/link.txt",
    "/media/everything/secret.txt",
    "/media/everything/freesheet.toml",
    "/static/link.css",
    "/static/../freesheet.toml",
    "/static/..%2ffreesheet.toml",
    "/static/%2e%2e/freesheet.toml",
    "/media/../secret.txt",
    "/media/..\\secret.txt",
    "/../freesheet.toml",
    "/freesheet.toml",
    "/store/index.html",
    "/run/front/nginx.conf",
    "/run/front/caddy.conf",
    "/static/",
    "/media/",
    "/media/images",
    "/wor*/story/",
    "/world/[s]tory/",
    "/world/stor%3f/",
]


def answered(served: Served, target: str) -> bytes:
    request = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    return served.raw(request.encode("utf-8", "surrogateescape"))


def holds_nothing(answer: bytes, target: str) -> None:
    status = int(answer.split(b" ", 2)[1])
    assert status in (301, 308, 400, 403, 404, 410, 503), (target, answer[:200])
    body = answer.partition(b"\r\n\r\n")[2]
    assert b"secret" not in body and b"sha256" not in body and b"so it goes on" not in body.replace(_MISSING, b"")


_MISSING = b"<p>so it goes on</p>" * 60


@pytest.mark.parametrize("target", SECRETS)
def test_nothing_hidden_is_shown(alone: Served, before: Served, target: str) -> None:
    holds_nothing(answered(alone, target), target)
    through = answered(before, target)
    # Our own stand says what it makes of it; the files are not touched.
    assert b"\r\nset-cookie: a=1" in through.lower() or int(through.split(b" ", 2)[1]) >= 300
    assert b'"sha256"' not in through


PIECES = st.one_of(
    st.sampled_from(["..", ".", "", "store", "world", "story", "media", "static", "documents"]),
    st.sampled_from(["index.html", "404.html", "feed.xml"]),
    st.sampled_from([".state", ".pending", ".sheet-index.html", ".hidden-404.html", "secret.txt", "everything", "ur"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=6),
)
WRITTEN = st.sampled_from(
    [str, lambda part: quote(part, safe=""), lambda part: "".join(f"%{byte:02x}" for byte in part.encode())]
)


@st.composite
def targets(draw: st.DrawFn) -> str:
    parts = [draw(WRITTEN)(part) for part in draw(st.lists(PIECES, min_size=1, max_size=6))]
    separator = draw(st.sampled_from(["/", "/", "/", "%2f", "%5c", "\\", "//"]))
    raw = "/" + separator.join(parts)
    return "".join(c for c in raw if c > " " and c != "\x7f" and c not in "#\x85\xa0")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(target=targets())
@example("/ur/.hidden-404.html")
@example("/ur//.hidden-404.html")
@example("/ur/x/%2e%2e/.hidden-404.html")
def test_no_address_with_a_hidden_part_is_ever_a_file(alone: Served, target: str) -> None:
    answer = answered(alone, target)
    assert b'"sha256"' not in answer and b"secret\r" not in answer and not answer.endswith(b"secret")
    parts = unquote(target.partition("?")[0]).replace("\\", "/").split("/")
    if any(part.startswith(".") for part in parts):
        assert int(answer.split(b" ", 2)[1]) >= 300, (target, answer[:200])
