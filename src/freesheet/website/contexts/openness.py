"""What the pages of the public accounts show."""

from __future__ import annotations

from dataclasses import dataclass

from freesheet.website.contexts.shapes import Furniture, Head, Link, Moment, Part


@dataclass(frozen=True)
class AccountRow:
    """A row of figures, as the language writes them."""

    kind: str
    """``head`` over those below; ``item``; ``sum`` of those above; ``single``, a sum by itself; ``total`` of all."""
    label: str
    figures: tuple[str, ...] = ()
    """One for each column; empty where nothing came or went."""
    source: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class AccountTable:
    """Figures with the names of their columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[AccountRow, ...]


@dataclass(frozen=True)
class AccountChange:
    """Figures that were changed after they had been published."""

    made: Moment | None
    reason: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class QuarterContext:
    """The accounts of a quarter. Template: ``accounts/quarter.html``."""

    furniture: Furniture
    head: Head
    title: str
    says: str
    largest: str
    note: str
    published: Moment | None
    changes: tuple[AccountChange, ...]
    sums: AccountTable
    charts: tuple[Part, ...]
    countries: AccountTable | None
    rates: tuple[str, ...]
    rules: tuple[str, ...]
    table_url: str
    all_url: str
    others: tuple[Link, ...]
    is_preview: bool
    missing: str
    aids_stylesheet_url: str
    stylesheet_url: str


@dataclass(frozen=True)
class AccountsContext:
    """All quarters that are published. Template: ``accounts/all.html``."""

    furniture: Furniture
    head: Head
    title: str
    says: str
    quarters: AccountTable
    chart: Part | None
    aids_stylesheet_url: str
    stylesheet_url: str
