"""An address that is not in the store: whose it is, and what readers get who ask for it."""

from __future__ import annotations

import json
import threading
import unicodedata
from pathlib import Path
from time import monotonic

import pytest
from tests.press.conftest import HTML, Serve, Served, start_desk, story

from freesheet.press.bell import Bell
from freesheet.press.sheets import BEHIND, Sheet

GONE_ASTRAY = Sheet(404, HTML, b"<h1>Nothing is here.</h1>" * 20)
GONE_ASTRAY_UR = Sheet(404, HTML, "<h1>یہاں کچھ نہیں۔</h1>".encode() * 20)


def furnish(served: Served) -> Served:
    store = served.store
    for address in ("/", "/ur/", "/story/", "/caf\u00e9/"):
        store.put(address, story(words=50))
    store.put("/404.html", GONE_ASTRAY)
    store.put("/ur/404.html", GONE_ASTRAY_UR)
    store.put("/for-subscribers/", Sheet(BEHIND, [], b""))
    return served


def complete(served: Served) -> None:
    (served.folder / "store/.generation").write_text("0123456789abcdef")


def until_answered(served: Served, path: str, status: int) -> bytes:
    """What readers get at ``path`` once they get it with ``status``: the marker is looked at once a second."""
    deadline = monotonic() + 120
    while monotonic() < deadline:
        response, body = served.ask(path)
        if response.status == status:
            return body
    pytest.fail(f"{path} was never answered with {status}.")


@pytest.fixture(scope="module")
def alone(serve: Serve) -> Served:
    """A complete paper without a desk."""
    served = furnish(serve(behind=""))
    complete(served)
    return served


@pytest.fixture(scope="module")
def whole(serve: Serve) -> Served:
    """A complete paper with a desk."""
    served = furnish(serve())
    complete(served)
    until_answered(served, "/nothing/", 404)
    return served


@pytest.mark.parametrize(
    ("path", "sheet"),
    [
        ("/nothing/", GONE_ASTRAY),
        ("/nothing", GONE_ASTRAY),
        ("/ur/nothing/", GONE_ASTRAY_UR),
        ("/story/page/7/", GONE_ASTRAY),
        ("/404.html", GONE_ASTRAY),
        ("/ur/404.html", GONE_ASTRAY_UR),
        ("/.env", GONE_ASTRAY),
        ("/wp-login.php?a=b", GONE_ASTRAY),
    ],
)
def test_in_a_complete_store_an_unknown_address_gets_the_missing_page_of_its_edition(
    whole: Served, path: str, sheet: Sheet
) -> None:
    response, body = whole.ask(path)
    assert (response.status, body) == (404, sheet.body)
    assert "set-cookie" not in response.headers
    head, nothing = whole.ask(path, "HEAD")
    assert (head.status, head.headers["content-length"], nothing) == (404, str(len(sheet.body)), b"")
    again, body = whole.ask(path, if_none_match=response.headers["etag"])
    assert (again.status, body) == (404, sheet.body)


def test_nobody_can_write_to_an_unknown_address(whole: Served) -> None:
    response, body = whole.ask("/nothing/", "POST", b"a=b")
    assert (response.status, body) == (404, GONE_ASTRAY.body)


@pytest.mark.parametrize(
    "path",
    [
        "/newsroom/",
        "/newsroom/pages/1/edit/",
        "/documents/7/report.pdf",
        "/media/original_images/photo.jpg",
        "/_util/authenticate_with_password/1/2/",
        "/ur/_util/authenticate_with_password/1/2/",
        "/newsletter/",
        "/ur/newsletter/leave/1.word/",
        "/for-subscribers/",
        "/?p=12",
    ],
)
def test_what_is_the_desks_is_asked_of_it_each_time(whole: Served, path: str) -> None:
    response, body = whole.ask(path)
    assert response.status == 200
    assert json.loads(body)["PATH_INFO"] == path.partition("?")[0]


def test_a_page_for_some_readers_only_takes_their_password(whole: Served) -> None:
    response, body = whole.ask("/for-subscribers/", "POST", b"password=x")
    assert response.status == 200
    assert json.loads(body)["REQUEST_METHOD"] == "POST"


def test_the_newsroom_without_its_slash_is_found(alone: Served) -> None:
    response, _body = alone.ask("/newsroom")
    assert (response.status, response.headers["location"]) == (301, "/newsroom/")


@pytest.mark.parametrize("path", ["/static/nothing.css", "/media/images/nothing.jpg", "/media/documents/a.pdf"])
def test_a_file_that_is_not_there_is_a_plain_404(whole: Served, path: str) -> None:
    response, body = whole.ask(path)
    assert response.status == 404
    assert b"no such file" in body


def test_while_changes_wait_the_desk_is_asked_and_then_no_more(whole: Served) -> None:
    ledger = whole.store.ledger
    ledger.mark_pending()
    assert json.loads(whole.ask("/nothing/")[1])["PATH_INFO"] == "/nothing/"
    ledger.clear_pending()
    assert whole.ask("/nothing/")[1] == GONE_ASTRAY.body


def test_without_a_desk_readers_get_what_is_stored_and_no_error(alone: Served) -> None:
    assert until_answered(alone, "/nothing/", 404) == GONE_ASTRAY.body
    alone.store.ledger.mark_pending()
    assert alone.ask("/nothing/")[1] == GONE_ASTRAY.body
    alone.store.ledger.clear_pending()
    # What a query may name cannot be found out now, so it is the page of the address.
    response, body = alone.ask("/?p=12")
    assert (response.status, body) == (200, story(words=50).body)
    assert alone.ask("/for-subscribers/")[0].status == 503
    assert alone.ask("/newsroom/")[0].status == 503


def test_a_desk_in_trouble_is_not_for_readers(whole: Served) -> None:
    whole.store.ledger.mark_pending()
    try:
        response, body = whole.ask("/ur/fails/")
        assert (response.status, body) == (404, GONE_ASTRAY_UR.body)
    finally:
        whole.store.ledger.clear_pending()


def test_until_everything_is_printed_an_unknown_address_is_asked_of_the_desk(serve: Serve) -> None:
    served = furnish(serve())
    response, body = served.ask("/nothing/")
    assert response.status == 200
    assert json.loads(body)["PATH_INFO"] == "/nothing/"
    assert served.ask("/fails/")[0].status == 503


def test_whoever_asks_for_the_newsroom_while_it_starts_waits_for_it(serve: Serve) -> None:
    served = furnish(serve(behind=""))
    desk = str(served.folder / "desk.sock")
    again = serve(behind="applications:never", folder=served.folder)
    answers: list[int] = []
    waiting = threading.Thread(target=lambda: answers.append(again.ask("/newsroom/")[0].status))
    waiting.start()
    assert again.ask("/story/")[0].status == 200
    late = start_desk("applications:echo", desk, 3_000_000, served.folder)
    try:
        waiting.join(60)
        assert answers == [200]
    finally:
        late.terminate()
        late.wait(30)


def test_letters_that_are_not_composed_lead_to_the_page_whose_are(alone: Served) -> None:
    plain, whole = alone.ask("/caf%C3%A9/"), "/caf%C3%A9/"
    assert plain[0].status == 200
    apart = unicodedata.normalize("NFD", "/caf\u00e9/").encode()
    written = "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in apart)
    for path in (written, written.rstrip("/")):
        response, _body = alone.ask(f"{path}?a=b")
        assert (response.status, response.headers["location"]) == (301, f"{whole}?a=b")


def test_needless_percent_signs_are_the_same_address(alone: Served) -> None:
    assert alone.ask("/%73tory/")[1] == alone.ask("/story/")[1]


def test_what_readers_wait_for_is_told_to_the_printer(serve: Serve, tmp_path: Path) -> None:
    served = furnish(serve())
    bell = Bell(served.folder)
    try:
        asked: set[str] = set()
        deadline = monotonic() + 120
        while not {"/story/", "/not-yet/", "/世界/"} <= asked:
            assert monotonic() < deadline, asked
            for path in ("/story/", "/not-yet/", "/%E4%B8%96%E7%95%8C/", "/newsroom/"):
                served.ask(path)
            bell.wait(0.1)
            asked.update(bell.asked())
        assert "/newsroom/" not in asked
        assert bell.asked() == []
    finally:
        bell.close()


def test_while_everything_is_printed_anew_what_readers_ask_for_goes_first(serve: Serve) -> None:
    served = furnish(serve())
    complete(served)
    until_answered(served, "/nothing/", 404)
    bell = Bell(served.folder)
    try:
        served.ask("/story/")
        assert not bell.wait(0)
        (served.folder / "run").mkdir(exist_ok=True)
        (served.folder / "run/press.json").write_text('{"generation": "another"}')
        # What an older program did not have may be there now.
        assert json.loads(until_answered(served, "/nothing/", 200))["PATH_INFO"] == "/nothing/"
        asked: set[str] = set()
        deadline = monotonic() + 120
        while not {"/story/", "/nothing/"} <= asked:
            assert monotonic() < deadline, asked
            assert served.ask("/story/")[1] == story(words=50).body
            bell.wait(0.1)
            asked.update(bell.asked())
    finally:
        bell.close()
