"""A fee comes once, whoever is quicker: the nightly comparison, or who settles the gift at the same moment.

Each order is made to happen, by a second thread with its own connection to the database.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from tests.contributions.giving import WAYS, balances, begun
from tests.contributions.stripe import fake

from freesheet.contributions.actions import Report, offer, reconcile, settle
from freesheet.contributions.models import Charge
from freesheet.lib.money import Money

pytestmark = pytest.mark.django_db(transaction=True)

LINE = re.compile(r"stripe:txn_test_\d+:fee")
FEE = 30_000 * 29 // 1000 + 30


@pytest.fixture(autouse=True)
def emptied(transactional_db: None) -> Iterator[None]:
    """The books can be emptied for the next test, which finds the database as migrations leave it."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'contributions_%%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')


def offered(**more: Any) -> Charge:
    charge = begun(**{"provider": "stripe", **more})
    offer(charge, WAYS)
    charge.refresh_from_db()
    return charge


def compare() -> Report:
    """Reconcile with all that a test does."""
    return reconcile(datetime.now(UTC) - timedelta(days=1))


def fees(charge: Charge) -> list[int]:
    return list(charge.postings.filter(about="fee").values_list("minor", flat=True))


def agrees(world: fake.World) -> None:
    """Nothing is left to enter, and the books are those of the provider."""
    report = compare()
    assert (report.entered, report.problems, report.doubtful) == ([], [], [])
    for currency in ("TWD", "EUR"):
        assert balances(currency).get("with:stripe", 0) == world.balance()[currency], currency


def elsewhere(work: Callable[[], object]) -> None:
    """Do it in another thread, and so with another connection, and wait until it is done."""
    failed: list[BaseException] = []

    def done() -> None:
        try:
            work()
        except BaseException as problem:  # told in the thread that waits
            failed.append(problem)
        finally:
            connections.close_all()

    thread = threading.Thread(target=done)
    thread.start()
    thread.join(30)
    assert not thread.is_alive(), "the other one waits for something that never comes"
    if failed:
        raise failed[0]


@contextmanager
def when_its_line_is_looked_for(work: Callable[[], object]) -> Iterator[None]:
    """Do it elsewhere when this connection asks whether the books have the line of a fee, before it is told."""
    done: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        looks = sql.startswith("SELECT") and any(LINE.fullmatch(str(each)) for each in params or ())
        if looks and not done:
            done.append(sql)
            elsewhere(work)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert done, "nobody looked"


def paid_while_lines_are_asked_for(world: fake.World, charge: Charge, *, and_then: str = "") -> None:
    """The comparison has asked about the gift, and it is paid before it asks for its lines."""

    def pay() -> None:
        world.pay(charge.reference)
        world.moods = ["", and_then] if and_then else []

    world.meanwhile["balance_transactions"] = [pay]


def test_a_gift_that_is_paid_while_it_is_compared_is_entered_whole_at_once(world: fake.World) -> None:
    charge = offered()
    paid_while_lines_are_asked_for(world, charge)
    assert compare().agrees
    assert fees(charge) == [FEE]
    assert not settle(charge)
    agrees(world)


def test_the_comparison_is_quicker_than_who_settles(world: fake.World) -> None:
    """It sees the fee of a gift of which it does not know that it came: who settles it brings that."""
    charge = offered()
    paid_while_lines_are_asked_for(world, charge, and_then="429")
    assert compare().problems
    assert fees(charge) == []
    assert settle(charge)
    assert fees(charge) == [FEE]
    agrees(world)


def test_who_settles_is_quicker_than_the_comparison(world: fake.World) -> None:
    """In the moment in which it looks for the line of the fee, the gift comes with its own."""
    charge = offered()
    paid_while_lines_are_asked_for(world, charge, and_then="429")
    with when_its_line_is_looked_for(lambda: settle(charge)):
        compare()
    assert fees(charge) == [FEE]
    agrees(world)


def came_without_its_fee(world: fake.World) -> tuple[Charge, Callable[[], None]]:
    """A gift that came before Stripe knew its fee, and what makes Stripe know it."""
    charge = offered()
    world.pay(charge.reference)
    [there] = world.of_kind("charge")
    line, there["balance_transaction"] = there["balance_transaction"], None
    assert settle(charge)
    assert fees(charge) == []
    return charge, lambda: there.update(balance_transaction=line)


def test_a_fee_that_is_known_late_is_entered_when_its_gift_is_asked_about_again(world: fake.World) -> None:
    charge, be_known = came_without_its_fee(world)
    be_known()
    assert settle(charge)
    assert not settle(charge)
    assert fees(charge) == [FEE]
    agrees(world)


def test_a_late_fee_is_entered_once_if_the_comparison_is_quicker(world: fake.World) -> None:
    """It enters the line while somebody who asks about the gift waits for the answer."""
    charge, be_known = came_without_its_fee(world)
    other: list[Report] = []

    def while_asked() -> None:
        elsewhere(lambda: other.append(compare()))
        be_known()

    world.meanwhile["payment_intents"] = [while_asked]
    assert not settle(charge)
    assert other[0].agrees
    assert fees(charge) == [FEE]
    agrees(world)


def test_a_late_fee_is_entered_once_if_who_asks_is_quicker(world: fake.World) -> None:
    charge, be_known = came_without_its_fee(world)
    world.meanwhile["balance_transactions"] = [be_known]
    with when_its_line_is_looked_for(lambda: settle(charge)):
        compare()
    assert fees(charge) == [FEE]
    agrees(world)


def test_the_fee_of_a_dispute_does_not_pass_for_that_of_the_gift(world: fake.World) -> None:
    """In another currency, so that both come from the lines of the account, and the gift is settled between them."""
    world.settles_in = {"eur": "twd"}
    charge = offered(money=Money(1_000, "EUR"))

    def pay_and_dispute() -> None:
        world.pay(charge.reference)
        world.dispute(world.get(charge.reference)["payment_intent"], 400)
        world.moods = ["", "429"]

    world.meanwhile["balance_transactions"] = [pay_and_dispute]
    assert compare().problems
    assert settle(charge)
    assert compare().agrees
    assert fees(charge) == [(1_000 * 29 // 1000 + 30) * fake.RATE]
    assert balances("TWD")["fees"] == (1_000 * 29 // 1000 + 30 + 1_500) * fake.RATE
    agrees(world)
