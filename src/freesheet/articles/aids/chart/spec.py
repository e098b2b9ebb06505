"""What is to be drawn, in Vega-Lite's words. All of it is written here, from the table; no editor writes any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from freesheet.articles.aids.chart.fitting import Times, times_of
from freesheet.articles.aids.chart.inks import AXIS, INK, PAPER, RULE, SOFT, series
from freesheet.articles.aids.chart.labels import beside, lines, lookup, set_apart, width_of
from freesheet.articles.aids.chart.scale import Scale, scale
from freesheet.articles.aids.chart.table import Table
from freesheet.lib.figures import places_of, written
from freesheet.lib.numerals import digits
from freesheet.lib.scripts import direction

Spec = dict[str, Any]

WIDE, NARROW, SMALL = 560, 340, 260
"""Pixels across: beside the text of an article, on a telephone, and one of many small charts."""

NAMES = 0.36
"""Share of the width that names down the side may take; longer ones are broken into lines."""

FONT = 13
"""Pixels: the size of words in a drawing."""


@dataclass(frozen=True)
class Sheet:
    """What a drawing is made for."""

    language: str
    width: int

    @property
    def mirrored(self) -> bool:
        """Bars grow from the right where the language runs from there. Time runs from the left everywhere, as it does
        in the newspapers of Lahore and Cairo too."""
        return direction(self.language) == "rtl"

    @property
    def ticks(self) -> int:
        return 5 if self.width >= WIDE else 4


def spec_of(kind: str, table: Table, sheet: Sheet, only: int | None = None) -> Spec:
    """The drawing of a table; ``only`` the column of this index, on the scale of all."""
    if kind in ("line", "area") or (kind == "multiples" and times_of(table.labels)):
        mark = _over_time(kind, table, sheet, only)
    elif kind == "dot":
        mark = _dots(table, sheet)
    else:
        mark = _bars(kind, table, sheet, only)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": 2,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "width": sheet.width,
        "config": _config(),
        **mark,
    }


def _config() -> Spec:
    axis = {
        "title": None, "labelFontSize": FONT, "labelColor": SOFT, "gridColor": RULE, "domain": False, "ticks": False,
        "labelOverlap": False, "labelLimit": 0, "labelPadding": 6, "labelLineHeight": FONT + 3, "gridWidth": 1,
    }  # fmt: skip
    return {"aria": False, "view": {"stroke": None}, "axis": axis, "legend": {"disable": True}, "font": "sans-serif"}


def _chosen(table: Table, only: int | None) -> list[int]:
    return list(range(len(table.names))) if only is None else [only]


def _records(table: Table, columns: Sequence[int], language: str) -> list[Spec]:
    """A record for each figure: row, series, value, and how it is shown."""
    places = [places_of(value for value in values if value is not None) for values in table.series]
    return [
        {
            "n": row,
            "s": column + 1,
            "v": float(value),
            "t": set_apart(written(value, language, places[column]), language),
        }
        for column in columns
        for row, value in enumerate(table.series[column])
        if value is not None
    ]


def _values(table: Table) -> list[float]:
    return [float(value) for values in table.series for value in values if value is not None]


def _colours(columns: Sequence[int]) -> Spec:
    numbers = [column + 1 for column in columns]
    return {"field": "s", "type": "nominal", "scale": {"domain": numbers, "range": [series(n) for n in numbers]}}


def _axis_of(measured: Scale, sheet: Sheet, **more: Any) -> Spec:
    labels = beside(measured.ticks, [set_apart(text, sheet.language) for text in measured.shown])
    return {"values": list(measured.ticks), "labelExpr": labels, **more}


# --- bars and dots: names down the side


def _names(table: Table, sheet: Sheet) -> Spec:
    broken = [lines(label, sheet.width * NAMES) for label in table.labels]
    shown = {str(row): [set_apart(line, sheet.language) for line in label] for row, label in enumerate(broken)}
    axis = {
        "labelExpr": lookup(shown), "labelColor": INK, "grid": False, "orient": "right" if sheet.mirrored else "left",
        **_room(line for label in broken for line in label),
    }  # fmt: skip
    return {"field": "n", "type": "ordinal", "sort": None, "axis": axis}


def _room(labels: Iterable[str]) -> Spec:
    """As much room beside a chart as labels take in the fonts of readers, which the drawer does not have."""
    widest = max(width_of(label) for label in labels) + 8
    return {"minExtent": widest, "maxExtent": widest}


def _deepest(table: Table, sheet: Sheet) -> int:
    """Lines of the name that has most of them."""
    return max(len(lines(label, sheet.width * NAMES)) for label in table.labels)


def _along(measured: Scale, sheet: Sheet, axis: Spec | None) -> Spec:
    placed = {"domain": measured.domain, "nice": False, "zero": False, "reverse": sheet.mirrored}
    return {"field": "v", "type": "quantitative", "scale": placed, "axis": axis}


def _bars(kind: str, table: Table, sheet: Sheet, only: int | None) -> Spec:
    columns = _chosen(table, only)
    records = _records(table, columns, sheet.language)
    stacked = kind == "stacked"
    labelled = not stacked and len(columns) == 1
    if stacked:
        sums = [float(sum(values[row] or 0 for values in table.series)) for row in range(len(table.labels))]
        measured = scale(sums, sheet.language, True, sheet.ticks)
    else:
        measured = scale(_values(table), sheet.language, True, sheet.ticks)
    names = _names(table, sheet)
    grouped = not stacked and len(columns) > 1
    if grouped:
        names["scale"] = {"paddingInner": 0.35, "paddingOuter": 0.1}
    colour = _colours(columns) if only is None else {"value": series(1)}
    along = _along(measured, sheet, None if labelled else _axis_of(measured, sheet, orient="bottom"))
    bars: Spec = {
        "mark": {"type": "bar", "height": {"band": 0.74 if not grouped else 0.94}},
        "encoding": {"y": names, "x": along, "color": colour},
    }
    if stacked:
        bars["encoding"]["x"] |= {"stack": "zero"}
        bars["mark"] |= {"stroke": PAPER, "strokeWidth": 1}
    if grouped:
        bars["encoding"]["yOffset"] = {"field": "s", "type": "ordinal"}
    deepest = _deepest(table, sheet)
    row = max(30 if len(table.labels) < 13 else 24, deepest * (FONT + 3) + 6)
    height = max(row / len(columns), 13) if grouped else row
    layers = [bars]
    if labelled:
        layers.append(_at_the_end(table, measured, sheet, along, names, columns[0]))
    whole = {"step": height, "for": "offset"} if grouped else {"step": height}
    return {"data": {"values": records}, "height": whole, "layer": layers}


def _at_the_end(table: Table, measured: Scale, sheet: Sheet, along: Spec, names: Spec, column: int) -> Spec:
    """The figure at the end of each bar, and room for it."""
    longest = max(width_of(record["t"]) for record in _records(table, [column], sheet.language)) + 10
    low, high = min([0.0, *_values(table)]), max([0.0, *_values(table)])
    share = longest / (sheet.width * 0.6)
    span = (high - low) / max(1 - share * (2 if low < 0 < high else 1), 0.3)
    along["scale"]["domain"] = [low - span * share if low < 0 else 0, high + span * share if high > 0 else 0]
    after, before = ("right", "left") if sheet.mirrored else ("left", "right")
    away = -5 if sheet.mirrored else 5
    mark = {
        "type": "text", "fontSize": FONT, "color": INK, "baseline": "middle",
        "align": {"expr": f"datum.v < 0 ? '{before}' : '{after}'"}, "dx": {"expr": f"datum.v < 0 ? {-away} : {away}"},
    }  # fmt: skip
    return {"mark": mark, "encoding": {"y": names, "x": along, "text": {"field": "t", "type": "nominal"}}}


def _dots(table: Table, sheet: Sheet) -> Spec:
    columns = _chosen(table, None)
    measured = scale(_values(table), sheet.language, False, sheet.ticks)
    names = _names(table, sheet)
    along = _along(measured, sheet, _axis_of(measured, sheet, orient="bottom"))
    deepest = _deepest(table, sheet)
    span = {
        "mark": {"type": "rule", "color": RULE, "strokeWidth": 3},
        "encoding": {"y": names, "x": {**along, "aggregate": "min"}, "x2": {"field": "v", "aggregate": "max"}},
    }
    dots = {
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
        "encoding": {
            "y": names, "x": along, "color": _colours(columns),
            "shape": {"field": "s", "type": "nominal", "scale": {"domain": [c + 1 for c in columns], "range": SHAPES}},
        },
    }  # fmt: skip
    rows = {"data": {"values": _records(table, columns, sheet.language)}, "height": {"step": max(28, deepest * 16 + 6)}}
    return {**rows, "layer": [span, dots] if len(columns) > 1 else [dots]}


SHAPES = ["circle", "square", "diamond", "triangle-up", "triangle-down", "cross"]
"""So that series can be told apart without colours."""


# --- lines and areas: rows along the foot


def _over_time(kind: str, table: Table, sheet: Sheet, only: int | None) -> Spec:
    columns = _chosen(table, only)
    times = times_of(table.labels)
    records = _records(table, columns, sheet.language)
    for record in records:
        record["x"] = times.at[record["n"]] if times else record["n"]
    stacked = kind == "area"
    if stacked:
        sums = [float(sum(values[row] or 0 for values in table.series)) for row in range(len(table.labels))]
        measured = scale([0.0, *sums], sheet.language, True, sheet.ticks)
    else:
        measured = scale(_values(table), sheet.language, False, 3 if kind == "multiples" else sheet.ticks)
    foot = _foot(table, times, sheet)
    upright = {"domain": measured.domain, "nice": False, "zero": False}
    orient = "right" if sheet.mirrored else "left"
    up = {
        "field": "v", "type": "quantitative", "scale": upright,
        "axis": _axis_of(measured, sheet, orient=orient, **_room(measured.shown)), "stack": "zero" if stacked else None,
    }  # fmt: skip
    colour = _colours(columns) if only is None else {"value": series(1)}
    encoding = {"x": foot, "y": up, "color": colour}
    mark: Spec = {"type": "line", "strokeWidth": 2.5, "strokeJoin": "round", "strokeCap": "round"}
    if stacked:
        mark = {"type": "area", "line": False, "stroke": PAPER, "strokeWidth": 1, "opacity": 1}
        encoding["order"] = {"field": "s", "type": "quantitative"}
    height = 130 if kind == "multiples" else (280 if sheet.width >= WIDE else 230)
    layers: list[Spec] = [{"mark": mark, "encoding": encoding}]
    if not stacked and len(table.labels) <= 16:
        layers.append({"mark": {"type": "point", "filled": True, "size": 34, "opacity": 1}, "encoding": encoding})
    return {"data": {"values": records}, "height": height, "layer": layers}


def _foot(table: Table, times: Times | None, sheet: Sheet) -> Spec:
    widest = max(width_of(label) for label in table.labels) + 18
    fitting = max(int(sheet.width * 0.88 / widest), 2)
    count = len(table.labels)
    step = -(-count // fitting)
    # The last one is worth its label: a step that leads there, if there is one hardly longer.
    step = next((longer for longer in range(step, 2 * step) if (count - 1) % longer == 0), step)
    rows = range(0, count, step)
    at = times.at if times else tuple(float(row) for row in range(count))
    words = [digits(label, sheet.language) if times else label for label in table.labels]
    labels = beside([at[row] for row in rows], [set_apart(words[row], sheet.language) for row in rows])
    axis = {
        "values": [at[row] for row in rows], "labelExpr": labels, "grid": False,
        "labelFlush": True, "domain": True, "domainColor": AXIS, "ticks": True, "tickColor": AXIS, "tickSize": 5,
        "labelPadding": 4,
    }  # fmt: skip
    ends = {"domain": [at[0], at[-1]], "nice": False, "zero": False, "padding": 4}
    return {"field": "x", "type": "quantitative", "scale": ends, "axis": axis}
