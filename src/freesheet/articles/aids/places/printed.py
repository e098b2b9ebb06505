"""What readers get of a map: two drawings for two screens, and the list of places."""

from __future__ import annotations

from typing import Any

from freesheet.articles.aids.aid import Around, Printed
from freesheet.articles.aids.keeping import Drawing, kept
from freesheet.articles.aids.places.coordinates import NoPlace, coordinates
from freesheet.articles.aids.places.drawing import NARROW, STYLE, WIDE, drawn
from freesheet.lib.figures import written

EDITION = 1
"""Raised when maps are drawn otherwise."""

DRAWS = True


def printed(value: Any, around: Around) -> Printed | None:
    """The map; None while it has no place."""
    known = [(place, at) for place in value["places"] if (at := _at(place["at"])) is not None]
    if not known:
        return None
    spots = [at for _place, at in known]
    wide, narrow = (_map(spots, around.language, width) for width in (WIDE, NARROW))
    if wide is None or narrow is None:
        return None
    return {
        "title": value["title"],
        "wide": wide,
        "narrow": narrow,
        "source": value["source"] or "",
        "notes": value["notes"] or "",
        "places": tuple(
            {"number": written(number, around.language), "name": place["name"], "line": place["line"] or ""}
            for number, (place, _at) in enumerate(known, 1)
        ),
    }


def _map(spots: list[tuple[float, float]], language: str, width: int) -> Drawing | None:
    return kept(["map", EDITION, spots, language, width], lambda: drawn(spots, language, width), STYLE)


def _at(text: str) -> tuple[float, float] | None:
    try:
        return coordinates(text or "")
    except NoPlace:
        return None
