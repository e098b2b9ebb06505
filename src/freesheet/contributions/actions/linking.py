"""Mailing somebody the link to all that they give."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from freesheet.contributions.models import Letter, Supporter


@transaction.atomic
def mail_link(email: str) -> bool:
    """Write to an address with the link, where its owner gives; whether a letter was written.

    One that still waits to be sent is enough. Whoever asks for somebody must not be told what comes of it.
    """
    supporter = Supporter.objects.select_for_update().filter(email=email.strip().lower(), forgets_at=None).first()
    if supporter is None or supporter.letters.filter(kind="link", state=Letter.State.WAITING).exists():
        return False
    Letter.objects.create(key=f"link:{supporter.pk}:{uuid4().hex}", kind="link", supporter=supporter)
    return True
