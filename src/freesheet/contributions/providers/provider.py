"""What every provider can do. A provider is asked; what it says by itself is only a reason to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from freesheet.contributions.models import Charge
from freesheet.lib.money import Money


@dataclass(frozen=True)
class Ways:
    """Where who gives comes back to, absolute: the page of the gift."""

    gift: str
    site: str
    """The paper's own address, without a slash at its end."""


@dataclass(frozen=True)
class Offer:
    """How a gift can be paid: on another page, or by what stands on the gift's own."""

    reference: str
    url: str = ""
    """Where it is paid, on the provider's own page; empty where nobody has to go anywhere."""


@dataclass(frozen=True)
class Details:
    """What who gives needs to pay by themselves."""

    lines: tuple[tuple[str | Promise, str], ...] = ()
    """What to write where: the name of a field, and what belongs there."""
    picture: str = ""
    """An SVG of a code that a bank's app reads, made by us."""


@dataclass(frozen=True)
class Facts:
    """What a provider says of a gift when it is asked."""

    paid: Money | None = None
    """What came, once it has."""
    fee: Money | None = None
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
