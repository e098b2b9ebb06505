"""Maps of places: coordinates as people copy them, and where the numbers stand."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.articles.aids.places.coordinates import NoPlace, coordinates
from freesheet.articles.aids.places.drawing import NARROW, RADIUS, WIDE, drawn
from freesheet.articles.aids.places.window import window_for

PLACES = st.lists(st.tuples(st.floats(-80, 80), st.floats(-180, 180)), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "there"),
    [("24.15, 120.67", (24.15, 120.67)), ("-21.14,-175.2", (-21.14, -175.2)), ("۳۱٫۵، ۷۴٫۳", (31.5, 74.3)),
     ("−33.9; 18.4", (-33.9, 18.4)), (" 0,0 ", (0.0, 0.0))],
)  # fmt: skip
def test_coordinates_are_understood(text: str, there: tuple[float, float]) -> None:
    assert coordinates(text) == there


@pytest.mark.parametrize(
    "text", ["", "Taichung", "24.15", "24°9′N 120°40′E", "120.67, 24.15, 3", "95, 10", "10, 200", "nan, nan"]
)
def test_what_is_no_place_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NoPlace, match=r"\.$"):
        coordinates(text)


@given(PLACES, st.sampled_from([WIDE, NARROW]))
def test_every_place_lies_in_the_frame(places: list[tuple[float, float]], width: int) -> None:
    window = window_for(places, width, 0.62 if width == WIDE else 0.9)
    assert window.south >= -85.001
    assert window.north <= 85.001
    assert window.east - window.west <= 360.001
    for latitude, longitude in places:
        x, y = window.at(latitude, longitude)
        assert -0.01 <= x <= window.width + 0.01
        assert -0.01 <= y <= window.height + 0.01


def test_a_map_of_the_pacific_is_not_torn_at_the_date_line() -> None:
    window = window_for([(-21.1, -175.2), (-18.1, 178.4)], WIDE, 0.62)
    assert window.east - window.west < 40


DISC = re.compile(rf'<circle class="pin" cx="([\d.]+)" cy="([\d.]+)" r="{RADIUS}"/>')


def test_numbers_do_not_cover_each_other_and_are_in_the_readers_digits() -> None:
    svg = drawn([(24.0, 120.0)] * 9 + [(24.01, 120.01)], "ur", NARROW)
    discs = [(float(x), float(y)) for x, y in DISC.findall(svg)]
    assert len(discs) == 10
    assert all(math.dist(one, other) > 2 * RADIUS - 1 for n, one in enumerate(discs) for other in discs[:n])
    assert ">۱۰</text>" in svg


def test_there_is_land_and_sea_around_taiwan() -> None:
    svg = drawn([(24.15, 120.67)], "en", WIDE)
    assert 'class="land"' in svg
    assert 'class="sea"' in svg
    assert len(svg) < 20_000
    assert len(drawn([(50.0, -170.0), (-40.0, 170.0), (10.0, 0.0)], "en", WIDE)) < 60_000
