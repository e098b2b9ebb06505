"""``python -m bench.giving.taking FOLDER found|give|bare|books [SECONDS NUMBER]``: one process that takes gifts."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable


def main() -> None:
    folder, what, *more = sys.argv[1:]
    os.environ["FREESHEET_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "freesheet.project.settings"
    import django

    django.setup()
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
    began = time.perf_counter()
    while (now := time.perf_counter()) - began < seconds:
        work(f"{number}-{len(took)}")
        took.append(time.perf_counter() - now)
    return {"done": len(took), "p99": sorted(took)[int(len(took) * 0.99)]}


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
