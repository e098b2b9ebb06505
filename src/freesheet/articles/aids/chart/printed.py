"""What readers get of a chart: the drawings, their words, and the table."""

from __future__ import annotations

from typing import Any

from freesheet.articles.aids.aid import Around, Printed
from freesheet.articles.aids.chart.drawing import drawn, edition
from freesheet.articles.aids.chart.fitting import unfit
from freesheet.articles.aids.chart.inks import STYLE
from freesheet.articles.aids.chart.spec import NARROW, SMALL, WIDE, Sheet, Spec, spec_of
from freesheet.articles.aids.chart.table import BadTable, Table, read_table
from freesheet.articles.aids.keeping import Drawing, kept
from freesheet.lib.figures import places_of, written

DRAWS = True


def printed(value: Any, around: Around) -> Printed | None:
    """A chart; None where the table cannot be read, as in a draft that has none yet."""
    table = table_of(value)
    if table is None:
        return None
    panels = [_panel(name, wide, narrow) for name, wide, narrow in specs(value["kind"], table, around.language)]
    colours = value["kind"] != "multiples" and len(table.names) > 1
    return {
        "kind": value["kind"],
        "title": value["title"],
        "unit": value["unit"] or "",
        "alt": value["alt"],
        "source": value["source"] or "",
        "source_url": value["source_url"] or "",
        "notes": value["notes"] or "",
        "panels": tuple(panel for panel in panels if panel is not None),
        "keys": tuple(enumerate(table.names, 1)) if colours else (),
        "heading": table.heading,
        "columns": table.names,
        "rows": tuple(_rows(table, around.language)),
    }


def table_of(value: Any) -> Table | None:
    """The table of a chart, where it can be drawn."""
    try:
        table = read_table(value["table"] or "", value["figures"] or "")
        unfit(value["kind"], table)
    except BadTable:
        return None
    return table


def specs(kind: str, table: Table, language: str) -> list[tuple[str, Spec, Spec | None]]:
    """Every drawing of a chart: its name if there are several, and its specification, wide and narrow."""
    if kind != "multiples":
        wide, narrow = (spec_of(kind, table, Sheet(language, width)) for width in (WIDE, NARROW))
        return [("", wide, narrow)]
    small = Sheet(language, SMALL)
    return [(name, spec_of(kind, table, small, only=column), None) for column, name in enumerate(table.names)]


def _panel(name: str, wide: Spec, narrow: Spec | None) -> dict[str, Any] | None:
    first = _drawing(wide)
    second = _drawing(narrow) if narrow else None
    return None if first is None or (narrow and second is None) else {"name": name, "wide": first, "narrow": second}


def _drawing(spec: Spec) -> Drawing | None:
    return kept([edition(), spec], lambda: drawn(spec), STYLE)


def _rows(table: Table, language: str) -> list[tuple[str, tuple[str, ...]]]:
    places = [places_of(value for value in values if value is not None) for values in table.series]
    return [
        (
            label,
            tuple(
                "" if values[row] is None else written(values[row] or 0, language, decimals)
                for values, decimals in zip(table.series, places, strict=True)
            ),
        )
        for row, label in enumerate(table.labels)
    ]
