"""A process that writes letters, or sends them until none is due, as a worker does: ``python -m`` with this module."""

from __future__ import annotations

import json
import os
import sys

GIFTS = 30


def main(what: str, port: str) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "freesheet.project.settings"
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", int(port), 20
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False

    from freesheet.project.loading import load

    load()
    {"write": write, "send": send, "once": once, "tell": tell, "decide": decide}[what]()
    return 0


def write() -> None:
    """Thirty gifts, and so many letters of thanks."""
    from django.core.management import call_command
    from tests.contributions.giving import begun

    call_command("migrate", verbosity=0)
    for each in range(GIFTS):
        begun(paid=True, key=f"gift-{each}", email=f"{each}@example.org")


def send() -> None:
    from freesheet.contributions.actions import post_letters
    from freesheet.contributions.models import Letter

    print("ready", flush=True)
    sys.stdin.readline()
    while Letter.objects.filter(state=Letter.State.WAITING).exists():
        post_letters()


def once() -> None:
    """One turn, a quarter of an hour later."""
    from datetime import timedelta

    from django.utils import timezone

    from freesheet.contributions.actions import post_letters
    from freesheet.contributions.actions.posting import note_unsure

    note_unsure(timezone.now() + timedelta(minutes=16))
    post_letters()


def decide() -> None:
    """Somebody in the newsroom sends again what may have been sent."""
    from freesheet.contributions.actions import post_letters, send_again
    from freesheet.contributions.models import Letter

    for letter in Letter.objects.filter(state=Letter.State.UNSURE):
        send_again(letter)
    post_letters()


def tell() -> None:
    """How many letters are in each state."""
    from collections import Counter

    from freesheet.contributions.models import Letter

    print(json.dumps(Counter(Letter.objects.values_list("state", flat=True))))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
