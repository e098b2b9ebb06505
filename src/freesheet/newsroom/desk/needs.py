"""What needs somebody, and what they wait for: the same for the first screen and for the day's letter.

The number of queries does not grow with the number of articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState

from freesheet.articles.models import ArticlePage
from freesheet.newsroom import hours
from freesheet.newsroom.desk.comments import for_me
from freesheet.newsroom.desk.lines import Desk, Line
from freesheet.newsroom.desk.translations import left_behind
from freesheet.planning.queries.board import Board, Card
from freesheet.planning.rights import Rights
from freesheet.planning.rules import Column
from freesheet.preflight.queries import look_over

MOST_LINES = 30
MOST_LOOKED_OVER = 3
"""Articles that are looked over for the first screen: it costs some queries for each."""

SOON = timedelta(days=2)
"""How long before its time a piece is looked over."""


def desk(rights: Rights, seen: Board) -> Desk:
    """What one person is to do, what is late first, and what they wait for."""
    needs = [
        *_handed_in(rights, seen),
        *_mine(rights, seen),
        *for_me(rights, [card.article for card in seen.cards if card.article and _makes(rights, card)]),
        *left_behind(rights),
        *_pitches(rights, seen),
    ]
    needs.sort(key=lambda line: not line.late)
    return Desk(needs[:MOST_LINES], max(0, len(needs) - MOST_LINES), list(_waits(rights, seen))[:MOST_LINES])


def edit(article: int | None) -> str:
    """Where an article is edited."""
    return reverse("wagtailadmin_pages:edit", args=[article])


def _late(card: Card) -> str:
    """The sentence about a piece that is late, or about when it is due."""
    return _("Due %s.") % hours.short(card.due) if card.due and card.late else ""


def _handed_in(rights: Rights, seen: Board) -> Iterator[Line]:
    """What waits for an approval that somebody may give, the longest first."""
    waiting = [card for card in seen.cards if card.waiting and card.waiting.step and _may_approve(rights, card)]
    if any(card.waiting.other for card in seen.cards if card.waiting and card.waiting.step):
        theirs = TaskState.objects.reviewable_by(rights.user)
        others = set(theirs.values_list("workflow_state__object_id", flat=True))
        waiting += [card for card in seen.cards if card.waiting and card.waiting.other and str(card.article) in others]
    looked = 0
    for card in sorted(waiting, key=lambda card: card.waiting.since if card.waiting else timezone.now()):
        assert card.waiting is not None
        what = _("Fact check") if card.column == Column.CHECK else _("To be edited and published")
        says = _asked(what, card)
        verb = _("Check") if card.column == Column.CHECK else _("Edit")
        if card.column == Column.EDIT and looked < MOST_LOOKED_OVER:
            looked += 1
            missing = _missing(card.article)
            says, verb = (f"{says} {missing}", _("Finish")) if missing else (says, verb)
        yield Line(card.title, says, verb, edit(card.article), _late(card), card.waiting.since)


def _may_approve(rights: Rights, card: Card) -> bool:
    path = card.section.path
    if card.waiting and card.waiting.other:
        return False
    return rights.may("publish", path) or (card.column == Column.CHECK and rights.may("lock", path))


def _asked(what: str, card: Card) -> str:
    assert card.waiting is not None
    waited = hours.ago(card.waiting.since)
    if card.waiting.asked_by is None or not str(card.waiting.asked_by):
        return _("%(what)s, asked for %(ago)s ago.") % {"what": what, "ago": waited}
    told = {"what": what, "who": card.waiting.asked_by, "ago": waited}
    return _("%(what)s, asked for by %(who)s %(ago)s ago.") % told


def _missing(article: int | None) -> str:
    """What is to be put right in an article before readers get it, as a sentence; empty if nothing is."""
    page = ArticlePage.objects.filter(pk=article).first()
    found = look_over(page.get_latest_revision_as_object()) if page is not None else []
    if not found:
        return ""
    first = "; ".join(each.finding.sentence.rstrip(".。۔") for each in found[:2])
    told = ngettext("Ready but for one thing: %(what)s.", "Ready but for %(count)s things: %(what)s.", len(found))
    return told % {"count": len(found), "what": first}


def _makes(rights: Rights, card: Card) -> bool:
    """Whether somebody makes a piece: who edits or plans it does not."""
    if card.piece and card.piece.reporters.all():
        return rights.is_reporter(card.piece)
    return card.article is not None and rights.user.pk in card.person_ids


def _mine(rights: Rights, seen: Board) -> Iterator[Line]:
    """What somebody is to write, or to write again."""
    looked = 0
    for card in seen.columns[Column.WRITING]:
        if not _makes(rights, card):
            continue
        late = _late(card)
        due = _("Due %s.") % hours.short(card.due) if card.due and not late else ""
        if card.waiting and card.waiting.sent_back:
            told = {"who": card.waiting.judged_by or "–", "what": card.waiting.comment}
            says = _("%(who)s asks for changes: “%(what)s”") % told if told["what"] else _("Sent back to you.")
            yield Line(card.title, f"{says} {due}".strip(), _("Change"), edit(card.article), late, card.since)
        elif card.article is None and card.piece is not None:
            says = f"{_('Assigned to you, not begun.')} {due}".strip()
            url = reverse("plan:piece", args=[card.piece.pk])
            yield Line(card.title, says, _("Begin"), url, late, move="begin", card=card.key)
        else:
            says = f"{_('You are writing it.')} {due}".strip()
            near = card.due is not None and card.due < timezone.now() + SOON
            if near and looked < MOST_LOOKED_OVER:
                looked += 1
                says = f"{says} {_missing(card.article)}".strip()
            yield Line(card.title, says, _("Write"), edit(card.article), late)


def _pitches(rights: Rights, seen: Board) -> Iterator[Line]:
    """What whoever plans has to decide, or anyone may take on."""
    waiting = [card for card in seen.columns[Column.PITCH] if card.piece and rights.may_plan(card.section)]
    if len(waiting) > 2:
        told = ngettext("%s pitch waits for a decision", "%s pitches wait for a decision", len(waiting)) % len(waiting)
        says = _("The oldest: %s") % waiting[0].title
        yield Line(told, says, _("Decide"), reverse("plan:board"))
        return
    for card in waiting:
        assert card.piece is not None
        who = ", ".join(card.people) or _("nobody yet")
        url = reverse("plan:piece", args=[card.piece.pk])
        yield Line(card.title, _("A pitch. Would make it: %s.") % who, _("Decide"), url)


def _waits(rights: Rights, seen: Board) -> Iterator[Line]:
    """What somebody handed in and others are to look at."""
    for card in seen.cards:
        mine = card.waiting and card.waiting.step and getattr(card.waiting.asked_by, "pk", None) == rights.user.pk
        if mine and card.waiting:
            where = _("Waits for its fact check") if card.column == Column.CHECK else _("Waits for the desk")
            told: dict[str, Any] = {"where": where, "ago": hours.ago(card.waiting.since)}
            says = _("%(where)s since %(ago)s.") % told
            yield Line(card.title, says, _("Look"), edit(card.article), since=card.waiting.since)
    for card in seen.columns[Column.PITCH]:
        if card.piece and card.piece.proposed_by_id == rights.user.pk and not rights.may_plan(card.section):
            url = reverse("plan:piece", args=[card.piece.pk])
            yield Line(card.title, _("Your pitch waits for a decision."), _("Look"), url)
