"""Servers side by side: all up at once on one core, asked in turn from another, for several rounds."""

from __future__ import annotations

import os
import platform
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SERVER_CORE, LOAD_CORE = "0", "1"
_TICKS = os.sysconf("SC_CLK_TCK")
_IDLE = 0.05
"""Part of a core that a server at rest may take, for looking at its clock."""
_REPORT = """
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("REPORT %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Round:
    """One round: requests per second, two percentiles in milliseconds, the server's own work per request in µs."""

    rate: float
    p50: float
    p99: float
    work: float


@dataclass
class Contestant:
    """One server and what it is asked. ``headers`` are those of the request."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    def body(self) -> bytes:
        """What it answers, as it is on the wire."""
        request = urllib.request.Request(self.url, headers=self.headers)
        with urllib.request.urlopen(request, timeout=30) as response:
            return bytes(response.read())

    def median(self, of: str) -> float:
        return float(statistics.median(getattr(one, of) for one in self.rounds))

    def cells(self) -> list[str]:
        rates = [one.rate for one in self.rounds]
        return [
            f"{self.median('rate'):,.0f}",
            f"{min(rates):,.0f} to {max(rates):,.0f}",
            f"{self.median('p50'):.2f}",
            f"{self.median('p99'):.2f}",
            f"{self.median('work'):.1f}",
        ]


COLUMNS = ["requests/s (median)", "range", "p50 ms", "p99 ms", "server CPU µs/request"]


def compete(
    contestants: Sequence[Contestant],
    rounds: int,
    seconds: int,
    connections: int,
    disturbed_by: str = "",
    after_each: Callable[[], None] = lambda: None,
) -> None:
    """Ask each in turn, round by round, so that a noisy moment hits all of them. The first round is not counted.

    ``disturbed_by`` is an address that eight other connections ask each server for meanwhile.
    """
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "report.lua"
        script.write_text(_REPORT)
        for number in range(rounds + 1):
            for one in contestants:
                length = 1 if number == 0 else seconds
                with _disturbance(one, disturbed_by, length + 1):
                    result = _ask(one, script, length, connections)
                if number:
                    one.rounds.append(result)
                    after_each()


@contextmanager
def _disturbance(one: Contestant, path: str, seconds: int) -> Iterator[None]:
    if not path:
        yield
        return
    url = f"http://127.0.0.1:{one.port}{path}"
    command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", "-c8", f"-d{seconds}s", url]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def _ask(one: Contestant, script: Path, seconds: int, connections: int) -> Round:
    command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script)]
    for name, value in one.headers.items():
        command += ["-H", f"{name}: {value}"]
    before = cpu_seconds(one.process.pid)
    output = subprocess.run([*command, one.url], check=True, capture_output=True, text=True).stdout
    spent = cpu_seconds(one.process.pid) - before
    line = next(line for line in output.splitlines() if line.startswith("REPORT"))
    requests, microseconds, p50, p99, errors = map(int, line.split()[1:])
    if errors:
        raise SystemExit(f"{one.name}: {errors} of {requests} requests failed. {one.url}")
    return Round(requests / microseconds * 1e6, p50 / 1e3, p99 / 1e3, spent / max(requests, 1) * 1e6)


def cpu_seconds(root: int) -> float:
    """Processor time of a process and all below it."""
    parents: dict[int, int] = {}
    spent: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            spent[int(entry.name)] = int(fields[11]) + int(fields[12])
    family, grown = {root}, True
    while grown:
        grown = False
        for pid, parent in parents.items():
            if parent in family and pid not in family:
                family.add(pid)
                grown = True
    return sum(spent.get(pid, 0) for pid in family) / _TICKS


def await_rest(root: int, seconds: float = 60.0) -> None:
    """Wait until a process and all below it do next to nothing: a server that listens may still be starting."""
    deadline, quiet = time.monotonic() + seconds, 0
    while quiet < 2:
        if time.monotonic() > deadline:
            raise SystemExit(f"A server is still busy with itself {seconds:.0f} s after it began to listen.")
        before, began = cpu_seconds(root), time.monotonic()
        time.sleep(1)
        quiet = quiet + 1 if cpu_seconds(root) - before < _IDLE * (time.monotonic() - began) else 0


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: Iterable[str], port: int, seconds: float = 60.0, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A server on its core, from when it accepts connections; ended at the end."""
    with listening(["taskset", "-c", SERVER_CORE, *command], port, seconds, **environment) as process:
        yield process


@contextmanager
def listening(
    command: Sequence[str], port: int, seconds: float = 60.0, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A server on whatever core, from when it accepts connections; ended at the end. Its complaints are shown."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | environment)
    try:
        deadline = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            raise SystemExit(f"A server did not start: {' '.join(command)}")
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def nginx(root: Path, headers: Iterable[tuple[str, str]], port: int, folder: Path) -> list[str]:
    """The command for nginx with one worker on the files in ``root``, answering with the same headers."""
    fixed = ("content-type", "etag", "last-modified", "content-encoding", "vary")
    added = "".join(f'add_header {name} "{value}";\n' for name, value in headers if name not in fixed)
    config = folder / "nginx.conf"
    # A connection is kept for the whole round, as Granian does; nothing is written to a log by either.
    config.write_text(f"""
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  types {{ text/html html; application/rss+xml xml; }} charset utf-8;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port}; root {root}; gzip_static on; gzip_vary on;
    {added}
    location / {{ try_files $uri ${{uri}}index.html =404; }}
  }}
}}
""")
    return ["nginx", "-p", str(folder), "-c", str(config)]


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, its first column to the left, the others to the right."""
    lines = ["| " + " | ".join(columns) + " |", "|---|" + "--:|" * (len(columns) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def machine() -> str:
    """The machine in a line, without its name."""
    info = Path("/proc/cpuinfo").read_text()
    model = next((line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores of {model}, {memory:.0f} GiB, {system}, Linux {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}; load {load:.1f} at the end"
    )
