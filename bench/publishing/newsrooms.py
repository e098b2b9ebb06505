"""The newsrooms that are timed: a hot process that edits, and for ours also a server that readers ask."""

from __future__ import annotations

import http.client
import json
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.contest import await_rest, free_port, listening
from bench.workshop import FREESHEET, environment
from freesheet.press.ledger import Ledger

POLL_SECONDS = 0.002
MOST_SECONDS = 60.0
_MARK = re.compile(r" e\d+k$")


class Editor:
    """The hot process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.newest = self._heard()

    def edit(self, turn: int) -> tuple[dict[str, Any], str, dict[str, float]]:
        """Publish the next article with a mark in its headline: the article, the mark, and when."""
        article = self.newest[turn % len(self.newest)]
        mark = f"e{turn}k"
        headline = f"{_MARK.sub('', article['headline'])} {mark}"
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"pk": article["pk"], "headline": headline}) + "\n")
        self.process.stdin.flush()
        return article, mark, self._heard()

    def _heard(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("The process that edits has ended. What it said is above.")
        return json.loads(line)


@dataclass
class Newsroom:
    """One contestant. Times are seconds."""

    name: str
    articles: int
    editor: Editor
    publish: list[float] = field(default_factory=list)

    def turn(self, number: int) -> None:
        """One edit."""
        _article, _mark, times = self.editor.edit(number)
        self.publish.append(times["published"] - times["began"])

    def forget(self) -> None:
        """Forget the turns that were only to warm up."""
        self.publish.clear()


@dataclass
class Ours(Newsroom):
    """Freesheet, with readers who look."""

    folder: Path = Path()
    port: int = 0
    settle: float = 600.0
    shown: dict[str, list[float]] = field(default_factory=dict)
    all_shown: list[float] = field(default_factory=list)
    rewritten: list[int] = field(default_factory=list)

    def turn(self, number: int) -> None:
        ledger = Ledger(self.folder / "store")
        before = ledger.number
        article, mark, times = self.editor.edit(number)
        self.publish.append(times["published"] - times["began"])
        last = 0.0
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as reader:
            for name, path in (("article", article["path"]), ("front page", "/"), ("feed", "/feed.xml")):
                last = max(last, _seen(reader, path, mark.encode()) - times["began"])
                self.shown.setdefault(name, []).append(last)
        self.await_rest()
        self.all_shown.append(time.monotonic() - times["began"])
        self.rewritten.append((ledger.number - before) // 2)

    def forget(self) -> None:
        super().forget()
        self.shown.clear()
        self.all_shown.clear()
        self.rewritten.clear()

    def await_rest(self) -> None:
        """Wait until the press has nothing left to print, so that no turn is disturbed by another."""
        deadline = time.monotonic() + self.settle
        with closing(
            sqlite3.connect(f"file:{self.folder}/freesheet.sqlite3?mode=ro", uri=True, timeout=30)
        ) as database:
            while database.execute("SELECT EXISTS (SELECT 1 FROM press_change)").fetchone()[0]:
                if time.monotonic() > deadline:
                    raise SystemExit(
                        f"{self.name}: the press still prints {self.settle:.0f} s after an edit. See --settle."
                    )
                time.sleep(0.01)


def _seen(reader: http.client.HTTPConnection, path: str, mark: bytes) -> float:
    """When a reader first found ``mark`` at an address."""
    deadline, tag = time.monotonic() + MOST_SECONDS, ""
    while time.monotonic() < deadline:
        reader.request("GET", path, headers={"If-None-Match": tag} if tag else {})
        response = reader.getresponse()
        body = response.read()
        now = time.monotonic()
        if response.status == 200:
            if mark in body:
                return now
            tag = response.getheader("etag") or ""
        time.sleep(POLL_SECONDS)
    raise SystemExit(f"{path} does not show an edit {MOST_SECONDS:.0f} s after it was published.")


@contextmanager
def editor(kind: str, folder: Path) -> Iterator[Editor]:
    """A process that has started, and edits when it is told."""
    command = [sys.executable, "-m", "bench.publishing.editor", kind, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    ) as process:
        try:
            yield Editor(process)
        finally:
            process.terminate()


@contextmanager
def ours(folder: Path, articles: int, settle: float) -> Iterator[Ours]:
    """Freesheet, served as in life, with nothing left to print."""
    port = free_port()
    with ExitStack() as stack:
        command = [FREESHEET, "serve", str(folder), "--port", str(port), "--workers", "1"]
        server = stack.enter_context(listening(command, port, seconds=120))
        room = Ours("Freesheet", articles, stack.enter_context(editor("ours", folder)), folder=folder, port=port)
        room.settle = settle
        room.await_rest()
        # A large store is looked through after a start: see docs/decisions/0013-exact-printing.md.
        await_rest(server.pid, seconds=settle)
        yield room
