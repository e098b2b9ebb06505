"""Generations: what the look of pages, and the files beside them, depend on."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from freesheet import __version__

GENERATION = ".generation"
"""File in the store that says of which generation its pages are; it goes when the store goes."""

SHOWN = (
    "locale",
    "website",
    "related",
    "feeds",
    "articles",
    "contributions",
    "authors",
    "sections",
    "editions",
    "media",
    "press",
    "lib",
)
"""Folders of the program that have a say in what readers get."""

PACKAGE = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def generation() -> str:
    """What pages look like: other theme, other catalogue, other version or settings, other sixteen digits."""
    publication = settings.PUBLICATION
    told = (publication.address, publication.languages, publication.timezone, publication.cdn, publication.payments)
    sends = bool(publication.mail_server)
    shown = repr((*told, sends, version("wagtail"), version("django"), version("vl-convert-python")))
    return _digest(shown, settings.THEME, *(PACKAGE / room for room in SHOWN))


@lru_cache(maxsize=1)
def static_generation() -> str:
    """What static files there are, as sixteen hexadecimal digits."""
    return _digest(version("wagtail"), settings.THEME / "static", PACKAGE / "newsroom" / "static")


def _digest(more: str, *folders: Path) -> str:
    state = hashlib.sha256(f"{__version__}\0{more}\0".encode())
    found = (path for folder in folders for path in folder.rglob("*"))
    for path in sorted(path for path in found if path.is_file() and path.suffix != ".pyc"):
        state.update(str(path.relative_to(PACKAGE)).encode() + b"\0" + path.read_bytes())
    return state.hexdigest()[:16]
