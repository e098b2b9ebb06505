"""Where who gives finds their gifts, and where they can give: told by the room that shows the pages."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from freesheet.contributions.models import Charge, Supporter


def _nowhere(charge: Charge) -> str:
    return ""


def _front(language: str) -> str:
    return f"{settings.PUBLICATION.address}/"


def _no_page(supporter: Supporter) -> str:
    return ""


_shown: list[tuple[Callable[[Charge], str], Callable[[str], str], Callable[[Supporter], str]]] = [
    (_nowhere, _front, _no_page)
]


def shown_at(
    gift: Callable[[Charge], str], asking: Callable[[str], str], support: Callable[[Supporter], str] = _no_page
) -> None:
    """Say where a gift's own page is, where one gives in a language, and where who gives sees all; each absolute."""
    _shown[:] = [(gift, asking, support)]


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


def of_support(supporter: Supporter) -> str:
    """All that somebody gives, and what they can do about it, by a link of their own; empty where nobody shows it.

    Whoever has the link can change all that. It is made anew at each call, and works for some weeks.
    """
    return _shown[0][2](supporter)
