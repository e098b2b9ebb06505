"""Which part of a series an article is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from freesheet.articles.rules import numbered

Given = list[int | None]
wishes = st.lists(st.none() | st.integers(1, 12), max_size=12)
"""What editors gave to the articles of a series, the oldest first."""


def parts(wished: Given) -> dict[int, int]:
    """The number of each article, by its place among them."""
    return {pk: number for number, pk in numbered(enumerate(wished))}


@given(wishes)
def test_each_article_is_one_part_and_no_two_are_the_same(wished: Given) -> None:
    found = numbered(enumerate(wished))
    assert sorted(pk for _number, pk in found) == list(range(len(wished)))
    numbers = [number for number, _pk in found]
    assert numbers == sorted(set(numbers))
    assert all(number >= 1 for number in numbers)


@given(wishes)
def test_the_oldest_of_those_that_were_given_a_number_has_it(wished: Given) -> None:
    found = parts(wished)
    for number in {each for each in wished if each}:
        assert found[wished.index(number)] == number


@given(wishes)
def test_what_was_given_none_follows_in_the_order_of_publication(wished: Given) -> None:
    found = parts(wished)
    free = [found[pk] for pk, number in enumerate(wished) if number is None]
    assert free == sorted(free)


@given(wishes)
def test_a_new_part_without_a_number_changes_that_of_none_before_it(wished: Given) -> None:
    before, after = parts(wished), parts([*wished, None])
    assert {pk: after[pk] for pk in before} == before


def test_without_any_wish_they_are_counted_from_one() -> None:
    assert numbered([(7, None), (3, None), (9, None)]) == [(1, 7), (2, 3), (3, 9)]
