"""A process that helps the press: Django, and a printer for the publication that the environment names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from freesheet.project.loading import load

if TYPE_CHECKING:
    from freesheet.press.printer import Printer


def printer() -> Printer:
    """What ``press.hands`` calls in each process that it starts."""
    load()
    from freesheet.project.wiring import printer as made

    return made()
