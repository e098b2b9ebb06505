"""Every visual aid there is, by the names of their folders."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from types import ModuleType

from freesheet.articles import aids
from freesheet.articles.aids.aid import Aid


@lru_cache(maxsize=1)
def all_aids() -> dict[str, Aid]:
    """The aids by name.

    Each folder has ``block.py`` with a class ``Form``, and ``printed.py`` with ``printed``, and with ``DRAWS = True``
    where it keeps drawings.
    """
    return all_in(aids)


def all_in(room: ModuleType) -> dict[str, Aid]:
    """Whatever lies in a package of such folders, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(room.__path__) if module.ispkg)
    return {name: _one(room, name) for name in names}


def _one(room: ModuleType, name: str) -> Aid:
    block, shown = (importlib.import_module(f"{room.__name__}.{name}.{part}") for part in ("block", "printed"))
    return Aid(name, block.Form, shown.printed, getattr(shown, "DRAWS", False))
