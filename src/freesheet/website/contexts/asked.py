"""The form that asks readers for gifts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AmountView:
    """An amount that one can choose."""

    value: str
    """As the form sends it, in whole units and plain figures."""
    label: str


@dataclass(frozen=True)
class RhythmView:
    """How often one can give, and how much is offered for it."""

    value: str
    label: str
    legend: str
    amounts: tuple[AmountView, ...]
    chosen: bool = False


@dataclass(frozen=True)
class CurrencyView:
    """A currency in which the same form can be had."""

    label: str
    url: str


@dataclass(frozen=True)
class Asking:
    """The form that asks how much. Template: ``giving/asking.html``."""

    action: str
    currency: str
    sign: str
    rhythms: tuple[RhythmView, ...]
    others: tuple[CurrencyView, ...]
    """The same form in other currencies."""
    is_trial: bool
    """Whether no money moves, whatever is chosen."""
    stylesheet_url: str
    origin: str = ""
    """The path of the page on which it began, where that is known."""
    own: str = ""
    """The amount that was written in the field."""
    problem: str = ""
    mine_url: str = ""
    """Where one asks for the link to one's gifts."""
    kept_url: str = ""
    """Where it is said what is kept of who gives."""
