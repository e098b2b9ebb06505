"""Words in a drawing: broken into lines, set apart from what runs the other way, and as expressions for the drawer."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence

from freesheet.lib.scripts import direction

ISOLATE, END = "\u2067", "\u2069"
"""Right-to-left isolate: a label with digits or Latin words in it keeps its order."""


def width_of(text: str) -> int:
    """Columns: two for a Chinese or other wide letter, none for a mark that is set above or below one.

    >>> width_of("ab"), width_of("潮水")
    (2, 4)
    """
    wide = sum(unicodedata.east_asian_width(mark) in "WF" for mark in text)
    return wide + sum(not unicodedata.combining(mark) for mark in text)


def lines(text: str, columns: int, most: int = 3) -> list[str]:
    """A label in lines of so many columns, at most ``most`` of them; what does not fit ends in an ellipsis.

    >>> lines("South Korea and Japan", 12), lines("潮水不等人", 6)
    (['South Korea', 'and Japan'], ['潮水不', '等人'])
    """
    made: list[str] = [""]
    for word in _words(text):
        joined = made[-1] + word
        if made[-1] and width_of(joined.rstrip()) > columns:
            made[-1] = made[-1].rstrip()
            made.append(word.lstrip())
        else:
            made[-1] = joined
    made[-1] = made[-1].rstrip()
    if len(made) > most:
        made = [*made[: most - 1], made[most - 1] + "…"]
    return made


def _words(text: str) -> list[str]:
    """Words with the space after each; wide letters one by one."""
    words = [""]
    for mark in text:
        if unicodedata.east_asian_width(mark) in "WF":
            words += [mark] if words[-1] else []
            words[-1] = mark
            words.append("")
        else:
            words[-1] += mark
            if mark == " ":
                words.append("")
    return [word for word in words if word]


def set_apart(text: str, language: str) -> str:
    """A label as it is given to the drawer."""
    return f"{ISOLATE}{text}{END}" if direction(language) == "rtl" else text


def lookup(shown: Mapping[str, str | Sequence[str]], by: str = "datum.value") -> str:
    """An expression that gives what is shown for a value. Every text in it is a literal: nothing of it is run."""
    told = {key: text if isinstance(text, str) else list(text) for key, text in shown.items()}
    return f"({json.dumps(told, ensure_ascii=True)})[{by}]"
