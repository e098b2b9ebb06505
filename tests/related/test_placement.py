"""Where related articles stand in a body."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.related.placement import LEAST_BETWEEN, MOST, BodyBlock, Shape, places, places_for, shape_of


def paragraph(seconds: float = 30.0, *, leads_on: bool = False, names_source: bool = False) -> Shape:
    return Shape("paragraph", seconds, leads_on, names_source)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [([30] * 7, [2, 3, 5]), ([25] * 8, [2, 4, 6]), ([30] * 4, [1, 3]), ([30] * 2, [1]), ([20, 20], []), ([300], [])],
)
def test_the_longer_the_body_the_more_of_them(seconds: list[float], expected: list[int]) -> None:
    assert places([paragraph(length) for length in seconds]) == expected


def test_seven_paragraphs_of_a_793_word_story_have_room_for_three() -> None:
    words = [82, 96, 107, 100, 74, 114, 220]
    body = [BodyBlock("paragraph", f"<p>{'word ' * number}</p>") for number in words]
    assert len(places_for(body, "en")) == 3
    assert len(places_for(body, "en", most=1)) == 1


@pytest.mark.parametrize(
    ("language", "character", "number"), [("zh-hant", "字", 130), ("ja", "か", 200), ("ur", "لفظ ", 110)]
)
def test_the_same_rules_hold_in_every_script(language: str, character: str, number: int) -> None:
    body = [BodyBlock("paragraph", character * number)] * 8
    assert len(places_for(body, language)) == 3


def test_a_heading_stays_with_its_text() -> None:
    body = [paragraph(60), Shape("heading", 2), paragraph(60), Shape("heading", 2), paragraph(60)]
    assert places(body) == [1, 3]


def test_a_quotation_stays_with_its_source_and_with_what_announces_it() -> None:
    said = Shape("quotation", 10)
    assert places([paragraph(60), said, paragraph(60, names_source=True), paragraph(60)]) == [3]
    assert places([paragraph(60, leads_on=True), paragraph(60)]) == []


@pytest.mark.parametrize("kind", ["image", "embed", "list", "table", "quotation", "related"])
def test_none_stands_beside_anything_but_prose(kind: str) -> None:
    assert places([paragraph(60), Shape(kind), paragraph(60), Shape(kind), paragraph(60)]) == []


def test_two_are_not_crowded_where_there_is_room() -> None:
    assert places([paragraph(length) for length in (20, 46, 64, 25, 65)]) == [1, 2, 4]


def test_insets_that_an_editor_set_count() -> None:
    body = [paragraph(40), Shape("related"), *[paragraph(40)] * 6]
    assert len(places(body)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "He said:",
        "How so?",
        "為什麼？",
        "کیوں؟",
        "他說：",
        "He said: ",
        "(as follows:)",
        "「原文如下：」",
        "انہوں نے کہا:",
        "<p>He <b>said:</b></p>",
    ],
)
def test_a_colon_or_a_question_leads_on(text: str) -> None:
    assert shape_of(BodyBlock("paragraph", text), "en").leads_on


@pytest.mark.parametrize("text", ["He said so.", "", "Time: noon", "<a href='x:'>so</a>"])
def test_no_colon_does_not(text: str) -> None:
    assert not shape_of(BodyBlock("paragraph", text), "en").leads_on


KINDS = ["paragraph"] * 6 + ["heading", "image", "quotation", "list", "table", "related", "embed"]
BODIES = st.lists(
    st.builds(Shape, st.sampled_from(KINDS), st.floats(0, 120), st.booleans(), st.booleans()), max_size=40
)


@given(BODIES, st.integers(0, MOST))
def test_no_body_gets_one_in_a_wrong_place(body: list[Shape], most: int) -> None:
    chosen = places(body, most)
    assert len(chosen) <= most
    for index in chosen:
        before, after = body[index - 1], body[index]
        assert before.kind == "paragraph"
        assert after.kind in ("paragraph", "heading")
        assert not before.leads_on
        assert not after.names_source
    read = [sum(shape.seconds for shape in body[:index]) for index in chosen]
    total = sum(shape.seconds for shape in body)
    assert all(later - earlier >= LEAST_BETWEEN - 1e-6 for earlier, later in pairwise([0.0, *read, total]) if chosen)


@given(st.lists(st.floats(25, 40), min_size=10, max_size=60))
def test_plain_prose_gets_three_evenly(lengths: list[float]) -> None:
    body = [paragraph(length) for length in lengths]
    chosen = places(body)
    total = sum(lengths)
    assert len(chosen) == 3
    for nth, index in enumerate(chosen, 1):
        assert abs(sum(lengths[:index]) - total * nth / 4) <= max(lengths) / 2 + 1e-6


@given(BODIES)
def test_a_longer_body_never_loses_one(body: list[Shape]) -> None:
    assert len(places([*body, paragraph(60), paragraph(60)])) >= len(places(body))
