"""What can be wrong with an export."""

from __future__ import annotations

from freesheet.importers.errors import ImportProblem


class UnreadableExport(ImportProblem):
    """A file is not well-formed, or no WordPress export. ``line`` and ``column`` count from 1."""

    def __init__(self, reason: str, line: int, column: int, hint: str = "") -> None:
        said = f"{reason}, line {line}, column {column}. Nothing was imported."
        super().__init__(f"{said} {hint}".strip())
        self.line = line
        self.column = column
