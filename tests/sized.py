"""Sizes of pictures: where the same is asked of the same picture again, it is not made again.

For a test of a page it is enough that they are there; what they look like tests/media looks at, once for each.
"""

from __future__ import annotations

import hashlib
from typing import Any

from wagtail.images.models import Filter

KEPT = 2000
"""At most. They are those of small pictures."""


def remember() -> None:
    """Let Wagtail ask us first."""
    make = Filter.run
    kept: dict[tuple[str, ...], tuple[Any, bytes]] = {}

    def run(self: Filter, image: Any, output: Any, source: Any = None) -> Any:
        if image.is_svg():
            return make(self, image, output, source=source)
        data = _read(image, source)
        what = (hashlib.sha1(data).hexdigest(), self.spec, self.get_cache_key(image))
        if what not in kept:
            made = make(self, image, output, source=source)
            made.f.seek(0)
            if len(kept) < KEPT:
                kept[what] = type(made), made.f.read()
            return made
        kind, there = kept[what]
        output.write(there)
        return kind(output)

    Filter.run = run


def _read(image: Any, source: Any) -> bytes:
    if source is None:
        with image.open_file() as file:
            return bytes(file.read())
    source.seek(0)
    data = source.read()
    source.seek(0)
    return bytes(data)
