"""A process that helps the press: Django, and a printer for the publication that the environment names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from freesheet.press.printer import Printer


def printer() -> Printer:
    """What ``press.hands`` calls in each process that it starts."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "freesheet.project.settings"
    import django

    django.setup()
    from freesheet.project.wiring import printer as made

    return made()
