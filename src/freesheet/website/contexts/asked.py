"""The form that asks readers for gifts."""

from __future__ import annotations

from dataclasses import dataclass

from freesheet.website.contexts.elements import Link


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
class GoalView:
    """What the outlet wants to have by a day, and how far it is."""

    text: str
    amount: str
    percent: int
    """In steps of five, rounded down; 0 also before ten people have given for it."""
    told: str
    """The same in words."""
    until: str


@dataclass(frozen=True)
class AppealTextView:
    """A text of the appeal; where several are compared, each browser keeps to one."""

    number: int
    """0 for the first."""
    share: int
    """To so many readers of a hundred."""
    heading: str
    text: str
    note: str
    support: Link | None
    seen_url: str
    """Where it is counted that it was seen, by POST; empty where nothing is compared."""
    bothered_url: str
    """Where it is counted that it bothered somebody, by POST."""


@dataclass(frozen=True)
class Appeal:
    """The appeal for support, and how often it is whole. Template: ``partials/appeal.html``.

    Without a script only its heading and its link are to be shown.
    """

    heading: str
    text: str
    note: str
    support: Link | None
    texts: tuple[AppealTextView, ...] = ()
    """The texts that are compared, the one above among them; none where only the quiet line is ever shown."""
    every: int = 0
    """It is whole under every so many articles that somebody reads; 0 for never."""
    rest_days: int = 0
    """So long it is quiet after somebody said "not now"."""
    under_an_article: bool = False
    """Whether it stands under an article, of which browsers count how many were read."""
    goal: GoalView | None = None
    script_url: str = ""
    """The script that lets browsers count; empty where it is always quiet."""


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
    country: str = ""
    """The country whose amounts these are, where it has its own; sent along."""
    campaign: str = ""
    """What made the reader come; sent along."""
    goal: GoalView | None = None
    thanks: Link | None = None
    """To the names of those who want to be named, where there are any."""
