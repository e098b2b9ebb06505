"""The page about who may do what, written from the policy itself: ``make docs``."""

from __future__ import annotations

from pathlib import Path

from freesheet.accounts.policy import ACTIONS, MAY, PROVEN, SECTION_ROLES, may
from freesheet.accounts.roles import NAMES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "editors" / "who-may-do-what.md"


def roles_page() -> str:
    """The page, as Markdown."""
    widths = " | ".join(NAMES[role] for role in MAY)
    lines = [
        "# Who may do what",
        "",
        "<!-- Written by `make docs` from the table in src/freesheet/accounts/policy.py. Change it there. -->",
        "",
        "A person has one role or several, each for the whole paper or for one section (or one edition) and everything",
        "below it. Roles add up. Administrators give them, under [People](people.md).",
        "",
        "● also where the role is given in one section; ○ only where it is given for the whole paper.",
        "",
        f"| | {widths} |",
        f"|---|{':-:|' * len(MAY)}",
    ]
    for name, action in ACTIONS.items():
        lines.append(f"| {action.says} | {' | '.join(_mark(role, name) for role in MAY)} |")
    proven = "; ".join(ACTIONS[name].says for name in ACTIONS if name in PROVEN)
    lines += [
        "",
        f"Roles that may be given in one section alone: {', '.join(NAMES[role].lower() for role in SECTION_ROLES)}.",
        "A section is its own page and what lies below it: who may change or publish there may do so with the page of",
        "the section too.",
        "",
        f"Who may do any of these logs in with a second factor: {proven}.",
        "",
        "`tests/accounts/test_matrix.py` walks every role through every row, in its own section and in another.",
    ]
    return "\n".join(lines) + "\n"


def _mark(role: str, action: str) -> str:
    if action not in may(role):
        return ""
    return "●" if role in SECTION_ROLES and action in may(role, in_section=True) else "○"


if __name__ == "__main__":
    PAGE.write_text(roles_page(), "utf-8")
