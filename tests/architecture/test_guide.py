"""The editors' guide has every picture that the journeys take, in its place, with words for who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.journeys.guide.pictures import SHOTS
from tests.journeys.guide.seen import FOLDER

SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
MOST_BYTES, MOST_BYTES_OF_ONE = 1_500_000, 150_000
SHORTEST_ALT = 40


def shown() -> Iterator[tuple[str, str, str]]:
    """The page, the alternative text and the file of each picture in the guide."""
    for page in sorted(FOLDER.parent.glob("*.md")):
        for alt, target in SHOWN.findall(page.read_text("utf-8")):
            yield page.name, alt, target


def test_every_picture_of_the_guide_is_taken_by_the_journey_and_every_picture_taken_is_in_the_guide() -> None:
    named = {f"pictures/{shot.name}.png" for shot in SHOTS}
    assert len(named) == len(SHOTS)
    assert {target for _page, _alt, target in shown()} == named
    files = {f"pictures/{path.name}" for path in FOLDER.iterdir()}
    assert files == named | {name.replace(".png", ".txt") for name in named}


def test_every_picture_of_the_guide_is_told_to_who_cannot_see_it() -> None:
    told = {f"pictures/{shot.name}.png": shot.alt for shot in SHOTS}
    assert [alt for alt in told.values() if len(alt) < SHORTEST_ALT] == []
    assert [(page, target) for page, alt, target in shown() if alt != told.get(target)] == []


def test_the_pictures_of_the_guide_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES_OF_ONE} == {}
    assert sum(sizes.values()) <= MOST_BYTES
