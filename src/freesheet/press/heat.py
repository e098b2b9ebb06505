"""What is read most, so that the press can print it first. Counts of addresses; nothing about readers."""

from __future__ import annotations

import heapq
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

log = logging.getLogger("freesheet.press")

WRITE_SECONDS = 10.0
MOST_TOLD = 2000
_MOST_KEPT = 2 * MOST_TOLD
_COOLING = 0.998
"""For each turn of ten seconds: what nobody asks for counts half after about an hour."""
_LEAST = 0.01
_LARGEST_FILE_BYTES = 8 * 2**20


class Heat:
    """Counts of one process of the stand, in ``run/asked-PID.json`` of the publication. For one thread."""

    def __init__(self, folder: Path) -> None:
        """``folder``: the publication's ``run``. Takes over what processes have left there that are gone."""
        self._file = folder / f"asked-{os.getpid()}.json"
        self._asked: dict[str, float] = {}
        self._told_of = ""
        try:
            folder.mkdir(exist_ok=True)
            self._inherit(folder)
        except OSError as problem:
            self._complain(problem)

    def turn(self, counts: Iterator[tuple[str, int]]) -> None:
        """Add what was asked since the last turn, by decoded path; let the rest cool; write it down."""
        asked = {path: heat * _COOLING for path, heat in self._asked.items() if heat > _LEAST}
        for path, count in counts:
            asked[path] = asked.get(path, 0.0) + count
        if len(asked) > _MOST_KEPT:
            asked = dict(heapq.nlargest(MOST_TOLD, asked.items(), key=_heat))
        self._asked = asked
        told = {path: round(heat, 2) for path, heat in heapq.nlargest(MOST_TOLD, asked.items(), key=_heat)}
        aside = self._file.with_suffix(".new")
        try:
            aside.write_text(json.dumps({"asked": told}, ensure_ascii=False), "utf-8")
            os.replace(aside, self._file)
        except OSError as problem:
            self._complain(problem)

    def _inherit(self, folder: Path) -> None:
        for file in folder.glob("asked-*.json"):
            pid = file.stem.removeprefix("asked-")
            if pid.isdigit() and not _alive(int(pid)):
                for path, heat in read(file).items():
                    self._asked[path] = self._asked.get(path, 0.0) + heat
                file.unlink(missing_ok=True)

    def _complain(self, problem: OSError) -> None:
        if str(problem) != self._told_of:
            self._told_of = str(problem)
            log.warning("What readers ask for cannot be noted: %s", problem)


def read(file: Path) -> dict[str, float]:
    """Counts by decoded path that a process wrote, the greatest first; empty where they cannot be read."""
    try:
        with file.open("rb") as handle:
            asked = json.loads(handle.read(_LARGEST_FILE_BYTES))["asked"]
        pairs = ((str(path), float(heat)) for path, heat in asked.items())
        return dict(sorted(pairs, key=_heat, reverse=True)[:MOST_TOLD])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _heat(pair: tuple[str, float]) -> float:
    return pair[1]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
