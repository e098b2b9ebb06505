"""Whatever comes over the wire, the stand gives a correct answer, shows nothing hidden, and goes on."""

from __future__ import annotations

import re
import socket
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.press.conftest import HTML, Serve, Served, story

from freesheet.press.sheets import Sheet

SECRET = b"this is nobody's to read"
ANSWER = re.compile(rb"HTTP/1\.[01] (\d{3}) [^\r\n]*\r\n(.*?)\r\n\r\n", re.DOTALL)
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def served(serve: Serve) -> Served:
    one = serve(behind="")
    one.store.put("/story/", story(words=50))
    one.store.put("/404.html", Sheet(404, HTML, b"<h1>Nothing is here.</h1>" * 20))
    (one.folder / "store/.generation").touch()
    for name in ("media/documents", "media/original_images", "static", "keys"):
        (one.folder / name).mkdir(parents=True, exist_ok=True)
        (one.folder / name / "secret.txt").write_bytes(SECRET)
    (one.folder / "static/secret.txt").unlink()
    (one.folder / "store/.hidden").write_bytes(SECRET)
    deadline = monotonic() + 120
    while one.ask("/nothing/")[0].status != 404:
        assert monotonic() < deadline
    return one


def answer_to(served: Served, request: bytes, complete: bool = True) -> tuple[int, bytes, bytes]:
    """Status, headers and what follows; status 0 where the server only hangs up, as it may on what is not complete."""
    with socket.create_connection(("127.0.0.1", served.port), 30) as line:
        try:
            line.sendall(request)
            if not complete:
                line.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := line.recv(65536):
                answer += chunk
        except TimeoutError:
            raise
        except OSError:
            # Hung up on: before the request was whole, or before we had said that this was all.
            return 0, b"", b""
    match = ANSWER.match(answer)
    return (int(match[1]), match[2].lower(), answer[match.end() :]) if match else (0, b"", answer)


def sensible(served: Served, status: int, headers: bytes, body: bytes) -> None:
    """No answer is an error of the server's own, sets a cookie, or shows what is not for everyone."""
    assert status in (200, 204, 206, 301, 304, 400, 403, 404, 405, 408, 411, 412, 413, 414, 416, 431, 501, 503, 505)
    if status == 503:
        # Without a desk nobody answers for the newsroom; what is no page is never asked of it.
        assert b"retry-after" in headers
    assert b"set-cookie" not in headers
    assert SECRET not in body
    assert served.process.poll() is None


PIECE = st.sampled_from(
    [
        *(
            b"/",
            b"//",
            b".",
            b"..",
            b"%2e",
            b"%2E%2e",
            b"%2f",
            b"%5c",
            b"\\",
            b"%00",
            b"%0d%0a",
            b"%",
            b"%zz",
            b"%ff",
            b"%25",
        ),
        *(
            b"story",
            b"static",
            b"media",
            b"documents",
            b"store",
            b"keys",
            b".hidden",
            b".state",
            b"secret.txt",
            b".sheet-index.html",
        ),
        *(
            b"index.html",
            b".gz",
            b".br",
            b".zst",
            b"404.html",
            b"%E4%B8%96",
            b"e%CC%81",
            b"?",
            b"?p=1",
            b"#",
            b";",
            b"*",
            b"~",
        ),
    ]
)
TARGET = st.lists(PIECE, max_size=12).map(lambda pieces: b"/" + b"".join(pieces))
TOKEN = st.text("!#$%&'*+-.^_`|~0123456789abcXYZ", min_size=1, max_size=20).map(str.encode)
VALUE = st.binary(max_size=60).map(lambda value: re.sub(rb"[\x00-\x08\x0a-\x1f\x7f]", b"", value))
KNOWN = st.sampled_from(
    [
        *(b"Accept-Encoding", b"If-None-Match", b"If-Match", b"If-Modified-Since", b"If-Unmodified-Since", b"Range"),
        *(b"If-Range", b"Host", b"Cookie", b"X-Forwarded-Proto", b"X-Freesheet-Reader", b"Expect", b"TE"),
    ]
)


@FEW
@given(target=TARGET)
def test_any_address_gets_a_correct_answer(served: Served, target: bytes) -> None:
    status, headers, body = answer_to(served, b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    sensible(served, status, headers, body)
    if status == 200:
        assert body == story(words=50).body


@FEW
@given(headers=st.lists(st.tuples(KNOWN | TOKEN, VALUE), max_size=8))
def test_any_headers_get_a_correct_answer(served: Served, headers: list[tuple[bytes, bytes]]) -> None:
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    status, got, body = answer_to(served, b"GET /story/ HTTP/1.1\r\nHost: x\r\n" + lines + b"Connection: close\r\n\r\n")
    sensible(served, status, got, body)
    if status == 200 and b"content-encoding" not in got:
        assert body == story(words=50).body


@FEW
@given(method=TOKEN)
def test_any_method_gets_a_correct_answer(served: Served, method: bytes) -> None:
    status, headers, body = answer_to(served, method + b" /story/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    sensible(served, status, headers, body)
    if status == 405:
        assert b"allow: get, head, options" in headers


@FEW
@given(request=st.binary(max_size=300))
def test_any_bytes_get_a_refusal_or_nothing(served: Served, request: bytes) -> None:
    status, headers, body = answer_to(served, request + b"\r\n\r\n", complete=False)
    if status:
        sensible(served, status, headers, body)
    assert served.ask("/story/")[0].status == 200


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /" + b"a" * 2001 + b" HTTP/1.1\r\nHost: x\r\n", 414),
        (b"GET /story/ HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 70_000 + b"\r\n", 431),
        (b"GET /story/ HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: 1\r\n" % number for number in range(150)), 431),
        (b"OPTIONS /story/ HTTP/1.1\r\nHost: x\r\n", 204),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n", 204),
        (b"CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n", 400),
        (b"TRACE /story/ HTTP/1.1\r\nHost: x\r\n", 405),
        (b"GET http://evil.example/story/ HTTP/1.1\r\nHost: x\r\n", 200),
        (b'GET /story/ HTTP/1.1\r\nHost: x\r\nIf-Match: "another"\r\n', 412),
        (b"GET /story/ HTTP/1.1\r\nHost: x\r\nIf-Unmodified-Since: Mon, 01 Jan 2001 00:00:00 GMT\r\n", 412),
    ],
)
def test_what_goes_beyond_a_limit_is_refused_with_the_right_number(
    served: Served, request_bytes: bytes, status: int
) -> None:
    assert answer_to(served, request_bytes + b"Connection: close\r\n\r\n")[0] == status


def test_it_still_answers_after_all_that(served: Served) -> None:
    assert served.ask("/story/")[1] == story(words=50).body
