"""Mail to those who look after money: what a night's reconciliation found, or that it failed twice."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from freesheet.accounts.models import User
from freesheet.contributions.actions import note_told, to_be_told
from freesheet.contributions.models import ReconciliationRun
from freesheet.newsroom.digest.writing import language_of, paper
from freesheet.newsroom.gifts.nights import Night
from freesheet.newsroom.rights import SEES_MONEY

log = logging.getLogger("freesheet.worker")


def tell_of_nights() -> int:
    """Write about each night that somebody should know of, once; how many mails were sent.

    That it is written about is noted first: mail that is lost is no harm, for the newsroom shows the same.
    """
    return sum(_tell(run) for run in to_be_told() if note_told(run))


def _tell(run: ReconciliationRun) -> int:
    people = User.objects.filter(is_active=True).exclude(email="").order_by("pk")
    sent = 0
    for user in people:
        if not (user.has_perm("wagtailadmin.access_admin") and user.has_perm(SEES_MONEY)):
            continue
        try:
            sent += _mail(run, user).send()
        except (SMTPException, OSError):
            log.exception("Nobody could tell %s of the reconciliation with %s.", user.username, run.provider)
    return sent


def _mail(run: ReconciliationRun, user: User) -> EmailMessage:
    with override(language_of(user)):
        night = Night(run)
        count = run.entered + run.unknown + run.doubtful
        told = (
            ngettext(
                "%(paper)s: one thing about gifts was found in the night",
                "%(paper)s: %(count)s things about gifts were found in the night",
                count,
            )
            if count
            else _("%(paper)s: gifts could not be compared with %(provider)s two nights in a row")
        )
        subject = told % {"paper": " ".join(paper().split()), "count": count, "provider": night.provider}
        url = settings.PUBLICATION.address + reverse("gifts:nights")
        text = render_to_string("newsroom/letters/night.txt", {"night": night, "url": url, "name": str(user)})
        return EmailMessage(subject, text, to=[user.email], headers={"Auto-Submitted": "auto-generated"})
