"""Where who gives finds their gift, and where they can give: told by the room that shows the pages."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from freesheet.contributions.models import Charge


def _nowhere(charge: Charge) -> str:
    return ""


def _front(language: str) -> str:
    return f"{settings.PUBLICATION.address}/"


_shown: list[tuple[Callable[[Charge], str], Callable[[str], str]]] = [(_nowhere, _front)]


def shown_at(gift: Callable[[Charge], str], asking: Callable[[str], str]) -> None:
    """Say where a gift's own page is, and where the page in a language is on which one gives; both absolute."""
    _shown[:] = [(gift, asking)]


_confirming: list[Callable[[Charge], str]] = [_nowhere]


def confirmed_at(where: Callable[[Charge], str]) -> None:
    """Say where who gives confirms a gift that is held; absolute."""
    _confirming[:] = [where]


def of_confirming(charge: Charge) -> str:
    """The page on which a gift is confirmed: only this letter leads there. Empty where nobody shows it."""
    return _confirming[0](charge)


def of_gift(charge: Charge) -> str:
    """A gift's own page; empty where nobody shows it."""
    return _shown[0][0](charge)


def of_asking(language: str) -> str:
    """The page on which one gives, in a language; the paper itself where there is none."""
    return _shown[0][1](language)
