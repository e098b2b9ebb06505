"""``python -m bench.publishing``: how soon readers see an edit, beside plain Wagtail's own publishing, in turn."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.contest import table
from bench.publishing.newsrooms import Newsroom, Ours, editor, ours
from bench.report import Figure, Report, percentile, told
from bench.showing import bar
from bench.workshop import DEFAULT, paper, plain

WARM_UP = 3
FASTER, SLOWEST, GROWTH = 1.5, 3.0, 1.3
LAST = "feed"
"""What is looked at last: by then the article and the front page have been seen too."""


def measure(work: Path, sizes: Sequence[int], edits: int, settle: float) -> Report:
    """Time ``edits`` edits in newsrooms of each of ``sizes`` articles, ours and the rival's by turns."""
    papers = [(paper(work, size), plain(work, size)) for size in sizes]
    rooms: list[Newsroom] = []
    with ExitStack() as stack:
        for size, (our_folder, their_folder) in zip(sizes, papers, strict=True):
            rooms.append(stack.enter_context(ours(our_folder, size, settle)))
            rooms.append(Newsroom("plain Wagtail", size, stack.enter_context(editor("plain", their_folder))))
        step = stack.enter_context(bar("Editing", (WARM_UP + edits) * len(rooms)))
        for turn in range(WARM_UP + edits):
            for room in rooms:
                if turn == WARM_UP:
                    room.forget()
                room.turn(turn)
                step()
    return _report(rooms, edits)


def _report(rooms: list[Newsroom], edits: int) -> Report:
    report = Report("Publishing an edit")
    rows = [row for room in rooms for row in _rows(room)]
    report.tables.append(table(["newsroom", "articles", "until", "p50 ms", "p95 ms", "most ms"], rows))
    our_rooms = [room for room in rooms if isinstance(room, Ours)]
    for room in our_rooms:
        rival = next(one for one in rooms if not isinstance(one, Ours) and one.articles == room.articles)
        alone = percentile(rival.publish, 0.5)
        held = room.articles == 10_000
        at = f"at {room.articles:,} articles, against plain Wagtail’s publishing alone (p50)"
        seen = room.shown[LAST]
        report.figures += [
            Figure(f"An edit seen, p50, {at}", percentile(seen, 0.5) / alone, FASTER if held else None, False),
            Figure(f"An edit seen, p95, {at}", percentile(seen, 0.95) / alone, SLOWEST if held else None, False),
        ]
    first, last = our_rooms[0], our_rooms[-1]
    if first is not last:
        growth = percentile(last.shown[LAST], 0.5) / percentile(first.shown[LAST], 0.5)
        what = f"An edit seen, p50, at {last.articles:,} articles against {first.articles:,}"
        report.figures.append(Figure(what, growth, GROWTH, False))
    report.notes.append(
        f"{edits} edits of a headline in each newsroom, by turns, after {WARM_UP} to warm up; SQLite, same settings for"
        " both. “Seen” is when a reader who asks the server every 2 ms has found the edit in the article, on the front"
        " page and in the feed, counted from before save_revision(); “all” is when nothing is left to print."
    )
    return report


def _rows(room: Newsroom) -> list[list[str]]:
    kinds = {"published (the call returns)": room.publish}
    if isinstance(room, Ours):
        kinds |= {f"the {name} shows it too": times for name, times in room.shown.items()}
        pages = sorted(room.rewritten)[len(room.rewritten) // 2]
        kinds[f"all is printed ({pages:,} pages)"] = room.all_shown
    return [
        [
            room.name,
            f"{room.articles:,}",
            kind,
            *(f"{value * 1000:,.1f}" for value in (percentile(times, 0.5), percentile(times, 0.95), max(times))),
        ]
        for kind, times in kinds.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=DEFAULT, help="where the newspapers are kept")
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000, 100_000], metavar="N")
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--settle", type=float, default=600, help="seconds to wait until all of an edit is printed")
    arguments = parser.parse_args()
    sys.exit(told(measure(arguments.work, arguments.articles, arguments.edits, arguments.settle)))


if __name__ == "__main__":
    main()
