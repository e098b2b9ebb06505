"""What the pages of somebody's own support show, of which none is stored."""

from __future__ import annotations

from dataclasses import dataclass

from freesheet.website.contexts.shapes import Furniture, Head


@dataclass(frozen=True)
class GivenView:
    """One gift in a list of somebody's own."""

    day: str
    amount: str
    rhythm: str
    says: str
    """Where it stands."""
    receipt: str
    """Its number; empty where there is none."""
    receipt_url: str
    url: str
    """The page of the gift."""


@dataclass(frozen=True)
class LastingView:
    """One lasting gift of somebody's own, and what they can do about it; what they cannot has no address."""

    number: int
    amount: str
    rhythm: str
    state: str
    says: str
    """Where it stands, in a sentence."""
    next: str
    """The day on which it is taken next, where its provider tells."""
    by_hand: bool
    """Whether who gives sends it by themselves, as by a standing order."""
    sign: str
    """That of its currency."""
    own: str
    """The amount as its form has it."""
    change_url: str
    pause_url: str
    resume_url: str
    stop_url: str
    repair_url: str


@dataclass(frozen=True)
class YearView:
    """A year in which somebody gave, and its sheet."""

    year: str
    url: str


@dataclass(frozen=True)
class LanguageChoice:
    """A language in which letters can be written."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class AboutView:
    """What can be corrected."""

    action: str
    name: str
    languages: tuple[LanguageChoice, ...]
    shows_name: bool
    email: str
    """Where letters go; empty where nobody knows."""
    address_action: str
    """Where another address is asked for."""
    typed: str
    """What was typed there, if it has to be typed once more."""


@dataclass(frozen=True)
class MineContext:
    """All that somebody gives, and what they can do about it. Template: ``giving/mine.html``."""

    furniture: Furniture
    head: Head
    title: str
    done: str
    """What was just done, in a sentence."""
    problem: str
    lasting: tuple[LastingView, ...]
    gifts: tuple[GivenView, ...]
    years: tuple[YearView, ...]
    about: AboutView
    data_url: str
    forget_url: str
    kept_url: str
    give_url: str
    is_trial: bool
    stylesheet_url: str


@dataclass(frozen=True)
class SureContext:
    """What is asked once more before it is done. Template: ``giving/sure.html``."""

    furniture: Furniture
    head: Head
    title: str
    paragraphs: tuple[str, ...]
    action: str
    button: str
    back: str
    problem: str
    links: tuple[tuple[str, str], ...]
    """What one may want before: words and address."""
    stylesheet_url: str


@dataclass(frozen=True)
class LinkContext:
    """Where one asks for the link to one's gifts. Template: ``giving/link.html``."""

    furniture: Furniture
    head: Head
    title: str
    says: tuple[str, ...]
    action: str
    """Where the form is sent; empty where there is none."""
    email: str
    problem: str
    kept_url: str
    stylesheet_url: str


@dataclass(frozen=True)
class KeptView:
    """One thing that is kept of who gives."""

    what: str
    why: str
    until: str


@dataclass(frozen=True)
class KeptContext:
    """What is kept of who gives, why, and for how long. Template: ``giving/kept.html``."""

    furniture: Furniture
    head: Head
    title: str
    rows: tuple[KeptView, ...]
    mine_url: str
    """Where one asks for the link to one's gifts; empty where the outlet takes none."""
    stylesheet_url: str
    newsletter: tuple[KeptView, ...] = ()
    """The same of who gets the newsletter."""
