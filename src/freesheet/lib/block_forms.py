"""Forms of long lists of blocks, whose description is made once and not for each form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from wagtail.blocks.base import BlockWidget


class KeptBlockWidget(BlockWidget):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's field for blocks; what it tells the browser of the blocks that there are is kept for each language.

    It takes a third of the time of an article's whole form. Only for blocks that offer everybody the same: none whose
    choices come from the database.
    """

    _js_context: Any
    _block_json: Any
    _kept: dict[tuple[int, str | None], tuple[Any, str]] = {}

    def _build_block_json(self) -> None:
        # Nobody gives a list of blocks up while the program runs, so its number stays its own.
        key = id(self.block_def), get_language()
        if key not in self._kept:
            super()._build_block_json()
            self._kept[key] = self._js_context, self._block_json
        self._js_context, self._block_json = self._kept[key]
