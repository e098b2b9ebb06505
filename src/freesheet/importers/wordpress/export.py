"""The way into an export: who wrote it, what it holds, and its items one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from freesheet.importers.wordpress.index import Index
from freesheet.importers.wordpress.items import item_of
from freesheet.importers.wordpress.links import OldSite
from freesheet.importers.wordpress.records import Author, Site, Term, WordpressItem
from freesheet.importers.wordpress.stream import parts_of
from freesheet.importers.wordpress.survey import survey


@dataclass
class Export:
    """An export that has been read once, to its end, and found sound."""

    path: Path
    site: Site
    index: Index
    comments: Counter[str]
    oddities: list[str]
    """Sentences about what is odd in the file and was dealt with."""

    @property
    def old_site(self) -> OldSite:
        return OldSite.of(self.site)

    @property
    def authors(self) -> list[Author]:
        """Everybody who wrote, declared or only mentioned."""
        return list(self.index.authors())

    def terms(self, taxonomy: str = "") -> Iterator[Term]:
        """The declared terms of a taxonomy, or of all."""
        return self.index.terms(taxonomy)

    def items(self) -> Iterator[WordpressItem]:
        """The items, in the order of the file, each read from it when it is asked for."""
        keys = self.index.keys()
        for part in parts_of(self.path):
            if part.tag == "item":
                item = item_of(part)
                item.key = next(keys)
                yield item

    def close(self) -> None:
        """Let go of what was noted. Nothing can be asked afterwards."""
        self.index.close()

    def __enter__(self) -> Export:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_export(path: Path | str) -> Export:
    """Read an export once through, in a memory that does not grow with it.

    Raises:
        UnreadableExport: the file is not well-formed or no WordPress export; with line and column.
        ImportProblem: the file cannot be opened.
    """
    path = Path(path)
    index = Index()
    try:
        site, comments, oddities = survey(path, index)
    except BaseException:
        index.close()
        raise
    return Export(path, site, index, comments, oddities)
