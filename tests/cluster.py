"""A PostgreSQL server of a test's own, to be stopped at will: never the one that this machine may have.

``python -m tests.cluster pytest tests/proof`` runs tests on one, instead of SQLite.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from tests.ports import free_port

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "40",
    "shared_buffers": "16MB",
    # A server that is killed loses nothing that the system has taken; only a power cut would.
    "fsync": "off",
}


class Cluster:
    """A server with data, socket and log in a folder of its own; it listens on the loopback and a free port."""

    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
        self._programs = found[-1].resolve().parent
        if not found[-1].is_file():
            pytest.skip("there is no initdb here; Debian’s package postgresql has it")
        self._user = _whose()
        self.folder = Path(tempfile.mkdtemp(prefix="freesheet-pg-"))
        if self._user:
            shutil.chown(self.folder, self._user, self._user)
        self.port = free_port()
        self.running = False
        self._do(
            "initdb", "--auth", "trust", "--username", "postgres", "--encoding", "UTF8", "--no-locale", "--no-sync"
        )

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        options = {**SETTINGS, "port": str(self.port), "unix_socket_directories": str(self.folder)}
        given = " ".join(f"-c {name}={value}" for name, value in options.items())
        self._do("pg_ctl", "start", "--wait", "--log", str(self.folder / "log"), "--options", given)
        self.running = True

    def stop(self) -> None:
        """Stop it as a crash would: nobody who is connected is asked, and nothing is tidied up."""
        self._do("pg_ctl", "stop", "--wait", "--mode", "immediate")
        self.running = False

    def remove(self) -> None:
        """Stop it, and leave nothing behind."""
        if self.running:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def copy(self, database: str = "template1", into: str = "paper") -> None:
        """Put a copy of one database, or an empty one, in place of another."""
        names = sql.Identifier(into), sql.Identifier(database)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(names[0]))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
            # Or numbers that sequences give in the copy are not in the log, and given again after a crash.
            connection.execute("CHECKPOINT")

    def _do(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments, "--pgdata", str(self.folder / "data")]
        # Told into a file: a server that was started would hold a pipe open.
        with (self.folder / f"{program}.said").open("w+") as said:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd=self.folder,
                timeout=120,
                **({"user": self._user, "group": self._user, "extra_groups": []} if self._user else {}),
            )
            said.seek(0)
            assert done.returncode == 0, f"{program} ended with {done.returncode}: {said.read()}"


def _whose() -> str:
    """As whom the server is to run; empty: as whoever runs the test. It refuses to be run by root."""
    if os.geteuid():
        return ""
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        pytest.skip("PostgreSQL refuses to be run by root, and there is no user postgres")


def main(*command: str) -> int:
    """Run a module of Python with a server of its own; where there can be none, say so."""
    try:
        server = Cluster()
    except pytest.skip.Exception as reason:
        print(f"Not run on PostgreSQL: {reason}")
        return 0
    # Told to end, it ends the tests and the server before itself.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))
    try:
        server.start()
        environment = {**os.environ, "FREESHEET_TEST_DATABASE": server.url("freesheet")}
        return subprocess.call([sys.executable, "-m", *command], env=environment)
    finally:
        server.remove()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
