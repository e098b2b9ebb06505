"""How often the link to one's gifts can be asked for: counted by fingerprints that cannot be turned back."""

from __future__ import annotations

from django.core.cache import caches
from django.utils.crypto import salted_hmac

AN_HOUR = 3600
FOR_AN_ADDRESS = ((1, 600), (5, 24 * AN_HOUR))
"""Letters to one address: at most so many in so many seconds."""

FOR_A_LETTER = ((1, AN_HOUR), (3, 24 * AN_HOUR))
"""Asking one address whether it wants the newsletter."""

FOR_A_CLIENT = ((10, AN_HOUR), (40, 24 * AN_HOUR))
"""Asking from one place."""


FOR_A_GIVER = ((3, AN_HOUR), (6, 24 * AN_HOUR))
"""New addresses that one who gives may ask for: their link is no way to write to strangers."""


def giver_may_ask(pk: int) -> bool:
    """Whether who gives may ask for one more address. It counts."""
    return _may("giver", str(pk), FOR_A_GIVER)


def client_may_ask(address: str) -> bool:
    """Whether somebody at this place of the network may ask once more. It counts."""
    # Who has a house of their own in the new network has as many addresses as they like.
    place = ":".join(address.split(":")[:4]) if ":" in address else address
    return _may("client", place, FOR_A_CLIENT)


def address_may_be_written_to(email: str) -> bool:
    """Whether an address may get one more letter. It counts, also where nobody there gives."""
    return _may("address", email.strip().lower(), FOR_AN_ADDRESS)


def letter_may_be_offered_to(email: str) -> bool:
    """Whether an address may be asked once more whether it wants the newsletter. It counts in any case."""
    return _may("newsletter", email.strip().lower(), FOR_A_LETTER)


def _may(kind: str, what: str, limits: tuple[tuple[int, int], ...]) -> bool:
    print_of = salted_hmac(f"freesheet.giving.{kind}", what, algorithm="sha256").hexdigest()[:40]
    # Each is counted, also where another says no.
    left = [_one_more(f"freesheet.link.{print_of}.{seconds}", most, seconds) for most, seconds in limits]
    return all(left)


def _one_more(key: str, most: int, seconds: int) -> bool:
    # The database is the only one that all processes see; to add is what it does at once.
    return any(caches["door"].add(f"{key}.{number}", True, seconds) for number in range(most))
