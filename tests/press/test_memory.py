"""What is kept in memory is bounded, and what was used last stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from freesheet.press.memory import Memory


def test_the_least_recently_used_goes_first() -> None:
    memory: Memory[str] = Memory(100)
    for key in "abcdefghij":
        memory.keep(key, key.upper(), 10)
    assert memory.get("a") == "A"
    memory.keep("k", "K", 10)
    assert memory.get("b") is None
    assert (memory.get("a"), memory.get("k"), memory.used) == ("A", "K", 100)


def test_one_large_thing_does_not_push_out_the_rest() -> None:
    memory: Memory[str] = Memory(100)
    memory.keep("a", "A", 10)
    memory.keep("large", "L", 13)
    assert (memory.get("a"), memory.get("large")) == ("A", None)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 60), st.booleans())))
def test_it_never_holds_more_than_it_may(steps: list[tuple[str, int, bool]]) -> None:
    memory: Memory[int] = Memory(200)
    last: dict[str, int] = {}
    for key, cost, forget in steps:
        if forget:
            memory.forget(key)
            last.pop(key, None)
        else:
            memory.keep(key, cost, cost)
            last[key] = cost
        assert 0 <= memory.used <= 200
        assert all(memory.get(name) in (last.get(name), None) for name in "abcdef")
