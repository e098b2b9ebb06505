"""Blocks made before the HTML is read, and the marks that keep their places in it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from freesheet.importers.html.tree import KEPT
from freesheet.importers.manuscripts import Block


class Kept:
    """Blocks that stand in a text as elements which no author can have written: each run has its own secret."""

    def __init__(self) -> None:
        self._secret = secrets.token_hex(8)
        self._blocks: dict[str, list[Block]] = {}

    def keep(self, blocks: Sequence[Block]) -> str:
        """Markup to set where ``blocks`` shall be."""
        key = f"{self._secret}-{len(self._blocks)}"
        self._blocks[key] = list(blocks)
        return f'<{KEPT} key="{key}">'

    def of(self, key: str) -> list[Block]:
        """The blocks that a mark stands for; none for a mark from elsewhere."""
        return self._blocks.get(key, [])
