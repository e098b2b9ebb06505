"""Tables as rows and columns of equal length."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from freesheet.importers.html.atoms import Atom, cleaned, inline_html, is_blank, line_of, links_in, text_of
from freesheet.importers.html.pieces import Piece, leftover
from freesheet.importers.html.texts import joined, lines_of
from freesheet.importers.html.tree import Element
from freesheet.importers.html.walk import Walk
from freesheet.importers.manuscripts import Block

MAX_COLUMNS = 60
MAX_CELLS = 20_000

_FIGURES = re.compile(
    r"[(]?[-+\u2212\u2013~≈<>≤≥]?\s?(?:[$€£¥₹₨฿₩]|NT\$|US\$|HK\$)?\s?[-+\u2212]?[\d٠-٩۰-۹]"
    r"[\d٠-٩۰-۹.,\u00a0\u202f'’\u066b\u066c ]*[)]?\s?(?:%|‰|٪|[$€£¥₹])?"
)
_NOTHING_GIVEN = {"", "-", "–", "—", "n/a", "…", "..."}


@dataclass
class Cell:
    """What a cell says, and whether it heads its row or column."""

    lines: list[list[Atom]] = field(default_factory=list)
    is_head: bool = False

    @property
    def words(self) -> str:
        return " ".join(line_of(line) for line in self.lines)


Grid = list[list[Cell]]


def table(walk: Walk, element: Element) -> None:
    """A table. One that holds tables, or has a single column, only arranged the page: its cells follow each other."""
    walk.flush()
    rows, heads = _rows(element)
    if not rows or max(len(row) for row in rows) < 2 or any(inner.tag == "table" for inner in element.elements()):
        _unfold(walk, element)
        return
    others: list[Piece] = []
    grid = _grid(walk, rows, others)
    if grid is None:
        words = "\n".join(" | ".join(line_of(cell.words()) for cell in row) for row in rows)
        walk.notes.add("A table is too large to be brought as one; its words were left over for an editor.")
        walk.put(leftover("html", words))
        return
    caption = " ".join(line_of(child.words()) for child in element.elements() if child.tag == "caption")
    block = _block(grid, heads, caption)
    if block is not None:
        walk.put(block)
    for piece in others:
        walk.notes.add("What stood inside a table and is no text was set after the table.")
        walk.put(piece)


def _unfold(walk: Walk, element: Element) -> None:
    for child in element.children:
        if isinstance(child, Element) and child.tag in ("caption", "thead", "tbody", "tfoot", "tr", "td", "th"):
            _unfold(walk, child)
        else:
            walk.flow([child])
    walk.flush()


def _rows(element: Element) -> tuple[list[list[Element]], int]:
    """The rows, head first and foot last, and how many of them are in the head."""
    parts: dict[str, list[list[Element]]] = {"thead": [], "tbody": [], "tfoot": []}

    def gather(node: Element, part: str) -> None:
        for child in node.children:
            if isinstance(child, Atom):
                continue
            if child.tag in parts:
                gather(child, child.tag)
            elif child.tag == "tr":
                cells = [cell for cell in child.children if isinstance(cell, Element) and cell.tag in ("td", "th")]
                if cells:
                    parts[part].append(cells)

    gather(element, "tbody")
    return parts["thead"] + parts["tbody"] + parts["tfoot"], len(parts["thead"])


def _grid(walk: Walk, rows: list[list[Element]], others: list[Piece]) -> Grid | None:
    """The table with every span filled: down a column the words are said again, along a row only once.

    A row must make sense by itself, but "Total" over three columns is said once. None if the table is too large.
    """
    grid: Grid = []
    held: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        line: list[Cell] = []
        for element in row:
            _fill_held(line, held)
            lines, apart = lines_of(walk.pieces(element.children))
            others += apart
            cell = Cell(lines, element.tag == "th")
            down = _span(element, "rowspan")
            for place in range(_span(element, "colspan")):
                shown = cell if place == 0 or cell.is_head else Cell()
                if down > 1:
                    held[len(line)] = (down - 1, shown)
                line.append(shown)
        _fill_held(line, held)
        grid.append(line)
        if len(line) > MAX_COLUMNS or sum(map(len, grid)) > MAX_CELLS:
            return None
    width = max(len(line) for line in grid)
    return [line + [Cell() for _missing in range(width - len(line))] for line in grid]


def _fill_held(line: list[Cell], held: dict[int, tuple[int, Cell]]) -> None:
    while len(line) in held:
        rows_left, cell = held.pop(len(line))
        if rows_left > 1:
            held[len(line)] = (rows_left - 1, cell)
        line.append(cell)


def _span(element: Element, name: str) -> int:
    value = element.attrs.get(name, "1").strip()
    return min(max(int(value), 1), MAX_COLUMNS + 1) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _block(grid: Grid, heads: int, caption: str) -> Block | None:
    if heads == 0 and all(cell.is_head or not cell.words for cell in grid[0]) and len(grid) > 1:
        heads = 1
    heads = min(heads, len(grid))
    body = [line for line in grid[heads:] if any(cell.lines for cell in line)]
    if not body and not any(cell.lines for line in grid[:heads] for cell in line):
        return None
    columns: list[dict[str, str]] = []
    for place in range(len(grid[0])):
        said = dict.fromkeys(words for line in grid[:heads] if (words := line[place].words))
        kind = "number" if _is_numeric([line[place] for line in body]) else "text"
        columns.append({"type": kind, "heading": " – ".join(said)})
    rows = [{"values": [_value(cell, columns[place]["type"]) for place, cell in enumerate(line)]} for line in body]
    value: dict[str, Any] = {"caption": caption, "columns": columns, "rows": rows}
    return {"type": "table", "value": value}


def _is_numeric(cells: list[Cell]) -> bool:
    plain = all(not cell.is_head and len(cell.lines) < 2 and not links_in(joined(cell.lines)) for cell in cells)
    said = [words for cell in cells if (words := cell.words.strip()) not in _NOTHING_GIVEN]
    return plain and bool(said) and all(len(words) <= 40 and _FIGURES.fullmatch(words) for words in said)


def _value(cell: Cell, kind: str) -> str:
    atoms = joined(cell.lines)
    if kind == "number":
        return text_of(atoms).strip()
    if is_blank(atoms):
        return ""
    if cell.is_head:
        atoms = [atom if atom.is_break else Atom(atom.text, (*atom.marks, ("b", ""))) for atom in atoms]
    return cleaned(f"<p>{inline_html(atoms)}</p>")
