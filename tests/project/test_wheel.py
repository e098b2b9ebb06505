"""The wheel holds all that the program needs, and nothing that it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from freesheet import __version__

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/freesheet"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what is here, without asking any index for anything."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        assert archive.testzip() is None
        return set(archive.namelist())


def test_it_is_for_every_machine(wheel: Path) -> None:
    assert wheel.name == f"freesheet-{__version__}-py3-none-any.whl"


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        ("themes/broadsheet/templates", "*.html"),
        ("themes/broadsheet/static", "*.css"),
        ("themes/broadsheet/static", "*.woff2"),
        ("themes/broadsheet/static", "*.txt"),
        ("themes/broadsheet", "theme.toml"),
        ("locale", "*.mo"),
        ("importers/page/phrases", "*.toml"),
        ("importers/demo/content", "*"),
        ("newsroom", "*"),
        ("contributions/letters", "*"),
        ("contributions/templates", "*"),
        (".", "migrations/*.py"),
        (".", "*.py"),
        (".", "py.typed"),
    ],
)
def test_every_such_file_is_in_it(folder: str, pattern: str, names: set[str]) -> None:
    ours = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in (PACKAGE / folder).rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours, f"there is no {pattern} in {folder}"
    assert ours - names == set()


def test_our_licence_and_those_of_the_fonts_are_in_it(names: set[str]) -> None:
    licences = {Path(name).name for name in names if "/licenses/" in name}
    fonts = {path.name for path in PACKAGE.rglob("fonts/*.txt")}
    assert fonts
    assert licences == {"LICENSE", *fonts}


def test_nothing_but_the_program_is_in_it(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"freesheet", f"freesheet-{__version__}.dist-info"}
    assert not [name for name in names if name.endswith((".pyc", ".sqlite3", ".key", ".env"))]


def test_it_brings_the_command_and_says_what_it_needs(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        about = f"freesheet-{__version__}.dist-info"
        commands = archive.read(f"{about}/entry_points.txt").decode()
        metadata = archive.read(f"{about}/METADATA").decode()
    assert "freesheet = freesheet.project.cli:main" in commands
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: BSD-3-Clause" in metadata
    assert "Requires-Dist: wagtail" in metadata
