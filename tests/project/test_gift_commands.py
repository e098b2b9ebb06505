"""``freesheet gifts reconcile``, as it is typed, against a stand-in for Stripe."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.contributions.stripe import fake
from tests.contributions.stripe.test_keys import keep
from tests.project.conftest import ENVIRONMENT, FREESHEET

from freesheet.contributions.providers.stripe.calls import STANDING_IN


def reconcile(folder: Path, base: str, *more: str) -> subprocess.CompletedProcess[str]:
    """What the command says when Stripe is at ``base``."""
    words = [FREESHEET, "gifts", "reconcile", str(folder), *more]
    return subprocess.run(words, capture_output=True, text=True, timeout=120, env={**ENVIRONMENT, STANDING_IN: base})


def test_the_command_says_what_lies_with_stripe_and_what_cannot_be_asked(paper: Path) -> None:
    settings = paper / "freesheet.toml"
    settings.write_text(settings.read_text("utf-8").replace("payments = []", 'payments = ["stripe"]'), "utf-8")
    place = fake.Place()
    place.world.sell(5_000, "twd")
    keep(paper, "sk_test_a")
    with fake.serving(place) as base:
        first, second = reconcile(paper, base), reconcile(paper, base, "--days", "30")
        place.world.moods = ["500"] * 50
        broken = reconcile(paper, base)
        (paper / "keys" / "stripe.key").unlink()
        keyless = reconcile(paper, base)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "50.00 TWD came to stripe" in first.stdout
    assert "50.00 TWD are not gifts." in first.stdout
    assert "0 missed, and entered now." in second.stdout
    for said, words in ((broken, "Stripe refused"), (keyless, "stripe.key")):
        assert said.returncode == 1
        assert words in said.stdout
        assert "Traceback" not in said.stderr
