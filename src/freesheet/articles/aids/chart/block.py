"""The chart in the editor."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from freesheet.articles.aids.chart.fitting import unfit
from freesheet.articles.aids.chart.table import MOST_CHARACTERS, BadTable, read_table

KINDS = [
    ("bar", _("Bars: how large, one beside the other")),
    ("stacked", _("Stacked bars: parts of a whole")),
    ("dot", _("Dots: two or more figures of the same thing")),
    ("line", _("Lines: how it changed")),
    ("area", _("Area: how a sum and its parts changed")),
    ("multiples", _("Small multiples: a small chart for each column")),
]


class Form(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """What an editor says of a chart. The drawing is made by the program, from the table alone."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=KINDS, default="bar")
    title = blocks.CharBlock(label=_("Title"), max_length=200, help_text=_("What the chart shows, as a sentence."))
    unit = blocks.CharBlock(
        label=_("Unit"), max_length=120, required=False, help_text=_("For example: million tonnes a year.")
    )
    table = blocks.TextBlock(
        label=_("Table"),
        rows=8,
        max_length=MOST_CHARACTERS,
        form_attrs={"data-table": "true"},
        help_text=_(
            "Paste from a spreadsheet, or choose a CSV file. First row: headings. First column: names, years or months."
        ),
    )
    figures = blocks.ChoiceBlock(
        label=_("How figures are written"),
        choices=[(".", _("1,234.5 (decimal point)")), (",", _("1.234,5 (decimal comma)"))],
        required=False,
        help_text=_("Only if they do not tell by themselves."),
    )
    alt = blocks.TextBlock(
        label=_("Text for who cannot see it"),
        rows=2,
        max_length=1000,
        help_text=_(
            "What the drawing tells at a glance: the highest, the lowest, the turn. The table is there for the rest."
        ),
    )
    source = blocks.CharBlock(label=_("Source"), max_length=300, required=False, help_text=_("Who counted, and when."))
    source_url = blocks.URLBlock(label=_("Address of the source"), max_length=2000, required=False)
    notes = blocks.CharBlock(
        label=_("Notes"), max_length=500, required=False, help_text=_("What was left out, estimated or rounded.")
    )

    class Meta:
        label = _("Chart")
        icon = "table"
        label_format = "{title}"
        description = _("Bars, lines, areas or dots from a table that you paste. The table stands beside it.")
        preview_template = "aids/preview.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["table"]:
            try:
                unfit(cleaned["kind"], read_table(cleaned["table"], cleaned["figures"] or ""))
            except BadTable as problem:
                raise blocks.StructBlockValidationError({"table": ValidationError(str(problem))}) from problem
        return cleaned
