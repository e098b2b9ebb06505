"""What every provider can do. A provider is asked; what it says by itself is only a reason to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from django.utils.functional import Promise

from freesheet.contributions.models import Charge, Plan
from freesheet.lib.money import Money


@dataclass(frozen=True)
class Ways:
    """Where who gives comes back to, absolute: the page of the gift."""

    gift: str
    site: str
    """The paper's own address, without a slash at its end."""
    paper: str = ""
    """What the paper is called, in the language of who gives; empty, and its host stands there instead."""
    told: str = ""
    """Where the provider tells us something, absolute, if it has to be said with each gift."""


@dataclass(frozen=True)
class Offer:
    """How a gift can be paid: on another page, or by what stands on the gift's own."""

    reference: str
    url: str = ""
    """Where it is paid, on the provider's own page; empty where nobody has to go anywhere."""


@dataclass(frozen=True)
class Form:
    """What a reader's own browser takes to the provider's page, and where that is."""

    action: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Details:
    """What who gives needs to pay by themselves."""

    lines: tuple[tuple[str | Promise, str], ...] = ()
    """What to write where: the name of a field, and what belongs there."""
    picture: str = ""
    """An SVG of a code that a bank's app reads, made by us."""


@dataclass(frozen=True)
class Lasting:
    """What a provider says of a lasting gift: its own name of it, where it stands, and how much it takes each time."""

    reference: str
    state: str = ""
    """``active``, ``paused``, ``stopped`` or ``ended``; empty where nothing is to be learned from it."""
    money: Money | None = None


@dataclass(frozen=True)
class Facts:
    """What a provider says of a gift when it is asked."""

    paid: Money | None = None
    """What came, once it has."""
    fee: Money | None = None
    """What the provider kept of it, if it kept it in the gift's own currency."""
    refused: bool = False
    given_up: bool = False
    returned: Money | None = None
    """All that went back so far."""
    dispute: str = ""
    """``open``, ``won`` or ``lost``."""
    at: datetime | None = None
    """When it came or went back, where that is not now."""
    cause: str = ""
    """The provider's own name of what it says last, where money can come anew for a gift after an error was undone."""
    dispute_name: str = ""
    """The provider's own number of the dispute."""
    disputed: Money | None = None
    """How much of it is disputed; nothing said, all that is still there."""
    lasting: Lasting | None = None
    """Of the plan that the gift belongs to."""
    card: str = ""
    """What the provider calls the card with which it was tried last, the same for every gift; never its number."""


@dataclass(frozen=True)
class Move:
    """A line of the account that a provider keeps for us, in the currency in which it keeps it."""

    key: str
    """The provider's own number of it."""
    kind: str
    """``gift``; ``back``, where it went back, is disputed, or came again; ``payout``, ``fee`` or ``other``."""
    money: Money
    """What came; less than nothing where it went."""
    fee: Money
    """What the provider kept of it besides; less than nothing where it gave a fee back."""
    at: datetime
    charge: Charge | None = None
    of: Money | None = None
    """The same as ``money`` in the gift's own currency."""


@dataclass(frozen=True)
class Told:
    """What a provider told by itself. ``subject`` is the reference of the gift that it is about."""

    name: str
    kind: str
    subject: str


class Provider(Protocol):
    """One way to move money. Each method may be called again after it failed, or after nobody knows whether it did."""

    name: str
    label: str | Promise
    """For who gives."""
    origin: str
    """Where its own pages lie, as ``https://pay.example``; empty where it has none."""

    def takes(self, money: Money, rhythm: str) -> bool:
        """Whether it can move so much, so often."""

    def offer(self, charge: Charge, ways: Ways) -> Offer:
        """Let a gift be paid. Asked twice for the same one, it is the same offer.

        Raises:
            ProviderProblem: the provider did not answer as agreed.
        """

    def details(self, charge: Charge) -> Details:
        """What stands on the gift's own page while it is waited for; nothing where it is paid elsewhere."""

    def find(self, told: str) -> Charge | None:
        """The gift that something told is about, by its subject; None where it is none of ours.

        Where a provider takes a lasting gift's money by itself, this begins the charge of the new month.

        Raises:
            ProviderProblem: the provider did not answer as agreed.
        """

    def ask(self, charge: Charge) -> Facts:
        """What became of a gift.

        Raises:
            ProviderProblem: the provider did not answer as agreed.
        """

    def hear(self, headers: Mapping[str, str], body: bytes) -> Told | None:
        """What a message says; None where it is about something that is not ours.

        Raises:
            ProviderProblem: the message is not from the provider, or not as agreed.
        """


@runtime_checkable
class TakesCards(Protocol):
    """A provider with which stolen cards can be tried, so that its gifts are guarded: ``contributions/guards.py``."""

    takes_cards: bool


@runtime_checkable
class HandsOver(Protocol):
    """A provider whose page is opened by a form and not by an address. ``offer`` leads to ``pay/`` under the gift's."""

    def form(self, charge: Charge, ways: Ways) -> Form:
        """The form for a gift that was offered. Nobody is asked here.

        Raises:
            ProviderProblem: it is not one that can be handed over.
        """


@runtime_checkable
class WantsAnAnswer(Protocol):
    """A provider that tells again and again until it reads certain words."""

    heard: str


@runtime_checkable
class LastingGifts(Protocol):
    """A provider that takes a lasting gift's money by itself. Each may be asked for again: done once, it is done."""

    def stop(self, plan: Plan) -> None:
        """Take no more money from now on.

        Raises:
            ProviderProblem: the provider did not answer as agreed. Nobody knows whether it stopped: ask again.
        """

    def change(self, plan: Plan, money: Money) -> None:
        """Take another amount of the same currency, from the next time on.

        Raises:
            GiftProblem: that cannot be done with this provider, and what can be done instead.
            ProviderProblem: as above.
        """

    def pause(self, plan: Plan) -> None:
        """Take nothing until told to go on.

        Raises:
            GiftProblem: as above.
            ProviderProblem: as above.
        """

    def resume(self, plan: Plan) -> None:
        """Go on.

        Raises:
            ProviderProblem: as above.
        """


@runtime_checkable
class Retries(Protocol):
    """A provider that takes a lasting gift's money by itself, and lets us say when a refused card is tried again."""

    def take_over(self, charge: Charge) -> None:
        """Do not try this month's money by itself any more. Asked again, it is the same.

        Raises:
            ProviderProblem: the provider did not answer as agreed.
        """

    def retry(self, charge: Charge, number: int) -> None:
        """Try this month's money once more. The same ``number`` twice is one try; the first is 1.

        That it was refused again is no problem: ``ask`` says what came of it. What has come is not taken again.

        Raises:
            ProviderProblem: the provider did not answer as agreed. Nobody knows whether it tried: ask again.
        """

    def give_up(self, plan: Plan) -> None:
        """Take no more, for this could not be collected. Asked again, it is the same.

        Raises:
            ProviderProblem: as above.
        """


@runtime_checkable
class Cards(Protocol):
    """A provider that knows until when the card of a lasting gift is good."""

    def card_ends(self, plan: Plan) -> date | None:
        """A day in the last month in which it is; None where there is no card, or none that expires.

        Raises:
            ProviderProblem: the provider did not answer as agreed.
        """


@runtime_checkable
class TellsNext(Protocol):
    """A provider that knows when it takes a lasting gift's money next."""

    def next_at(self, plan: Plan) -> datetime | None:
        """When that is; None where it takes none.

        Raises:
            ProviderProblem: the provider did not answer as agreed.
        """


@runtime_checkable
class Repairs(Protocol):
    """A provider on whose own page another card can be given for a lasting gift."""

    def repair(self, plan: Plan, ways: Ways) -> str:
        """The address of that page, from which one comes back to ``ways.gift``, with what ``find`` takes as ``with``.

        Raises:
            ProviderProblem: the provider did not answer as agreed.
        """


@runtime_checkable
class KnowsAddresses(Protocol):
    """A provider that keeps the mail address of who gives a lasting gift."""

    def address_changed(self, plan: Plan, email: str) -> None:
        """Write to another address from now on. Asked again, it is the same.

        Raises:
            ProviderProblem: the provider did not answer as agreed.
        """


@runtime_checkable
class Returns(Protocol):
    """A provider that can send money back."""

    def refund(self, charge: Charge, money: Money, key: str) -> None:
        """Send so much of a gift back. The same ``key`` twice is one return.

        Raises:
            ProviderProblem: it cannot be sent back, or the provider did not answer as agreed.
        """


@runtime_checkable
class Reconciles(Protocol):
    """A provider that can be asked for all that it has, so that nothing is missed that it told and we did not hear."""

    def subjects(self, since: datetime) -> Iterator[str]:
        """What may have changed since then, each as ``find`` takes it, each once. Bounded.

        Raises:
            ProviderProblem: the provider did not answer as agreed.
        """

    def moves(self, since: datetime) -> Iterator[Move]:
        """Every line of our account with it since then, the oldest first.

        Raises:
            ProviderProblem: the provider did not answer as agreed.
        """
