"""The saved pages of ``pages/``: every line with what it must be taken for, written for these tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Expected:
    """One page as ``kind | line`` rows; ``text`` is the page itself, a blank line between its lines."""

    name: str
    rows: tuple[tuple[str, str], ...]

    def text(self, joint: str = "\n\n") -> str:
        return joint.join(line for _, line in self.rows) + "\n"

    def lines(self, *kinds: str) -> list[str]:
        return [line for kind, line in self.rows if kind in kinds]


def corpus() -> list[Expected]:
    """Every page of the corpus, by name."""
    found = []
    for file in sorted(PAGES.glob("*.page")):
        rows = [row.split(" | ", 1) for row in file.read_text(encoding="utf-8").splitlines() if row]
        found.append(Expected(file.stem, tuple((kind, line) for kind, line in rows)))
    return found
