"""``python -m bench.fronted.standing DIR NAME PORT``: a front for a folder, nobody behind it, until it is killed."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from freesheet.press.fronts.known import front_named
from freesheet.press.fronts.plan import Plan
from freesheet.press.fronts.process import FrontProcess


def main(folder: str, name: str, port: str) -> None:
    """Serve the store in ``folder``."""
    FrontProcess(Plan(Path(folder).resolve(), "127.0.0.1", int(port), "127.0.0.1:9"), front_named(name)).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
