"""The colours of a drawing stand for classes: whoever draws is given a number, and readers' style sheets the class."""

from __future__ import annotations

INK, SOFT, RULE, AXIS, PAPER = "#0a0a01", "#0a0a02", "#0a0a03", "#0a0a04", "#0a0a05"
"""Words, lesser words, lines of the grid, the line that figures stand on, and the ground."""

_CLASSES = {INK: "ink", SOFT: "soft", RULE: "rule", AXIS: "axis", PAPER: "paper"}


def series(number: int) -> str:
    """The colour that stands for the series of this number, the first being 1."""
    return f"#f0000{number}"


def class_of(attribute: str, colour: str) -> str:
    """The class for a ``fill`` or ``stroke`` of this colour; empty where it stands for nothing.

    >>> class_of("fill", series(2)), class_of("stroke", series(2)), class_of("stroke", RULE), class_of("fill", "none")
    ('f2', 'l2', 'rule', '')
    """
    if colour.startswith("#f0000"):
        return ("f" if attribute == "fill" else "l") + colour[-1]
    return _CLASSES.get(colour, "")


_ALONE = {1: "#1d3fbb", 2: "#c2570c", 3: "#0f766e", 4: "#8b5cf6", 5: "#6b7280", 6: "#be185d"}

STYLE = (
    "<style>svg{background:#fff;font:13px sans-serif}.ink{fill:#14171a}.soft{fill:#565d64}.rule{stroke:#d8dbd6}"
    ".axis{stroke:#14171a}.paper{stroke:#fff}"
    + "".join(f".f{number}{{fill:{colour}}}.l{number}{{stroke:{colour}}}" for number, colour in _ALONE.items())
    + "</style>"
)
"""How a drawing looks where no style sheet of ours is: in a program that reads feeds."""
