"""What providers complain of, in the language of who reads it: kept in English, as what it is made of."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.letters.languages import apart


def told(problem: Exception, language: str) -> str:
    """What went wrong, in the language that is active, which is this one."""
    if isinstance(problem, ProviderProblem):
        return in_words(problem.says, problem.of, language)
    return str(problem)


def in_words(says: str, of: Mapping[str, str], language: str) -> str:
    """A sentence that was kept with what it is made of, in the language that is active, which is this one."""
    words = gettext(says)
    return words % {name: apart(value, language) for name, value in of.items()} if of else words
