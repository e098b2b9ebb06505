"""Which coding a reader gets, whether it has the page already, and which part of a file it asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.press.negotiation import NotSatisfiable, codings_by_preference, outcome, part

OFFERED = ("br", "zstd", "gzip", "identity")
TAG = '"abc"'
DATE, MODIFIED = "Mon, 23 Nov 2026 08:30:44 GMT", 1795422644


@pytest.mark.parametrize(
    ("accept", "first"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("*", "br"),
        ("*;q=0.1, gzip;q=0.2", "gzip"),
        ("br;q=0, *", "zstd"),
        ("br;q=0, gzip;q=0", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("gzip;q=0.001", "gzip"),
        ("gzip;q=1.001", "identity"),
        ("gzip;q=nonsense, br", "br"),
        ("deflate", "identity"),
        ("identity;q=0", "identity"),
        ("*;q=0", "identity"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("gzip ; q=0.5 , br ; q = 1.000", "br"),
    ],
)
def test_the_coding_a_reader_wants_most_comes_first(accept: str | None, first: str) -> None:
    assert codings_by_preference(accept, OFFERED)[0] == first


coding = st.sampled_from(["br", "gzip", "identity", "*", "deflate", "zstd"])
weight = st.integers(0, 1000)


@given(st.dictionaries(coding, weight), st.randoms())
def test_qualities_decide_in_whatever_order_they_are_written(qualities: dict[str, int], chance: object) -> None:
    items = [f"{name};q={thousandths / 1000:.3f}" for name, thousandths in qualities.items()]
    chance.shuffle(items)  # type: ignore[attr-defined]
    got = codings_by_preference(", ".join(items), OFFERED)

    def quality(name: str) -> int:
        return qualities.get(name, qualities.get("*", 0))

    if named := [name for name in OFFERED if quality(name) > 0]:
        assert quality(got[0]) == max(quality(name) for name in named)
    else:
        assert got == ["identity"]
    refused = [name for name in OFFERED if qualities.get(name) == 0]
    assert got == ["identity"] or not set(got) & set(refused)


@given(st.text(max_size=200))
def test_any_header_gets_something_that_is_on_offer(accept: str) -> None:
    got = codings_by_preference(accept, OFFERED)
    assert got
    assert set(got) <= set(OFFERED)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"if-none-match": TAG}, 304),
        ({"if-none-match": f"W/{TAG}"}, 304),
        ({"if-none-match": '"x", "abc"'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"abcd"'}, 200),
        ({"if-none-match": "abc"}, 200),
        ({"if-modified-since": DATE}, 304),
        ({"if-modified-since": "Tue, 24 Nov 2026 08:30:44 GMT"}, 304),
        ({"if-modified-since": "Mon, 23 Nov 2026 08:30:43 GMT"}, 200),
        ({"if-modified-since": "yesterday"}, 200),
        ({"if-modified-since": "Mon, 99 Nov 99999999999999 08:30:43 GMT"}, 200),
        ({"if-none-match": '"other"', "if-modified-since": DATE}, 200),
        ({"if-match": TAG}, 200),
        ({"if-match": f"W/{TAG}"}, 412),
        ({"if-match": '"other"'}, 412),
        ({"if-unmodified-since": DATE}, 200),
        ({"if-unmodified-since": "Mon, 23 Nov 2026 08:30:43 GMT"}, 412),
    ],
)
def test_conditions(headers: dict[str, str], status: int) -> None:
    assert outcome(headers.get, TAG, DATE, MODIFIED) == status


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-9", (0, 10)),
        ("bytes=90-", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("bytes=0-1000", (0, 100)),
        ("Bytes = 5-5", (5, 6)),
        ("bytes=9-5", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=0-" + "9" * 40, None),
    ],
)
def test_a_range_of_a_hundred_bytes(header: str, expected: tuple[int, int] | None) -> None:
    assert part({"range": header}.get, 100, TAG, DATE) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_outside_the_file(header: str) -> None:
    with pytest.raises(NotSatisfiable):
        part({"range": header}.get, 100, TAG, DATE)


@pytest.mark.parametrize(("condition", "cut"), [(TAG, True), (DATE, True), ('"old"', False), (f"W/{TAG}", False)])
def test_a_part_only_of_the_file_that_the_reader_has(condition: str, cut: bool) -> None:
    got = part({"range": "bytes=0-9", "if-range": condition}.get, 100, TAG, DATE)
    assert got == ((0, 10) if cut else None)
