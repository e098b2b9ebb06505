"""The folder is served by nginx or Caddy with no Freesheet running at all."""

from __future__ import annotations

import brotli
import pytest
from tests.press.conftest import HTML, Serve, Served
from tests.press.fronts.conftest import FILES, STATIC, Raise, lay_out, page
from tests.press.fronts.test_answers import FOLDERS, PRINTED, same, told

from freesheet.press.store import Sheet


@pytest.mark.parametrize("path", [one for one in [*PRINTED, *FOLDERS] if one not in ("/odd/", "/data/")])
def test_pages_and_files_are_there_for_all(alone: Served, stand: Served, path: str) -> None:
    first, body = alone.ask(path)
    second, expected = stand.ask(path)
    if "%5B" in path and first.status == 503:
        return  # Caddy takes brackets for a pattern, so that names with some are left to the stand.
    assert (first.status, body) == (200, expected)
    ours = {name: value for name, value in told(first).items() if name != "last-modified"}
    assert ours == {name: value for name, value in told(second).items() if name != "last-modified"}


def test_a_page_with_headers_of_its_own_is_there_too(alone: Served) -> None:
    response, body = alone.ask("/odd/", accept_encoding="gzip")
    assert response.status == 200
    assert response.headers["content-encoding"] == "gzip"
    assert body


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/moved", 301, "/world/story/"),
        ("/moved?a=b", 301, "/world/story/"),
        ("/moved/before/", 302, "https://elsewhere.example/?a=b&c=%20d"),
        ("/%E6%97%A7/", 308, "/%E4%B8%96%E7%95%8C/%E6%B5%B7/"),
        ("/world/story", 301, "/world/story/"),
        ("/world/story?a=b", 301, "/world/story/?a=b"),
        ("/%E4%B8%96%E7%95%8C/%E6%B5%B7", 301, "/%E4%B8%96%E7%95%8C/%E6%B5%B7/"),
    ],
)
def test_moves_are_told(alone: Served, path: str, status: int, location: str) -> None:
    response, _body = alone.ask(path)
    assert (response.status, response.headers["location"]) == (status, location)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/gone/", 410, "Gone for good"),
        ("/ur/gone/", 410, "Gone for good"),
        ("/nothing/", 404, "Nothing here"),
        ("/nothing.xml", 404, "Nothing here"),
        ("/404.html", 404, "Nothing here"),
        ("/ur/nothing/", 404, "یہاں کچھ نہیں"),
        ("/static/nothing.css", 404, "Nothing here"),
        ("/newsroom/", 503, "Try again"),
        ("/media/documents/secret.pdf", 503, "Try again"),
        ("/data/", 503, "Try again"),
    ],
)
def test_what_is_not_there_is_said_in_the_papers_own_words(alone: Served, path: str, status: int, words: str) -> None:
    for coding in ("", "gzip", "br"):
        response, body = alone.ask(path, accept_encoding=coding)
        assert (response.status, response.headers["cache-control"]) == (status, "no-store")
        assert response.headers["x-content-type-options"] == "nosniff"
        if path.startswith("/ur/"):
            assert response.headers["content-language"] == "ur"
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        if response.headers["content-encoding"] is None:
            assert words in body.decode()
        elif response.headers["content-encoding"] == "br":
            assert words in brotli.decompress(body).decode()
    head, nothing = alone.ask(path, "HEAD")
    assert (head.status, nothing) == (status, b"")
    again, _body = alone.ask(path, if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT", if_none_match="*")
    assert again.status == status


def test_what_is_sent_cannot_be_taken(alone: Served) -> None:
    response, _body = alone.ask("/world/story/", "POST", b"x")
    assert response.status == 503


def test_before_everything_is_printed_nothing_is_said_not_to_exist(
    fronted: Raise, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = lay_out(tmp_path_factory.mktemp("begun"))
    (folder / "store/.generation").unlink()
    served, _process = fronted(folder)
    assert served.ask("/nothing/")[0].status == 503
    assert served.ask("/world/story/")[0].status == 200
    (folder / "store/.generation").write_text("now it is complete")
    assert served.ask("/nothing/")[0].status == 404


def test_pages_that_all_have_their_own_headers_are_asked_of_the_stand(
    fronted: Raise, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("keyed")
    stand = serve(folder=folder)
    for number in range(150):
        headers = [*HTML, ("Surrogate-Key", f"all page-{number}"), ("Referrer-Policy", "same-origin")]
        stand.store.put(f"/{number}/", page(str(number), headers))
    served, _process = fronted(folder, stand.port)
    for number in (0, 77, 149):
        assert same(served, stand, f"/{number}/").headers["surrogate-key"] == f"all page-{number}"
    without, _process = fronted(folder.rename(folder.with_name(f"{folder.name} alone")))
    response, body = without.ask("/77/")
    assert (response.status, response.headers["surrogate-key"], body[:11]) == (200, None, b"<h1>77</h1>")
    assert response.headers["referrer-policy"] == "same-origin"


def test_a_replaced_file_is_seen_at_once(alone: Served) -> None:
    for number in range(20):
        alone.store.put("/replaced/", page(f"version {number}"))
        assert f"version {number}<".encode() in alone.ask("/replaced/")[1]
    alone.store.remove("/replaced/")
    assert alone.ask("/replaced/")[0].status == 404
    file = alone.folder / STATIC
    file.with_suffix(".new").write_bytes(b"p { color: white }")
    file.with_suffix(".new").replace(file)
    assert alone.ask(f"/{STATIC}")[1] == b"p { color: white }"
    file.write_bytes(FILES[STATIC])


def test_a_move_that_is_added_is_told_when_the_configuration_has_followed(alone: Served, front: str) -> None:
    from tests.papers import until

    def told_of_it() -> bool:
        try:
            return alone.ask("/just-moved/")[0].headers["location"] == "/world/"
        except ConnectionError:
            assert front == "caddy", "A new configuration loses no request."
            return False  # docs/operators/serving.md tells it of Caddy

    alone.store.put("/just-moved/", Sheet(301, [("Location", "/world/")], b""))
    until(told_of_it)
