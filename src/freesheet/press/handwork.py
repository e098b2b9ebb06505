"""What a helping process does. Imported before Django is ready there, so it knows nothing of models by itself."""

from __future__ import annotations

import importlib
import os
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from freesheet.press.printer import Order, Printer, Run

_printer: Printer | None = None


def begin(maker: str, parent: int) -> None:
    """Make the printer of this process; ``maker`` is ``package.module:callable``, ``parent`` whose hand this is."""
    global _printer  # a process has one
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    # Readers and editors come first.
    os.nice(5)
    module, _colon, name = maker.partition(":")
    _printer = getattr(importlib.import_module(module), name)()


def print_pages(orders: Sequence[Order], epoch: int) -> Run:
    """Print a few pages with the printer of this process."""
    if _printer is None:
        raise RuntimeError("The process was given pages before it had begun.")
    return _printer.print(orders, epoch)


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
