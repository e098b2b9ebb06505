"""``python -m bench.fronts``: requests per second of each front, beside its ceiling and beside nginx, in one run."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.contest import COLUMNS, Contestant, compete, free_port, machine, nginx, running, table
from bench.reading.sample import HEADERS, PATH, publication

FRONTS = [
    ("RSGI, stand", "rsgi", "freesheet.press.front:application", 1),
    ("RSGI, constant", "rsgi", "bench.fronts.candidates:rsgi_constant", 1),
    ("ASGI, stand", "asginl", "bench.fronts.candidates:asgi_stand", 1),
    ("ASGI, constant", "asginl", "bench.fronts.candidates:asgi_constant", 1),
    ("WSGI, 1 thread, stand", "wsgi", "bench.fronts.candidates:wsgi_stand", 1),
    ("WSGI, 1 thread, constant", "wsgi", "bench.fronts.candidates:wsgi_constant", 1),
    ("WSGI, 64 threads, stand", "wsgi", "bench.fronts.candidates:wsgi_stand", 64),
    ("WSGI, 64 threads, constant", "wsgi", "bench.fronts.candidates:wsgi_constant", 64),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2, help="length of a round")
    parser.add_argument("--connections", type=int, default=32)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        publication(folder)
        os.environ.update(FREESHEET_DIR=name, BENCH_PATH=PATH)
        contestants = []
        for title, interface, target, threads in FRONTS:
            port = free_port()
            command = [sys.executable, "-m", "granian", "--port", str(port), "--interface", interface]
            command += ["--factory", target, "--no-ws", "--workers", "1", "--blocking-threads", str(threads)]
            process = stack.enter_context(running(command, port))
            contestants.append(Contestant(title, process, port, PATH, {"Accept-Encoding": "gzip"}))
        port = free_port()
        process = stack.enter_context(running(nginx(folder / "store", HEADERS, port, folder), port))
        contestants.append(Contestant("nginx, gzip_static", process, port, PATH, {"Accept-Encoding": "gzip"}))
        if len({one.body() for one in contestants}) != 1:
            raise SystemExit("The servers do not answer the same bytes.")
        compete(contestants, arguments.rounds, arguments.seconds, arguments.connections)
        best = contestants[-1].median("rate")
        rows = [[one.name, *one.cells(), f"{one.median('rate') / best:.2f}"] for one in contestants]
        print(table(["front", *COLUMNS, "of nginx"], rows))
        size = len(contestants[0].body())
        print(f"\n{size:,} bytes (gzip), {arguments.connections} connections, {arguments.rounds} rounds of ", end="")
        print(f"{arguments.seconds} s, in turn. {machine()}.")


if __name__ == "__main__":
    main()
