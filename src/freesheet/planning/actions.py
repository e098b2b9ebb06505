"""Pitching, assigning, beginning a draft, and dropping. Each is noted in Wagtail's log of the piece, with who did it.

Who may do what is asked by the newsroom, of ``planning.rights``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from freesheet.articles.models import ArticlePage, Byline
from freesheet.authors.models import AuthorPage
from freesheet.planning.errors import PlanningProblem
from freesheet.planning.models import Assignment

State = Assignment.State
FIELDS = ("title", "idea", "section", "format", "editor", "due_at", "target_date", "target_words", "notes")
"""What can be said of a piece, besides who makes it."""


@transaction.atomic
def propose(by: Any, reporters: Iterable[Any] = (), assigned: bool = False, **said: Any) -> Assignment:
    """Put a piece on the board: a pitch, or at once one that is assigned to somebody.

    Raises:
        PlanningProblem: something said will not do, or nobody is named who should make it.
    """
    people = list(reporters)
    piece = Assignment(proposed_by=by, **said)
    if assigned and not people:
        raise PlanningProblem(_("Please choose who makes it, or leave it a pitch."))
    piece.state = State.ASSIGNED if assigned else State.PITCH
    _check(piece)
    piece.save()
    piece.reporters.set(people)
    log(piece, "wagtail.create", user=by, title=piece.title)
    return piece


@transaction.atomic
def change(piece: Assignment, by: Any, reporters: Iterable[Any] | None = None, **said: Any) -> Assignment:
    """Say something else of a piece. What was before is kept in its history.

    Raises:
        PlanningProblem: something said will not do, or the piece was begun in another section.
    """
    piece = _held(piece)
    before = {name: _told(piece, name) for name in FIELDS} | {"reporters": _people(piece)}
    if piece.article_id and "section" in said and said["section"].pk != piece.section_id:
        raise PlanningProblem(_("Its draft lies in another section. Please move the draft; the plan follows."))
    for name, value in said.items():
        setattr(piece, name, value)
    _check(piece)
    piece.save()
    if reporters is not None:
        people = list(reporters)
        if not people and piece.state == State.ASSIGNED:
            piece.state = State.PITCH
            piece.save(update_fields=["state"])
        piece.reporters.set(people)
    after = {name: _told(piece, name) for name in FIELDS} | {"reporters": _people(piece)}
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changed:
        log(piece, "wagtail.edit", user=by, title=piece.title, data={"changed": changed})
    return piece


@transaction.atomic
def assign(piece: Assignment, by: Any, reporters: Iterable[Any]) -> Assignment:
    """Let somebody make a piece.

    Raises:
        PlanningProblem: nobody is named, or it was dropped or begun meanwhile.
    """
    piece, people = _held(piece), list(reporters)
    if not people:
        raise PlanningProblem(_("Please choose who makes it."))
    if piece.state == State.DROPPED or piece.article_id:
        raise PlanningProblem(_("“%s” was dropped or begun meanwhile.") % piece.title)
    was, before = piece.get_state_display(), _people(piece)
    piece.state = State.ASSIGNED
    piece.save(update_fields=["state"])
    piece.reporters.set(people)
    changed = {"state": [str(was), str(piece.get_state_display())], "reporters": [before, _people(piece)]}
    log(piece, "wagtail.edit", user=by, title=piece.title, data={"changed": changed})
    return piece


def take(piece: Assignment, by: Any) -> Assignment:
    """Take on a piece that is open to anyone.

    Raises:
        PlanningProblem: somebody else has.
    """
    with transaction.atomic():
        piece = _held(piece)
        if piece.state != State.PITCH or piece.reporters.exists():
            raise PlanningProblem(_("Somebody else has taken on “%s”.") % piece.title)
        return assign(piece, by, [by])


@transaction.atomic
def move_to(piece: Assignment, by: Any, state: str) -> Assignment:
    """Drop a piece that has no draft, or let it be a pitch again.

    Raises:
        PlanningProblem: it has a draft.
    """
    piece = _held(piece)
    if piece.article_id:
        raise PlanningProblem(_("“%s” has a draft. What becomes of it is said there.") % piece.title)
    was, piece.state = piece.get_state_display(), State(state)
    piece.save(update_fields=["state"])
    changed = {"state": [str(was), str(piece.get_state_display())]}
    log(piece, "wagtail.edit", user=by, title=piece.title, data={"changed": changed})
    return piece


@transaction.atomic
def begin(piece: Assignment, by: Any) -> ArticlePage:
    """The draft of a piece: made under its section, with the bylines of those who make it; or the one that is there.

    Raises:
        PlanningProblem: it was dropped.
    """
    piece = _held(piece)
    if piece.article_id:
        there: ArticlePage = ArticlePage.objects.get(pk=piece.article_id)
        return there
    if piece.state == State.DROPPED:
        raise PlanningProblem(_("“%s” was dropped.") % piece.title)
    people = list(piece.reporters.order_by("pk")) or [by]
    # Who may change their own drafts only must own it.
    article = ArticlePage(
        title=piece.title, format=piece.format, locale=piece.section.locale, owner=people[0], live=False
    )
    piece.section.add_child(instance=article)
    authors = AuthorPage.objects.filter(account__in=people, locale=piece.section.locale)
    pages = {author.account_id: author for author in authors}
    named = [pages[person.pk] for person in people if person.pk in pages]
    article.bylines = [Byline(author=author, sort_order=place) for place, author in enumerate(named)]
    article.save()
    article.save_revision(user=by)
    log(article, "wagtail.create", user=by)
    piece.article, piece.state = article, State.WRITING
    piece.save(update_fields=["article", "state"])
    if not piece.reporters.exists():
        piece.reporters.set(people)
    log(piece, "wagtail.edit", user=by, title=piece.title, data={"began": article.pk})
    return article


def _held(piece: Assignment) -> Assignment:
    """The piece as the database has it, held until the transaction ends."""
    return Assignment.objects.select_for_update(of=("self",)).select_related("section__locale").get(pk=piece.pk)


def _check(piece: Assignment) -> None:
    try:
        piece.full_clean()
    except ValidationError as problem:
        raise PlanningProblem(" ".join(problem.messages)) from problem


def _told(piece: Assignment, name: str) -> str:
    value = getattr(piece, name)
    if value is None:
        return ""
    return str(piece.get_format_display()) if name == "format" else str(value)


def _people(piece: Assignment) -> str:
    return ", ".join(str(person) for person in piece.reporters.order_by("pk"))
