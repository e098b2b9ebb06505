"""A program for tests: changes a page, and dies (as by kill -9) at the n-th thing it asks of the file system."""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from freesheet.press import store as module
from freesheet.press.sheets import Sheet
from freesheet.press.store import Store

HTML = [("Content-Type", "text/html; charset=utf-8")]


def main(root: str, step: int, change: str) -> None:
    """Print ``change`` at /a/b/ in the store at ``root``, or remove the page where it is ``remove``."""
    store = Store(Path(root))
    left = step

    def mortal(call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os._exit(9)
            return call(*arguments, **named)

        return called

    for name in ("replace", "unlink", "utime", "makedirs", "rmdir"):
        setattr(os, name, mortal(getattr(os, name)))
    module._write = mortal(module._write)
    builtins.open = mortal(builtins.open)  # type: ignore[assignment]
    if change == "remove":
        store.remove("/a/b/")
    elif change == "moved":
        store.put("/a/b/", Sheet(301, [("Location", "/c/")], b""))
    else:
        store.put("/a/b/", Sheet(200, HTML, f"<p>{change}</p>".encode() * 500))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
