"""Nothing that two people wrote is lost when it is brought together."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.together.merging import Choice, merge

WORDS = st.sampled_from(["tide", "harbour", "ferry", "lamp", "winter", "潮", "روشنی"])
Body = list[dict[str, str]]


def block(key: str, value: str) -> dict[str, str]:
    return {"id": key, "type": "paragraph", "value": value}


@st.composite
def bodies(draw: Any) -> Body:
    return [block(f"was{number}", draw(WORDS)) for number in range(draw(st.integers(0, 5)))]


@st.composite
def edited(draw: Any, was: Body, who: str) -> Body:
    """What somebody makes of a body: blocks changed, taken away, moved and added."""
    body = [dict(each) for each in was if draw(st.integers(0, 5))]
    for each in body:
        if not draw(st.integers(0, 2)):
            each["value"] = f"{who} {draw(WORDS)}"
    if draw(st.booleans()):
        body = draw(st.permutations(body))
    for number in range(draw(st.integers(0, 3))):
        body.insert(draw(st.integers(0, len(body))), block(f"{who}{number}", f"{who} adds {draw(WORDS)}"))
    return body


@st.composite
def two_people(draw: Any) -> tuple[Body, Body, Body]:
    was = draw(bodies())
    return was, draw(edited(was, "mine")), draw(edited(was, "theirs"))


def content(body: Body, **more: Any) -> dict[str, Any]:
    return {"title": "Tide", "body": json.dumps(body), **more}


def body_of(merged: Any) -> Body:
    found: Body = json.loads(merged.content["body"])
    return found


@given(two_people())
def test_every_addition_and_every_change_is_there_or_is_asked_about(case: tuple[Body, Body, Body]) -> None:
    was, mine, theirs = case
    merged = merge(content(was), content(mine), content(theirs))
    there = {each["value"] for each in body_of(merged)}
    asked = {each["value"] for conflict in merged.conflicts for each in (conflict.mine, conflict.theirs)}
    before = {each["id"]: each["value"] for each in was}
    for each in [*mine, *theirs]:
        if before.get(each["id"]) != each["value"]:
            assert each["value"] in there | asked, each


@given(two_people())
def test_no_block_is_there_twice_and_none_from_nowhere(case: tuple[Body, Body, Body]) -> None:
    merged = merge(*map(content, case))
    keys = Counter(each["id"] for each in body_of(merged))
    assert max(keys.values(), default=1) == 1
    assert keys.keys() <= {each["id"] for body in case for each in body}


@given(two_people())
def test_where_one_did_nothing_the_other_has_it(case: tuple[Body, Body, Body]) -> None:
    was, mine, _theirs = case
    assert body_of(merge(content(was), content(mine), content(was))) == mine
    assert body_of(merge(content(was), content(was), content(mine))) == mine
    assert merge(content(was), content(mine), content(mine)).conflicts == []


@given(two_people())
def test_what_is_asked_about_is_the_same_from_both_sides(case: tuple[Body, Body, Body]) -> None:
    was, mine, theirs = map(content, case)
    one, other = merge(was, mine, theirs), merge(was, theirs, mine)
    assert {each.name for each in one.conflicts} == {each.name for each in other.conflicts}
    assert {each["id"] for each in body_of(one)} == {each["id"] for each in body_of(other)}


@given(two_people(), st.sampled_from(list(Choice)))
def test_what_was_chosen_stands_there_and_nothing_is_asked_again(case: Any, choice: Choice) -> None:
    was, mine, theirs = map(content, case)
    asked = merge(was, mine, theirs).conflicts
    merged = merge(was, mine, theirs, {each.name: choice.value for each in asked})
    assert merged.conflicts == []
    there = {each["id"]: each["value"] for each in body_of(merged)}
    for each in asked:
        first = each.theirs if choice == Choice.THEIRS else each.mine
        assert there[each.block] == first["value"]
    more = {each.theirs["value"] for each in asked} if choice == Choice.BOTH else set()
    assert more <= set(there.values())
    assert len(there) == len(body_of(merge(was, mine, theirs))) + (len(asked) if choice == Choice.BOTH else 0)


@given(two_people())
def test_where_the_common_version_is_not_known_nothing_of_either_is_lost(case: tuple[Body, Body, Body]) -> None:
    _was, mine, theirs = case
    merged = merge(None, content(mine), content(theirs))
    there = {each["value"] for each in body_of(merged)}
    asked = {each["value"] for conflict in merged.conflicts for each in (conflict.mine, conflict.theirs)}
    assert {each["value"] for each in [*mine, *theirs]} <= there | asked


def test_what_both_add_at_the_end_follows_one_after_the_other() -> None:
    was = [block("a", "one")]
    merged = merge(content(was), content([*was, block("m", "mine")]), content([*was, block("t", "theirs")]))
    assert [each["id"] for each in body_of(merged)] in (["a", "t", "m"], ["a", "m", "t"])
    assert merged.conflicts == []


def test_what_one_took_away_and_the_other_went_on_with_stays() -> None:
    was = [block("a", "one"), block("b", "two")]
    merged = merge(content(was), content([was[0]]), content([was[0], block("b", "two and a half")]))
    assert [each["value"] for each in body_of(merged)] == ["one", "two and a half"]


@pytest.mark.parametrize("mine, theirs, expected", [("A", "Tide", "A"), ("Tide", "B", "B"), ("C", "C", "C")])
def test_a_headline_that_one_changed(mine: str, theirs: str, expected: str) -> None:
    merged = merge(content([]), {"title": mine, "body": "[]"}, {"title": theirs, "body": "[]"})
    assert (merged.content["title"], merged.conflicts) == (expected, [])


def test_a_headline_that_both_changed_is_asked_about() -> None:
    args = content([]), {"title": "A", "body": "[]"}, {"title": "B", "body": "[]"}
    (conflict,) = merge(*args).conflicts
    assert (conflict.name, conflict.mine, conflict.theirs, conflict.can_have_both) == ("title", "A", "B", False)
    assert merge(*args, {"title": "mine"}).content["title"] == "A"
    assert merge(*args, {"title": "theirs"}).content["title"] == "B"


def test_what_nobody_writes_is_as_the_newest_has_it() -> None:
    merged = merge({"live": False, "path": "1"}, {"live": False, "path": "1"}, {"live": True, "path": "2"})
    assert (merged.content, merged.conflicts) == ({"live": True, "path": "2"}, [])


def test_bylines_of_both() -> None:
    def rows(*authors: int) -> list[dict[str, Any]]:
        return [{"pk": None, "sort_order": place, "page": 1, "author": who} for place, who in enumerate(authors)]

    merged = merge({"bylines": rows(1)}, {"bylines": rows(1, 2)}, {"bylines": rows(3, 1)})
    assert [row["author"] for row in merged.content["bylines"]] == [3, 1, 2]
    assert [row["sort_order"] for row in merged.content["bylines"]] == [0, 1, 2]


def test_sections_that_one_added_and_the_other_took_away() -> None:
    merged = merge({"further_sections": [1, 2]}, {"further_sections": [1, 2, 3]}, {"further_sections": [2]})
    assert sorted(merged.content["further_sections"]) == [2, 3]
