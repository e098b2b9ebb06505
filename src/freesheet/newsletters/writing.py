"""A letter as a mail: plain text, and the same in HTML."""

from __future__ import annotations

from dataclasses import asdict
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from freesheet.contributions.errors import LetterProblem
from freesheet.contributions.letters.writing import paper_in
from freesheet.lib.scripts import direction
from freesheet.newsletters.composing import Asked, Piece, Said
from freesheet.newsletters.models import Copy, Subscriber
from freesheet.newsletters.places import places


def kept(said: Said) -> dict[str, Any]:
    """What a letter says, as it is kept."""
    return asdict(said)


def read(kept: dict[str, Any]) -> Said:
    """What a letter says that was kept."""
    pieces = tuple(Piece(**each) for each in kept["pieces"])
    return Said(**{**kept, "pieces": pieces, "appeal": Asked(**kept["appeal"]) if kept["appeal"] else None})


def written(copy: Copy) -> EmailMultiAlternatives:
    """The mail of a copy, ready to go.

    Raises:
        LetterProblem: who was to get it is gone.
    """
    if copy.subscriber is None:
        raise LetterProblem("Who was to get this wants no letter any more.")
    if copy.issue is None:
        return _question(copy, copy.subscriber)
    leaving = places().leaving(copy.subscriber)
    return letter(read(copy.issue.said), copy.subscriber.email, leaving, f"newsletter-{copy.pk}")


def pages(said: Said, leaving: str) -> tuple[str, str]:
    """A letter as plain text and as HTML."""
    context = {
        "said": said, "leaving": leaving, "kept": places().kept(said.language), "language": said.language,
        "direction": direction(said.language),
    }  # fmt: skip
    with override(said.language):
        return (
            render_to_string("newsletters/letter.txt", context),
            render_to_string("newsletters/letter.html", context),
        )


def letter(said: Said, to: str, leaving: str, name: str = "", subject: str = "") -> EmailMultiAlternatives:
    """A letter to an address; ``leaving`` is where that address wants no more, ``name`` makes its Message-ID. Without
    a name it is a proof, which nobody can leave.
    """
    text, page = pages(said, leaving)
    headers = {
        "Auto-Submitted": "auto-generated", "Content-Language": said.language,
        "List-Id": f"<{said.language}.newsletter.{_host()}>",
    }  # fmt: skip
    if name:
        headers |= {"List-Unsubscribe": f"<{leaving}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _mail(said.paper, subject or said.subject, to, headers, (text, page), name)


def _question(copy: Copy, subscriber: Subscriber) -> EmailMultiAlternatives:
    language = subscriber.language
    paper = paper_in(language)
    context = {
        "paper": paper, "link": places().confirming(subscriber), "kept": places().kept(language),
        "language": language, "direction": direction(language),
    }  # fmt: skip
    with override(language):
        subject = _("%(paper)s: do you want our newsletter?") % {"paper": paper}
        text = render_to_string("newsletters/question.txt", context)
        page = render_to_string("newsletters/question.html", {**context, "subject": subject})
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": language}
    return _mail(paper, subject, subscriber.email, headers, (text, page), f"newsletter-question-{copy.pk}")


def _mail(
    paper: str, subject: str, to: str, headers: dict[str, str], bodies: tuple[str, str], name: str
) -> EmailMultiAlternatives:
    # The same for the same copy however often it is handed over: a mailbox that has it can tell.
    own = {"Message-ID": f"<{name}@{_host()}>"} if name else {}
    sender = formataddr((paper, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    mail = EmailMultiAlternatives(subject, bodies[0], sender, [to], headers={**headers, **own})
    mail.attach_alternative(bodies[1], "text/html")
    return mail


def _host() -> str:
    return urlsplit(settings.PUBLICATION.address).hostname or "localhost"
