"""Parts of Wagtail that are never served here, and that are not loaded for that reason.

Wagtail's apps add themselves to its API as they are made ready, whether or not a project serves it. With what that API
stands on (Ninja, Pydantic) it takes a third of the time in which Django is set up, in each process that has it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import MutableSequence, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

API = re.compile(r"wagtail(\.[a-z_]+)*\.api\.v3(\.[a-z_0-9]+)*|wagtail\.contrib\.redirects\.api(\.[a-z_0-9]+)*")


class Unserved(ModuleType):
    """A module without content: whatever is asked of it can be called, and does nothing."""

    __path__: MutableSequence[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


class Nothing:
    """Takes every call."""

    def __call__(self, *args: Any, **kwargs: Any) -> Nothing:
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class _Finder(MetaPathFinder, Loader):
    """Answers for the modules of Wagtail's API."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if API.fullmatch(name) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return Unserved(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def leave_out() -> None:
    """Let nothing load these parts any more. To be called before Django loads its apps."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
