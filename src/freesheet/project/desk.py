"""The desk: the process in which Django answers, for the newsroom and for what is not in the store."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import replace
from typing import Any

from freesheet.press.behind import Behind
from freesheet.press.orders import LARGEST_REQUEST_BYTES, REQUEST_BYTES, Serving
from freesheet.press.serving import listening, serve
from freesheet.project.publication import PublicationProblem

log = logging.getLogger("freesheet.desk")


def _loaded() -> Any:
    from django.urls import get_resolver

    from freesheet.project.wsgi import application

    loaded = application()
    # Every address of the newsroom is looked up before anyone has to wait for it.
    _patterns = get_resolver().url_patterns
    return loaded


def main() -> None:
    """Entry of the process: the socket's path, and how to serve. Listens once Django has been loaded."""
    path, serving = sys.argv[1], Serving.told()
    try:
        application = _loaded()
    except PublicationProblem as problem:
        log.error("The newsroom cannot be started: %s", problem)
        sys.exit(1)
    except Exception:
        log.exception("The newsroom cannot be started. Readers get what is printed.")
        sys.exit(1)
    opened = listening(path)
    largest = int(os.environ.get(REQUEST_BYTES, LARGEST_REQUEST_BYTES))
    serve(Behind(application, largest), replace(serving, socket=opened.fileno()))


if __name__ == "__main__":
    main()
