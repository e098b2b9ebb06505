"""How the publication fares, told without asking any database."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from freesheet.press.answers import Answer
from freesheet.press.stand import Stand
from freesheet.press.status import status

HEALTH = "/healthz"


def health(stand: Stand, desk_answers: bool, head: bool) -> Answer:
    """200 as long as readers get what is printed, whatever is the matter behind; 503 where the store cannot be read."""
    root = stand.pages.store.root
    readable = os.access(root, os.R_OK | os.X_OK)
    told: dict[str, Any] = {
        "status": "ok" if readable else "the page store cannot be read",
        "complete": readable and stand.completeness.complete,
        "newsroom": desk_answers,
        **_press(root.parent),
    }
    body = json.dumps(told).encode() + b"\n"
    headers = [("content-type", "application/json"), ("cache-control", "no-store")]
    if head:
        return Answer(200 if readable else 503, [*headers, ("content-length", str(len(body)))], b"")
    return Answer(200 if readable else 503, headers, body)


def _press(folder: Path) -> dict[str, Any]:
    """What the worker wrote, and how long ago that is; empty where it wrote nothing that can be understood."""
    told = status(folder)
    try:
        ago = max(0.0, time.time() - float(told["at"]))
        waiting = int(told["waiting"])
        oldest = round(float(told["oldest_seconds"]) + ago, 1) if waiting else None
    except (ValueError, KeyError, TypeError):
        return {}
    return {"waiting": waiting, "oldest_waiting_seconds": oldest, "press_seen_seconds": round(ago, 1)}
