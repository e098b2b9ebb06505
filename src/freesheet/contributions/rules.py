"""How gifts and plans go from state to state: all that can happen is in these two tables, and nothing else can."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChargeState(StrEnum):
    """Where one gift stands, or one month of a lasting one."""

    BEGUN = "begun"
    HELD = "held"
    """Somebody has to look, or who gives to confirm, before it is paid: ``contributions/guards.py``."""
    WAITING = "waiting"
    RECEIVED = "received"
    FAILED = "failed"
    LAPSED = "lapsed"
    RETURNED = "returned"
    DISPUTED = "disputed"
    LOST = "lost"


class PlanState(StrEnum):
    """Where a lasting gift stands."""

    PENDING = "pending"
    ACTIVE = "active"
    PAST_DUE = "past due"
    PAUSED = "paused"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class Account(StrEnum):
    """The accounts of the books. What lies with each provider is an account of its own: ``with:stripe``."""

    GIFTS = "gifts"
    FEES = "fees"
    HELD = "held in dispute"
    BANK = "bank"
    EXCHANGED = "exchanged"
    """What a provider turned into another currency: so much of the one against so much of the other."""
    OTHERS = "others"
    """What lies in the same account of a provider and is no gift to this paper."""


def lies_with(provider: str) -> str:
    """The account of what a provider has for us."""
    return f"with:{provider}"


@dataclass(frozen=True)
class Step:
    """From a state, by what happened, to another; and what the books say of it (debit, credit)."""

    before: str
    happened: str
    after: str
    debit: str = ""
    credit: str = ""
    letter: str = ""
    """The letter that goes to who gives."""


PROVIDER = "with:"
"""In a table: the account of the gift's own provider."""

_C, _P = ChargeState, PlanState

CHARGE_STEPS = (
    # Again too, where the page on which it could be paid ran out: there is another one.
    *(Step(each, "offered", _C.WAITING) for each in (_C.BEGUN, _C.WAITING, _C.FAILED, _C.LAPSED)),
    *(Step(each, "paid", _C.RECEIVED, PROVIDER, Account.GIFTS, "receipt") for each in (_C.BEGUN, _C.WAITING)),
    # Money that comes late is money.
    *(Step(each, "paid", _C.RECEIVED, PROVIDER, Account.GIFTS, "receipt") for each in (_C.FAILED, _C.LAPSED)),
    *(Step(each, "held", _C.HELD) for each in (_C.BEGUN, _C.WAITING, _C.FAILED)),
    Step(_C.HELD, "let through", _C.BEGUN),
    Step(_C.HELD, "turned away", _C.LAPSED),
    Step(_C.HELD, "given up", _C.LAPSED),
    # On a page of its provider that was open before it was held.
    Step(_C.HELD, "paid", _C.RECEIVED, PROVIDER, Account.GIFTS, "receipt"),
    *(Step(each, "refused", _C.FAILED) for each in (_C.BEGUN, _C.WAITING)),
    *(Step(each, "given up", _C.LAPSED) for each in (_C.BEGUN, _C.WAITING, _C.FAILED)),
    Step(_C.RECEIVED, "returned in part", _C.RECEIVED, Account.GIFTS, PROVIDER, "return"),
    Step(_C.RECEIVED, "returned", _C.RETURNED, Account.GIFTS, PROVIDER, "return"),
    # What is not disputed of a gift may still go back.
    *(Step(each, "returned in part", each, Account.GIFTS, PROVIDER, "return") for each in (_C.DISPUTED, _C.LOST)),
    # A card that is no more, for instance: what was sent back comes again.
    *(Step(each, "return reversed", each, PROVIDER, Account.GIFTS) for each in (_C.DISPUTED, _C.LOST)),
    Step(_C.RECEIVED, "disputed", _C.DISPUTED, Account.HELD, PROVIDER),
    # A person matched money with the wrong gift. The gift is asked for as before.
    Step(_C.RECEIVED, "payment reversed", _C.WAITING, Account.GIFTS, PROVIDER),
    *(Step(each, "return reversed", _C.RECEIVED, PROVIDER, Account.GIFTS) for each in (_C.RECEIVED, _C.RETURNED)),
    Step(_C.DISPUTED, "dispute won", _C.RECEIVED, PROVIDER, Account.HELD),
    Step(_C.DISPUTED, "dispute lost", _C.LOST, Account.GIFTS, Account.HELD),
)
"""What can happen to a gift."""

PLAN_STEPS = (
    *(Step(each, "paid", _P.ACTIVE) for each in (_P.PENDING, _P.ACTIVE, _P.PAST_DUE, _P.LAPSED)),
    # Of a month before. It goes on when somebody says so.
    Step(_P.PAUSED, "paid", _P.PAUSED),
    *(Step(each, "refused", _P.PAST_DUE, letter="failure") for each in (_P.ACTIVE, _P.PAST_DUE)),
    # An expected transfer did not come.
    *(Step(each, "missing", _P.PAST_DUE, letter="reminder") for each in (_P.ACTIVE, _P.PAST_DUE)),
    # Who never paid hears nothing of it.
    Step(_P.PENDING, "given up", _P.LAPSED),
    Step(_P.PAST_DUE, "given up", _P.LAPSED, letter="lapsed"),
    # Its provider has ended it, for no card could be charged.
    Step(_P.PENDING, "ended", _P.LAPSED),
    *(Step(each, "ended", _P.LAPSED, letter="lapsed") for each in (_P.ACTIVE, _P.PAST_DUE, _P.PAUSED)),
    # Its only money was another gift's: a person had matched it wrongly.
    *(Step(each, "payment reversed", _P.PENDING) for each in (_P.ACTIVE, _P.PAST_DUE)),
    *(Step(each, "paused", _P.PAUSED, letter="paused") for each in (_P.ACTIVE, _P.PAST_DUE)),
    Step(_P.PAUSED, "resumed", _P.ACTIVE, letter="resumed"),
    *(
        Step(each, "stopped", _P.CANCELLED, letter="stopped")
        for each in (_P.PENDING, _P.ACTIVE, _P.PAST_DUE, _P.PAUSED)
    ),
)
"""What can happen to a lasting gift."""


@dataclass(frozen=True)
class Again:
    """What is done when money of a lasting gift did not come: when, counted from then, and what it is."""

    day: int
    does: str
    """``take over``: the provider is told not to try by itself. ``try``: it tries again, and if that fails there is a
    letter. ``remind``: a letter. ``give up``: it ends, with one last letter; so it does when the last try failed."""


CARD_AGAIN = (Again(0, "take over"), Again(3, "try"), Again(7, "try"), Again(14, "try"), Again(21, "try"))
"""A card that was refused, which is a letter: four tries in three weeks."""

TRANSFER_AGAIN = (Again(0, "remind"), Again(7, "remind"), Again(14, "remind"), Again(21, "give up"))
"""A transfer that did not come, once it is late: nobody can be charged, so there are letters."""

MOST_TRIES = sum(each.does == "try" for each in CARD_AGAIN)

TRANSFER_LATE_DAYS = 7
"""After so long an expected transfer is late: banks take their days, and people have theirs."""


def step(table: tuple[Step, ...], before: str, happened: str) -> Step | None:
    """The one step from ``before`` by what ``happened``; None where that changes nothing."""
    return next((each for each in table if each.before == before and each.happened == happened), None)
