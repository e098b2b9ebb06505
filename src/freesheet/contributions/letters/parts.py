"""The parts of a letter, and what every letter is written with."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings

from freesheet.contributions.errors import LetterProblem
from freesheet.contributions.letters.languages import apart
from freesheet.contributions.models import Letter, Plan
from freesheet.lib.dates import long_date
from freesheet.lib.money import Money, written


@dataclass(frozen=True)
class Said:
    """The parts of a letter."""

    subject: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    """What stands in a table: what it is, and how much."""
    link: tuple[str, str] | None = None
    """A label, and where it leads."""
    greeting: str = ""


@dataclass(frozen=True)
class Around:
    """What every letter is written with."""

    paper: str
    language: str

    def money(self, money: Money) -> str:
        return apart(written(money, self.language), self.language)

    def day(self, moment: object) -> str:
        return long_date(moment, self.language, ZoneInfo(settings.PUBLICATION.timezone))  # type: ignore[arg-type]


def plan_of(letter: Letter) -> Plan:
    """The lasting gift that a letter is about.

    Raises:
        LetterProblem: it is about none.
    """
    if letter.plan is None:
        raise LetterProblem(f"{letter} is about no lasting gift.")
    return letter.plan
