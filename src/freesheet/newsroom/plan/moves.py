"""What can be done with a card of the board, by whom; each is a button with a verb on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from freesheet.accounts.models import FactCheck, User
from freesheet.articles.models import ArticlePage
from freesheet.newsroom.article_editor import is_last_task
from freesheet.planning import actions
from freesheet.planning.errors import PlanningProblem
from freesheet.planning.models import Assignment
from freesheet.planning.queries.board import Card
from freesheet.planning.rights import Rights
from freesheet.planning.rules import Column


@dataclass(frozen=True)
class Move:
    """A way for a card: its name, the verb on its button, and the column that it leads to."""

    name: str
    says: str
    to: str
    asks: str = ""
    """``person`` or ``comment`` where something is to be said with it."""


def moves(card: Card, rights: Rights) -> list[Move]:
    """What somebody may do with a card here. All else is done in the article's editor."""
    if card.article is None:
        return _of_piece(card.piece, rights) if card.piece else []
    path = card.section.path
    mine = rights.user.pk in card.person_ids and rights.may("add", path)
    found = []
    if card.column == Column.WRITING and (mine or rights.may("change", path)):
        found.append(Move("hand_in", _("Hand in"), Column.CHECK))
    holds = rights.may("lock", path) or rights.may("publish", path)
    if card.column == Column.CHECK and holds:
        found.append(Move("approve", _("The facts hold"), Column.EDIT))
    if card.column in (Column.CHECK, Column.EDIT) and holds:
        found.append(Move("send_back", _("Send back"), Column.WRITING, "comment"))
    return found


def _of_piece(piece: Assignment, rights: Rights) -> list[Move]:
    plans = rights.may_plan(piece.section)
    pitch = piece.state == Assignment.State.PITCH
    found = []
    if rights.may_take(piece):
        found.append(Move("take", _("Take it on"), Column.WRITING))
    if rights.may_begin(piece):
        found.append(Move("begin", _("Begin the draft"), Column.WRITING))
    if plans:
        found.append(Move("assign", _("Assign"), Column.WRITING, "person"))
    if plans and not pitch:
        found.append(Move("unassign", _("Back to the pitches"), Column.PITCH))
    if rights.may_drop(piece):
        found.append(Move("drop", _("Drop"), ""))
    return found


@transaction.atomic
def do(move: str, key: str, by: User, person: str = "", comment: str = "") -> str:
    """Do it. Returns where to go next, if not back to the board.

    Raises:
        PlanningProblem: it cannot be done, or they may not do it.
    """
    kind, _dash, number = key.partition("-")
    if not number.isascii() or not number.isdecimal() or len(number) > 12:
        raise PlanningProblem(_("There is no such piece."))
    if move in OF_ARTICLES:
        return _do_with_article(move, kind, int(number), by, comment)
    piece = Assignment.objects.select_related("section").filter(pk=number).first() if kind == "piece" else None
    rights = Rights(by)
    if piece is None or not rights.sees(piece.section.path):
        raise PlanningProblem(_("There is no such piece."))
    allowed = {each.name for each in _of_piece(piece, rights)}
    if move not in allowed or piece.article_id:
        raise PlanningProblem(_("“%s” cannot be moved so by you, or not any more.") % piece.title)
    return _OF_PIECES[move](piece, by, person)


def _assigned(piece: Assignment, by: User, person: str) -> str:
    chosen = User.objects.filter(pk=person, is_active=True).first() if person.isdecimal() else None
    actions.assign(piece, by, [chosen] if chosen else [])
    return ""


def _begun(piece: Assignment, by: User, person: str) -> str:
    return f"edit:{actions.begin(piece, by).pk}"


def _quietly(done: Callable[..., Any]) -> Callable[[Assignment, User, str], str]:
    def quiet(piece: Assignment, by: User, person: str) -> str:
        done(piece, by)
        return ""

    return quiet


_OF_PIECES: dict[str, Callable[[Assignment, User, str], str]] = {
    "take": _quietly(actions.take),
    "begin": _begun,
    "assign": _assigned,
    "unassign": _quietly(lambda piece, by: actions.move_to(piece, by, Assignment.State.PITCH)),
    "drop": _quietly(lambda piece, by: actions.move_to(piece, by, Assignment.State.DROPPED)),
}

OF_ARTICLES = ("hand_in", "approve", "send_back")


def _do_with_article(move: str, kind: str, number: int, by: User, comment: str) -> str:
    if kind == "piece":
        number = Assignment.objects.filter(pk=number).values_list("article_id", flat=True).first() or 0
    article = ArticlePage.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if article is None or not Rights(by).sees(article.path):
        raise PlanningProblem(_("There is no such piece."))
    if move == "hand_in":
        _hand_in(article, by)
    else:
        _judge(article, by, move, comment)
    return ""


def _hand_in(article: ArticlePage, by: User) -> None:
    state = article.current_workflow_state
    waits = state is not None and state.status == state.STATUS_IN_PROGRESS
    page = Page.objects.get(pk=article.pk)
    allowed = page.permissions_for_user(by).can_submit_for_moderation()
    if waits or article.get_lock() or not (allowed or _may_resume(page, by, state)):
        raise PlanningProblem(_("“%s” cannot be handed in by you, or not any more.") % article.title)
    if state is not None:
        state.resume(user=by)
    else:
        article.get_workflow().start(article, by)


def _may_resume(page: Page, by: User, state: Any) -> bool:
    return state is not None and bool(page.permissions_for_user(by).can_edit())


def _judge(article: ArticlePage, by: User, move: str, comment: str) -> None:
    action = "approve" if move == "approve" else "reject"
    task_state = article.current_workflow_task_state
    task = task_state.task.specific if task_state else None
    allowed = {name for name, _says, _asks in task.get_actions(article, by)} if task else set()
    # What goes to readers goes by its editor, where it is looked over.
    final = action == "approve" and (not isinstance(task, FactCheck) or is_last_task(article))
    if task is None or action not in allowed or final:
        raise PlanningProblem(_("“%s” does not wait for you, or not any more.") % article.title)
    task.on_action(task_state, by, action, comment=comment[:1000])
