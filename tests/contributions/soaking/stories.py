"""What happens to gifts: a story each, at random, and the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

ONCE = (
    ("pay", 10), ("look", 6), ("decline", 2), ("run out", 1), ("offer again", 2), ("refund", 3), ("give back", 3),
    ("refund fails", 1), ("dispute", 2), ("won", 1), ("lost", 1), ("begin again", 2),
)  # fmt: skip
LASTING = (
    *ONCE, ("month", 6), ("month refused", 2), ("retry", 2), ("stop", 1), ("end", 1), ("pause", 1), ("resume", 1),
)  # fmt: skip
"""What may happen, and how often beside the rest. What cannot happen where a gift stands does not."""

MOST_EVENTS = 9


@dataclass
class Story:
    """One gift, or a lasting one, and what happens to it in this order."""

    key: str
    currency: str
    minor: int
    rhythm: str
    events: list[tuple[str, int]]
    """What happens; and a number, for whatever it needs one."""
    reference: str = ""
    """What the provider calls it, as who gives was told."""
    given_back: int = 0
    """How often the newsroom said that money is to go back."""

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"


def story(seed: int, number: int) -> Story:
    """The story of that number."""
    random = Random(f"{seed}:{number}")
    rhythm = "month" if random.random() < 0.25 else "once"
    kinds = LASTING if rhythm == "month" else ONCE
    currency = random.choice(("TWD", "TWD", "EUR"))
    minor = random.randrange(3_000, 300_000) if currency == "TWD" else random.randrange(300, 90_000)
    happens = random.choices(
        [kind for kind, _ in kinds], [weight for _, weight in kinds], k=random.randint(1, MOST_EVENTS)
    )
    if random.random() < 0.8 and "pay" not in happens:
        happens.insert(0, "pay")
    return Story(f"gift-{number}", currency, minor, rhythm, [(kind, random.randrange(1, 60_000)) for kind in happens])
