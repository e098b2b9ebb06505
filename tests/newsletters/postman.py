"""A process that sends a newsletter, as a worker does, and may be killed: ``python -m`` with this module."""

from __future__ import annotations

import json
import os
import sys

READERS = 5


def main(what: str, port: str) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "freesheet.project.settings"
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", int(port), 20
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False

    from freesheet.project.loading import load

    load()
    {"send": send, "later": later}[what]()
    return 0


def send() -> None:
    """A letter to five readers."""
    from django.core.management import call_command
    from django.utils import timezone

    from freesheet.newsletters import actions
    from freesheet.newsletters.models import Subscriber

    call_command("migrate", verbosity=0)
    for each in range(READERS):
        Subscriber.objects.create(email=f"{each}@example.org", language="en", confirmed_at=timezone.now())
    draft = actions.begin("en")
    actions.word(draft, "Good day", "Nothing is new.", [])
    actions.send(draft, "noor")
    actions.post_copies()


def later() -> None:
    """Another worker, a quarter of an hour later, until nothing is due; how many copies are in each state."""
    from collections import Counter
    from datetime import timedelta

    from django.utils import timezone

    from freesheet.contributions.actions.posting import note_unsure
    from freesheet.newsletters.actions import copies, post_copies
    from freesheet.newsletters.models import Copy

    note_unsure(timezone.now() + timedelta(minutes=16), copies())
    while post_copies():
        continue
    print(json.dumps(Counter(Copy.objects.values_list("state", flat=True)), sort_keys=True))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
