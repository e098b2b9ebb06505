"""The desk: the process in which Django answers, for the newsroom and for what is not in the store."""

from __future__ import annotations

import os
from typing import Any

from freesheet.press.behind import Behind
from freesheet.press.orders import LARGEST_REQUEST_BYTES, REQUEST_BYTES, Serving
from freesheet.press.serving import listening, serve


def loaded() -> Any:
    """Django's application, with every address of the newsroom looked up before anyone has to wait for it.

    Raises:
        PublicationProblem: the publication that ``FREESHEET_DIR`` names cannot be used.
    """
    from django.urls import get_resolver

    from freesheet.project.wsgi import application

    made = application()
    _patterns = get_resolver().url_patterns
    return made


def run(application: Any, path: str, parent: int) -> None:
    """Answer at the socket ``path`` until told to end, or until the process ``parent`` is gone."""
    opened = listening(path)
    largest = int(os.environ.get(REQUEST_BYTES, LARGEST_REQUEST_BYTES))
    serve(Behind(application, largest), Serving(parent, opened.fileno()))
