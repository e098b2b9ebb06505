"""The names of what people are at the paper. What each may do is in ``policy``."""

from __future__ import annotations

CONTRIBUTOR = "contributor"
REPORTER = "reporter"
FACT_CHECKER = "fact-checker"
EDITOR = "editor"
DESK_HEAD = "desk-head"
PUBLISHER = "publisher"
TRANSLATOR = "translator"
FUNDRAISER = "fundraiser"
ADMINISTRATOR = "administrator"

GROUPS = {
    CONTRIBUTOR: "Contributor",
    REPORTER: "Reporter",
    FACT_CHECKER: "Fact checker",
    EDITOR: "Editor",
    DESK_HEAD: "Desk head",
    PUBLISHER: "Publisher",
    TRANSLATOR: "Translator",
    FUNDRAISER: "Fundraiser",
}
"""Each role's group for the whole paper. Administrators need none: they may do everything."""

FORMER = {"Moderators": GROUPS[EDITOR], "Editors": GROUPS[REPORTER]}
"""Groups that Wagtail makes, and which of ours each becomes."""

FORMER_ROLES = {"writer": REPORTER}
"""Roles by the names that they had before."""
