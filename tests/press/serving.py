"""A program for tests: the desk, with one of the applications for tests instead of Django."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module

from freesheet.press.behind import Behind
from freesheet.press.orders import Serving
from freesheet.press.serving import listening, serve


def main(named: str, path: str, largest: int) -> None:
    """Listen at ``path`` with what the function ``named`` (``module:function``) gives."""
    module, _colon, name = named.partition(":")
    application = getattr(import_module(module), name)()
    opened = listening(path)
    serve(Behind(application, largest), replace(Serving.told(), socket=opened.fileno()))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
