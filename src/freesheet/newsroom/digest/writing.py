"""What a letter says: the same lines as the desk, each with its link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, ngettext, override
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from freesheet.accounts.models import User
from freesheet.editions.queries import default_language, publication
from freesheet.newsroom import hours
from freesheet.newsroom.desk.lines import Line
from freesheet.newsroom.desk.needs import desk
from freesheet.planning.queries.board import board
from freesheet.planning.queries.days import Kind, days
from freesheet.planning.rights import Rights

MOST_LINES = 20
"""Things of a kind in one letter; of the others it is said how many they are."""


@dataclass(frozen=True)
class Letter:
    """A letter that is ready to go, and of how many things it tells."""

    mail: EmailMultiAlternatives | None
    lines: int


def language_of(user: User) -> str:
    """The language in which somebody has their newsroom; the paper's first where they chose none."""
    profile = UserProfile.objects.filter(user=user).first()
    return str((profile and profile.preferred_language) or settings.LANGUAGE_CODE)


def paper() -> str:
    """What the paper is called in its first language."""
    locale = Locale.objects.filter(language_code=default_language()).first()
    return publication(locale).name if locale is not None else "Freesheet"


def letter(user: User) -> Letter:
    """The letter for somebody; none where nothing needs them."""
    with override(language_of(user)):
        rights = Rights(user)
        seen = board(rights)
        found = desk(rights, seen)
        if not found.needs:
            return Letter(None, 0)
        today = hours.now().date()
        entries = days(rights, today, today, settings.PUBLICATION.zone).get(today, [])
        count = len(found.needs) + found.more
        context: dict[str, Any] = {
            "paper": paper(),
            "name": str(user),
            "groups": [
                (_("Needs you"), [_linked(line) for line in found.needs[:MOST_LINES]]),
                (_("You wait for"), [_linked(line) for line in found.waits[:MOST_LINES]]),
            ],
            "more": max(0, count - MOST_LINES),
            "today": [entry for entry in entries if entry.kind == Kind.GOES][:MOST_LINES],
            "zone": hours.zone(),
            "desk": settings.PUBLICATION.address + reverse("wagtailadmin_home"),
            "choose": settings.PUBLICATION.address + reverse("wagtailadmin_account") + "#tab-notifications",
            "language": get_language(),
            "direction": "rtl" if get_language_bidi() else "ltr",
        }
        subject = ngettext("%(paper)s: one thing needs you", "%(paper)s: %(count)s things need you", count)
        said = subject % {"paper": " ".join(context["paper"].split()), "count": count}
        mail = EmailMultiAlternatives(
            said, render_to_string("newsroom/letters/digest.txt", context), to=[user.email],
            headers={"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{context['choose']}>"},
        )  # fmt: skip
        mail.attach_alternative(render_to_string("newsroom/letters/digest.html", context), "text/html")
        return Letter(mail, count)


def _linked(line: Line) -> dict[str, str]:
    return {
        "title": line.title,
        "says": line.says,
        "late": line.late,
        "verb": line.verb,
        "url": settings.PUBLICATION.address + line.url,
    }
