"""Where tries at the door are counted: in the database, so that neither a start nor another process begins anew."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

AT_THE_DOOR = ("allauth", "freesheet.turned-away")
"""How the keys begin of what is kept in the database."""


class Memory(LocMemCache):
    """The cache: each process's own memory, but for what is known of the door, which is the same for all.

    allauth counts in Django's default cache. Wagtail keeps there what it asks for with every page; that must be cheap.
    """

    def _door(self, key: Any) -> Any:
        return caches["door"] if str(key).startswith(AT_THE_DOOR) else super()

    def add(self, key: Any, *more: Any, **how: Any) -> bool:
        return bool(self._door(key).add(key, *more, **how))

    def get(self, key: Any, *more: Any, **how: Any) -> Any:
        return self._door(key).get(key, *more, **how)

    def set(self, key: Any, *more: Any, **how: Any) -> None:
        self._door(key).set(key, *more, **how)

    def delete(self, key: Any, *more: Any, **how: Any) -> bool:
        return bool(self._door(key).delete(key, *more, **how))

    def clear(self) -> None:
        caches["door"].clear()
        super().clear()
