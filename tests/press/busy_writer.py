"""A program for tests: prints new versions of a few pages without pause until killed, saying each before it starts."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from tests.press.conftest import story

from freesheet.press.store import Store


def main(root: str, pages: int, words: int, most: int) -> None:
    """Print versions 0, 1, 2 … of /0/, /1/ … in turn, ``most`` in all; every fifth time, take the page away first."""
    store = Store(Path(root))
    for number in count() if most == 0 else range(most):
        address = f"/{number % pages}/"
        print(number, flush=True)
        if number % 5 == 4:
            store.remove(address)
        store.put(address, story(f"version-{number}", words))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
