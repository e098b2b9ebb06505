"""A plain text cut into paragraphs: one line each, or several where an editor's program broke the lines."""

from __future__ import annotations

import re
from itertools import pairwise

from freesheet.importers.errors import ImportProblem
from freesheet.importers.page.folding import is_east_asian
from freesheet.importers.page.rulings import Piece

MAX_LINES = 8000
_WIDEST = 120


def pieces_of(text: str) -> list[Piece]:
    """Every line that is not blank, in order, in exactly one piece. Raises :class:`ImportProblem` for too many."""
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        raise ImportProblem(f"This page has more than {MAX_LINES:,} lines: that is no single article.")
    blocks: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(lines, start=1):
        if line.strip():
            blocks[-1].append((number, line))
        elif blocks[-1]:
            blocks.append([])
    width = _wrapped_at(blocks)
    return [piece for block in blocks if block for piece in _cut(block, width)]


def _cut(block: list[tuple[int, str]], width: int) -> list[Piece]:
    if width and len(block) > 1 and all(_full(line, following, width) for (_, line), (_, following) in pairwise(block)):
        joint = "" if is_east_asian(block[0][1]) else " "
        return [Piece(block[0][0], joint.join(line.strip() for _, line in block), tuple(block))]
    return [Piece(number, line.strip(), ((number, line),)) for number, line in block]


def _full(line: str, following: str, width: int) -> bool:
    """Whether the first word of ``following`` would not have fitted on ``line``: so somebody's program broke it."""
    word = following.strip().split(" ")[0]
    room = 2 if is_east_asian(following) else len(word)
    return not re.match(r"[-*•◆■]\s", following) and len(line.rstrip()) + 1 + room > width


def _wrapped_at(blocks: list[list[tuple[int, str]]]) -> int:
    """The width at which the text was broken, in characters; 0 if its lines are whole paragraphs."""
    joints = [(line, following) for block in blocks for (_, line), (_, following) in pairwise(block)]
    if len(joints) < 4:
        return 0
    width = max(len(line.rstrip()) for block in blocks if len(block) > 1 for _, line in block)
    full = sum(_full(line, following, width) for line, following in joints)
    return width if 30 <= width <= _WIDEST and full * 2 >= len(joints) else 0
