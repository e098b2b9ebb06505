"""A proof that finds nothing proves nothing: bugs are planted, and the machine must find each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from random import Random

import pytest
from tests.proof.machine import Proof
from tests.proof.mutations import BUGS
from tests.proof.newsroom import EDITS

SOAKING = "FREESHEET_PROOF_EDITS" in os.environ
"""Then the machine draws among all edits, as it does when it does not know what to look for."""

MOST_EDITS = 1000 if SOAKING else 40

PLANTED = dict(list(BUGS.items())[:: 1 if SOAKING else 2])
"""Every second one in ``make test``, of every kind some; ``make soak`` plants all."""


def plans(dice: Random, names: Sequence[str], edits: int) -> Iterator[list[tuple[str, int]]]:
    """About so many edits, a few at a time."""
    while edits > 0:
        plan = [(dice.choice(names), dice.randrange(2**32)) for _edit in range(dice.randint(1, 3))]
        edits -= len(plan)
        yield plan


def edits_until_caught(proof: Proof, names: Sequence[str], most: int = MOST_EDITS) -> int | None:
    """How many edits it took until a page was wrong; None if none was."""
    done, dice = 0, Random(7)
    for plan in plans(dice, names, most):
        done += len(plan)
        try:
            proof.edit_and_print(plan)
        except AssertionError:
            return done
    return None


@pytest.mark.django_db(transaction=True)
def test_each_planted_bug_is_caught() -> None:
    proof = Proof()
    proof.open()
    # So that lists have older pages.
    proof.edit_and_print([("write", number) for number in range(8)])
    proof.mark()
    caught: dict[str, int | None] = {}
    try:
        # What is wrong without a bug would be taken for one that was caught.
        for _twice in range(2):
            assert edits_until_caught(proof, sorted(EDITS), 6) is None
            proof.go_back()
        proof.hasty = not SOAKING
        for name, (bug, edits) in PLANTED.items():
            with bug():
                caught[name] = edits_until_caught(proof, sorted(EDITS) if SOAKING else (*edits, "write"))
            found = caught[name]
            print(f"{name}: " + (f"caught after {found} edits" if found else "not caught"), flush=True)
            proof.go_back()
    finally:
        proof.teardown()
    assert [name for name, edits in caught.items() if edits is None] == []
