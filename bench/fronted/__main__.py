"""``python -m bench.fronted [DIR]``: pages through ``serve --front``, beside nginx on the files with the same headers.

DIR is a publication, served by ``freesheet serve --front`` as in life. Without DIR a front stands before a store of
made-up articles.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.contest import COLUMNS, Contestant, compete, free_port, machine, nginx, running, table
from bench.reading.__main__ import middling
from bench.reading.sample import PATH, publication
from freesheet.press.sheets import Sheet
from freesheet.press.store import Store

TO_REACH = 0.95
CODINGS = ("gzip", "identity")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--front", default="nginx", help="nginx or caddy")
    parser.add_argument("--address", help="of the page to measure; an article of middling length if not given")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=2, help="length of a round")
    parser.add_argument("--connections", type=int, nargs="+", default=[32, 256])
    arguments = parser.parse_args()
    for program in ("nginx", "wrk", "taskset", arguments.front):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is not installed.")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        port, rival_port = free_port(), free_port()
        if arguments.folder is None:
            publication(folder)
            served, address = folder, arguments.address or PATH
            command = [sys.executable, "-m", "bench.fronted.standing", name, arguments.front, str(port)]
        else:
            served = arguments.folder.resolve()
            address = arguments.address or middling(Store(served / "store"))
            command = [str(Path(sys.executable).with_name("freesheet")), "serve", str(served)]
            command += ["--front", arguments.front, "--port", str(port)]
        sheet = Store(served / "store").get(address)
        if sheet is None:
            raise SystemExit(f"There is no page at {address} in the store. Name another with --address.")
        ours = stack.enter_context(running(command, port))
        rival = stack.enter_context(running(nginx(served / "store", sheet.headers, rival_port, folder), rival_port))
        reached = [
            _measured(
                arguments, _contestants(arguments.front, address, (ours, port), (rival, rival_port)), sheet, number
            )
            for number in arguments.connections
        ]
        print(f"\n{machine()}.")
    if not all(reached):
        raise SystemExit(1)


Running = tuple["subprocess.Popen[bytes]", int]


def _contestants(front: str, address: str, ours: Running, rival: Running) -> list[Contestant]:
    """Ours and the rival in turn, for each coding."""
    found = []
    for coding in CODINGS:
        headers = {"Accept-Encoding": coding}
        found.append(Contestant(f"Freesheet, {front}, {coding}", *ours, address, headers))
        found.append(Contestant(f"nginx on files, {coding}", *rival, address, headers))
    return found


def _measured(arguments: argparse.Namespace, contestants: list[Contestant], sheet: Sheet, connections: int) -> bool:
    """Check that both give the same bytes, measure, print; whether the figure was reached."""
    for ours, theirs in zip(contestants[::2], contestants[1::2], strict=True):
        if ours.body() != theirs.body():
            raise SystemExit(f"{ours.name} and {theirs.name} do not serve the same bytes.")
    compete(contestants, arguments.rounds, arguments.seconds, connections)
    print(f"\n{connections} connections, {len(sheet.body):,} bytes of HTML, {arguments.rounds} rounds:\n")
    print(table(["server", *COLUMNS], [[one.name, *one.cells()] for one in contestants]))
    ratios = [
        ours.median("rate") / theirs.median("rate")
        for ours, theirs in zip(contestants[::2], contestants[1::2], strict=True)
    ]
    told = " and ".join(f"{ratio:.2f} ({coding})" for ratio, coding in zip(ratios, CODINGS, strict=True))
    reached = arguments.front != "nginx" or min(ratios) >= TO_REACH
    verdict = (
        "" if arguments.front != "nginx" else f" (to reach: {TO_REACH}; {'reached' if reached else 'NOT REACHED'})"
    )
    print(f"\nOf nginx on plain files: {told}{verdict}.")
    return reached


if __name__ == "__main__":
    main()
