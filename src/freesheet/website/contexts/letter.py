"""What the pages of the newsletter show, of which none is stored."""

from __future__ import annotations

from dataclasses import dataclass

from freesheet.website.contexts.mine import LanguageChoice
from freesheet.website.contexts.shapes import Furniture, Head


@dataclass(frozen=True)
class LetterContext:
    """Where one asks for the newsletter, confirms that, or leaves. Template: ``letter/letter.html``."""

    furniture: Furniture
    head: Head
    title: str
    says: tuple[str, ...]
    kept_url: str
    stylesheet_url: str
    action: str = ""
    """Where the form is sent; empty where there is none."""
    button: str = ""
    token: str = ""
    """What the form carries along; only where an address is asked for."""
    email: str = ""
    languages: tuple[LanguageChoice, ...] = ()
    """Those in which there is a letter, where there are several."""
    problem: str = ""
