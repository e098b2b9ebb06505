"""Owning up: making a correction, withdrawing one, saying why an article changed, and that a translation is in order.

Who may publish an article may do all this for it. The press is told by ``project/wiring.py``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from freesheet.articles.models import ArticlePage
from freesheet.transparency.errors import CorrectionProblem
from freesheet.transparency.models import CaughtUp, ChangeNote, Correction, Withdrawal


def may_correct(user: Any, article: ArticlePage) -> bool:
    """Whether somebody may correct an article: who may publish it."""
    return bool(article.permissions_for_user(user).can_publish())


@transaction.atomic
def correct(
    article: ArticlePage,
    wrong: str,
    right: str,
    severity: str = "correction",
    by: Any = None,
    at: datetime | None = None,
) -> Correction:
    """Note what was wrong in an article, and what is right. Readers see it at once.

    Raises:
        CorrectionProblem: nobody has read the article yet, it is an alias, or a text is missing or too long.
    """
    if article.alias_of_id:
        raise CorrectionProblem(_("This is an alias. Please correct the article that it shows."))
    if article.first_published_at is None:
        raise CorrectionProblem(_("This article was never published: there is nothing to correct for readers."))
    correction = Correction(
        article=article, locale=article.locale, severity=severity, wrong=wrong.strip(), right=right.strip(),
        at=at or timezone.now(), by=by,
    )  # fmt: skip
    _check(correction)
    correction.save()
    return correction


@transaction.atomic
def withdraw(correction: Correction, reason: str, by: Any = None) -> Withdrawal:
    """Take a correction from its article. The list of corrections keeps it, and says why.

    Raises:
        CorrectionProblem: it was withdrawn before, or the reason is missing or too long.
    """
    if Withdrawal.objects.filter(correction=correction).exists():
        raise CorrectionProblem(_("This correction was withdrawn before."))
    withdrawal = Withdrawal(correction=correction, reason=reason.strip(), by=by)
    _check(withdrawal)
    withdrawal.save()
    return withdrawal


@transaction.atomic
def give_reason(article: ArticlePage, kind: str, words: str = "", by: Any = None) -> ChangeNote:
    """Keep why an article that readers have is about to say something else.

    Raises:
        CorrectionProblem: no such reason, or one that has to be told in words.
    """
    if kind == ChangeNote.Kind.OTHER and not words.strip():
        raise CorrectionProblem(_("Please say in a few words why the article changes."))
    note = ChangeNote(article=article, kind=kind, words=words.strip(), by=by)
    _check(note)
    note.save()
    return note


@transaction.atomic
def say_in_order(article: ArticlePage, by: Any = None) -> CaughtUp:
    """Note that a translation was compared with what changed in other languages, and needs no change."""
    return CaughtUp.objects.create(article=article, by=by)


def _check(record: Any) -> None:
    try:
        record.full_clean()
    except ValidationError as problem:
        raise CorrectionProblem(" ".join(problem.messages)) from problem
