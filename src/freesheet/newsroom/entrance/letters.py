"""A letter to whoever's way in was changed, where the paper sends mail: it may not have been they who did it."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from freesheet.newsroom import hours
from freesheet.newsroom.digest.writing import language_of, paper

log = logging.getLogger("freesheet.newsroom")

WHAT = {
    "mfa/email/totp_activated": gettext_lazy("An authenticator app was added."),
    "mfa/email/totp_deactivated": gettext_lazy("The authenticator app was removed."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was removed."),
    "mfa/email/recovery_codes_generated": gettext_lazy(
        "New recovery codes were made. The old ones open nothing any more."
    ),
    "password": gettext_lazy("The password was changed."),
    "address": gettext_lazy("The e-mail address was changed. From now on letters go to the new one."),
}
"""What was changed, by allauth's names for its own letters."""


def send_warning(user: Any, what: str, address: str, to: str | None = None) -> bool:
    """Whether a letter about what was changed was sent. ``address`` is where whoever did it came from.

    It goes to the person's own address if ``to`` names no other.
    """
    to = user.email if to is None else to
    if what not in WHAT or not to or not settings.PUBLICATION.mail_server:
        return False
    with override(language_of(user)):
        context = {
            "name": str(user),
            "paper": " ".join(paper().split()),
            "what": WHAT[what],
            "at": timezone.now(),
            "zone": hours.zone(),
            "address": address,
            "look": settings.PUBLICATION.address + reverse("mfa_index"),
        }
        subject = _("%s: your way into the newsroom was changed") % context["paper"]
        letter = EmailMessage(
            subject, render_to_string("newsroom/letters/way_in.txt", context), to=[to],
            headers={"Auto-Submitted": "auto-generated"},
        )  # fmt: skip
    try:
        letter.send()
    except (SMTPException, OSError):
        log.exception("%s could not be told by mail that their way in was changed.", user.username)
        return False
    return True
