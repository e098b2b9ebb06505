"""Theme files and media from their folders, from a real server."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from tests.press.conftest import Serve, Served

PRINT = "paper.0123456789ab.css"
FILM = random.Random(1).randbytes(900_000)


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("with-files")
    files: dict[str, bytes] = {
        f"static/{PRINT}": b"p { color: black }",
        f"static/{PRINT}.br": b"as brotli",
        f"static/{PRINT}.gz": b"as gzip",
        "static/broadsheet/plain.css": b"p {}",
        "media/images/photo.jpg": b"\xff\xd8 not really",
        "media/images/世界.png": b"\x89PNG not really",
        "media/images/drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "media/images/page.html": b"<script>alert(1)</script>",
        "media/film.mp4": FILM,
        "media/empty.txt": b"",
        "media/documents/secret.pdf": b"%PDF",
        "media/.hidden": b"hidden",
        "secret.txt": b"secret",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    os.symlink(folder / "secret.txt", folder / "media/link.txt")
    os.symlink(folder, folder / "media/everything")
    return serve(behind="", folder=folder)


def test_fingerprinted_files_are_for_ever_and_the_rest_is_not(served: Served) -> None:
    response, body = served.ask(f"/static/{PRINT}")
    assert body == b"p { color: black }"
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["x-content-type-options"] == "nosniff"
    response, body = served.ask("/static/broadsheet/plain.css", accept_encoding="br")
    assert body == b"p {}"
    assert "immutable" not in response.headers["cache-control"]
    assert response.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize(("coding", "expected"), [("br", b"as brotli"), ("gzip", b"as gzip")])
def test_compressed_siblings_are_sent_to_those_who_take_them(served: Served, coding: str, expected: bytes) -> None:
    response, body = served.ask(f"/static/{PRINT}", accept_encoding=coding)
    assert (response.headers["content-encoding"], body) == (coding, expected)
    again, _body = served.ask(f"/static/{PRINT}", accept_encoding=coding, if_none_match=response.headers["etag"])
    assert again.status == 304


@pytest.mark.parametrize(
    ("name", "kind"),
    [("images/photo.jpg", "image/jpeg"), ("images/%E4%B8%96%E7%95%8C.png", "image/png"), ("film.mp4", "video/mp4")],
)
def test_media(served: Served, name: str, kind: str) -> None:
    response, body = served.ask(f"/media/{name}")
    assert (response.status, response.headers["content-type"]) == (200, kind)
    assert response.headers["content-length"] == str(len(body))
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["accept-ranges"] == "bytes"
    assert "content-disposition" not in response.headers
    again, nothing = served.ask(f"/media/{name}", if_none_match=response.headers["etag"])
    assert (again.status, nothing) == (304, b"")
    head, nothing = served.ask(f"/media/{name}", "HEAD")
    assert (head.headers["content-length"], nothing) == (str(len(body)), b"")


def test_an_svg_can_do_nothing_but_be_seen(served: Served) -> None:
    response, _body = served.ask("/media/images/drawing.svg")
    assert response.headers["content-type"] == "image/svg+xml"
    assert response.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_an_uploaded_page_is_a_download_and_not_a_page_of_ours(served: Served) -> None:
    response, _body = served.ask("/media/images/page.html")
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"] == "attachment"
    assert "sandbox" in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("asked", "cut"), [("0-99", (0, 100)), ("899000-", (899_000, 900_000)), ("-10", (899_990, 900_000))]
)
def test_parts_of_a_film(served: Served, asked: str, cut: tuple[int, int]) -> None:
    response, body = served.ask("/media/film.mp4", range=f"bytes={asked}")
    assert response.status == 206
    assert body == FILM[cut[0] : cut[1]]
    assert response.headers["content-range"] == f"bytes {cut[0]}-{cut[1] - 1}/900000"


def test_a_whole_film_and_parts_that_are_not_there(served: Served) -> None:
    assert served.ask("/media/film.mp4")[1] == FILM
    assert served.ask("/media/film.mp4", range="bytes=0-1", if_range='"another"')[1] == FILM
    response, body = served.ask("/media/film.mp4", range="bytes=900000-")
    assert (response.status, response.headers["content-range"], body) == (416, "bytes */900000", b"")
    small, body = served.ask("/media/images/photo.jpg", range="bytes=1-2")
    assert (small.status, body) == (206, b"\xd8 ")
    empty, body = served.ask("/media/empty.txt")
    assert (empty.status, body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/media/documents/secret.pdf",
        "/media/link.txt",
        "/media/everything/secret.txt",
        "/media/.hidden",
        "/media/images/",
        "/media/images",
        "/media/",
        "/static/nothing.css",
        "/static/broadsheet",
        f"/static/{PRINT}/x",
    ],
)
def test_what_is_not_for_everyone_or_no_file_is_not_ours_to_give(served: Served, path: str) -> None:
    response, body = served.ask(path)
    assert response.status == 404
    assert b"secret" not in body


def test_a_replaced_file_is_seen_at_once(served: Served) -> None:
    file: Path = served.folder / "media/changing.txt"
    for number in range(20):
        file.with_suffix(".new").write_text(f"{number:04}")
        file.with_suffix(".new").replace(file)
        assert served.ask("/media/changing.txt")[1] == f"{number:04}".encode()
    file.unlink()
    assert served.ask("/media/changing.txt")[0].status == 404
