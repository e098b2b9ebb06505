"""What the pages of giving show, of which none is stored."""

from __future__ import annotations

from dataclasses import dataclass

from freesheet.website.contexts.asked import Asking
from freesheet.website.contexts.shapes import Furniture, Head


@dataclass(frozen=True)
class AskingContext:
    """The form on a page of its own. Template: ``giving/ask.html``."""

    furniture: Furniture
    head: Head
    title: str
    giving: Asking


@dataclass(frozen=True)
class WayView:
    """One way to pay."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class CountryView:
    """A country, by the name that readers have for it."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class FeeView:
    """What is to be given by one way to pay so that the whole amount is left after its fee."""

    way: str
    total: str
    fee: str


@dataclass(frozen=True)
class DetailsContext:
    """Who gives, and how: the second step. Template: ``giving/details.html``."""

    furniture: Furniture
    head: Head
    title: str
    amount: str
    rhythm: str
    back: str
    action: str
    token: str
    ways: tuple[WayView, ...]
    email: str
    name: str
    word: str
    shows_name: bool
    is_trial: bool
    problem: str
    kept_url: str
    """Where it is said what is kept of who gives."""
    stylesheet_url: str
    countries: tuple[CountryView, ...]
    dedications: tuple[WayView, ...]
    """For whom it is: for nobody in particular, in memory of somebody, or a present."""
    dedicated_to: str
    fees: tuple[FeeView, ...]
    """Where the fee of a way to pay is known; the giver may pay it too."""
    covers_fee: bool


@dataclass(frozen=True)
class GiftContext:
    """One gift: what became of it, and what one can do. Template: ``giving/gift.html``."""

    furniture: Furniture
    head: Head
    title: str
    state: str
    amount: str
    rhythm: str
    says: str
    receipt: str
    pay_url: str
    """Where it can be paid while it is waited for; empty where nothing is to be done elsewhere."""
    lines: tuple[tuple[str, str], ...]
    """What who gives has to write where, to pay by themselves."""
    picture: str
    again: str
    looks_again: bool
    is_trial: bool
    mine_url: str
    """Where one asks for the link to all one's gifts."""
    kept_url: str
    stylesheet_url: str
    card_url: str = ""
    """A card to print, of a gift that has arrived and is for somebody."""
    pause_days: int = 0
    """So long this browser is not to show the appeal; 0 where nothing has arrived."""
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardContext:
    """A card for somebody for whom something was given. Template: ``giving/card.html``."""

    furniture: Furniture
    head: Head
    title: str
    kind: str
    to: str
    giver: str
    says: str
    day: str
    back: str
    stylesheet_url: str


@dataclass(frozen=True)
class ThanksContext:
    """The names of those who gave and want to be named. Template: ``giving/thanks.html``."""

    furniture: Furniture
    head: Head
    title: str
    names: tuple[str, ...]
    giving_url: str
    stylesheet_url: str


@dataclass(frozen=True)
class ConfirmContext:
    """Where a mailed link leads: whether a gift that is held is theirs. Template: ``giving/confirm.html``."""

    furniture: Furniture
    head: Head
    title: str
    amount: str
    rhythm: str
    action: str
    stylesheet_url: str


@dataclass(frozen=True)
class PayContext:
    """Before the provider's own page: what goes there, and the button. Template: ``giving/pay.html``."""

    furniture: Furniture
    head: Head
    title: str
    amount: str
    rhythm: str
    by: str
    """Who takes it, as readers know them."""
    action: str
    fields: tuple[tuple[str, str], ...]
    """Names and values that the form carries."""
    back: str
    stylesheet_url: str


@dataclass(frozen=True)
class TrialContext:
    """Where nobody pays: who tries decides what becomes of the gift. Template: ``giving/trial.html``."""

    furniture: Furniture
    head: Head
    title: str
    amount: str
    action: str
    stylesheet_url: str
