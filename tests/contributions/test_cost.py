"""What a gift costs: how many statements the database is asked. The figures may fall, and are lowered here then."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.contributions.giving import WAYS, begun, pay, send_back, wish

from freesheet.contributions.actions import begin, offer, settle, told
from freesheet.contributions.models import Charge

pytestmark = pytest.mark.django_db


def statements(work: Callable[[], object]) -> int:
    """How many are asked, the beginnings and ends of transactions among them."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


@pytest.fixture
def charge() -> Charge:
    """A gift that was paid, and is not entered; others were before it in the same year."""
    begun(paid=True, key="before", email="before@example.org")
    charge = begun()
    offer(charge, WAYS)
    pay(charge)
    charge.refresh_from_db()
    return charge


def test_a_gift_costs_no_more_statements_than_it_did(charge: Charge) -> None:
    assert statements(lambda: begin(wish(key="new", email="new@example.org"))) <= 8
    assert statements(lambda: begin(wish(key="new", email="new@example.org"))) <= 1
    assert statements(lambda: offer(Charge.objects.get(key="new"), WAYS)) <= 3
    assert statements(lambda: settle(charge)) <= 11
    assert statements(lambda: settle(charge)) <= 4


def test_a_gift_that_goes_back_and_one_that_lasts_cost_little_more(charge: Charge) -> None:
    settle(charge)
    send_back(charge, 100)
    assert statements(lambda: settle(charge)) <= 9
    lasting = begun(key="lasting", rhythm="month")
    offer(lasting, WAYS)
    pay(lasting)
    lasting.refresh_from_db()
    assert statements(lambda: settle(lasting)) <= 14


def test_what_is_told_costs_little_and_told_again_no_more() -> None:
    assert statements(lambda: told("trial", "evt_1", "paid", "x")) <= 3
    assert statements(lambda: told("trial", "evt_1", "paid", "x")) <= 5
