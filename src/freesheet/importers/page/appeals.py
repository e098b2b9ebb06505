"""Appeals for support, told from stories that speak of money, support or contributions.

An appeal speaks for the outlet ("we", "our journalism", its name) to the reader ("you", "readers") and
asks. A story about a fund-raising has the words but not the voice: it reports and quotes. Quotations
are therefore left out before anything is counted, and a paragraph in the midst of a story is only
taken for an appeal if it asks for this very outlet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from freesheet.importers.page.folding import bare, fold, is_prose, without_quotations
from freesheet.importers.page.vocabulary import anywhere, whole

_ARROW = re.compile(r"[➔➜➡→»›>▶►➤]\s*$|[👉❤♥]")
_ARTICLES = r"(?:the|le|la|el|o|a|il|den|die|das)\s|l'"
_ASKED_FOR = re.compile(
    r"(?:support|join|donate to|fund)\s+(?:the\s+)?"
    r"(?P<name>(?-i:[A-Z])[\w'’.&-]*(?:\s+(?:(?-i:[A-Z])[\w'’.&-]*|of|and|&|the))*)$"
    r"|(?:請)?(?:支持|贊助|赞助)(?P<east>[^我本\s]\S{1,11})$",
    re.IGNORECASE,
)
_BUTTON_LENGTH = 70
_READ = 4000


@dataclass(frozen=True)
class Voice:
    """How often a paragraph does what appeals do. All but ``button`` are counts."""

    own: int
    request: int
    values: int
    press: int
    money: int
    first: int
    second: int
    outlet: int
    reported: int
    button: bool = False

    @property
    def score(self) -> int:
        asking = 4 * min(self.own, 2) + 2 * min(self.request, 2) + min(self.money, 1)
        praising = 2 * min(self.values, 3) + min(self.first, 2) + min(self.second, 1) + 2 * min(self.outlet, 1)
        return asking + praising - 3 * min(self.reported, 3)

    @property
    def speaks_for_the_outlet(self) -> bool:
        return bool(self.first or self.outlet)

    @property
    def certain(self) -> bool:
        """It asks for this outlet in so many words."""
        return self.button or (self.own > 0 and (self.speaks_for_the_outlet or self.second > 0) and self.score >= 5)

    @property
    def likely(self) -> bool:
        """Beside a certain one it is an appeal too."""
        if not (self.outlet or self.press or self.own):
            return self.certain
        enough = self.values >= 2 or self.request > 0 or self.own > 0 or (self.values > 0 and self.outlet > 0)
        return self.certain or (self.speaks_for_the_outlet and enough and self.score >= 5)

    @property
    def possible(self) -> bool:
        """Between two appeals it is one."""
        return self.likely or (self.reported == 0 and (self.first > 0 or self.second > 0 or self.outlet > 0))

    @property
    def beyond_doubt(self) -> bool:
        """Even in the midst of a story."""
        return self.button or (
            self.own > 0
            and self.second > 0
            and self.speaks_for_the_outlet
            and (self.values > 0 or self.outlet > 0)
            and self.reported == 0
            and self.score >= 9
        )


def voice_of(text: str, outlet: str = "") -> Voice:
    """Count what appeals do in ``text``; ``outlet`` is the outlet's name if it is known."""
    plain = without_quotations(fold(text[:_READ]))
    named = _names(outlet, plain)
    supported = _asks_for(outlet, plain)
    counts = {
        kind: len(anywhere(kind).findall(plain))
        for kind in ("request", "values", "press", "money", "first", "second", "reported")
    }
    return Voice(
        own=len(anywhere("request_own").findall(plain)) + supported,
        outlet=named,
        button=is_button(text, outlet),
        **counts,
    )


def is_button(text: str, outlet: str = "") -> bool:
    """A short line that is nothing but an invitation to give, for example “Support the Herald →”."""
    plain = bare(fold(text)).rstrip(" !.:")
    if not plain or len(plain) > _BUTTON_LENGTH:
        return False
    if whole("appeal_heading").fullmatch(plain):
        return True
    asks = anywhere("request_own").match(plain) or anywhere("request").match(plain) or _asks_for(outlet, plain)
    return bool(asks) and (
        bool(_ARROW.search(text.strip()))
        or (
            not is_prose(text)
            and len(plain.split()) <= 7
            and len(plain) <= 40
            and not anywhere("reported").search(plain)
        )
    )


def asked_for(text: str) -> str:
    """Whom a button asks the reader to support: the outlet's name, if it says so."""
    plain = bare(text)
    found = _ASKED_FOR.match(plain)
    return (found["name"] or found["east"] or "") if found else ""


def _names(outlet: str, plain: str) -> int:
    return (
        len(
            re.findall(
                rf"(?<!\w){re.escape(fold(outlet))}(?!\w)" if outlet.isascii() else re.escape(fold(outlet)),
                plain,
                re.IGNORECASE,
            )
        )
        if outlet
        else 0
    )


def _asks_for(outlet: str, plain: str) -> int:
    if not outlet:
        return 0
    name = re.escape(fold(outlet))
    before = rf"(?:{whole('support_before_name').pattern})\s*(?:{_ARTICLES})?{name}"
    after = rf"{name}\s*(?:{whole('support_after_name').pattern})"
    return len(re.findall(f"{before}|{after}", plain, re.IGNORECASE))
