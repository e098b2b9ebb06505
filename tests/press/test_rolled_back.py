"""What is taken back was never ordered."""

from __future__ import annotations

import pytest
from django.db import transaction

from freesheet.press.models import Change
from freesheet.press.outbox import apart, around, changed, wanted
from freesheet.press.recording import AROUND


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_no_order() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        changed("article:1")
        wanted("/somewhere/")
        assert set(Change.objects.values_list("key", "address")) == {
            ("article:1", ""),
            ("", "/somewhere/"),
            (AROUND, ""),
        }
        raise RuntimeError
    assert Change.objects.count() == 0


@pytest.mark.django_db
def test_what_stands_around_pages_is_named_with_all_changes_but_those_that_are_apart() -> None:
    with apart():
        changed("article:1")
        wanted("/somewhere/")
        assert not Change.objects.filter(key=AROUND).exists()
        # A move within the tree, say, that comes of it: whoever knows better says so.
        around()
    assert Change.objects.filter(key=AROUND).count() == 1
    changed("menu:1")
    assert Change.objects.filter(key=AROUND).count() == 2
