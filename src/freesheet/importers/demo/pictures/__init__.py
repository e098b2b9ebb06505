"""The pictures of the demonstration newspaper: all drawn here, by code, in the manner of a two- or three-colour print.

``plates`` is the press, ``shapes`` the outlines, ``inks`` the colours; the drawings are grouped by what they show;
``diagrams`` holds the explanatory figures, which carry text and are therefore SVG in three languages.
"""

from freesheet.importers.demo.pictures.diagrams.index import DIAGRAMS
from freesheet.importers.demo.pictures.index import (
    DRAWINGS,
    UnknownPicture,
    diagram,
    diagram_names,
    draw,
    names,
)

__all__ = ["DIAGRAMS", "DRAWINGS", "UnknownPicture", "diagram", "diagram_names", "draw", "names"]
