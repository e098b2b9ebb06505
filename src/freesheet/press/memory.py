"""What was used last stays in memory, up to so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Values by key, the least recently used dropped first. For the server's event loop; ``peek`` for any thread."""

    def __init__(self, limit: int) -> None:
        """``limit`` is in bytes, as told to ``keep``."""
        self.limit = limit
        self.used = 0
        self._kept: OrderedDict[str, tuple[T, int]] = OrderedDict()

    def get(self, key: str) -> T | None:
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._kept.move_to_end(key)
        return kept[0]

    def peek(self, key: str) -> T | None:
        """What ``get`` gives, without noting that it was used."""
        kept = self._kept.get(key)
        return None if kept is None else kept[0]

    def everything(self) -> Iterator[tuple[str, T]]:
        """All keys and values. Nothing may be kept or forgotten meanwhile."""
        return ((key, kept[0]) for key, kept in self._kept.items())

    def keep(self, key: str, value: T, cost: int) -> None:
        """Keep ``value``, which takes ``cost`` bytes; not if it alone would push out an eighth of the rest."""
        self.forget(key)
        if cost * 8 > self.limit:
            return
        self._kept[key] = value, cost
        self.used += cost
        while self.used > self.limit:
            _key, (_value, freed) = self._kept.popitem(last=False)
            self.used -= freed

    def forget(self, key: str) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self.used -= kept[1]
