"""The page about what can happen to a gift, written from the tables themselves: ``make docs``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from freesheet.contributions.guards import LIMITS, Limit
from freesheet.contributions.rules import CHARGE_STEPS, PLAN_STEPS, PROVIDER, Step

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
        "## What is held",
        "",
        "Gifts by card that look like somebody who tries stolen ones: `src/freesheet/contributions/guards.py`. Who",
        "gives can confirm by a mailed link where the last column says so; else the newsroom decides. Of an amount,",
        "refusals count only while they are more than what came.",
        "",
        "| what is counted | of one | within | held above | a mailed link is enough |",
        "|---|---|---|---|---|",
        *(_limit(each) for each in LIMITS),
        "",
        "`tests/contributions/test_gifts.py` shows that every state can be reached, and that random orders of all this",
        "lose and double nothing. Why it is so: [decision 27](../decisions/0027-gifts.md).",
    ]
    return "\n".join(lines) + "\n"


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
