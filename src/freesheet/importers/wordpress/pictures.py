"""Pictures on their way in: each fetched once, and one that cannot be had leaves a note in its place."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from freesheet.importers.errors import ImportProblem
from freesheet.importers.filing import Fetch
from freesheet.importers.html.pieces import leftover
from freesheet.importers.manuscripts import Block, Manuscript, Picture
from freesheet.importers.models import Arrival
from freesheet.importers.pictures import image_of
from freesheet.importers.wordpress.index import Index

PATIENCE = 8
"""Failures in a row after which a host is not asked any more."""

KEY_LENGTH = 500


class Pictures:
    """Brings the pictures of one old site, and remembers them by what they were there."""

    def __init__(self, origin: str, index: Index, fetch: Fetch | None) -> None:
        self.origin = origin
        self.index = index
        self.fetch = fetch
        self.failing: Counter[str] = Counter()

    def body(self, blocks: list[Block], notes: list[str]) -> list[Block]:
        """The blocks with images in place of pictures; for one that cannot be had, its words and a note."""
        return [self._block(block, notes) for block in blocks]

    def _block(self, block: Block, notes: list[str]) -> Block:
        picture = block["value"]["image"] if block["type"] == "image" else None
        if not isinstance(picture, Picture):
            return block
        image = self.image(picture, notes)
        if image is not None:
            return {"type": "image", "value": {**block["value"], "image": image.pk}}
        said = [block["value"]["alt"], block["value"]["caption"], f"({picture.source})"]
        return leftover("html", " ".join(["Picture:", *filter(None, said)]))

    def lead(self, manuscript: Manuscript, notes: list[str]) -> Any:
        """The image of the lead picture, if there is one and it can be had."""
        return self.image(manuscript.lead_picture, notes) if manuscript.lead_picture else None

    def image(self, picture: Picture, notes: list[str]) -> Any:
        """The image of a picture, brought now or before; None, and a note, if it cannot be had."""
        source = str(picture.source)
        key = (self.index.key_of_source(source) or source)[:KEY_LENGTH]
        known = Arrival.objects.filter(origin=self.origin, kind="picture", key=key).first()
        if known is not None and known.became is not None:
            return known.became
        why = self.index.failure(source) or self._refused(source)
        if not why:
            try:
                image = image_of(picture, self._fetch)
            except ImportProblem as problem:
                why = str(problem)
            else:
                self.failing[_host(source)] = 0
                defaults = {"became": image, "digest": image.file_hash}
                Arrival.objects.update_or_create(origin=self.origin, kind="picture", key=key, defaults=defaults)
                self.index.mark("picture", key)
                return image
            self.failing[_host(source)] += 1
        self.index.add_failure(source, why)
        notes.append(why)
        return None

    def _fetch(self, address: str) -> bytes:
        if self.fetch is None:
            raise ImportProblem(f"The picture {address} lies on the web, and nothing is fetched from there.")
        return self.fetch(address)

    def _refused(self, source: str) -> str:
        host = _host(source)
        if host and self.failing[host] >= PATIENCE:
            return f"The picture {source} was not asked for: {host} failed {PATIENCE} times in a row."
        return ""


def _host(source: str) -> str:
    return urlsplit(source).hostname or "" if source.startswith(("http://", "https://")) else ""
