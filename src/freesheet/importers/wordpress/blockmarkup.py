"""Block markup: comments that tell where each block of WordPress's block editor begins and ends.

The grammar is that of https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/#delimiters-and-parsing-expression-grammar.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

MAX_DEPTH = 60

_OPENS = re.compile(r"<!--\s*(?=/?wp:)")
_DELIMITER = re.compile(
    r"\s*(?P<closes>/?)wp:(?P<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)(?:\s+(?P<told>\{.*\}))?\s*(?P<alone>/?)\s*",
    re.DOTALL,
)


@dataclass(slots=True)
class MarkedBlock:
    """A block: its name (without ``core/``), what it is told, what it holds, and its opening comment as it stood."""

    name: str
    told: dict[str, Any]
    source: str
    is_alone: bool = False
    inner: list[str | MarkedBlock] = field(default_factory=list)

    @property
    def html(self) -> str:
        """Its HTML, that of blocks within included."""
        return "".join(part if isinstance(part, str) else part.html for part in self.inner)

    def text_told(self, key: str) -> str:
        """Something it is told, if that is a text or a number; else an empty string."""
        value = self.told.get(key)
        return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def has_blocks(content: str) -> bool:
    """Whether a text was written in the block editor."""
    return _OPENS.search(content) is not None


def parsed(content: str) -> list[str | MarkedBlock]:
    """The blocks of a text, and what stands between them. What opens and never closes reaches to the end."""
    top: list[str | MarkedBlock] = []
    open_blocks: list[MarkedBlock] = []

    def add(part: str | MarkedBlock) -> None:
        if part:
            (open_blocks[-1].inner if open_blocks else top).append(part)

    place = 0
    for start, end, found in _delimiters(content):
        add(content[place:start])
        place = end
        name = found["name"].removeprefix("core/")
        if found["closes"]:
            if any(block.name == name for block in open_blocks):
                while open_blocks.pop().name != name:
                    pass
            continue
        block = MarkedBlock(name, _told(found["told"]), content[start:end], bool(found["alone"]))
        add(block)
        if not block.is_alone and len(open_blocks) < MAX_DEPTH:
            open_blocks.append(block)
    add(content[place:])
    return top


def _delimiters(content: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    place = 0
    while opening := _OPENS.search(content, place):
        end = content.find("-->", opening.end())
        if end < 0:
            return
        found = _DELIMITER.fullmatch(content, opening.start() + 4, end)
        if found is not None:
            yield opening.start(), end + 3, found
        place = end + 3


def _told(source: str | None) -> dict[str, Any]:
    try:
        value = json.loads(source) if source else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
