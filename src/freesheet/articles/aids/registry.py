"""Every visual aid there is, by the names of their folders."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from freesheet.articles import aids
from freesheet.articles.aids.aid import Aid


@lru_cache(maxsize=1)
def all_aids() -> dict[str, Aid]:
    """The aids by name.

    Each folder has ``block.py`` with a class ``Form``, and ``printed.py`` with ``printed``, and with ``DRAWS = True``
    where it keeps drawings.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(aids.__path__) if module.ispkg)
    return {name: _aid(name) for name in names}


def _aid(name: str) -> Aid:
    block, shown = (importlib.import_module(f"{aids.__name__}.{name}.{part}") for part in ("block", "printed"))
    return Aid(name, block.Form, shown.printed, getattr(shown, "DRAWS", False))
