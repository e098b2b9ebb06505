"""Where who gives finds their gifts, and where they can give: told by the room that shows the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from freesheet.contributions.models import Charge, Letter, Supporter


def _nowhere(charge: Charge) -> str:
    return ""


def _front(language: str) -> str:
    return f"{settings.PUBLICATION.address}/"


def _no_page(supporter: Supporter) -> str:
    return ""


def _untold(language: str) -> str:
    return ""


@dataclass(frozen=True)
class _Places:
    gift: Callable[[Charge], str] = _nowhere
    asking: Callable[[str], str] = _front
    support: Callable[[Supporter], str] = _no_page
    kept: Callable[[str], str] = _untold


_shown = [_Places()]


def shown_at(
    gift: Callable[[Charge], str],
    asking: Callable[[str], str],
    support: Callable[[Supporter], str] = _no_page,
    kept: Callable[[str], str] = _untold,
) -> None:
    """Say where a gift's own page is, where one gives in a language, where who gives sees all of it, and where it is
    said in a language what is kept of them; each absolute.
    """
    _shown[:] = [_Places(gift, asking, support, kept)]


_moving: list[Callable[[Letter], str]] = [lambda letter: ""]


def moved_at(where: Callable[[Letter], str]) -> None:
    """Say where a new address is confirmed, by the letter that went there; absolute."""
    _moving[:] = [where]


def of_moving(letter: Letter) -> str:
    """The page on which a new address is confirmed: only this letter leads there. Empty where nobody shows it."""
    return _moving[0](letter)


_confirming: list[Callable[[Charge], str]] = [_nowhere]


def confirmed_at(where: Callable[[Charge], str]) -> None:
    """Say where who gives confirms a gift that is held; absolute."""
    _confirming[:] = [where]


def of_confirming(charge: Charge) -> str:
    """The page on which a gift is confirmed: only this letter leads there. Empty where nobody shows it."""
    return _confirming[0](charge)


def of_gift(charge: Charge) -> str:
    """A gift's own page; empty where nobody shows it."""
    return _shown[0].gift(charge)


def of_asking(language: str) -> str:
    """The page on which one gives, in a language; the paper itself where there is none."""
    return _shown[0].asking(language)


def of_support(supporter: Supporter) -> str:
    """All that somebody gives, and what they can do about it, by a link of their own; empty where nobody shows it.

    Whoever has the link can change all that. It is made anew at each call, and works for some weeks.
    """
    return _shown[0].support(supporter)


def of_kept(language: str) -> str:
    """The page that says in a language what is kept of who gives; empty where nobody shows it."""
    return _shown[0].kept(language)
