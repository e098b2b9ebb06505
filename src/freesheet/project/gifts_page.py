"""The page about what can happen to a gift, written from the tables themselves: ``make docs``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from freesheet.contributions.guards import LIMITS, Limit
from freesheet.contributions.rules import (
    CARD_AGAIN,
    CHARGE_STEPS,
    PLAN_STEPS,
    PROVIDER,
    TRANSFER_AGAIN,
    TRANSFER_LATE_DAYS,
    Again,
    Step,
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "developers" / "gifts.md"


def gifts_page() -> str:
    """The page, as Markdown."""
    lines = [
        "# What can happen to a gift",
        "",
        "<!-- Written by `make docs` from the tables in src/freesheet/contributions/rules.py. Change them there. -->",
        "",
        "A gift, or one month of a lasting one, is a charge. Whatever a provider, a person or the clock says of it",
        "goes through `happened` (`src/freesheet/contributions/actions/happening.py`): what has no line here changes",
        "nothing. State, books, receipt and letter change in one transaction. A line of the books has both sides, so",
        f"they always balance; `{PROVIDER}` stands for the account of what the gift's own provider has for us.",
        "",
        "## One gift",
        "",
        *_table(CHARGE_STEPS),
        "",
        "## A lasting gift",
        "",
        *_table(PLAN_STEPS),
        "",
        *_when_it_did_not_come(),
        "## What is held",
        "",
        "Gifts that look like a robot's, or like somebody's who tries stolen cards:",
        "`src/freesheet/contributions/guards.py`. Who gives can confirm by a mailed link where the last column says",
        "so; else the newsroom decides. Of an amount, refusals count only while they are more than what came.",
        "Transfers and the trial know no cards: for them the limits of gifts from one internet or mail address hold,",
        "and no others.",
        "",
        "| what is counted | of one | within | held above | a mailed link is enough |",
        "|---|---|---|---|---|",
        *(_limit(each) for each in LIMITS),
        "",
        "`tests/contributions/test_gifts.py` shows that every state can be reached, and that random orders of all this",
        "lose and double nothing. Why it is so: [decision 27](../decisions/0027-gifts.md).",
    ]
    return "\n".join(lines) + "\n"


def _when_it_did_not_come() -> list[str]:
    return [
        "## When its money did not come",
        "",
        "Counted from the day on which a card was refused, or a transfer was noted as missing. Each try that fails,",
        "and each reminder, is a letter in the language of who gives; after the last it ends, with one last letter.",
        "Who pays, pauses or stops meanwhile ends all of it. Between two lines lie two days at least, however long the",
        "worker was down. What does it is `src/freesheet/contributions/actions/failing.py`.",
        "",
        "| a card was refused: day | what is done |",
        "|---|---|",
        *_days(CARD_AGAIN),
        "",
        f"A transfer is missing when it is {TRANSFER_LATE_DAYS} days late, a statement was read in since, and nothing",
        "of that amount waits there for somebody to say what it is. The same holds before each reminder.",
        "",
        "| a transfer is missing: day | what is done |",
        "|---|---|",
        *_days(TRANSFER_AGAIN),
        "",
    ]


def _days(table: Iterable[Again]) -> list[str]:
    return [f"| {each.day} | {each.does} |" for each in table]


def _limit(limit: Limit) -> str:
    hours = int(limit.within.total_seconds()) // 3600
    within = f"{hours} hours" if hours > 1 else "1 hour"
    return f"| {limit.what} | {limit.of} | {within} | {limit.most} | {'yes' if limit.proves else 'no'} |"


def _table(steps: Iterable[Step]) -> list[str]:
    rows = [
        f"| {step.before} | {step.happened} | {step.after} | {step.debit} | {step.credit} | {step.letter} |"
        for step in steps
    ]
    return ["| before | what happens | after | debit | credit | letter |", "|---|---|---|---|---|---|", *rows]


if __name__ == "__main__":
    PAGE.write_text(gifts_page(), "utf-8")
