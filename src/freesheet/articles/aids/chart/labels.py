"""Words in a drawing: broken into lines, set apart from what runs the other way, and as expressions for the drawer."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence

from freesheet.lib.scripts import direction, script

ISOLATE, END = "\u2067", "\u2069"
"""Right-to-left isolate: a label with digits or Latin words in it keeps its order."""


WIDE, NARROW, JOINED = 13.4, 7.5, 6.2
"""Pixels: how wide a letter is at the size of words in a drawing: Chinese ones, most others, those of Arabic."""


def width_of(text: str) -> float:
    """About how many pixels a text is wide; marks that are set above or below a letter take none.

    >>> width_of("ab"), width_of("潮水")
    (15.0, 26.8)
    """
    return sum(_width(mark) for mark in text)


def _width(mark: str) -> float:
    if unicodedata.combining(mark) or unicodedata.category(mark) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(mark) in "WF":
        return WIDE
    return JOINED if script(mark) == "Arab" else NARROW


def lines(text: str, width: float, most: int = 3) -> list[str]:
    """A label in lines of so many pixels, at most ``most`` of them; what does not fit ends in an ellipsis.

    >>> lines("South Korea and Japan", 90), lines("潮水不等人", 42)
    (['South Korea', 'and Japan'], ['潮水不', '等人'])
    """
    made: list[str] = [""]
    for word in _words(text):
        joined = made[-1] + word
        if made[-1] and width_of(joined.rstrip()) > width:
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


def lookup(shown: Mapping[str, Sequence[str]]) -> str:
    """An expression that gives the lines that are shown for a name. They are literals: nothing of them is run."""
    return f"({json.dumps({key: list(text) for key, text in shown.items()})})[datum.value]"


def beside(ticks: Sequence[float], shown: Sequence[str]) -> str:
    """An expression that gives what is shown for each of some figures."""
    return f"({json.dumps(list(shown))})[indexof({json.dumps(list(ticks))},datum.value)]"
