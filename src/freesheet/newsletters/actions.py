"""Asking for the letter, confirming that, leaving; and writing and sending one, once to each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from freesheet.contributions.actions.posting import post
from freesheet.newsletters.composing import composed, proposed
from freesheet.newsletters.errors import NewsletterProblem
from freesheet.newsletters.models import Copy, Issue, Subscriber
from freesheet.newsletters.writing import kept, written

CONFIRM_WITHIN = timedelta(days=3)
"""So long the mailed link works. Then who asked is forgotten."""

AT_ONCE = 200
"""Copies in one turn of the worker; its time is bounded besides."""

State = Copy.State


@transaction.atomic
def ask(email: str, language: str) -> bool:
    """Write to an address whether it wants the letter; whether anything was written.

    One that still waits to be sent is enough. Whoever asked must not be told what comes of it: who gets the letter
    already is asked as well.
    """
    email, now = email.strip().lower(), timezone.now()
    subscriber, made = Subscriber.objects.select_for_update().get_or_create(email=email, language=language)
    if not made:
        if subscriber.copies.filter(issue=None, state=State.WAITING).exists():
            return False
        subscriber.asked_at = now
        subscriber.save(update_fields=["asked_at"])
    Copy.objects.create(subscriber=subscriber)
    return True


def confirm(subscriber: Subscriber) -> bool:
    """Let an address get the letter from now on; False where it does."""
    waiting = Subscriber.objects.filter(pk=subscriber.pk, confirmed_at=None)
    return bool(waiting.update(confirmed_at=timezone.now()))


@transaction.atomic
def leave(*subscribers: Subscriber) -> int:
    """Send no more letters, and forget the addresses; how many there were."""
    gone = Subscriber.objects.filter(pk__in=[each.pk for each in subscribers])
    Copy.objects.filter(subscriber__in=gone, state=State.WAITING).update(state=State.SET_ASIDE)
    Copy.objects.filter(subscriber__in=gone, issue=None).delete()
    return gone.delete()[1].get("newsletters.Subscriber", 0)


def forget_address(email: str) -> int:
    """Leave with an address in every language; how many letters it got."""
    return leave(*Subscriber.objects.filter(email=email.strip().lower()))


def forget_unconfirmed(now: datetime | None = None) -> int:
    """Forget who asked and has not confirmed it in time; how many."""
    late = Subscriber.objects.filter(confirmed_at=None, asked_at__lt=(now or timezone.now()) - CONFIRM_WITHIN)
    return leave(*late[:AT_ONCE])


def readers(language: str) -> QuerySet[Subscriber]:
    """Who gets the letter of a language."""
    return Subscriber.objects.filter(language=language, confirmed_at__isnull=False)


@transaction.atomic
def begin(language: str) -> Issue:
    """The draft of the next letter; where there is none it is begun, with what was published since the last."""
    issue, made = Issue.objects.get_or_create(language=language, sent_at=None)
    if made:
        issue.articles = proposed(language)
        issue.save(update_fields=["articles"])
    return issue


@transaction.atomic
def word(issue: Issue, subject: str, greeting: str, articles: Sequence[int]) -> None:
    """Keep what a draft says.

    Raises:
        NewsletterProblem: it was sent meanwhile.
    """
    now = {"subject": subject, "greeting": greeting, "articles": list(articles)}
    if not Issue.objects.filter(pk=issue.pk, sent_at=None).update(**now):
        raise NewsletterProblem(_("This letter has been sent. It cannot be changed any more."))


@transaction.atomic
def send(issue: Issue, by: str) -> int:
    """Send a letter to all who asked for it; to how many.

    Raises:
        NewsletterProblem: it was sent already, nothing is in it, or nobody would get it.
    """
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.sent_at is not None:
        raise NewsletterProblem(_("This letter has been sent already. It goes to nobody twice."))
    said = composed(issue)
    if not said.pieces and not said.greeting:
        raise NewsletterProblem(_("Nothing is in this letter yet: choose an article, or write a greeting."))
    whom = list(readers(issue.language).values_list("pk", flat=True))
    if not whom:
        raise NewsletterProblem(_("Nobody has asked for this letter yet."))
    issue.said, issue.sent_at, issue.sent_by, issue.sent_to = kept(said), timezone.now(), by, len(whom)
    issue.save()
    Copy.objects.bulk_create((Copy(issue=issue, subscriber_id=each) for each in whom), batch_size=1000)
    return len(whom)


def copies() -> QuerySet[Copy]:
    """All copies, with what is needed to write them."""
    return Copy.objects.select_related("issue", "subscriber")


def post_copies() -> int:
    """Send what is due, a few at a time; how many were sent."""
    Copy.objects.filter(state=State.WAITING, subscriber=None).update(state=State.SET_ASIDE)
    return post(copies(), written, AT_ONCE)
