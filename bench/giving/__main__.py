"""``python -m bench.giving``: gifts a minute, from the form's second step to the receipt, by several processes."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.contest import table
from bench.report import Figure, Report, told
from bench.workshop import environment
from freesheet.project.publication import lay_out

MINUTE = 60
ON_SQLITE, ON_POSTGRESQL = 1_000, 5_000


def measure(seconds: int, processes: int, database: str) -> Report:
    """Let ``processes`` take gifts for ``seconds``: in SQLite, or in an empty PostgreSQL ``database``."""
    kind, goal = ("PostgreSQL", ON_POSTGRESQL) if database else ("SQLite", ON_SQLITE)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "paper"
        lay_out(folder, {"database": database, "payments": ["trial"]})
        _run(folder, "found")
        bare = _together(folder, "bare", seconds, processes)
        taken = _together(folder, "give", seconds, processes)
        books = _run(folder, "books")
    report = Report(f"Gifts, {kind}")
    per_minute = sum(each["done"] for each in taken) / seconds * MINUTE
    bare_per_minute = sum(each["done"] for each in bare) / seconds * MINUTE
    slowest = max(each["p99"] for each in taken)
    each = sum(one["processor"] for one in taken) / sum(one["done"] for one in taken)
    rows = [
        ["a gift, from the form to receipt and letter", f"{per_minute:,.0f}", f"{slowest:.3f}"],
        ["one row in a transaction of its own", f"{bare_per_minute:,.0f}", f"{max(each['p99'] for each in bare):.3f}"],
    ]
    report.tables.append(table(["what", "a minute", "p99 seconds"], rows))
    report.figures += [
        Figure("Gifts a minute", per_minute, goal),
        Figure("Gifts for each bare transaction", per_minute / bare_per_minute),
        Figure("Milliseconds of a processor for each gift, the database's among them", each * 1000),
        Figure("Receipts that are missing or double", books["wrong"], 0, at_least=False),
    ]
    report.notes.append(f"{processes} processes at once for {seconds} s; {books['receipts']:,} receipts.")
    at_most = (os.cpu_count() or 1) * MINUTE / each
    report.notes.append(f"{os.cpu_count()} processors that do nothing else take at most {at_most:,.0f} a minute.")
    return report


def _command(folder: Path, what: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "bench.giving.taking", str(folder), what, *more]


def _run(folder: Path, what: str) -> Any:
    done = subprocess.run(_command(folder, what), capture_output=True, text=True, check=False, env=environment())
    if done.returncode:
        raise SystemExit(f"Gifts could not be taken: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _together(folder: Path, what: str, seconds: int, processes: int) -> list[Any]:
    running = [
        subprocess.Popen(_command(folder, what, str(seconds), str(number)), stdout=subprocess.PIPE, env=environment())
        for number in range(processes)
    ]
    said = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise SystemExit("A process that took gifts failed.")
    return [json.loads(each.splitlines()[-1]) for each in said]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; SQLite where nothing is said")
    arguments = parser.parse_args()
    sys.exit(told(measure(arguments.seconds, arguments.processes, arguments.database)))


if __name__ == "__main__":
    main()
