"""A paper that takes gifts by Stripe, and the stand-in that it asks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
import stripe
from django.conf import settings
from tests.contributions.stripe import fake

from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.stripe import provider
from freesheet.contributions.providers.stripe.calls import Calls
from freesheet.contributions.providers.stripe.keys import Keys

KEYS = Keys("sk_test_paper", ("whsec_new", "whsec_old"))


@pytest.fixture(scope="session")
def address() -> Iterator[tuple[str, fake.Place]]:
    """Where the stand-in listens, and the place in which each test puts a world of its own."""
    place = fake.Place()
    with fake.serving(place) as base:
        yield base, place


@pytest.fixture
def world(address: tuple[str, fake.Place], monkeypatch: pytest.MonkeyPatch) -> Iterator[fake.World]:
    """What is true at Stripe."""
    base, place = address
    place.world = fake.World()
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.01)
    monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0.02)
    monkeypatch.setattr(provider, "made", lambda: provider.Stripe(KEYS, Calls(KEYS, base)))
    monkeypatch.setattr(settings, "PUBLICATION", dataclasses.replace(settings.PUBLICATION, payments=("stripe",)))
    named.cache_clear()
    yield place.world
    named.cache_clear()
