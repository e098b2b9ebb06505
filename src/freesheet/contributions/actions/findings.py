"""What a reconciliation finds, in sentences: English where a terminal shows them, kept so that others can be made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.letters.languages import apart
from freesheet.contributions.telling import in_words

CHANGED = _("The gift %(gift)s of %(money)s was %(before)s and is %(now)s now.")
CHANGED_BACK = _("The gift %(gift)s of %(money)s was %(before)s and is %(now)s now, and %(back)s went back.")
STILL = _("The gift %(gift)s of %(money)s was %(before)s and is %(now)s still.")
STILL_BACK = _("The gift %(gift)s of %(money)s was %(before)s and is %(now)s still, and %(back)s went back.")
MOVED = {
    "payout": _("%(money)s went to the bank."),
    "fee": _("%(money)s are fees."),
    "exchange": _("%(money)s were exchanged."),
    "other": _("%(money)s are not gifts."),
}
UNKNOWN = _("%(money)s came to %(provider)s on %(day)s (%(key)s).")
NOT_PAID = _("The gift %(gift)s of %(money)s is received in our books, and not paid at %(provider)s.")
PROBLEM = "%(where)s: %(problem)s"

STATES = ("begun", "waiting", "received", "failed", "lapsed", "returned", "disputed", "lost")


class Finding(str):
    """A sentence in English, with what it is made of."""

    says: str
    of: dict[str, Any]
    """What stands in it; what somebody else complained of, as what that is made of."""

    def kept(self) -> dict[str, Any]:
        """As it is kept in the database."""
        return {"says": self.says, "of": self.of}


def finding(says: str, **of: object) -> Finding:
    """The sentence ``says``, about these."""
    made = Finding(says % {name: str(value) for name, value in of.items()})
    made.says, made.of = says, {name: _kept(value) for name, value in of.items()}
    return made


def _kept(value: object) -> str | dict[str, Any]:
    return {"says": value.says, "of": value.of} if isinstance(value, ProviderProblem) else str(value)


def told(kept: Mapping[str, Any], language: str) -> str:
    """A sentence that was kept, in the language that is active."""
    of = {name: _told(name, value, language) for name, value in kept["of"].items()}
    says = kept["says"]
    return gettext(says) % of


def _told(name: str, value: Any, language: str) -> str:
    if isinstance(value, dict):
        return in_words(value["says"], value["of"], language)
    return pgettext("a gift", value) if name in ("before", "now") and value in STATES else apart(value, language)


def _named() -> None:
    """For who collects the words."""
    pgettext("a gift", "begun")
    pgettext("a gift", "waiting")
    pgettext("a gift", "received")
    pgettext("a gift", "failed")
    pgettext("a gift", "lapsed")
    pgettext("a gift", "returned")
    pgettext("a gift", "disputed")
    pgettext("a gift", "lost")
