"""``python -m bench.newsroom``: server time of the newsroom's screens, beside Wagtail's listing of pages, by turns."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.contest import table
from bench.report import Figure, Report, percentile, told
from bench.workshop import DEFAULT, paper

MOST_SECONDS = 0.3
GROWTH = 1.3
AT_ONCE = 3
"""Times that one newspaper is asked before the next."""

BESIDE = "Wagtail’s listing of a section"


def measure(work: Path, sizes: Sequence[int], rounds: int) -> Report:
    """Time the screens in newspapers of each of ``sizes`` articles."""
    report = Report("The newsroom’s screens")
    folders = {size: paper(work, size, printed=False) for size in sizes}
    found: dict[int, dict[str, list[float]]] = {size: {} for size in sizes}
    # By turns: a busy moment of the machine hits newspapers of every size.
    for _turn in range(-(-rounds // AT_ONCE)):
        for size, folder in folders.items():
            for name, times in _asked(folder, AT_ONCE).items():
                found[size].setdefault(name, []).extend(times)
    rows = [
        [f"{size:,}", name, f"{percentile(times, 0.5) * 1000:,.0f}", f"{percentile(times, 0.95) * 1000:,.0f}"]
        for size, screens in found.items()
        for name, times in screens.items()
    ]
    report.tables.append(table(["articles", "screen", "p50 ms", "p95 ms"], rows))
    ours = [name for name in found[sizes[0]] if name != BESIDE]
    for name in ours:
        first, last = (percentile(found[size][name], 0.5) for size in (sizes[0], sizes[-1]))
        at = f"at {sizes[0]:,} articles"
        beside = percentile(found[sizes[0]][BESIDE], 0.5)
        report.figures.append(Figure(f"Seconds for {name} {at}, p50", first, MOST_SECONDS, False))
        report.figures.append(Figure(f"{name} {at}, against {BESIDE}", first / beside))
        if len(sizes) > 1:
            report.figures.append(Figure(f"{name} at {sizes[-1]:,} articles, against it", last / first, GROWTH, False))
    report.notes.append(
        f"{rounds} times each, by turns, each in a process without a server: what an editor’s request costs it. 40"
        " pieces are planned, and 15 of them are handed in; three articles are looked over for the desk."
    )
    return report


def _asked(folder: Path, rounds: int) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "bench.newsroom.asking", str(folder), str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The newsroom could not be asked: {done.stderr[-2000:]}")
    times: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=DEFAULT, help="where the newspapers are kept")
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000], metavar="N")
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    sys.exit(told(measure(arguments.work, arguments.articles, arguments.rounds)))


if __name__ == "__main__":
    main()
