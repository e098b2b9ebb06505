"""Django as the stand calls it, for what is not in the store."""

import os
from typing import Any


def application() -> Any:
    """The WSGI application of the publication named by ``FREESHEET_DIR``."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "freesheet.project.settings"
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
