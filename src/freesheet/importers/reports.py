"""What an import tells at its end: what came, what did not, and why, line by line."""

from __future__ import annotations

import csv
import io
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

CAME, DRAFT, UNCHANGED, LEFT_OUT, NOTED, FAILED = "came", "came as draft", "unchanged", "left out", "noted", "failed"
"""What can have happened to a thing."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One thing of the source: what kind, which, its title, what happened to it, and why."""

    kind: str
    key: str
    title: str
    happened: str
    why: str = ""


class Report:
    """Lines in the order in which they came, kept in a file once they are many, and counted."""

    def __init__(self) -> None:
        self._lines = tempfile.SpooledTemporaryFile(max_size=1_000_000, mode="w+", encoding="utf-8", newline="")  # noqa: SIM115
        # Whoever forgets to close a report leaves no file behind.
        self._closing = weakref.finalize(self, self._lines.close)
        self._writer = csv.writer(self._lines)
        self.counts: Counter[tuple[str, str]] = Counter()
        """How many lines there are of each kind and happening."""

    def add(self, kind: str, key: str, title: str, happened: str, why: str = "") -> ReportLine:
        """Add a line."""
        line = ReportLine(kind, key, " ".join(title.split()), happened, why)
        self._writer.writerow(astuple(line))
        self.counts[kind, happened] += 1
        return line

    def __iter__(self) -> Iterator[ReportLine]:
        """All lines; none may be added meanwhile."""
        self._lines.seek(0)
        try:
            for row in csv.reader(self._lines):
                yield ReportLine(*row)
        finally:
            self._lines.seek(0, io.SEEK_END)

    def __len__(self) -> int:
        return self.counts.total()

    def summary(self) -> str:
        """What happened to how many of which kind, a line each."""
        widest = max((len(str(count)) for count in self.counts.values()), default=1)
        rows = sorted(self.counts.items(), key=lambda row: row[0])
        return "\n".join(f"{count:>{widest}}  {kind}: {happened}" for (kind, happened), count in rows)

    def write_text(self, path: Path) -> None:
        """Write the summary and every line as text."""
        with path.open("w", encoding="utf-8") as file:
            file.write(f"{self.summary()}\n\n")
            for line in self:
                why = f"  {line.why}" if line.why else ""
                title = f" “{line.title}”" if line.title else ""
                file.write(f"{line.happened}: {line.kind} {line.key}{title}.{why}\n")

    def write_csv(self, path: Path) -> None:
        """Write every line as a table. No cell can be taken for a formula by a spreadsheet program."""
        # The mark at the start lets spreadsheet programs see that this is UTF-8.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([field.name for field in fields(ReportLine)])
            writer.writerows([_harmless(cell) for cell in astuple(line)] for line in self)

    def close(self) -> None:
        """Let go of the lines."""
        self._closing()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
