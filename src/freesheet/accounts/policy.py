"""Who may do what, on one page. ``grants`` gives Wagtail's groups exactly this; ``make docs`` writes it down."""

from __future__ import annotations

from dataclasses import dataclass

from freesheet.accounts import roles as r


@dataclass(frozen=True)
class Action:
    """Something one may do, and the rights that it takes."""

    says: str
    """For the page of the guide that says who may do what. The newsroom shows it nowhere."""
    pages: tuple[str, ...] = ()
    """Wagtail's permissions for a page and all that lies below it."""
    files: tuple[str, ...] = ()
    """Wagtail's permissions for pictures and documents, which belong to the whole paper."""
    rights: tuple[str, ...] = ()
    """Django's permissions, ``app.codename``, which hold for the whole paper."""
    paper_only: bool = False
    """Not given by a role in one section."""


_TAGS = ("sections.add_tag", "sections.change_tag")
_SETTINGS = ("editions.change_publication", "editions.change_identity")
_BANK = ("contributions.add_bankaccount", "contributions.change_bankaccount")
_GIFTS = ("contributions.change_charge", "contributions.change_plan")
_QUARTERS = ("contributions.add_quarter", "contributions.change_quarter")
_REDIRECTS = tuple(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete"))

ACTIONS = {
    "enter": Action("enter the newsroom", rights=("wagtailadmin.access_admin",)),
    "pitch": Action("pitch, take on what is open, and begin the draft of one's own piece", pages=("add",)),
    "write": Action("begin pages, and change and delete one's own drafts", pages=("add",)),
    "change": Action("change everybody's drafts, and delete those that were never public", pages=("change",)),
    "hold": Action("approve a fact check, send back what waits, lock and unlock pages", pages=("lock", "unlock")),
    "publish": Action("approve, publish, schedule, withdraw, order and close pages", pages=("publish",)),
    "pin": Action("pin articles to the top of their section and of the front page, and unpin them", pages=("publish",)),
    "front": Action(
        "arrange a front page and publish it, also where the role is for its whole edition",
        pages=("publish",),
        paper_only=True,
    ),
    "plan": Action("assign, change and drop everybody's pieces", pages=("publish",)),
    "prune": Action("delete a page with all that lies below it", pages=("bulk_delete",)),
    "choose": Action(
        "use the pictures, films, sounds and documents that are there",
        files=("choose",),
        rights=("media.view_recording",),
    ),
    "upload": Action(
        "upload pictures, films, sounds and documents, and change one's own",
        files=("add",),
        rights=("media.add_recording",),
    ),
    "curate": Action(
        "change and delete everybody's pictures, films, sounds and documents",
        files=("change",),
        rights=("media.change_recording",),
        paper_only=True,
    ),
    "translate": Action("begin a translation", rights=("simple_translation.submit_translation",)),
    "label": Action("add and rename tags", rights=_TAGS, paper_only=True),
    "unlabel": Action("delete tags", rights=("sections.delete_tag",), paper_only=True),
    "redirect": Action("set redirects", rights=_REDIRECTS, paper_only=True),
    "appeal": Action("word the appeal", rights=("editions.change_publication",), paper_only=True),
    "publication": Action("set what the outlet says of itself", rights=_SETTINGS, paper_only=True),
    "money": Action(
        "see money, thank givers, set how readers are asked and for how much, word receipts, and decide about letters"
        " to givers that did not leave",
        rights=("accounts.see_money",),
        paper_only=True,
    ),
    "bank": Action(
        "say to which accounts gifts are transferred, read in bank statements, and match them with gifts",
        rights=_BANK,
        paper_only=True,
    ),
    "returns": Action(
        "send money back to who gave it, and stop, pause and resume lasting gifts", rights=_GIFTS, paper_only=True
    ),
    "quarters": Action(
        "enter what was spent and granted, and publish the accounts of a quarter",
        rights=_QUARTERS,
        paper_only=True,
    ),
    "newsletter": Action(
        "write the newsletter, and send it to who asked for it", rights=("newsletters.change_issue",), paper_only=True
    ),
    "people": Action("let people in and go, give roles, and read the record", paper_only=True),
    "system": Action("everything else: workflows, collections, sites", paper_only=True),
}

_WRITES = frozenset({"enter", "pitch", "write", "choose", "upload"})
_REPORTS = _WRITES | {"change", "translate"}
_EDITS = _REPORTS | {"hold", "pin", "front", "plan", "publish", "curate", "label"}
_HEADS = _EDITS | {"prune", "unlabel", "redirect", "newsletter"}

MAY: dict[str, frozenset[str]] = {
    r.CONTRIBUTOR: _WRITES,
    r.REPORTER: _REPORTS,
    r.FACT_CHECKER: frozenset({"enter", "change", "hold", "choose"}),
    r.TRANSLATOR: frozenset({"enter", "change", "translate", "choose", "upload"}),
    r.FUNDRAISER: frozenset({"enter", "choose", "appeal", "money", "bank", "returns", "quarters"}),
    r.EDITOR: _EDITS,
    r.DESK_HEAD: _HEADS,
    r.PUBLISHER: _HEADS | {"appeal", "publication", "money", "bank", "returns", "quarters"},
    r.ADMINISTRATOR: frozenset(ACTIONS),
}
"""What each role may do. Administrators are Django's superusers, and need no rights given."""

PROVEN = frozenset({"publish", "money", "bank", "returns", "people", "quarters", "newsletter"})
"""Who may do one of these has to log in with a second factor."""


def may(role: str, in_section: bool = False) -> frozenset[str]:
    """The actions of a role, for the whole paper or in one section."""
    return frozenset(name for name in MAY[role] if not (in_section and ACTIONS[name].paper_only))


SECTION_ROLES = tuple(role for role in MAY if role != r.ADMINISTRATOR and any(ACTIONS[a].pages for a in may(role)))
"""Roles that may be given in one section alone."""
