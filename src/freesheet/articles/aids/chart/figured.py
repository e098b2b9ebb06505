"""A chart of figures that are known, beside those that an editor pastes: drawn in the same way."""

from __future__ import annotations

from collections.abc import Sequence

from freesheet.articles.aids.aid import Around, Printed
from freesheet.articles.aids.chart.printed import printed


def chart_of(
    kind: str, title: str, unit: str, table: Sequence[Sequence[str]], alt: str, language: str
) -> Printed | None:
    """What a template prints of a chart of ``kind``; None where it cannot be drawn.

    The first row of ``table`` has the headings, the first cell of each other one its name; figures are plain, as
    ``1234.50``.
    """
    value = {
        "kind": kind, "title": title, "unit": unit, "figures": ".", "alt": alt, "source": "", "source_url": "",
        "notes": "", "table": "\n".join("\t".join(row) for row in table),
    }  # fmt: skip
    return printed(value, Around(language, "", lambda *_picture: None, str))
