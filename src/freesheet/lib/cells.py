"""Cells of tables that programs for spreadsheets open."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """A cell that no program for spreadsheets takes for a formula; figures stay figures.

    >>> [harmless(cell) for cell in ("=HYPERLINK(1)", "-12.50", "-1+1", "tea")]
    ["'=HYPERLINK(1)", '-12.50', "'-1+1", 'tea']
    """
    try:
        float(cell)
    except ValueError:
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return cell
