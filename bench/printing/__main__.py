"""``python -m bench.printing``: everything printed anew by ``freesheet press rebuild``, beside Hugo, in turn."""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from bench.contest import table
from bench.printing.compression import KINDS, compress
from bench.report import Figure, Report, told
from bench.workshop import DEFAULT, FREESHEET, hugo, needed, note_printed, paper, run, unprinted
from freesheet.press.store import Store

TO_REACH = 150
CORES = 2


@dataclass
class Printer:
    """One contestant: how often it went, and how far it came. ``go`` returns the number of pages."""

    name: str
    go: Callable[[], int]
    pages: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.pages / statistics.median(self.seconds)


def measure(work: Path, articles: int, rounds: int) -> Report:
    """Print and build ``articles`` articles ``rounds`` times, by turns."""
    needed("hugo", "taskset")
    folder, site = paper(work, articles, printed=False), hugo(work, articles)
    with tempfile.TemporaryDirectory(dir=work) as name:
        built = Path(name) / "built"
        printers = [
            Printer("freesheet press rebuild, compressed", lambda: _rebuilt(folder)),
            Printer("hugo", lambda: _built(site, built)),
            Printer("the same compression of what Hugo built", lambda: _compressed(built)),
        ]
        for _round in range(rounds):
            for printer in printers:
                if printer is printers[0]:
                    unprinted(folder)
                if printer is printers[1]:
                    shutil.rmtree(built, ignore_errors=True)
                began = time.monotonic()
                printer.pages = printer.go()
                printer.seconds.append(time.monotonic() - began)
    return _report(printers, articles, rounds)


def _rebuilt(folder: Path) -> int:
    run(_on_two_cores([FREESHEET, "press", "rebuild", str(folder)]))
    note_printed(folder)
    return sum(1 for _address in Store(folder / "store").addresses())


def _built(site: Path, built: Path) -> int:
    run(_on_two_cores(["hugo", "--quiet", "--source", str(site), "--destination", str(built)]))
    return sum(1 for _file in _files(built))


def _compressed(built: Path) -> int:
    files = [str(path) for path in _files(built)]
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
        return sum(pool.map(compress, files, chunksize=50))


def _files(built: Path) -> Iterable[Path]:
    return (path for path in built.rglob("*") if path.suffix in KINDS)


def _on_two_cores(command: list[str]) -> list[str]:
    return ["taskset", "-c", ",".join(str(core) for core in range(CORES)), *command]


def _report(printers: list[Printer], articles: int, rounds: int) -> Report:
    report = Report(f"Printing everything: {articles:,} articles")
    rows = [
        [
            one.name,
            f"{one.pages:,}",
            f"{statistics.median(one.seconds):,.1f}",
            f"{min(one.seconds):,.1f} to {max(one.seconds):,.1f}",
            f"{one.rate:,.0f}",
        ]
        for one in printers
    ]
    report.tables.append(table(["what", "pages", "seconds (median)", "range", "pages/s"], rows))
    ours, theirs, zipped = printers
    both = theirs.pages / (statistics.median(theirs.seconds) + statistics.median(zipped.seconds))
    report.figures += [
        Figure(f"Pages printed a second, {articles:,} articles", ours.rate, TO_REACH),
        Figure("Pages a second against Hugo, which does not compress", ours.rate / theirs.rate),
        Figure("Pages a second against Hugo and then the same compression by two processes", ours.rate / both),
    ]
    report.notes.append(
        f"Two cores for each, {rounds} rounds by turns. Our time is that of the whole command, from an empty store and"
        " an empty memory of the press; Hugo’s is that of the whole command into an empty folder."
    )
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=DEFAULT, help="where the newspapers are kept")
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    sys.exit(told(measure(arguments.work, arguments.articles, arguments.rounds)))


if __name__ == "__main__":
    main()
