"""Readers get from nginx and Caddy what they get from our own stand."""

from __future__ import annotations

from http.client import HTTPResponse
from urllib.parse import quote

import pytest
from tests.press.conftest import Served
from tests.press.fronts.conftest import FILM, GUARDED, PAGES, STATIC, in_language, page

from freesheet.press.sheets import SUFFIXES

OWN = {"date", "server", "connection", "keep-alive", "transfer-encoding", "etag", "content-length", "accept-ranges"}
"""What each server says in its own way. Tags are looked at in tests of their own."""

CODINGS = ["", *(coding for coding in SUFFIXES if coding != "identity")]

PRINTED = [
    *(quote(address, safe="/%+~()'") for address in PAGES),
    "/feed.xml",
    "/world/feed.xml",
    "/ur/feed.xml",
    "/sitemap.xml",
    "/robots.txt",
    "/theme/0123456789abcdef.css",
    "/icon.svg",
    "/favicon.ico",
    "/odd/",
    "/data/",
    "/world/story/?utm_source=x&p=3",
    "/?fbclid=abc",
]
FOLDERS = [
    f"/{STATIC}",
    "/static/broadsheet/plain.js",
    "/static/broadsheet/font.0123456789ab.woff2",
    "/media/images/photo.jpg",
    "/media/images/PHOTO.JPG",
    "/media/images/%E4%B8%96%E7%95%8C%20%5B1%5D.png",
    "/media/images/drawing.svg",
    "/media/images/page.html",
    "/media/images/noending",
    "/media/film.mp4",
    "/media/empty.txt",
]
MOVED = [
    "/moved",
    "/moved/before/",
    "/%E6%97%A7/",
    "/gone/",
    "/404.html",
    "/world/story",
    "/%E4%B8%96%E7%95%8C/%E6%B5%B7?a=b&c=%0d",
]
REFUSED = ["/world//story/", "//world/story/", "/world/./story/", "/static/../store/index.html", "/a%0ab/", "/a%5cb/"]
BEHIND = [
    "/newsroom/",
    "/nothing/",
    "/nothing.xml",
    "/world/story/index.html",
    "/world/story/index.html.gz",
    "/feed.xml.br",
    "/.well-known/x",
    "/media/documents/secret.pdf",
    "/media/original_images/secret.jpg",
    "/media/images/",
    "/static/nothing.css",
    "/?p=12",
]


def told(response: HTTPResponse) -> dict[str, list[str]]:
    return {name.lower(): response.headers.get_all(name) for name in response.headers if name.lower() not in OWN}


def same(one: Served, other: Served, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    """That two servers answer alike; what the first one answered."""
    first, body = one.ask(path, method, **headers)
    second, expected = other.ask(path, method, **headers)
    assert (first.status, told(first)) == (second.status, told(second)), path
    assert body == expected, path
    return first


def taken(coding: str, server: Served) -> dict[str, str]:
    """A request's Accept-Encoding, as far as the server has the means."""
    return {"accept_encoding": coding} if coding else {}


def offers(server: Served, coding: str) -> bool:
    response, _body = server.ask("/world/story/", accept_encoding=coding)
    return response.headers["content-encoding"] == coding


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("path", [*PRINTED, *FOLDERS])
def test_pages_and_files_are_those_of_the_stand(before: Served, stand: Served, path: str, coding: str) -> None:
    if coding and not offers(before, coding):
        # A server without the means gives the plain page, unless it asks the stand.
        response, _body = before.ask(path, accept_encoding=coding)
        assert (response.status, response.headers["content-encoding"] or coding) == (200, coding)
        return
    response = same(before, stand, path, **taken(coding, before))
    assert response.status == 200
    head, nothing = before.ask(path, "HEAD", **taken(coding, before))
    assert (head.status, told(head), nothing) == (200, told(response), b"")


@pytest.mark.parametrize("path", [*MOVED, *REFUSED, "/a" * 1500])
def test_what_is_no_page_is_answered_as_by_the_stand(before: Served, stand: Served, path: str) -> None:
    assert same(before, stand, path).status in (301, 302, 308, 400, 404, 410, 414)


@pytest.mark.parametrize("path", BEHIND)
def test_everything_else_arrives_behind_as_it_was_asked(before: Served, stand: Served, path: str) -> None:
    if stand.ask(path)[0].headers["content-type"] != "application/json":
        # The stand has an answer of its own.
        assert same(before, stand, path).status >= 400
        return
    response, body = before.ask(path)
    assert response.headers["content-type"] == "application/json"
    assert response.headers.get_all("set-cookie") == ["a=1", "b=2"]
    asked, _question, query = path.partition("?")
    assert f'"PATH_INFO": "{asked}"'.encode() in body
    assert f'"QUERY_STRING": "{query}"'.encode() in body
    assert f'"HTTP_HOST": "127.0.0.1:{before.port}"'.encode() in body
    assert b"secret" not in body.replace(asked.encode(), b"")


def test_a_form_arrives_whole_and_one_too_large_is_refused(before: Served, stand: Served) -> None:
    response, body = before.ask("/newsroom/", "POST", b"x" * 200_000, content_type="text/plain")
    assert response.status == 200
    assert b'"CONTENT_LENGTH": "200000"' in body
    for method in ("POST", "DELETE", "OPTIONS"):
        for path in ("/world/story/", "/feed.xml", f"/{STATIC}", "/media/film.mp4", "/"):
            first, body = before.ask(path, method, b"x")
            second, _body = stand.ask(path, method, b"x")
            assert (first.status, first.headers["allow"]) == (second.status, second.headers["allow"]), (method, path)
            assert first.status != 200 or f'"REQUEST_METHOD": "{method}"'.encode() in body
    head = f"POST /newsroom/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {65 * 2**20}\r\n\r\n"
    assert before.raw(head.encode()).startswith(b"HTTP/1.1 413 ")


def test_every_coding_has_a_strong_tag_of_its_own_and_is_confirmed_by_304(before: Served, stand: Served) -> None:
    for path in ("/world/story/", "/feed.xml", f"/{STATIC}"):
        tags, codings = {}, set()
        for coding in CODINGS:
            if coding and not offers(before, coding):
                continue
            response, _body = before.ask(path, **taken(coding, before))
            tags[coding] = response.headers["etag"]
            codings.add(response.headers["content-encoding"])
            again, nothing = before.ask(path, if_none_match=tags[coding], **taken(coding, before))
            assert (again.status, nothing, again.headers["etag"]) == (304, b"", tags[coding])
            for name in ("cache-control", "vary"):
                assert again.headers[name] == response.headers[name]
            # Caddy leaves the date out where there is a tag, as RFC 9110, 15.4.5 lets it.
            assert again.headers["last-modified"] in (None, response.headers["last-modified"])
            modified = response.headers["last-modified"]
            assert before.ask(path, if_modified_since=modified, **taken(coding, before))[0].status == 304
        assert len(set(tags.values())) == len(codings) > 1
        assert not any(tag.startswith("W/") for tag in tags.values())


def test_two_versions_never_have_one_tag_or_date(before: Served) -> None:
    seen = set()
    for number in range(4):
        before.store.put("/world/", page(f"Version {number}", [*GUARDED, in_language("/")]))
        for coding in CODINGS:
            response, _body = before.ask("/world/", **taken(coding, before))
            seen.add((response.headers["etag"], response.headers["content-encoding"]))
            seen.add((response.headers["last-modified"], response.headers["content-encoding"], number))
    codings = {one[1] for one in seen}
    assert len(seen) == 2 * 4 * len(codings)
    assert len({one[0] for one in seen if len(one) == 3}) == 4


@pytest.mark.parametrize(
    ("asked", "cut"), [("0-99", (0, 100)), ("899000-", (899_000, 900_000)), ("-10", (899_990, 900_000))]
)
def test_parts_of_a_film(before: Served, asked: str, cut: tuple[int, int]) -> None:
    response, body = before.ask("/media/film.mp4", range=f"bytes={asked}")
    assert (response.status, response.headers["accept-ranges"] or "bytes") == (206, "bytes")
    assert body == FILM[cut[0] : cut[1]]
    assert response.headers["content-range"] == f"bytes {cut[0]}-{cut[1] - 1}/900000"
    tag = before.ask("/media/film.mp4", "HEAD")[0].headers["etag"]
    assert before.ask("/media/film.mp4", range=f"bytes={asked}", if_range=tag)[0].status == 206
    assert before.ask("/media/film.mp4", range=f"bytes={asked}", if_range='"another"')[1] == FILM


def test_parts_that_are_not_there_and_parts_of_a_page(before: Served) -> None:
    response, _body = before.ask("/media/film.mp4", range="bytes=900000-")
    assert (response.status, response.headers["content-range"]) == (416, "bytes */900000")
    whole, body = before.ask("/world/story/", range="bytes=0-9")
    assert (whole.status, whole.headers["accept-ranges"], body[:4]) == (200, None, b"<h1>")
