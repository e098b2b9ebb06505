"""What readers get of a pull quotation."""

from __future__ import annotations

from typing import Any

from freesheet.articles.aids.aid import Around, Printed


def printed(value: Any, around: Around) -> Printed | None:
    """Its words; None where there are none."""
    words = " ".join((value["words"] or "").split())
    return {"words": words} if words else None
