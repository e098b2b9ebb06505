"""Loading Django for a publication, in whichever process needs it."""

from __future__ import annotations

import gc
import os
from pathlib import Path

COLLECTED_AFTER = (20_000, 20, 20)
"""So many more objects made than thrown away, and one looks for rings of them; Python's own 700 are few for pages made
of many. Measured once, on the proof that no page is stale: 72 s of processor time with Python's own number, 59
with these. What it costs in memory was not measured."""


def load(publication: Path | None = None) -> None:
    """Set Django up for ``publication``; without one, for that which ``FREESHEET_DIR`` names.

    Raises:
        PublicationProblem: it cannot be used.
    """
    if publication is not None:
        os.environ["FREESHEET_DIR"] = str(publication)
    os.environ["DJANGO_SETTINGS_MODULE"] = "freesheet.project.settings"
    # Hardly anything of what is loaded is ever thrown away, so there is nothing to be looked for in it.
    gc.disable()
    try:
        import django

        django.setup()
    finally:
        gc.freeze()
        gc.set_threshold(*COLLECTED_AFTER)
        gc.enable()
