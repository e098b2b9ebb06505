"""A program for tests: edits stories without pause, each until the database has taken it, until its input ends.

``FREESHEET_DIR`` names the publication, which somebody else prints. Tells at the end, as JSON, what ``chopping`` tells,
and how often the database did not take an edit.
"""

from __future__ import annotations

import json
import select
import sys

from tests.survival.chopping import edit, found, outcome

from freesheet.project.loading import load


def main() -> None:
    """Edit until standard input is closed. Says ``ready`` when the stories are there."""
    load()
    stories = found()
    print("ready", flush=True)
    acknowledged = dict.fromkeys(stories, 0)
    refusals, version = 0, 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        for pk in stories:
            version += 1
            refusals += persist(pk, version)
            acknowledged[pk] = version
    sys.stdin.read()
    print(json.dumps({**outcome(stories, acknowledged), "refusals": refusals}))


def persist(pk: int, version: int) -> int:
    """Edit again and again until nothing is said against it; how often something was."""
    from django.db import DatabaseError, InterfaceError, connection

    for refusals in range(10_000):
        try:
            edit(pk, version)
        except (DatabaseError, InterfaceError):
            connection.close()
            select.select([], [], [], 0.05)
        else:
            return refusals
    raise RuntimeError("The database never came back.")


if __name__ == "__main__":
    main()
