"""``python -m bench.giving.taking FOLDER found|give|bare|books [SECONDS NUMBER]``: one process that takes gifts."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def main() -> None:
    folder, what, *more = sys.argv[1:]
    os.environ["FREESHEET_DIR"] = folder
    from freesheet.project.loading import load

    load()
    if what == "found":
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print("{}")
    elif what == "books":
        print(json.dumps(_books()))
    else:
        seconds, number = int(more[0]), more[1]
        print(json.dumps(_again_and_again({"give": _give, "bare": _bare}[what], seconds, number)))


def _again_and_again(work: Callable[[str], None], seconds: int, number: str) -> dict[str, float]:
    took: list[float] = []
    work(f"{number}-first")
    began, before = time.perf_counter(), _processor_seconds()
    while (now := time.perf_counter()) - began < seconds:
        work(f"{number}-{len(took)}")
        took.append(time.perf_counter() - now)
    used = _processor_seconds() - before
    return {"done": len(took), "p99": sorted(took)[int(len(took) * 0.99)], "processor": used}


def _processor_seconds() -> float:
    """What this process has used, and PostgreSQL for it, where that runs on this machine."""
    from django.db import connection

    used = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [pid] = cursor.fetchone()
        with suppress(OSError):
            said = Path(f"/proc/{pid}/stat").read_text("utf-8")
            if "(postgres)" in said:
                # The time of its own and the system's for it: proc(5).
                used += sum(map(int, said.rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")
    return used


def _give(key: str) -> None:
    from freesheet.contributions.actions import Wish, begin, offer, settle
    from freesheet.contributions.models import TrialPayment
    from freesheet.contributions.providers.provider import Ways
    from freesheet.lib.money import Money

    wish = Wish(key, Money(30_000, "TWD"), "once", f"{key}@example.org", "", "en", "trial")
    charge = begin(wish)
    offer(charge, Ways("http://paper.example/giving/gift/x/", "http://paper.example"))
    charge.refresh_from_db()
    TrialPayment.objects.filter(reference=charge.reference).update(state="paid")
    assert settle(charge)


def _bare(key: str) -> None:
    from freesheet.contributions.models import Supporter

    Supporter.objects.create(email=f"bare-{key}@example.org", language="en")


def _books() -> dict[str, int]:
    from freesheet.contributions.models import Charge, Receipt

    numbers = sorted(Receipt.objects.values_list("number", flat=True))
    received = Charge.objects.filter(state="received").count()
    wrong = sum(number != place for place, number in enumerate(numbers, 1)) + abs(received - len(numbers))
    return {"receipts": len(numbers), "wrong": wrong}


if __name__ == "__main__":
    main()
