"""The order in which the rules are asked. Each leaves undecided what it does not know; the rest is the story."""

from __future__ import annotations

import re

from freesheet.importers.page.folding import fold, is_east_asian, is_prose
from freesheet.importers.page.furniture import settle_lines
from freesheet.importers.page.heads import settle_head
from freesheet.importers.page.hints import settle_hints
from freesheet.importers.page.outlet import learn_name
from freesheet.importers.page.people import settle_names
from freesheet.importers.page.related import settle_related
from freesheet.importers.page.rulings import Desk, Facts, Kind, Piece
from freesheet.importers.page.tails import settle_inner_appeals, settle_tail

_MARKED_HEADING = re.compile(r"#{2,6}\s+\S")
_HEADING_LENGTH = {True: 36, False: 90}


def judged(pieces: list[Piece], facts: Facts) -> Desk:
    """Every piece with a ruling, and ``facts`` completed by what the lines told."""
    desk = Desk(pieces, facts)
    settle_hints(desk)
    settle_related(desk)
    settle_lines(desk)
    learn_name(desk)
    settle_head(desk)
    settle_names(desk)
    settle_tail(desk)
    settle_inner_appeals(desk)
    settle_names(desk)
    _settle_story(desk)
    return desk


def _settle_story(desk: Desk) -> None:
    story = desk.undecided()
    prose = any(is_prose(desk.text(i)) or desk.pieces[i].tag for i in story)
    for index in story:
        if desk.pieces[index].tag.startswith("h") and desk.pieces[index].tag != "hr":
            desk.settle(index, Kind.HEADING, "The markup makes it a heading, in the story's own element.")
        elif desk.pieces[index].tag:
            desk.settle(index, Kind.STORY, "It stands in the story's own element and no rule takes it for furniture.")
        elif prose and _is_heading(desk, index):
            desk.settle(index, Kind.HEADING, "A short line without a full stop between two paragraphs of the story.")
        else:
            desk.settle(
                index,
                Kind.STORY,
                "It stands between the headline and the end of the story, and no rule takes it for furniture.",
            )


def _is_heading(desk: Desk, index: int) -> bool:
    text = desk.text(index)
    if _MARKED_HEADING.match(text):
        return True
    if (
        is_prose(text)
        or re.match(r"\W*[•◦*\-–—“\"「]|\d+[.)、]", text)
        or len(text) > _HEADING_LENGTH[is_east_asian(text)]
        or fold(text).strip()[-1:] in "?!"
    ):
        return False
    return all(
        _is_paragraph(desk, neighbour)
        for neighbour in (_next_in_story(desk, index, -1), _next_in_story(desk, index, 1))
    )


def _next_in_story(desk: Desk, index: int, step: int) -> int:
    index += step
    while 0 <= index < len(desk.pieces) and desk.rulings[index] is not None and desk.kind(index) is not Kind.STORY:
        index += step
    return index


def _is_paragraph(desk: Desk, index: int) -> bool:
    return 0 <= index < len(desk.pieces) and is_prose(desk.text(index))
