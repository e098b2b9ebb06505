"""A drawing board for SVG figures that stand in an ``<img>``: they bring their own style and load nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from freesheet.importers.demo.pictures.shapes import Point

Words = tuple[str, str, str]
"""The same words in English, Traditional Chinese and Urdu."""

WIDTH = 800
LANGUAGES = ("en", "zh-hant", "ur")
_TAGS = {"en": "en", "zh-hant": "zh-Hant", "ur": "ur"}
_FONTS = {
    "en": '"Libre Franklin","Noto Sans",system-ui,sans-serif',
    "zh-hant": '"Noto Sans TC","Noto Sans CJK TC","PingFang TC","Microsoft JhengHei",system-ui,sans-serif',
    "ur": '"Noto Nastaliq Urdu","Jameel Noori Nastaleeq","Urdu Typesetting","Noto Naskh Arabic","Noto Sans",sans-serif',
}
_SIZES = {"en": (19, 17, 25), "zh-hant": (19, 17, 27), "ur": (18, 16, 40)}
"""Size of a label, size of a note and distance between lines, in units."""
_SIDES = {"left": ("start", "end"), "middle": ("middle", "middle"), "right": ("end", "start")}
"""Which ``text-anchor`` puts that edge of the text at x: in left-to-right text, and in right-to-left text."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")

# Text colours keep 4.5:1 and lines 3:1 against the paper, in both schemes.
_STYLE = """
:root{color-scheme:light dark;--paper:#f7f3ea;--ink:#1b1d24;--soft:#50555c;--rule:#81806f;
--teal:#0f6870;--red:#b8371f;--gold:#8a5f00;--leaf:#3d6b3f;--water:#9fd0dc;--clay:#dcbf97;
--earth:#b98f64;--grass:#b9cfa2;--blush:#f4b9a8;--sun:#f3c768;--tint:#e7e1d2;--white:#fffdf7}
@media (prefers-color-scheme:dark){:root{--paper:#16191d;--ink:#ecebe4;--soft:#b4b9bd;--rule:#7d827f;
--teal:#66c6cb;--red:#ff9078;--gold:#f0bd55;--leaf:#93c78c;--water:#24586a;--clay:#5d4a35;
--earth:#42331f;--grass:#37512f;--blush:#6b352a;--sun:#6d5314;--tint:#262b30;--white:#2e343a}}
text{font-family:FONTS;font-size:SIZEpx;fill:var(--ink)}
.note{font-size:NOTEpx;fill:var(--soft)}.strong{font-weight:700}
.over{paint-order:stroke;stroke:var(--paper);stroke-width:5px;stroke-linejoin:round}
.code{font-family:"Noto Sans Mono","DejaVu Sans Mono",Menlo,Consolas,monospace}
.l{fill:none;stroke:var(--ink);stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}
.thin{stroke-width:1.2}.bold{stroke-width:5}.dash{stroke-dasharray:9 8}.dots{stroke-dasharray:1 7}
.veil{fill-opacity:.55}
"""
_COLOURS = (
    *("ink", "soft", "rule", "paper", "teal", "red", "gold", "leaf"),
    *("water", "clay", "earth", "grass", "blush", "sun", "tint", "white"),
)


def _style(language: str) -> str:
    """The style sheet: words, ``.s-COLOUR`` for lines, ``.f-COLOUR`` for areas, ``.COLOUR`` for text."""
    size, note, _ = _SIZES[language]
    rules = [f".s-{name}{{stroke:var(--{name})}}.f-{name}{{fill:var(--{name})}}" for name in _COLOURS]
    rules += [f"text.{name}{{fill:var(--{name})}}" for name in ("teal", "red", "gold", "leaf")]
    words = _STYLE.replace("FONTS", _FONTS[language]).replace("SIZE", str(size)).replace("NOTE", str(note))
    return words + "\n".join(rules)


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value else "0"


class Figure:
    """One figure being drawn. Classes are those of the style sheet above, separated by spaces."""

    def __init__(self, language: str, height: float, title: Words, description: Words) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.height = height
        self.title, self.description = self.say(title), self.say(description)
        self.parts: list[str] = []

    def say(self, words: Words) -> str:
        return words[LANGUAGES.index(self.language)]

    def path(self, points: Sequence[Point], style: str, closed: bool = False) -> None:
        """A line, or with ``closed`` an area, through the points."""
        joined = "L".join(f"{number(x)} {number(y)}" for x, y in points)
        self.parts.append(f'<path class="{style}" d="M{joined}{"Z" if closed else ""}"/>')

    def area(self, points: Sequence[Point], style: str) -> None:
        self.path(points, style, closed=True)

    def box(self, left: float, top: float, width: float, height: float, style: str, radius: float = 0) -> None:
        edge = f' rx="{number(radius)}"' if radius else ""
        where = f'x="{number(left)}" y="{number(top)}" width="{number(width)}" height="{number(height)}"'
        self.parts.append(f'<rect class="{style}" {where}{edge}/>')

    def dot(self, x: float, y: float, radius: float, style: str) -> None:
        self.parts.append(f'<circle class="{style}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>')

    def oval(self, x: float, y: float, across: float, down: float, style: str) -> None:
        shape = f'cx="{number(x)}" cy="{number(y)}" rx="{number(across)}" ry="{number(down)}"'
        self.parts.append(f'<ellipse class="{style}" {shape}/>')

    def arrow(self, points: Sequence[Point], style: str, fill: str, size: float = 11) -> None:
        """A line with a head at its last point; ``fill`` is the class of the head."""
        self.path(points, f"l {style}")
        (ax, ay), (bx, by) = points[-2], points[-1]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1.0
        ux, uy = (bx - ax) / length, (by - ay) / length
        back = (bx - ux * size, by - uy * size)
        half = size * 0.62
        head = [
            (bx + ux * 3, by + uy * 3),
            (back[0] - uy * half, back[1] + ux * half),
            (back[0] + uy * half, back[1] - ux * half),
        ]
        self.area(head, fill)

    def label(self, words: Words | str, x: float, y: float, side: str = "left", style: str = "") -> None:
        """Text whose ``side`` (left, middle or right edge on the picture, in every script) stands at x.

        Line breaks make lines; y is the first line's baseline.
        """
        text = words if isinstance(words, str) else self.say(words)
        for row, line in enumerate(text.split("\n")):
            backwards = bool(_RIGHT_TO_LEFT.search(line))
            anchor = _SIDES[side][backwards]
            way = ' direction="rtl"' if backwards else ' direction="ltr"'
            kind = f' class="{style}"' if style else ""
            at = f'x="{number(x)}" y="{number(y + row * _SIZES[self.language][2])}"'
            self.parts.append(f'<text{kind} {at} text-anchor="{anchor}"{way}>{escape(line)}</text>')

    def leader(self, words: Words, start: Point, end: Point, side: str, style: str = "") -> None:
        """A thin line from a thing to its name; the name stands beyond the line's end."""
        self.path([start, end], "l thin s-soft")
        self.dot(*start, 3, "f-ink")
        shift = {"left": 7.0, "right": -7.0, "middle": 0.0}[side]
        self.label(words, end[0] + shift, end[1] + 6, side, style)

    def svg(self) -> str:
        """The whole figure as the text of an SVG file."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {number(self.height)}" width="{WIDTH}" '
            f'height="{number(self.height)}" role="img" aria-labelledby="t d" lang="{_TAGS[self.language]}">'
        )
        names = f'<title id="t">{escape(self.title)}</title><desc id="d">{escape(self.description)}</desc>'
        ground = f'<rect class="f-paper" width="{WIDTH}" height="{number(self.height)}"/>'
        return f"{head}{names}<style>{_style(self.language)}</style>{ground}{''.join(self.parts)}</svg>\n"
