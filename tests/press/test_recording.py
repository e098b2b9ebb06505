"""What is kept from page to page while many are printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from freesheet.press import recording as memory
from freesheet.press.recording import AROUND, around, depends_on, forget, once, recall, recording, remember


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    forget()
    yield
    forget()


class Maker:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> str:
        depends_on("menu")
        self.made += 1
        return f"menu {self.made}"


def test_a_value_is_made_for_the_first_page_and_its_keys_are_held_by_every_page_that_shows_it() -> None:
    menu = Maker()
    for _page in range(3):
        with recording() as keys:
            assert once("menu", menu) == "menu 1"
        assert keys == {"menu"}


def test_outside_printing_a_value_is_made_every_time_and_nothing_is_remembered() -> None:
    menu = Maker()
    assert [once("menu", menu), once("menu", menu)] == ["menu 1", "menu 2"]
    remember("menu", "old")
    with recording():
        assert recall("menu") is None
        assert once("menu", menu) == "menu 3"
    assert recall("menu") is None


def test_a_value_made_of_others_holds_their_keys_too() -> None:
    def page() -> str:
        depends_on("page")
        return once("menu", Maker())

    with recording() as first:
        once("menu", Maker())
    assert first == {"menu"}
    with recording() as keys:
        once("page", page)
    assert keys == {"menu", "page"}


def test_a_value_is_made_again_after_it_was_forgotten() -> None:
    menu = Maker()
    with recording():
        once("menu", menu)
    forget()
    with recording():
        assert once("menu", menu) == "menu 2"


def test_what_stands_around_pages_is_forgotten_with_any_change_but_one_that_is_apart() -> None:
    made: list[str] = []
    with recording() as keys:
        for _turn in range(2):
            once("site", lambda: made.append("site"), around)
            once("anything", lambda: made.append("anything"))
            forget({"article:1"})
        assert made == ["site", "anything", "anything"]
        forget({"menu", AROUND})
        once("site", lambda: made.append("site"), around)
    assert made[-1] == "site"
    assert len(made) == 4
    assert keys == set()


def test_what_fails_is_tried_again_and_leaves_no_keys() -> None:
    def broken() -> str:
        depends_on("broken")
        raise ValueError

    with recording() as keys, pytest.raises(ValueError):
        once("menu", broken)
    with recording() as keys:
        once("menu", Maker())
    assert keys == {"menu"}


def test_the_values_used_last_are_kept_and_their_number_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "REMEMBERED", 2)
    with recording():
        for name in ("one", "two", "one", "three"):
            once(name, lambda: "value")
        assert [recall(name) for name in ("one", "two", "three")] == ["value", None, "value"]
