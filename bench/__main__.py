"""``python -m bench``: everything that is measured, one by one. Needs a machine with nothing else to do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.contest import machine
from bench.memory.__main__ import measure as measure_memory
from bench.newsroom.__main__ import measure as measure_newsroom
from bench.printing.__main__ import measure as measure_printing
from bench.publishing.__main__ import measure as measure_publishing
from bench.reading.__main__ import Effort
from bench.reading.__main__ import measure as measure_reading
from bench.report import Report, missed
from bench.workshop import DEFAULT, paper
from freesheet.press.store import Store

LAST = Path(__file__).with_name("last.md")


@dataclass(frozen=True)
class Size:
    """How much is measured. The largest newspaper of ``publishing`` is also the one that memory is measured with."""

    printed: int
    printings: int
    read: int
    effort: Effort
    published: tuple[int, ...]
    edits: int
    loaded_seconds: int
    screens: int


SIZES = {
    "real": Size(10_000, 3, 10_000, Effort(5, 2, (32, 256)), (1_000, 10_000, 100_000), 50, 30, 20),
    "small": Size(200, 1, 200, Effort(1, 1, (32,)), (100, 200), 5, 3, 3),
}


def benches(work: Path, size: Size) -> dict[str, Callable[[], Report]]:
    """What there is to measure, by name. Printing comes first, for it leaves a printed newspaper to the others."""

    def of_memory() -> Report:
        folder = paper(work, size.published[-1])
        pages = sum(1 for _address in Store(folder / "store").addresses())
        return measure_memory(folder, pages, size.loaded_seconds, alone=False)

    return {
        "printing": lambda: measure_printing(work, size.printed, size.printings),
        "reading": lambda: measure_reading(paper(work, size.read), size.effort),
        "publishing": lambda: measure_publishing(work, size.published, size.edits, 600.0),
        "memory": of_memory,
        "newsroom": lambda: measure_newsroom(work, size.published[1:], size.screens),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="real")
    parser.add_argument("--work", type=Path, default=DEFAULT, help="where the made-up newspapers are kept")
    parser.add_argument("--only", nargs="+", metavar="BENCH", help="printing, reading, publishing, memory, newsroom")
    arguments = parser.parse_args()
    found = benches(arguments.work, SIZES[arguments.size])
    if unknown := set(arguments.only or ()) - found.keys():
        parser.error(f"There is no bench {', '.join(sorted(unknown))}. There are {', '.join(found)}.")
    reports, broken = [], []
    for name in arguments.only or found:
        print(f"{name.capitalize()}…", file=sys.stderr)
        try:
            reports.append(found[name]())
        except SystemExit as problem:
            # What is missing for one does not keep the others from being measured.
            broken.append(f"{name.capitalize()} could not be measured: {problem}")
            print(broken[-1], file=sys.stderr)
            continue
        print(reports[-1].markdown(), end="\n\n", flush=True)
    sys.exit(_concluded(reports, broken, arguments.size))


def _concluded(reports: list[Report], broken: list[str], size: str) -> int:
    complaints = [*broken, *missed(reports)]
    lines = [f"# Last figures, {datetime.now(UTC):%Y-%m-%d}", f"Size “{size}”. {machine()}."]
    lines += [report.markdown() for report in reports]
    if complaints:
        lines += ["## Not reached", "\n".join(f"- {sentence}" for sentence in complaints)]
    LAST.write_text("\n\n".join(lines) + "\n")
    print(f"{machine()}. Written to {LAST.name} too.")
    if complaints:
        print("\nNot reached:\n" + "\n".join(f"- {sentence}" for sentence in complaints))
    return 1 if complaints else 0


if __name__ == "__main__":
    main()
