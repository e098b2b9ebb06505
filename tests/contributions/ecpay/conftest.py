"""A paper that takes gifts by ECPay, and the stand-in that it asks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from django.conf import settings
from tests.contributions.ecpay import fake

from freesheet.contributions.providers.ecpay import provider
from freesheet.contributions.providers.ecpay.calls import Calls
from freesheet.contributions.providers.ecpay.keys import Keys
from freesheet.contributions.providers.kinds import named

KEYS = Keys(fake.MERCHANT, fake.KEY, fake.IV, fake.CHECK_CODE)


@pytest.fixture(scope="session")
def ecpay_address() -> Iterator[tuple[str, fake.Place]]:
    """Where the stand-in listens, and the place in which each test puts a world of its own."""
    place = fake.Place()
    with fake.serving(place) as base:
        yield base, place


@pytest.fixture
def world(ecpay_address: tuple[str, fake.Place], monkeypatch: pytest.MonkeyPatch) -> Iterator[fake.World]:
    """What is true at ECPay."""
    base, place = ecpay_address
    place.world = fake.World()
    monkeypatch.setattr(provider, "made", lambda: provider.ECPay(KEYS, Calls(KEYS, base, wait=0.2)))
    monkeypatch.setattr(settings, "PUBLICATION", dataclasses.replace(settings.PUBLICATION, payments=("ecpay",)))
    named.cache_clear()
    yield place.world
    place.world.wake.set()
    named.cache_clear()
