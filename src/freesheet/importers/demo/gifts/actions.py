"""Letting people give to the demonstration newspaper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from freesheet.contributions.actions import give_up_waiting, tell_of_cards, write_of_the_year
from freesheet.importers.demo.gifts.asked import tell_of_asking
from freesheet.importers.demo.gifts.bank import tell_of_the_bank
from freesheet.importers.demo.gifts.givers import Givers
from freesheet.importers.demo.gifts.letters import let_letters_have_left
from freesheet.importers.demo.gifts.past import Past
from freesheet.importers.demo.gifts.quarters import tell_of_quarters
from freesheet.importers.demo.languages import LANGUAGES
from freesheet.importers.demo.reading import told


def give_to_demonstration(progress: Callable[[int, int], None]) -> None:
    """Let the last five quarters have been: gifts with all that comes of them, the bank, letters, and accounts.

    Each thing happens at its own time, counted back from now, by the verbs that real gifts go through.
    """
    now, said = timezone.now(), told("", "gifts", LANGUAGES[0])
    with transaction.atomic():
        _past(now, said).happen(progress)
    # Not in that transaction: a letter is noted as leaving before it leaves.
    let_letters_have_left(now, said["bounces"])


def _past(now: datetime, said: dict[str, Any]) -> Past:
    past = Past(now)
    tell_of_asking(past, said)
    givers = Givers(past, said["thanks"])
    for number, gift in enumerate(said["gifts"]):
        givers.tell(number, gift)
    givers.crowd(said["crowd"])
    tell_of_the_bank(past, said)
    tell_of_quarters(past, said)
    here = timezone.localtime(now)
    past.at(here.replace(month=1, day=10), write_of_the_year, here.year - 1)
    for work in (give_up_waiting, tell_of_cards):
        past.at(now - timedelta(minutes=2), work)
    return past
