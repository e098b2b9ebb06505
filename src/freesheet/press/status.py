"""What the worker says of itself in a small file, for whoever asks while the database is away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

STATUS = "run/press.json"
"""Below the publication's folder.

Of what it holds, the stand uses ``waiting`` (changes), ``oldest_seconds`` (how long the first of them has waited),
``generation`` (that of the program that prints), and ``at`` (seconds since 1970).
"""

_LARGEST_BYTES = 64 * 2**10


def status(folder: Path) -> dict[str, Any]:
    """What was written last for the publication in ``folder``; empty where nothing was that can be read."""
    try:
        with (folder / STATUS).open("rb") as handle:
            told = json.loads(handle.read(_LARGEST_BYTES))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
