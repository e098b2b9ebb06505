"""What is put into the store comes out of it, for our own readers and for a plain web server."""

from __future__ import annotations

import gzip
import logging
import os
from pathlib import Path

import brotli
import pytest
from tests.press.conftest import HTML, story

from freesheet.press.addresses import Unstorable
from freesheet.press.sheets import Sheet
from freesheet.press.store import Store


def visible(store: Store) -> dict[str, bytes]:
    """What a web server finds that serves no name with a full stop at its start."""
    found = {}
    for file in store.root.rglob("*"):
        inside = file.relative_to(store.root)
        if file.is_file() and not any(name.startswith(".") for name in inside.parts):
            found[str(inside)] = file.read_bytes()
    return found


def all_files(store: Store) -> set[str]:
    files = {str(file.relative_to(store.root)) for file in store.root.rglob("*") if file.is_file()}
    return files - {".state", ".lock"}


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/world/story/", "world/story/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/zh/%E4%B8%96%E7%95%8C/", "zh/世界/index.html"),
        ("/ur/پانی/", "ur/پانی/index.html"),
    ],
)
def test_a_page_comes_out_as_it_was_put_in(store: Store, address: str, file: str) -> None:
    sheet = story()
    assert store.put(address, sheet)
    got = store.get(address)
    assert got is not None
    assert (got.status, got.body) == (200, sheet.body)
    assert got.headers == [("content-type", "text/html; charset=utf-8"), ("x-version", "first")]
    seen = visible(store)
    assert seen.keys() == {file, f"{file}.gz", f"{file}.br", f"{file}.zst"}
    assert seen[file] == gzip.decompress(seen[f"{file}.gz"]) == brotli.decompress(seen[f"{file}.br"]) == sheet.body


def test_addresses_are_told_as_in_links(store: Store) -> None:
    for address in ("/", "/世界/", "/feed.xml", "/a", "/a/", "/a.b/c/", "/100%25/"):
        store.put(address, story())
    expected = {"/", "/%E4%B8%96%E7%95%8C/", "/feed.xml", "/a", "/a/", "/a.b/c/", "/100%25/"}
    assert set(store.addresses()) == expected
    assert all(store.get(address) for address in expected)


def test_a_page_may_be_the_parent_of_pages_in_either_order(store: Store) -> None:
    for address in ("/a/b/c/", "/a/b/", "/a/", "/a", "/x", "/x/y/", "/v1.0/notes/", "/v1.0"):
        assert store.put(address, story(address))
    for address in ("/a/b/c/", "/a/b/", "/a/", "/a", "/x", "/x/y/", "/v1.0/notes/", "/v1.0"):
        got = store.get(address)
        assert got is not None
        assert got.body == story(address).body


def test_the_same_page_again_changes_nothing(store: Store) -> None:
    store.put("/a/", story())
    before = {file: file.stat() for file in store.root.rglob("*") if file.is_file()}
    assert not store.put("/a/", story())
    assert {file: file.stat() for file in store.root.rglob("*") if file.is_file()} == before


def test_the_same_story_always_makes_the_same_bytes(tmp_path: Path) -> None:
    stores = [Store(tmp_path / name) for name in "ab"]
    for one in stores:
        one.put("/a/", story())
    assert visible(stores[0]) == visible(stores[1])


def test_small_and_packed_bodies_are_not_compressed(store: Store) -> None:
    store.put("/a/", Sheet(200, HTML, b"<p>Hello.</p>"))
    store.put("/b.png", Sheet(200, [("Content-Type", "image/png")], b"ab" * 5000))
    store.put("/c.bin", Sheet(200, [("Content-Type", "text/plain")], os.urandom(5000)))
    assert visible(store).keys() == {"a/index.html", "b.png", "c.bin"}


def test_removing_takes_every_file_away_and_leaves_the_neighbours(store: Store) -> None:
    store.put("/a/b/", story())
    store.put("/a/b/c/", story("neighbour"))
    kept = all_files(store)
    store.put("/a/b/d/e/", story())
    assert store.remove("/a/b/d/e/")
    assert all_files(store) == kept
    assert not (store.root / "a/b/d").exists()
    assert not store.remove("/a/b/d/e/")
    assert not store.remove("/../a/")
    assert store.get("/a/b/d/e/") is None
    assert store.get("/a/b/c/") is not None
    store.remove("/a/b/")
    store.remove("/a/b/c/")
    assert all_files(store) == set()
    assert set(os.listdir(store.root)) == {".state", ".lock", ".pending"}


def test_what_a_plain_web_server_would_answer_wrongly_is_out_of_its_sight(store: Store) -> None:
    store.put("/old/", story())
    store.put("/old/", Sheet(301, [("Location", "/new/")], b""))
    store.put("/gone/", Sheet(410, HTML, b"<p>Gone.</p>"))
    store.put("/data/", Sheet(200, [("Content-Type", "application/json")], b"{}"))
    assert visible(store) == {}
    moved, gone = store.get("/old/"), store.get("/gone/")
    assert moved is not None
    assert gone is not None
    assert (moved.status, moved.headers, gone.body) == (301, [("location", "/new/")], b"<p>Gone.</p>")
    store.put("/old/", story("back"))
    assert visible(store).keys() == {f"old/index.html{ending}" for ending in ("", ".gz", ".br", ".zst")}


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (Sheet(500, HTML, b"x"), "status 500"),
        (Sheet(206, HTML, b"x"), "status 206"),
        (Sheet(200, [*HTML, ("Set-Cookie", "a=b")], b"x"), "cookie"),
        (Sheet(200, [*HTML, ("Cache-Control", "private, max-age=0")], b"x"), "private"),
        (Sheet(200, [*HTML, ("Vary", "Accept-Encoding, Cookie")], b"x"), "Cookie"),
        (Sheet(200, [*HTML, ("X-Name", "a\r\nSet-Cookie: b")], b"x"), "printable"),
        (Sheet(200, [*HTML, ("X-Name", "x" * 20_000)], b"x"), "KiB"),
        (Sheet(200, HTML, b"x" * (32 * 2**20 + 1)), "MiB"),
    ],
)
def test_what_is_not_for_every_reader_is_refused(store: Store, sheet: Sheet, reason: str) -> None:
    with pytest.raises(Unstorable, match=reason):
        store.put("/a/", sheet)
    assert all_files(store) == set()


@pytest.mark.parametrize("suffix", ["", ".gz", ".br", ".zst"])
def test_a_damaged_file_is_put_right_by_the_next_print(store: Store, suffix: str) -> None:
    store.put("/a/", story())
    good = visible(store)
    damaged = store.root / f"a/index.html{suffix}"
    damaged.write_bytes(b"?" + damaged.read_bytes()[1:])
    assert store.put("/a/", story())
    assert visible(store) == good


def test_a_damaged_body_is_not_given_out(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    store.put("/a/", story())
    (store.root / "a/index.html").write_bytes(story("other!").body[: len(story().body)])
    with caplog.at_level(logging.ERROR, "freesheet.press"):
        assert store.get("/a/") is None
    assert "/a/ is damaged" in caplog.text


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 99}', b'{"format": 1}', b"\xff\xfe"])
def test_a_damaged_headers_file_is_as_if_there_were_no_page(store: Store, content: bytes) -> None:
    store.put("/a/", story())
    (store.root / "a/.sheet-index.html").write_bytes(content)
    assert store.get("/a/") is None
    assert store.put("/a/", story())
    assert store.get("/a/") is not None


def test_two_versions_never_have_the_same_date_or_signature(store: Store) -> None:
    dates, signatures = set(), set()
    for number in range(20):
        store.put("/a/", story(f"v{number:02}"))
        found = store.find("/a/")
        assert found is not None
        dates.add(int(found[0].printed_at))
        signatures.add(found[1])
    assert len(dates) == len(signatures) == 20


def test_another_handle_on_the_store_sees_every_commit_in_its_number(store: Store) -> None:
    other = Store(store.root)
    numbers = [other.ledger.number]
    store.put("/a/", story("a"))
    numbers.append(other.ledger.number)
    other.put("/a/", story("b"))
    numbers.append(store.ledger.number)
    store.remove("/a/")
    numbers.append(other.ledger.number)
    assert numbers == sorted(set(numbers))
    assert not any(number & 1 for number in numbers)


def test_files_left_by_dead_writers_are_tidied_away_after_an_hour(store: Store) -> None:
    new, old = store.root / ".pending/new", store.root / ".pending/old"
    for file in (new, old):
        file.write_bytes(b"x")
    os.utime(old, (1, 1))
    assert store.tidy() == 1
    assert new.exists()
    store.flush()
