"""However many presses there are, each order is printed once."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from freesheet.press.models import Change
from freesheet.press.outbox import wanted
from freesheet.press.printer import Printer, Run
from freesheet.press.printing import Press
from freesheet.press.sheets import Sheet
from freesheet.press.store import Store


@pytest.mark.django_db(transaction=True)
def test_two_that_drain_at_once_print_every_page_once(tmp_path: Path) -> None:
    addresses = [f"/page-{number}/" for number in range(30)]
    wanted(*addresses)
    made: Counter[str] = Counter()
    both = threading.Barrier(2, timeout=60)
    runs: list[Run] = []

    def render(address: str) -> Sheet:
        made[address] += 1
        return Sheet(200, [("content-type", "text/html")], address.encode())

    def work() -> None:
        try:
            both.wait()
            runs.append(Press(Printer(Store(tmp_path / "store"), render)).drain())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert made == Counter(addresses)
    assert sorted(run.printed for run in runs) == [0, 30]
    assert Change.objects.count() == 0
    assert set(Store(tmp_path / "store").addresses()) == set(addresses)
