"""The texts of the appeal with the figures that they name."""

from __future__ import annotations

from freesheet.contributions.asking.texts import rules
from freesheet.contributions.queries import shown, shown_cost
from freesheet.lib.money import written
from freesheet.lib.numerals import number
from freesheet.lib.placeholders import filled, names_in
from freesheet.press.recording import once


def told(text: str, language: str) -> str:
    """A text of the appeal with the figures that it names, as the language writes them; what has none is left out."""
    names = names_in(text)
    if not names:
        return text
    figures = once(f"gifts shown:{language}", lambda: shown(language))
    values = {name: number(value, language) for name, value in figures.items()}
    if "cost" in names:
        # What the outlet has reckoned itself goes before what the accounts come to.
        cost = once("asking rules", rules).cost_money or once("cost shown", shown_cost)
        values |= {"cost": written(cost, language)} if cost else {}
    return filled(text, values)
