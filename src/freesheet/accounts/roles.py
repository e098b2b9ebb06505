"""The names of what people are at the paper. What each may do is in ``policy``."""

from __future__ import annotations


def _(words: str) -> str:
    """Words that the newsroom translates when it shows them. Django's own mark would ask for settings."""
    return words


CONTRIBUTOR = "contributor"
REPORTER = "reporter"
FACT_CHECKER = "fact-checker"
TRANSLATOR = "translator"
FUNDRAISER = "fundraiser"
EDITOR = "editor"
DESK_HEAD = "desk-head"
PUBLISHER = "publisher"
ADMINISTRATOR = "administrator"

NAMES = {
    CONTRIBUTOR: _("Contributor"),
    REPORTER: _("Reporter"),
    FACT_CHECKER: _("Fact checker"),
    TRANSLATOR: _("Translator"),
    FUNDRAISER: _("Fundraiser"),
    EDITOR: _("Editor"),
    DESK_HEAD: _("Desk head"),
    PUBLISHER: _("Publisher"),
    ADMINISTRATOR: _("Administrator"),
}
"""Every role, from the least to the most, and what it is called in the newsroom."""

FORMER_ROLES = {"writer": REPORTER}
"""Roles by the names that they had before."""
