"""Whoever runs the paper starts it a second time, and ends it."""

from __future__ import annotations

from pathlib import Path

import psutil
from tests.papers import children_of, copied, served

GENEROUS_SECONDS = 30.0
"""It shall be under 5 on a machine at rest; this one may be busy with other tests."""


def test_the_second_start_is_quick_and_the_end_leaves_nobody_behind(untouched: Path, tmp_path: Path) -> None:
    folder = copied(untouched, tmp_path / "tideline")
    with served(folder) as first:
        assert first.ask("/").status == 200
    with served(folder) as second:
        assert second.ask("/").status == 200
        family = [psutil.Process(pid) for pid in (second.process.pid, *children_of(second.process.pid))]
        assert len(family) >= 3
        ended_in = second.stop()
        _gone, alive = psutil.wait_procs(family, timeout=10)
    print(f"\nFirst start {first.started_in:.1f} s, second {second.started_in:.1f} s, end {ended_in:.1f} s")
    assert alive == []
    assert second.process.returncode == 0
    assert second.started_in < GENEROUS_SECONDS
    assert ended_in < GENEROUS_SECONDS
