"""``python -m bench.reading [DIR]``: pages as readers get them, beside a bare Granian application and nginx.

DIR is a publication; without it one with made-up articles is. ``freesheet serve`` serves it, as in life.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.contest import COLUMNS, Contestant, compete, table
from bench.reading.servers import (
    CEILING,
    FRONTED,
    NGINX,
    OURS,
    Server,
    can_be_fronted,
    constant,
    freesheet,
    must_agree,
    must_be_the_same,
    plain_files,
)
from bench.report import Figure, Report, told
from bench.showing import bar
from bench.workshop import DEFAULT, needed, paper
from freesheet.press.store import Store

OF_THE_CEILING, P99, OF_NGINX, OF_NGINX_FRONTED = 0.9, 1.3, 0.3, 0.95
GZIP = {"Accept-Encoding": "gzip"}
LOOKED_AT = 2_000


@dataclass(frozen=True)
class Question:
    """What all are asked. Those with ``tag`` are asked whether the page is still the one that they tagged so."""

    name: str
    path: str
    tag: bool = False


@dataclass(frozen=True)
class Effort:
    """How long each is asked, and from how many connections."""

    rounds: int
    seconds: int
    connections: Sequence[int]


def measure(folder: Path, effort: Effort, address: str = "") -> Report:
    """Ask for an article, the front page and the feed of a publication, and whether an article has changed."""
    needed("wrk", "nginx", "taskset")
    article = address or middling(Store(folder / "store"))
    pages = [Question("article", article), Question("front page", "/"), Question("feed", "/feed.xml")]
    questions = [*pages, Question("article unchanged (304)", article, tag=True)]
    report = Report("Reading")
    fronted = can_be_fronted()
    asked_each = len(effort.connections) * effort.rounds
    with ExitStack() as stack:
        total = 3 * len(questions) * asked_each + (2 * len(pages) * asked_each if fronted else 0)
        step = stack.enter_context(bar("Asking", total))
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        place.chmod(0o755)
        with freesheet(folder) as ours:
            headers = ours.ask(article, GZIP).headers
            theirs = stack.enter_context(plain_files(folder / "store", headers, place))
            for number, question in enumerate(questions):
                asked = GZIP | ({"If-None-Match": ours.ask(question.path, GZIP).tag} if question.tag else {})
                said = ours.ask(question.path, asked)
                with constant(said, place / f"answer-{number}") as ceiling:
                    if not question.tag:
                        must_agree(question.path, asked, ours, ceiling, theirs)
                    _contest(report, question, [ours, ceiling, theirs], effort, step)
        if fronted:
            # Not at the same time as ours: a publication is served once.
            with freesheet(folder, "--front", "nginx", name=FRONTED) as front:
                for question in pages:
                    must_be_the_same(question.path, GZIP, front, theirs)
                    _contest(report, question, [front, theirs], effort, step)
    if not fronted:
        report.notes.append("This Freesheet cannot be served with --front nginx, so that is not measured.")
    report.notes.append(
        f"`{article}`, gzip, one worker and core each, the load from another core, {effort.rounds} rounds of"
        f" {effort.seconds} s, in turn; medians. nginx has no open_file_cache: with one, it would"
        " show a replaced page late."
    )
    return report


def _contest(
    report: Report, question: Question, servers: list[Server], effort: Effort, step: Callable[[], None]
) -> None:
    for connections in effort.connections:
        contestants = [_contestant(server, question) for server in servers]
        sizes = [
            len(server.ask(question.path, one.headers).body) for server, one in zip(servers, contestants, strict=True)
        ]
        compete(contestants, effort.rounds, effort.seconds, connections, after_each=step)
        rows = [[one.name, f"{size:,}", *one.cells()] for one, size in zip(contestants, sizes, strict=True)]
        report.tables.append(table([f"{question.name}, {connections} connections", "bytes", *COLUMNS], rows))
        report.figures += _figures(question, connections, {one.name: one for one in contestants})


def _contestant(server: Server, question: Question) -> Contestant:
    headers = dict(GZIP)
    if question.tag:
        # Each knows a page by a tag of its own making.
        headers["If-None-Match"] = server.ask(question.path, GZIP).tag
        if server.ask(question.path, headers).status != 304:
            raise SystemExit(f"{server.name} does not answer 304 for {question.path}, though the page is unchanged.")
    return Contestant(server.name, server.process, server.port, question.path, headers)


def _figures(question: Question, connections: int, by_name: dict[str, Contestant]) -> list[Figure]:
    def ratio(one: str, other: str, of: str = "rate") -> float:
        return by_name[one].median(of) / by_name[other].median(of)

    at = f"{question.name}, {connections} connections"
    if FRONTED in by_name:
        return [Figure(f"Behind its own nginx against nginx, {at}", ratio(FRONTED, NGINX), OF_NGINX_FRONTED)]
    return [
        Figure(f"Requests a second against bare Granian, {at}", ratio(OURS, CEILING), OF_THE_CEILING),
        Figure(f"The same by processor time, {at}", ratio(CEILING, OURS, "work")),
        Figure(f"p99 against bare Granian, {at}", ratio(OURS, CEILING, "p99"), None if question.tag else P99, False),
        Figure(f"Requests a second against nginx, {at}", ratio(OURS, NGINX), None if question.tag else OF_NGINX),
    ]


def middling(store: Store) -> str:
    """The address of a news article of middling length, of the first that are found."""
    sheets = ((address, store.get(address)) for address in islice(store.addresses(), LOOKED_AT))
    articles = sorted((len(sheet.body), address) for address, sheet in sheets if sheet and b"NewsArticle" in sheet.body)
    if not articles:
        raise SystemExit("There is no article in the store. Publish one, or name a page with --address.")
    return articles[len(articles) // 2][1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--address", default="", help="of the article to measure; one of middling length if not given")
    parser.add_argument("--work", type=Path, default=DEFAULT, help="where made-up newspapers are kept")
    parser.add_argument("--articles", type=int, default=10_000, metavar="N", help="of the made-up newspaper")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2, help="length of a round")
    parser.add_argument("--connections", type=int, nargs="+", default=[32, 256], metavar="N")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve() if arguments.folder else paper(arguments.work, arguments.articles)
    effort = Effort(arguments.rounds, arguments.seconds, arguments.connections)
    sys.exit(told(measure(folder, effort, arguments.address)))


if __name__ == "__main__":
    main()
