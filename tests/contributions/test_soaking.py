"""A little of ``make soak``: gifts, processes that are killed, and books that agree with the provider all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.contributions.soaking.__main__ import said
from tests.contributions.soaking.round import Counts
from tests.contributions.soaking.soak import Paper, compared, paper, soak
from tests.contributions.soaking.stories import story

SEQUENCES, SEED = 40, 5


@pytest.fixture(scope="module")
def killed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    # Migrations take long: where they are kept, they are not done again.
    kept = list(request.config.cache.mkdir("migrated").glob("*.sqlite3"))
    newest = max(kept, key=lambda each: each.stat().st_mtime, default=None)
    with paper(tmp_path_factory.mktemp("soak") / "paper", "sqlite", newest) as made:
        yield made


@pytest.mark.usefixtures("db")
def test_no_gift_is_lost_or_doubled_and_no_letter_comes_twice_whoever_is_killed(killed: Paper) -> None:
    counts = Counts()
    assert soak(killed, range(SEQUENCES), SEED, counts) == []
    assert counts.figures["sequences"] == SEQUENCES
    assert counts.figures["gifts received"] > SEQUENCES / 2
    assert counts.figures["kills of desks"] + counts.figures["kills of workers"] > 5
    _what_is_wrong_is_found(killed)


def _what_is_wrong_is_found(killed: Paper) -> None:
    """The comparison is not blind."""
    stories = [story(SEED, number) for number in range(SEQUENCES)]
    for name, spoil in SPOILED.items():
        known = killed.known()
        spoil(known)
        assert compared(killed, known, stories), name
    killed.mails.mails.append(killed.mails.mails[0])
    assert any("2 times" in each for each in compared(killed, killed.known(), stories))


def test_as_many_differences_are_counted_as_are_printed() -> None:
    assert list(said(range(200, 400), ["The books do not balance."])) == [
        "Stories 200 to 399:", "The books do not balance.", "1 difference.",
    ]  # fmt: skip
    assert list(said(range(200), [])) == ["0 differences."]


Known = dict[str, Any]


def _first(known: Known) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in known["charges"] if each["received"])
    return found


SPOILED: dict[str, Callable[[Known], object]] = {
    "a gift that is lost": lambda known: known["charges"].remove(_first(known)),
    "a gift that is doubled": lambda known: known["charges"].append(_first(known)),
    "a coin less": lambda known: _first(known).update(minor=_first(known)["minor"] - 1),
    "a number that is missing": lambda known: known["receipts"].remove(2),
    "a number that is there twice": lambda known: known["receipts"].__setitem__(1, 1),
    "books that are a coin off": lambda known: known["books"]["TWD"].update(gifts=known["books"]["TWD"]["gifts"] + 1),
    "a letter too many": lambda known: known["letters"].pop(),
    "a message that nobody worked on": lambda known: known.update(untold=1),
    "a reconciliation that goes on and on": lambda known: known.update(entered_again=["Something."]),
}
