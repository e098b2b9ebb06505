"""What our store does to every page, done to what Hugo built."""

from __future__ import annotations

from pathlib import Path

from freesheet.press.sheets import Sheet, pressed

KINDS = {".html": "text/html", ".xml": "application/xml", ".txt": "text/plain", ".css": "text/css"}


def compress(name: str) -> int:
    """Put the codings that our store has beside a file; how many files that were: one."""
    path = Path(name)
    kind = KINDS[path.suffix]
    for coding, body in pressed(Sheet(200, [("content-type", kind)], path.read_bytes()), kind).items():
        if coding != "identity":
            path.with_name(f"{path.name}.{coding}").write_bytes(body)
    return 1
