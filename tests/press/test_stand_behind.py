"""What is not in the store goes to the application behind it, whole, and its troubles do not become the pages'."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import psutil
import pytest
from tests.press.conftest import Serve, Served, story


@pytest.fixture(scope="module")
def served(serve: Serve) -> Served:
    one = serve()
    one.store.put("/story/", story())
    return one


def test_a_request_arrives_as_it_was_made(served: Served) -> None:
    response, body = served.ask(
        "/%E4%B8%96%E7%95%8C/?q=%E4%B8%96&x=",
        cookie="a=b",
        x_forwarded_proto="https",
        x_freesheet_reader="https evil.example:1 192.0.2.1:2",
    )
    told = json.loads(body)
    assert told["PATH_INFO"].encode("latin-1").decode() == "/世界/"
    assert told["QUERY_STRING"] == "q=%E4%B8%96&x="
    assert (told["REQUEST_METHOD"], told["SERVER_PROTOCOL"]) == ("GET", "HTTP/1.1")
    assert told["HTTP_HOST"] == f"127.0.0.1:{served.port}"
    assert (told["SERVER_NAME"], told["SERVER_PORT"]) == ("127.0.0.1", str(served.port))
    assert (told["HTTP_COOKIE"], told["HTTP_X_FORWARDED_PROTO"], told["REMOTE_ADDR"]) == ("a=b", "https", "127.0.0.1")
    assert told["wsgi.url_scheme"] == "http"
    assert response.headers.get_all("set-cookie") == ["a=1", "b=2"]


def test_a_header_with_an_underscore_cannot_pose_as_another(served: Served) -> None:
    request = b"GET /x/ HTTP/1.1\r\nHost: x\r\nX_Forwarded_Proto: https\r\nConnection: close\r\n\r\n"
    assert b"HTTP_X_FORWARDED_PROTO" not in served.raw(request)


def test_cookies_in_several_headers_are_joined(served: Served) -> None:
    request = b"GET /x/ HTTP/1.1\r\nHost: x\r\nCookie: a=b\r\nCookie: c=d\r\nConnection: close\r\n\r\n"
    assert b'"HTTP_COOKIE": "a=b; c=d"' in served.raw(request)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_reach_the_newsroom(served: Served, method: str) -> None:
    response, body = served.ask("/newsroom/pages/", method, b"a=b", content_type="text/x")
    told = json.loads(body)
    assert (response.status, told["REQUEST_METHOD"], told["CONTENT_TYPE"]) == (200, method, "text/x")
    assert (told["CONTENT_LENGTH"], told["digest"]) == ("3", hashlib.sha256(b"a=b").hexdigest())


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_a_stored_page_can_only_be_read(served: Served, method: str) -> None:
    response, body = served.ask("/story/", method, b"" if method == "TRACE" else b"a=b")
    assert (response.status, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert b"only read" in body


@pytest.mark.parametrize("size", [0, 1, 100_000, 2_900_000])
@pytest.mark.parametrize("in_chunks", [False, True])
def test_bodies_of_any_size_arrive_whole(served: Served, size: int, in_chunks: bool) -> None:
    sent = bytes(range(256)) * (size // 256 + 1)
    sent = sent[:size]

    def chunks() -> Iterator[bytes]:
        for start in range(0, size, 10_000):
            yield sent[start : start + 10_000]

    response, body = served.ask("/upload/", "POST", chunks() if in_chunks else sent)
    assert response.status == 200
    assert json.loads(body)["digest"] == hashlib.sha256(sent).hexdigest()


def test_a_body_that_is_too_large_is_refused(served: Served) -> None:
    head = b"POST /upload/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    answer = served.raw(head + b"Content-Length: 3000001\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")
    chunk = b"186a0\r\n" + b"x" * 100_000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", served.port), 30) as line:
        line.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n")
        try:
            for _number in range(60):
                line.sendall(chunk)
        except ConnectionError:
            pass  # The server stopped listening, as it may.
        assert line.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_response_in_pieces_arrives_whole(served: Served) -> None:
    _response, body = served.ask("/stream/")
    assert body == b"".join(f"{number}\n".encode() for number in range(1000))


def test_a_file_of_the_media_is_sent_from_the_disk_at_the_readers_pace(served: Served) -> None:
    for folder, content in (
        ("elsewhere", bytes(range(256)) * 8_000),
        ("media/documents", bytes(range(256)) * 400_000),
    ):
        (served.folder / folder).mkdir(parents=True, exist_ok=True)
        (served.folder / folder / "報告 1.pdf").write_bytes(content)
        response, body = served.ask(f"/documents/files/{folder}/%E5%A0%B1%E5%91%8A%201.pdf")
        assert (response.status, response.headers["content-type"]) == (200, "application/pdf")
        assert response.headers["content-length"] == str(len(content))
        assert "content-encoding" not in response.headers
        assert body == content
        assert not [name for name in response.headers if name.startswith("x-freesheet")]
    process = psutil.Process(served.process.pid)
    served.ask("/documents/files/media/documents/%E5%A0%B1%E5%91%8A%201.pdf", "HEAD")
    before = process.memory_info().rss
    lines = [socket.create_connection(("127.0.0.1", served.port), 30) for _number in range(5)]
    for line in lines:
        # They ask, and then hardly read.
        line.sendall(b"GET /documents/files/media/documents/%E5%A0%B1%E5%91%8A%201.pdf HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.recv(100)
    for _number in range(20):
        assert served.ask("/story/")[0].status == 200
    assert process.memory_info().rss - before < 50 * 2**20
    for line in lines:
        line.close()


def test_head_is_passed_on_and_has_no_body(served: Served) -> None:
    for path in ("/anything/", "/stream/"):
        response, body = served.ask(path, "HEAD")
        assert (response.status, body) == (200, b"")


def test_a_failure_is_a_plain_500_in_the_newsroom_and_a_503_for_readers(served: Served) -> None:
    for path, status in (("/newsroom/fails/", 500), ("/fails/", 503)):
        response, body = served.ask(path)
        assert response.status == status
        assert b"as it must" not in body


def test_when_a_reader_leaves_the_response_is_closed(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), 30) as line:
        line.sendall(b"GET /endless/ HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.recv(1000)
    note: Path = served.folder / "closed"
    deadline = monotonic() + 120
    while monotonic() < deadline:
        if note.exists():
            return
        assert served.ask("/story/")[0].status == 200
    pytest.fail("The response was never closed.")


def test_an_upload_that_breaks_off_reaches_nobody(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), 30) as line:
        line.sendall(b"POST /upload/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nonly this")
    assert served.ask("/story/")[0].status == 200


def test_pages_are_served_while_everything_behind_waits(serve: Serve) -> None:
    served = serve()
    served.store.put("/story/", story())
    answers: list[int] = []
    waiting = [threading.Thread(target=lambda: answers.append(served.ask("/waits/")[0].status)) for _number in range(3)]
    for thread in waiting:
        thread.start()
    for _number in range(50):
        assert served.ask("/story/")[0].status == 200
    assert answers == []
    served.ask("/go-on/")
    for thread in waiting:
        thread.join()
    assert answers == [200, 200, 200]


def test_what_cannot_be_started_is_a_503_after_a_while_and_the_pages_go_on(serve: Serve) -> None:
    served = serve(behind="applications:broken")
    served.store.put("/story/", story())
    answers: list[tuple[int, bytes]] = []

    def ask() -> None:
        response, body = served.ask("/newsroom/")
        answers.append((response.status, body))

    waiting = threading.Thread(target=ask)
    waiting.start()
    while waiting.is_alive():
        assert served.ask("/story/")[0].status == 200
    [(status, body)] = answers
    assert status == 503
    assert b"fire" not in body
