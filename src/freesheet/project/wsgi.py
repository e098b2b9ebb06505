"""Django as the stand calls it, for what is not in the store."""

from typing import Any

from freesheet.project.loading import load


def application() -> Any:
    """The WSGI application of the publication named by ``FREESHEET_DIR``."""
    load()
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()
