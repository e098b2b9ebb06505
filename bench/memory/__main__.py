"""``python -m bench.memory [DIR]``: memory of those who answer readers, under load on all pages, beside nginx.

DIR is a publication, and ``freesheet serve`` serves it. Without it a store of made-up pages is, and nothing else runs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.contest import LOAD_CORE, await_rest, free_port, nginx, running, table
from bench.memory.made_up import CHUNK, fill
from bench.memory.processes import SERVING, Held, family, held
from bench.reading.sample import HEADERS
from bench.report import Figure, Report, told
from bench.showing import bar
from bench.workshop import DEFAULT, FREESHEET, digest, environment, needed
from freesheet.press.store import Store

MOST = 150
CONNECTIONS = 256
_LOAD = """
local addresses, codings = {}, {"gzip", "br", "gzip, deflate, br, zstd", "identity"}
for line in io.lines(%s) do addresses[#addresses + 1] = line end
request = function()
  wrk.headers["Accept-Encoding"] = codings[math.random(#codings)]
  return wrk.format("GET", addresses[math.random(#addresses)])
end
done = function(summary)
  io.write(string.format("REPORT %%d %%d\\n", summary.requests, summary.errors.status + summary.errors.read))
end
"""

ByPurpose = dict[str, Held]


def measure(folder: Path, pages: int, seconds: int, alone: bool) -> Report:
    """Ask for all pages of the store in ``folder`` for ``seconds``; ``alone``: with nothing behind."""
    needed("wrk", "nginx", "taskset")
    report = Report(f"Memory: {pages:,} pages in the store")
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        place.chmod(0o755)
        (place / "addresses").write_text("\n".join(_plain_pages(Store(folder / "store"))))
        script = place / "load.lua"
        script.write_text(_LOAD % json.dumps(str(place / "addresses")))
        port, their_port = free_port(), free_port()
        ours = stack.enter_context(_served(folder, port, alone))
        theirs = stack.enter_context(running(nginx(folder / "store", HEADERS, their_port, place), their_port))
        at_rest = _held_by(ours.pid)
        loaded, asked = _under_load(ours.pid, port, script, seconds)
        nginx_loaded, nginx_asked = _under_load(theirs.pid, their_port, script, seconds)
    rows = [["Freesheet", purpose, "nobody asked yet", *one.cells()] for purpose, one in at_rest.items()]
    rows += [["Freesheet", purpose, f"{asked:,} requests", *one.cells()] for purpose, one in loaded.items()]
    beside = sum(nginx_loaded.values(), Held())
    rows += [["nginx", SERVING, f"{nginx_asked:,} requests", *beside.cells()]]
    rows += [["nginx, and Freesheet behind it", SERVING, "nginx is asked", *(beside + at_rest[SERVING]).cells()]]
    report.tables.append(table(["server", "process", "under", "resident MB", "share of it (PSS) MB"], rows))
    serving = loaded[SERVING].resident
    report.figures += [
        Figure(f"Resident MB of what answers readers, {pages:,} pages, under load", serving / 1e6, MOST, False),
        Figure("The same against nginx and Freesheet behind it", serving / (beside + at_rest[SERVING]).resident),
    ]
    report.notes.append(
        f"{CONNECTIONS} connections ask for all pages at random, in four wordings of Accept-Encoding, for {seconds} s;"
        " the most that was seen. Files that the system keeps in memory of its own accord count for neither."
    )
    return report


def _plain_pages(store: Store) -> Iterator[str]:
    """Addresses at which there is a page: no redirect, nothing that says there is none."""
    for address in store.addresses():
        sheet = store.get(address)
        if sheet is not None and sheet.status == 200:
            yield address


@contextmanager
def _served(folder: Path, port: int, alone: bool) -> Iterator[subprocess.Popen[bytes]]:
    if alone:
        command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--workers", "1", "--no-ws", "--factory"]
        command += ["--port", str(port), "freesheet.press.front:application"]
        settings = environment(FREESHEET_DIR=str(folder), FREESHEET_BEHIND="")
    else:
        command = [FREESHEET, "serve", str(folder), "--port", str(port), "--workers", "1"]
        settings = environment()
    with running(command, port, 120, **settings) as process:
        await_rest(process.pid)
        yield process


def _under_load(root: int, port: int, script: Path, seconds: int) -> tuple[ByPurpose, int]:
    command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script)]
    most: ByPurpose = {}
    with subprocess.Popen([*command, f"http://127.0.0.1:{port}"], stdout=subprocess.PIPE, text=True) as load:
        while load.poll() is None:
            for purpose, now in _held_by(root).items():
                before = most.get(purpose, Held())
                most[purpose] = Held(max(before.resident, now.resident), max(before.share, now.share))
            time.sleep(0.2)
        output = load.stdout.read() if load.stdout else ""
    line = next((line for line in output.splitlines() if line.startswith("REPORT")), "")
    requests, failed = map(int, line.split()[1:]) if line else (0, 0)
    if failed or not requests:
        raise SystemExit(f"{failed} of {requests} requests under load failed.")
    return most, requests


def _held_by(root: int) -> ByPurpose:
    found: dict[str, Held] = defaultdict(Held)
    for pid, purpose in family(root).items():
        found[purpose] += held(pid)
    return dict(found)


def made_up(work: Path, pages: int) -> Path:
    """The folder with a store of made-up pages, kept for the next time."""
    folder = (work / f"made-up-{pages}-{digest('src/freesheet/press')}").resolve()
    done = folder / "filled"
    if not done.exists():
        with bar("Printing made-up pages", -(-pages // CHUNK)) as step:
            fill(folder, pages, step)
        done.touch()
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--work", type=Path, default=DEFAULT, help="where the made-up store is kept")
    parser.add_argument("--pages", type=int, default=100_000, metavar="N", help="of the made-up store")
    parser.add_argument("--seconds", type=int, default=30)
    arguments = parser.parse_args()
    alone = arguments.folder is None
    folder = made_up(arguments.work, arguments.pages) if alone else arguments.folder.resolve()
    pages = sum(1 for _address in Store(folder / "store").addresses())
    sys.exit(told(measure(folder, pages, arguments.seconds, alone)))


if __name__ == "__main__":
    main()
