"""The kinds of CDN there are: the files in ``providers``, found by their names. Needs neither Django nor network."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

import freesheet.press.purging.providers as folder
from freesheet.press.purging.provider import Account, Provider


class Kind(Protocol):
    """A file in ``providers``."""

    NEEDS_ZONE: bool
    NEEDS_TOKEN: bool
    NEEDS_ADDRESSES: bool

    def providers(self, account: Account) -> Sequence[Provider]:
        """One for each place to be told."""


def kinds() -> list[str]:
    """The names that ``cdn`` may have."""
    return sorted(module.name for module in pkgutil.iter_modules(folder.__path__))


def kind(name: str) -> Kind:
    """The file of that name in ``providers``."""
    return cast(Kind, import_module(f"{folder.__name__}.{name}"))


def providers_for(account: Account) -> list[Provider]:
    """Every place that an account's changes are told to; none where ``cdn`` is empty."""
    return list(kind(account.cdn).providers(account)) if account.cdn else []
