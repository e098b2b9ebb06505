"""A bare Granian application that gives one answer to whatever is asked: the ceiling of any that Granian serves."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

ANSWER = "BENCH_ANSWER"
"""Environment variable: a file as ``keep`` writes it."""


def keep(path: Path, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    """Write down what is to be answered."""
    path.write_text(json.dumps({"status": status, "headers": headers, "body": body.decode("latin-1")}))


def application() -> Any:
    """The RSGI application."""
    answer = json.loads(Path(os.environ[ANSWER]).read_text())
    status, body = answer["status"], answer["body"].encode("latin-1")
    headers = [(name, value) for name, value in answer["headers"]]

    async def constant(scope: Any, protocol: Any) -> None:
        protocol.response_bytes(status, headers, body)

    async def empty(scope: Any, protocol: Any) -> None:
        protocol.response_empty(status, headers)

    return constant if body else empty
