"""What is taken back was never ordered."""

from __future__ import annotations

import pytest
from django.db import transaction

from freesheet.press.models import Change
from freesheet.press.outbox import changed, wanted


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_no_order() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        changed("article:1")
        wanted("/somewhere/")
        assert Change.objects.count() == 2
        raise RuntimeError
    assert Change.objects.count() == 0
