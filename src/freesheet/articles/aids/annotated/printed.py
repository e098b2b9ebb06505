"""What readers get of an annotated picture."""

from __future__ import annotations

from typing import Any

from freesheet.articles.aids.aid import Around, Printed
from freesheet.articles.aids.pictures import shown
from freesheet.lib.figures import written


def printed(value: Any, around: Around) -> Printed | None:
    """The picture, and its points with numbers as the language writes them; None where there is no picture."""
    view = shown(value["picture"], around)
    if view is None:
        return None
    points = [point for point in value["points"] if point["x"] is not None and point["y"] is not None]
    return {
        "title": value["title"] or "",
        "picture": view,
        "points": tuple(
            {
                # From the left in every language: a picture is not mirrored.
                "x": f"{point['x']:.1f}%",
                "y": f"{point['y']:.1f}%",
                "number": written(number, around.language),
                "title": point["title"],
                "note": point["note"] or "",
            }
            for number, point in enumerate(points, 1)
        ),
    }
