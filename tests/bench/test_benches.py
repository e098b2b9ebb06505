"""What the benches stand on: newspapers that are the same at every run, and verdicts that are not kind."""

from __future__ import annotations

from itertools import islice, pairwise
from statistics import mean

import pytest
from bench.corpus.writing import AUTHORS, MEAN_WORDS, SECTIONS, TAGS, manuscripts
from bench.report import Figure, Report, missed, percentile


def test_an_article_is_the_same_wherever_one_begins_to_write() -> None:
    written = list(manuscripts(400))
    assert list(manuscripts(400, 200, 7)) == written[199:206]
    assert [one.number for one in written] == list(range(1, 401))


def test_the_newspaper_is_like_one() -> None:
    written = list(islice(manuscripts(100_000), 400))
    lengths = [sum(len(text.split()) for text in one.body) for one in written]
    assert abs(mean(lengths) - MEAN_WORDS) < 60
    assert {one.section for one in written} == set(range(SECTIONS))
    assert all(person < AUTHORS for one in written for person in one.authors)
    assert all(tag < TAGS for one in written for tag in one.tags)
    assert len({one.slug for one in written}) == len(written)
    assert all(one.published < other.published for one, other in pairwise(written))


def test_a_figure_that_is_missed_is_told_in_a_sentence() -> None:
    report = Report("Reading", figures=[Figure("Rate", 0.89, 0.9), Figure("Time", 1.2, 1.3, False), Figure("Ratio", 7)])
    assert missed([report]) == ["Reading: Rate: **0.890** (to reach: at least 0.900; NOT REACHED)."]
    assert "Time: **1.200** (to reach: at most 1.300; reached)." in report.markdown()
    assert "Ratio: **7.00** (stated, nothing to reach)." in report.markdown()


@pytest.mark.parametrize(("part", "value"), [(0.5, 3), (0.95, 5), (0.2, 1), (1, 5)])
def test_a_percentile_is_one_of_the_values(part: float, value: float) -> None:
    assert percentile([5, 1, 4, 2, 3], part) == value
