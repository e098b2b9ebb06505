"""Sending an invitation by mail, where the paper sends mail."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from freesheet.newsroom.digest.writing import paper

log = logging.getLogger("freesheet.newsroom")


def send_invitation(email: str, link: str) -> bool:
    """Whether it was sent; if not, the link is to be sent by hand."""
    if not settings.PUBLICATION.mail_server:
        return False
    name = " ".join(paper().split())
    said = render_to_string("newsroom/letters/invitation.txt", {"paper": name, "link": link})
    subject = _("%s: your invitation to the newsroom") % name
    try:
        EmailMessage(subject, said, to=[email], headers={"Auto-Submitted": "auto-generated"}).send()
    except (SMTPException, OSError):
        log.exception("An invitation could not be sent.")
        return False
    return True
