"""Readers who never stop asking, and notice every error, every torn page and every mixed one."""

from __future__ import annotations

import os
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable
from http.client import HTTPConnection, HTTPException
from types import TracebackType

OWN = (
    r"<title>[^<]*?version-(\d+)",
    r"<h1\b.*?version-(\d+)",
    r'"headline":"[^"]*?version-(\d+)',
    r"This is version-(\d+)",
)
"""Where a story of these tests tells on its own page which version it is; lists of others are about it besides."""

PAUSE_SECONDS = 0.0 if "FREESHEET_KILLS" in os.environ else 0.02
"""Between two pages of one reader, so that something of the machine is left to what they read; none while soaking."""


class Readers:
    """Threads that ask for pages in turn for as long as the block runs; ``complaints`` is what they noticed.

    ``longest`` is how many seconds the slowest answer took to be there whole. Each reader waits ``pause`` seconds
    between two pages.
    """

    def __init__(self, port: int, paths: Iterable[str], number: int = 3, pause: float = PAUSE_SECONDS) -> None:
        self.port = port
        self.pause = pause
        self.paths = list(paths)
        self.answers: Counter[int] = Counter()
        self.complaints: list[str] = []
        self.longest = 0.0
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(number,)) for number in range(number)]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(60)

    def _read(self, number: int) -> None:
        codings = ("identity", "gzip", "br")
        while not self._ended.is_set():
            connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                for path in self.paths[number % len(self.paths) :] + self.paths[: number % len(self.paths)]:
                    self._ask(connection, path, codings[number % 3])
                    if self._ended.wait(self.pause):
                        break
            except (OSError, HTTPException) as problem:
                self.complaints.append(f"no answer: {problem!r}")
            finally:
                connection.close()

    def _ask(self, connection: HTTPConnection, path: str, coding: str) -> None:
        import gzip

        import brotli

        began = time.monotonic()
        connection.request("GET", path, headers={"Accept-Encoding": coding})
        response = connection.getresponse()
        body = response.read()
        self.longest = max(self.longest, time.monotonic() - began)
        self.answers[response.status] += 1
        if response.status != 200:
            self.complaints.append(f"{path} answered {response.status}")
            return
        sent = response.getheader("Content-Encoding", "identity")
        try:
            whole = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[sent](body)
        except (OSError, EOFError, brotli.error) as problem:
            self.complaints.append(f"{path} is torn ({sent}): {problem!r}")
            return
        complaint = wrong_with(path, whole.decode())
        if complaint:
            self.complaints.append(complaint)


def wrong_with(path: str, page: str) -> str:
    """What is wrong with a page, if it is torn or of two versions; else nothing."""
    if not page.rstrip().endswith(("</html>", "</rss>", "</urlset>", "</sitemapindex>")):
        return f"{path} is torn: it ends with {page[-60:]!r}"
    told = {found for pattern in OWN for found in re.findall(pattern, page, re.DOTALL)[:1]}
    if path.rstrip("/").rpartition("/")[2].startswith("story-") and len(told) > 1:
        return f"{path} is mixed: it tells of the versions {sorted(told)}"
    return ""
