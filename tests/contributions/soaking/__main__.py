"""``python -m tests.contributions.soaking``: as many stories as are asked for, on SQLite and on PostgreSQL."""

from __future__ import annotations

import argparse
import secrets
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from tests.contributions.soaking.round import Counts
from tests.contributions.soaking.soak import Paper, paper, soak

AT_ONCE = 200
"""Stories in a round."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0, help="the same stories again; another one each time without")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    asked = parser.parse_args()
    # Told to end, it says what it has found so far, and ends what it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    seed = asked.seed or secrets.randbelow(10**9)
    names = ["sqlite", "postgresql"] if asked.database == "both" else [asked.database]
    console, counts = Console(), Counts()
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    )
    with ExitStack() as stack:
        places = [Path(stack.enter_context(tempfile.TemporaryDirectory())) / name for name in names]
        papers = [stack.enter_context(paper(*each)) for each in zip(places, names, strict=True)]
        stack.enter_context(bar)
        where, found = range(0), list[str]()
        try:
            where, found = _rounds(papers, asked.sequences, seed, counts, bar)
        except KeyboardInterrupt:
            console.print("Stopped; what follows is of the rounds before and of half a one.")
    console.print(_table(counts, seed, names))
    for sentence in said(where, found):
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)
    return bool(found)


def _rounds(papers: list[Paper], sequences: int, seed: int, counts: Counts, bar: Progress) -> tuple[range, list[str]]:
    """By turns on each database, until something is found: in which stories, and what."""
    task = bar.add_task(f"Gifts, seed {seed}", total=sequences)
    for turn, first in enumerate(range(0, sequences, AT_ONCE)):
        numbers = range(first, min(first + AT_ONCE, sequences))
        found = soak(papers[turn % len(papers)], numbers, seed, counts)
        bar.update(task, completed=numbers.stop)
        if found:
            return numbers, found
    return range(sequences), []


def said(where: range, found: list[str]) -> Iterator[str]:
    """What was found and where, a line each, and how much that is."""
    if found:
        yield f"Stories {where.start} to {where.stop - 1}:"
    yield from found
    yield f"{len(found)} {'difference' if len(found) == 1 else 'differences'}."


def _table(counts: Counts, seed: int, names: list[str]) -> Table:
    table = Table(title=f"Gifts on {' and '.join(names)}, seed {seed}")
    table.add_column("what")
    table.add_column("how many", justify="right")
    for what, many in sorted(counts.figures.items()):
        table.add_row(what, f"{many:,}")
    return table


if __name__ == "__main__":
    sys.exit(main())
