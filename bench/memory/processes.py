"""What processes hold, read from ``/proc``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Held:
    """Memory of a process in bytes: resident, and its share of it where pages of memory are shared by several."""

    resident: int = 0
    share: int = 0

    def __add__(self, other: Held) -> Held:
        return Held(self.resident + other.resident, self.share + other.share)

    def cells(self) -> list[str]:
        return [f"{self.resident / 1e6:,.0f}", f"{self.share / 1e6:,.0f}"]


def held(pid: int) -> Held:
    """Nothing for a process that is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return Held()
    values = {name: int(rest.split()[0]) * 1024 for name, _colon, rest in (line.partition(":") for line in lines[1:])}
    return Held(values.get("Rss", 0), values.get("Pss", 0))


def family(root: int) -> dict[int, str]:
    """A process and all below it: what each is for, by its id."""
    parents = {pid: _parent(pid) for pid in _all()}
    found = {root: "the one that starts the others"}
    grown = True
    while grown:
        new = {pid for pid, parent in parents.items() if parent in found and pid not in found}
        found |= {pid: _purpose(pid, found[parents[pid]]) for pid in new}
        grown = bool(new)
    if len(found) == 1:
        found[root] = SERVING
    return found


SERVING, PRINTING, OTHER = "answers readers", "prints", "keeps Python’s shared resources"
_KNOWN = {
    "freesheet-press": PRINTING,
    "freesheet-desk": "answers editors",
    "freesheet.project.office": "has loaded Django for both",
    "resource_tracker": OTHER,
}


def _purpose(pid: int, of_parent: str) -> str:
    if of_parent == PRINTING:
        return PRINTING
    command = _command(pid)
    return next((purpose for part, purpose in _KNOWN.items() if part in command), SERVING)


def _all() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _command(pid: int) -> str:
    try:
        label = Path(f"/proc/{pid}/comm").read_text()
        return label + Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
