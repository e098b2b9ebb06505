"""Setting a sheet of paper: from what it says to a PDF, by Typst, with fonts of our own before those of the machine."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

log = logging.getLogger("freesheet.contributions")

HERE = Path(__file__).parent
FOR_LONG = "a-2a"
"""A PDF for keeping, that says what is text and in which order: PDF/A-2a. Each letter must have a shape for it."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[HERE / "fonts"])


def pdf(said: dict[str, Any], at: datetime) -> bytes:
    """The sheet that says so, made ``at``: the same bytes for the same words."""
    try:
        return _set(said, at, FOR_LONG)
    except RuntimeError:
        # A letter of no font here is a box on paper: better than no receipt. What Typst says has somebody's name in it.
        log.warning("A receipt has a box for a letter of no font here. Debian has fonts-noto-core and fonts-noto-cjk.")
        return _set(said, at, "1.7")


def _set(said: dict[str, Any], at: datetime, standard: Any) -> bytes:
    # Here, for it is large and only who sends letters needs it.
    import typst

    return typst.compile(
        HERE / "sheet.typ",
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"said": json.dumps(said)},
        pdf_standards=standard,
        timestamp=int(at.timestamp()),
    )
