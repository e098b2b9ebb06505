"""What counts as suspicious: one table, which the documentation prints.

People who try stolen cards make many small gifts, from one address or with one amount, and most cards are refused. And
robots fill in whatever form there is, also where there are no cards: then we would write to strangers, and drown.

Who is over a limit is not turned away: the gift is held, and either who gives confirms it by a mailed link or the
newsroom looks at it. So a limit may be low, and a family, a school or an office loses a minute at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """So many in so much time; the next one is held."""

    reason: str
    what: str
    """What is counted: ``gifts``, ``refused`` or ``cards``; of one ``address``, ``mail``, ``card`` or ``amount``."""
    of: str
    within: timedelta
    most: int
    proves: bool
    """Whether a mailed link is enough to go on. If not, the newsroom decides."""
    says: str | Promise
    """For the newsroom."""

    @property
    def of_cards(self) -> bool:
        """Whether it says nothing of a gift that is not paid by card."""
        return self.what != "gifts" or self.of not in ("address", "mail")


LIMITS = (
    Limit("address:hour", "gifts", "address", HOUR, 5, True, _("Many gifts from one internet address within an hour")),
    Limit("address:day", "gifts", "address", DAY, 12, True, _("Many gifts from one internet address within a day")),
    Limit("address:refused", "refused", "address", HOUR, 3, True, _("Several refused cards from one internet address")),
    Limit("address:cards", "cards", "address", DAY, 3, False, _("Several cards from one internet address")),
    Limit("card:day", "gifts", "card", DAY, 4, False, _("One card for many gifts")),
    Limit("mail:day", "gifts", "mail", DAY, 8, True, _("Many gifts with one mail address within a day")),
    Limit("amount:refused", "refused", "amount", HOUR, 8, True, _("One amount, refused again and again")),
)
"""The first that is passed is the reason. Of an amount only refusals count, and only while they are more than what
came: an appeal that goes well brings the same amount many times."""

KEPT = DAY
"""How long it is remembered from where a gift was begun, and with which card."""

LEAST_SECONDS = 2
"""Between the first step and the second: nobody writes an address faster."""

MOST_BYTES = 64 * 1024
"""Of what a form sends."""

LETTERS_EACH_DAY = 3
"""That ask to confirm, from one client address: nobody shall make us write to strangers. Nobody gets two a day."""


def named(reason: str) -> Limit | None:
    """The limit of a reason; None where it is none any more."""
    return next((each for each in LIMITS if each.reason == reason), None)
