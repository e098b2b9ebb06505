"""Where related articles may stand in a body: between paragraphs, spread evenly, never in the way.

Lengths are seconds of reading, so the same rules hold in every script.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from itertools import accumulate, pairwise

from freesheet.lib.clean import text_of
from freesheet.lib.reading_time import seconds

FROM_SECONDS = (45.0, 90.0, 150.0)
"""How long a body must be for one, two and three related articles: about 180, 360 and 600 English words."""

MOST = len(FROM_SECONDS)

LEAST_BETWEEN = 20.0
"""Seconds of reading before the first, between two, and after the last: about 80 English words."""

_INSET = "related"


@dataclass(frozen=True)
class BodyBlock:
    """A part of a body as readers get it: its kind and what there is to read in it, plain or as HTML.

    Kinds are those of the theme: paragraph, heading, image, quotation, list, table, related, embed; and of an
    interview's turns question and answer.
    """

    kind: str
    text: str = ""


@dataclass(frozen=True)
class Shape:
    """As much of a block as its neighbours care about.

    ``leads_on``: it ends in a colon or a question mark, so what follows belongs to it, as an answer does.
    ``names_source``: it begins with a dash, as the line under a quotation does that says whose words they are.
    """

    kind: str
    seconds: float = 0.0
    leads_on: bool = False
    names_source: bool = False


def shape_of(block: BodyBlock, language: str) -> Shape:
    """The shape of a block of a text in ``language``, a BCP 47 tag."""
    bare = unescape(text_of(block.text.replace("<", " <"))).strip()
    closing = len(bare)
    while closing and unicodedata.category(bare[closing - 1]) in ("Pe", "Pf", "Zs", "Cf"):
        closing -= 1
    return Shape(
        kind=block.kind,
        seconds=seconds([bare], language),
        leads_on=bare[:closing].endswith((":", "：", "︓", "﹕", "?", "？", "؟")),
        names_source=bare.startswith(("—", "–", "―", "⸺", "-")),
    )


def places_for(body: Sequence[BodyBlock], language: str, most: int = MOST) -> list[int]:
    """Before which blocks of ``body`` a related article is set: ascending indices, at most ``most``."""
    return places([shape_of(block, language) for block in body], most)


def places(body: Sequence[Shape], most: int = MOST) -> list[int]:
    """Before which blocks of ``body`` a related article is set: ascending indices, at most ``most``.

    None is first or last, or stands between a heading and its text, beside a picture, a list, a table, a quotation
    or another inset, or parts a paragraph from what its colon announces, or a question from its answer: in an interview
    it stands before a question. Insets that the body has already count.
    """
    there = sum(shape.kind == _INSET for shape in body)
    total = sum(shape.seconds for shape in body)
    wanted = sum(total >= least for least in FROM_SECONDS)
    gaps = _gaps(body)
    for number in range(min(most, wanted - there, len(gaps)), 0, -1):
        # Half an even step apart looks spread; closer than that is better than one fewer.
        for apart in (total / (number + 1) / 2, LEAST_BETWEEN):
            chosen = _spread(gaps, number, total, max(apart, LEAST_BETWEEN))
            if chosen:
                return chosen
    return []


def _gaps(body: Sequence[Shape]) -> list[tuple[int, float]]:
    """Where an inset may stand: the index of the block after it, and the seconds read until there."""
    read = accumulate(shape.seconds for shape in body)
    pairs = zip(read, pairwise(body), strict=False)
    return [(index, until) for index, (until, (before, after)) in enumerate(pairs, 1) if _may_part(before, after)]


def _may_part(before: Shape, after: Shape) -> bool:
    if before.kind not in ("paragraph", "answer") or before.leads_on or after.names_source:
        return False
    return after.kind in ("paragraph", "heading", "question")


def _spread(gaps: Sequence[tuple[int, float]], number: int, total: float, apart: float) -> list[int]:
    """The ``number`` gaps nearest to even spacing, by least squares; empty if none are ``apart`` seconds apart.

    Dynamic programming over the gaps in order: the best way to have set k insets with the last one at or before
    a gap. ``best`` holds, for each gap, the cost and the choice.
    """
    inside = [gap for gap in gaps if LEAST_BETWEEN <= gap[1] <= total - LEAST_BETWEEN]
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ())] * len(inside)
    for nth in range(1, number + 1):
        aim = total * nth / (number + 1)
        current: list[tuple[float, tuple[int, ...]] | None] = []
        reach, leader = 0, None
        for index, at in inside:
            while nth > 1 and reach < len(inside) and inside[reach][1] <= at - apart:
                leader = _cheaper(leader, best[reach])
                reach += 1
            before = best[len(current)] if nth == 1 else leader
            current.append(before and (before[0] + (at - aim) ** 2, (*before[1], index)))
        best = current
    final: tuple[float, tuple[int, ...]] | None = None
    for way in best:
        final = _cheaper(final, way)
    return list(final[1]) if final else []


def _cheaper(
    one: tuple[float, tuple[int, ...]] | None, other: tuple[float, tuple[int, ...]] | None
) -> tuple[float, tuple[int, ...]] | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
