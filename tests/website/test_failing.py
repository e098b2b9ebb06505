"""What is said, and done, where the database is away: nothing is wrong with the page that was asked for."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.test import Client
from tests import factories
from tests.conftest import Newsstand

from freesheet.press.models import Change
from freesheet.press.outbox import wanted
from freesheet.press.queries import with_problems

FEED = "freesheet.website.views.edition_feed"


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_page_that_the_database_kept_from_being_printed_is_tried_again(
    kind: type[Exception], stand: Newsstand
) -> None:
    factories.editions("en")
    stand.print()
    before = stand.text("/feed.xml")
    wanted("/feed.xml")
    with patch(FEED, side_effect=kind("the server closed the connection")), pytest.raises(kind):
        stand.press.drain()
    assert stand.text("/feed.xml") == before
    assert with_problems() == []
    assert Change.objects.filter(address="/feed.xml").exists()
    stand.print()
    assert not Change.objects.exists()


def test_a_page_that_asks_something_wrong_is_told_of_and_keeps_no_other_waiting(stand: Newsstand) -> None:
    factories.editions("en")
    stand.print()
    wanted("/feed.xml")
    with patch(FEED, side_effect=ProgrammingError("there is no such column")):
        assert stand.press.drain().failed == ["/feed.xml"]
    assert [address for address, _problem in with_problems()] == ["/feed.xml"]
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("problem", "status"), [(OperationalError("away"), 503), (ProgrammingError("wrong"), 500), (ValueError(), 500)]
)
def test_who_asks_is_told_in_a_sentence_that_the_database_is_away(problem: Exception, status: int, db: None) -> None:
    factories.editions("en")
    with patch(FEED, side_effect=problem):
        response = Client(raise_request_exception=False).get("/feed.xml")
    assert response.status_code == status
    assert ("The database does not answer at the moment." in response.text) == (status == 503)
    assert ("retry-after" in response) == (status == 503)
