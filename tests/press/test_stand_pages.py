"""What readers get for stored pages, from a real server."""

from __future__ import annotations

import gzip
import subprocess
import sys
from itertools import count
from pathlib import Path
from time import monotonic

import brotli
import pytest
import zstandard
from tests.press.conftest import HTML, Serve, Served, story

from freesheet.press.sheets import Sheet

DECODE = {
    "br": brotli.decompress,
    "zstd": zstandard.decompress,
    "gzip": gzip.decompress,
    None: bytes,
}
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def served(serve: Serve) -> Served:
    one = serve(behind="")
    for address in ("/", "/world/story/", "/%E4%B8%96%E7%95%8C/", "/feed.xml", "/ur/پانی/"):
        one.store.put(address, story(words=300))
    one.store.put("/old", Sheet(301, [("Location", "/world/story/")], b""))
    one.store.put("/gone/", Sheet(410, HTML, b"<p>Gone.</p>"))
    return one


WHOLE = story(words=300).body


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/world/story/",
        "/%E4%B8%96%E7%95%8C/",
        "/%e4%b8%96%E7%95%8c/",
        "/feed.xml",
        "/ur/%D9%BE%D8%A7%D9%86%DB%8C/",
    ],
)
def test_a_stored_page_is_given_whole(served: Served, path: str) -> None:
    response, body = served.ask(path)
    assert (response.status, body) == (200, WHOLE)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-length"] == str(len(WHOLE))
    assert response.headers["vary"] == "accept-encoding"
    assert "max-age" in response.headers["cache-control"]
    assert "stale-while-revalidate" in response.headers["cache-control"]
    assert "set-cookie" not in response.headers
    assert not response.headers["etag"].startswith("W/")


def test_each_coding_decodes_to_the_page_and_has_its_own_tag(served: Served) -> None:
    tags = set()
    for accept, coding in (
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("br;q=0.5, zstd", "zstd"),
        ("gzip", "gzip"),
        ("br;q=0", None),
    ):
        response, body = served.ask("/world/story/", accept_encoding=accept)
        assert response.headers["content-encoding"] == coding
        plain = DECODE[coding](body)
        assert plain == WHOLE
        tags.add(response.headers["etag"])
        again, nothing = served.ask("/world/story/", accept_encoding=accept, if_none_match=response.headers["etag"])
        assert (again.status, nothing) == (304, b"")
        assert again.headers["etag"] == response.headers["etag"]
        assert again.headers["vary"] == "accept-encoding"
        assert "content-type" not in again.headers
        since, nothing = served.ask("/world/story/", if_modified_since=response.headers["last-modified"])
        assert (since.status, nothing) == (304, b"")
    assert len(tags) == 4


@pytest.mark.parametrize("headers", [{}, {"accept_encoding": "br"}, {"accept_encoding": "gzip"}])
@pytest.mark.parametrize("path", ["/world/story/", "/gone/", "/old"])
def test_head_says_what_get_would(served: Served, path: str, headers: dict[str, str]) -> None:
    got, body = served.ask(path, **headers)
    head, nothing = served.ask(path, "HEAD", **headers)
    assert nothing == b""
    assert head.status == got.status
    assert head.headers["content-length"] == str(len(body))
    own = {"date", "content-length"}
    assert {(k, v) for k, v in head.headers.items() if k not in own} == {
        (k, v) for k, v in got.headers.items() if k not in own
    }


def test_other_statuses_are_told(served: Served) -> None:
    moved, _body = served.ask("/old")
    assert (moved.status, moved.headers["location"]) == (301, "/world/story/")
    gone, body = served.ask("/gone/", if_none_match="*")
    assert (gone.status, body) == (410, b"<p>Gone.</p>")


def test_a_query_does_not_lead_past_a_stored_page(served: Served) -> None:
    for path in ("/world/story/?utm_source=x&p=3", "/?fbclid=abc", "/world/story/?", "/?"):
        response, body = served.ask(path)
        assert (response.status, body) == (200, WHOLE)


def test_a_missing_slash_is_added_with_the_query_kept(served: Served) -> None:
    response, _body = served.ask("/world/story?a=b&c=%0d%0a")
    assert (response.status, response.headers["location"]) == (301, "/world/story/?a=b&c=%0d%0a")
    chinese, _body = served.ask("/%E4%B8%96%E7%95%8C")
    assert (chinese.status, chinese.headers["location"]) == (301, "/%E4%B8%96%E7%95%8C/")


def test_without_anything_behind_a_miss_is_a_plain_503(served: Served) -> None:
    for method, path in (("GET", "/nothing/"), ("POST", "/nothing/"), ("GET", "/newsroom/"), ("GET", "/.well-known/x")):
        response, body = served.ask(path, method)
        assert (response.status, response.headers["cache-control"]) == (503, "no-store")
        assert response.headers["retry-after"] == "10"
        assert b"try again" in body


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (b"/../etc/passwd", 400),
        (b"/%2e%2e/%2e%2e/etc/passwd", 400),
        (b"/static/../store/.state", 400),
        (b"/static/%2e%2e/store/index.html", 400),
        (b"/media/..%2fstore/index.html", 400),
        (b"/world/./story/", 400),
        (b"/a%00b/", 400),
        (b"/a%0ab/", 400),
        (b"/a%5cb/", 400),
        (b"/%ff%fe/", 400),
        (b"/%ed%a0%80/", 400),
        (b"//world/story/", 404),
        (b"/world//story/", 404),
        (b"//evil.example/%2e%2e", 400),
        (b"/" + b"a" * 3000, 414),
        (b"/" + b"%e4%b8%96" * 500 + b"a" * 600, 414),
        (b"/world/.sheet-index.html", 503),
        (b"/.state", 503),
        (b"/.pending/", 503),
        (b"/world/story/index.html", 503),
        (b"/world/story/index.html.gz", 503),
    ],
)
def test_what_is_no_address_is_refused_and_nothing_hidden_is_shown(served: Served, target: bytes, status: int) -> None:
    answer = served.raw(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert WHOLE not in answer


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: x\r\n" % number for number in range(200)) + b"\r\n",
    ],
)
def test_what_is_no_request_gets_a_4xx(served: Served, request_bytes: bytes) -> None:
    answer = served.raw(request_bytes)
    assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4"))


def test_a_new_version_and_a_removal_are_seen_by_the_very_next_request(served: Served) -> None:
    store = served.store
    for number in range(60):
        store.put("/changing/", story(f"v{number}", 50))
        response, body = served.ask("/changing/", accept_encoding="br")
        assert response.headers["x-version"] == f"v{number}"
        assert brotli.decompress(body) == story(f"v{number}", 50).body
        if number % 7 == 0:
            store.remove("/changing/")
            assert served.ask("/changing/")[0].status == 503


def test_a_file_replaced_by_hand_is_noticed_within_a_second(served: Served) -> None:
    store = served.store
    store.put("/restored/", story("one", 50))
    assert served.ask("/restored/")[0].headers["x-version"] == "one"
    number = store.ledger.number
    saved = {file: file.read_bytes() for file in (store.root / "restored").iterdir()}
    store.put("/restored/", story("two", 50))
    assert served.ask("/restored/")[0].headers["x-version"] == "two"
    for file, content in saved.items():
        file.unlink()
        file.write_bytes(content)
    assert store.ledger.number > number
    deadline = monotonic() + 120
    while monotonic() < deadline:
        if served.ask("/restored/")[0].headers["x-version"] == "one":
            return
    pytest.fail("The old version never came back.")


def test_a_damaged_variant_is_passed_over_for_a_good_one(served: Served) -> None:
    served.store.put("/hurt/", story("hurt", 50))
    (served.folder / "store/hurt/index.html.br").write_bytes(b"?")
    response, body = served.ask("/hurt/", accept_encoding="br, gzip;q=0.5")
    assert response.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == story("hurt", 50).body
    (served.folder / "store/hurt/index.html").unlink()
    served.store.put("/hurt/", story("healed", 50))
    response, body = served.ask("/hurt/", accept_encoding="br")
    assert brotli.decompress(body) == story("healed", 50).body


def test_no_response_mixes_two_versions_while_a_writer_is_at_work(served: Served) -> None:
    command = [sys.executable, "-m", "tests.press.busy_writer", str(served.folder / "store"), "2", "100", "0"]
    seen: set[str] = set()
    deadline = monotonic() + 120
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as writer:
        try:
            for number in count():
                if number >= 1500 and len(seen) > 20:
                    break
                assert monotonic() < deadline, "the writer hardly wrote"
                accept = ("br", "zstd", "gzip", "identity")[number % 4]
                response, body = served.ask(f"/{number % 2}/", accept_encoding=accept)
                if response.status == 503:
                    continue  # Taken away a moment ago.
                version = response.headers["x-version"]
                assert DECODE[response.headers["content-encoding"]](body) == story(version, 100).body
                seen.add(version)
        finally:
            writer.kill()
