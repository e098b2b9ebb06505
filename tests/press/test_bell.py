"""The bell wakes the printer, and tells it what readers wait for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from freesheet.press.bell import MOST_ASKED, Bell, ring


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[Bell]:
    listening = Bell(tmp_path)
    yield listening
    listening.close()


def test_a_ring_wakes_and_names_nothing(bell: Bell, tmp_path: Path) -> None:
    assert not bell.wait(0)
    ring(tmp_path)
    ring(tmp_path)
    assert bell.wait(5)
    assert bell.asked() == []
    assert not bell.wait(0)


def test_addresses_are_told_once_each_in_the_order_of_the_rings(bell: Bell, tmp_path: Path) -> None:
    for address in ("/b/", "/世界/", "/b/", "/a/"):
        ring(tmp_path, address)
        assert bell.wait(5)
    assert bell.asked() == ["/b/", "/世界/", "/a/"]
    assert bell.asked() == []


@pytest.mark.parametrize("address", ["a/", "/../x/", "/a//b/", "/a\x00/", "/.state", "/" + "世" * 2000 + "/"])
def test_what_is_no_address_wakes_and_is_not_told(bell: Bell, tmp_path: Path, address: str) -> None:
    ring(tmp_path, address)
    assert bell.wait(5)
    assert bell.asked() == []


def test_no_more_is_kept_than_can_be_printed_soon(bell: Bell, tmp_path: Path) -> None:
    for number in range(MOST_ASKED + 50):
        ring(tmp_path, f"/{number}/")
        bell.wait(0)
    assert len(bell.asked()) == MOST_ASKED


def test_ringing_where_nobody_listens_is_no_error(tmp_path: Path) -> None:
    ring(tmp_path, "/a/")
