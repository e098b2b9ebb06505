"""Which providers a publication has."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import cast

from django.conf import settings
from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.providers.provider import LastingGifts, Provider


@lru_cache(maxsize=8)
def named(name: str) -> Provider:
    """The provider of that name: ``made`` in ``provider.py`` of its folder.

    Raises:
        ProviderProblem: there is none.
    """
    if not name.isidentifier():
        raise ProviderProblem(_("There is no payment provider %(name)s."), name=repr(name[:40]))
    try:
        module = import_module(f"freesheet.contributions.providers.{name}.provider")
    except ModuleNotFoundError as problem:
        raise ProviderProblem(_("There is no payment provider %(name)s."), name=repr(name[:40])) from problem
    return cast(Provider, module.made())


def is_sent_by_hand(name: str) -> bool:
    """Whether who gives sends a lasting gift's money by themselves; not so where nobody can tell now."""
    try:
        return not isinstance(named(name), LastingGifts)
    except ProviderProblem:
        return False


def offered() -> tuple[Provider, ...]:
    """Those that readers may choose from, in the order of the settings."""
    return tuple(named(name) for name in settings.PUBLICATION.payments)
