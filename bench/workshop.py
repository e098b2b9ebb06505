"""The newspapers that are measured: made once, and kept until the program or the makers of the newspapers change."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FREESHEET = str(Path(sys.executable).with_name("freesheet"))
DEFAULT = ROOT / ".bench"
STAMP = "printed"
KINDS = (".py", ".html", ".xml", ".toml")
MAKERS = ("bench/corpus", "bench/rivals", "src/freesheet/articles", "src/freesheet/related")
"""What the newspapers depend on, beside numbers. Migrations of elsewhere are applied before they are printed."""


def needed(*programs: str) -> None:
    """End with a sentence where a program is missing."""
    absent = [name for name in programs if shutil.which(name) is None]
    if absent:
        raise SystemExit(f"This bench needs {' and '.join(absent)}. On Debian: apt install {_packages(absent)}")


def _packages(programs: list[str]) -> str:
    return " ".join({"taskset": "util-linux"}.get(name, name) for name in programs)


def paper(work: Path, count: int, printed: bool = True) -> Path:
    """The publication with ``count`` articles, printed in full by this very program if that is asked for."""
    folder = _made(work, "paper", count)
    if printed and not is_printed(folder):
        print(f"Printing {count:,} articles…", file=sys.stderr)
        run([FREESHEET, "press", "rebuild", str(folder)])
        note_printed(folder)
    return folder


def is_printed(folder: Path) -> bool:
    """Whether this very program has printed the publication in full."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == digest("src/freesheet")


def note_printed(folder: Path) -> None:
    """Note that this program has."""
    (folder / STAMP).write_text(digest("src/freesheet"))


def unprinted(folder: Path) -> None:
    """Take the store and all that the press remembers away: the publication is as it was before it was ever printed."""
    (folder / STAMP).unlink(missing_ok=True)
    shutil.rmtree(folder / "store", ignore_errors=True)
    (folder / "store").mkdir()
    with closing(sqlite3.connect(folder / "freesheet.sqlite3", isolation_level=None)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in tables:
            if name.startswith("press_"):
                database.execute(f'DELETE FROM "{name}"')
        database.execute("VACUUM")


def plain(work: Path, count: int) -> Path:
    """The plain Wagtail with ``count`` articles."""
    return _made(work, "plain", count)


def hugo(work: Path, count: int) -> Path:
    """The Hugo site with ``count`` articles."""
    return _made(work, "hugo", count)


def run(command: Sequence[str]) -> None:
    """Run a command of ours to its end; its progress is shown, its words are not.

    A terminal's bars are on the standard error.
    """
    result = subprocess.run(command, stdout=subprocess.PIPE, env=environment(), cwd=ROOT, check=False)
    if result.returncode:
        raise SystemExit(f"This failed: {' '.join(command)}\n{result.stdout.decode(errors='replace')}")


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that is to find this bench and this program."""
    paths = [str(ROOT), str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)} | more


def _made(work: Path, kind: str, count: int) -> Path:
    folder = work / f"{kind}-{count}-{digest(*MAKERS)}"
    done = work / f"{folder.name}.made"
    if not done.exists():
        for old in work.glob(f"{kind}-{count}-*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        work.mkdir(parents=True, exist_ok=True)
        print(f"Making {count:,} articles ({kind})…", file=sys.stderr)
        run([sys.executable, "-m", "bench.corpus", kind, str(folder), str(count)])
        done.touch()
    return folder


def digest(*places: str) -> str:
    """Eight digits for the code and the templates in folders below the root of this project."""
    state = hashlib.sha256()
    for place in places:
        for path in sorted(path for path in (ROOT / place).rglob("*") if path.suffix in KINDS):
            state.update(path.read_bytes())
    return state.hexdigest()[:8]
