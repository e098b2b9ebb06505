"""What is not written down does not exist, and what is written down is true: documents held to the code."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from freesheet.project import gifts_page, roles_page
from freesheet.project.cli import app
from freesheet.project.publication import LANGUAGES, SETTINGS
from freesheet.project.settings_page import PAGE, settings_page
from freesheet.website.contexts import asked, elements, funding, giving, letter, mine, openness, serial, series, shapes

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "src" / "freesheet"
TEMPLATES = PACKAGE / "themes" / "broadsheet" / "templates" / "broadsheet"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])

LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
ROW = re.compile(r"^\| `([^`]+)` \| (.+?) \|", re.MULTILINE)
OPTION = re.compile(r"`(--[a-z-]+)`")
NAMED_FILE = re.compile(r"`((?:[\w-]+/)+[\w-]+\.(?:py|toml|md|html))`(?:\s+`([A-Za-z_][\w.]*)`)?")
SKIPPED_FOLDERS = {"__pycache__", "node_modules", "dist", "build", "demo-paper", "test-results"}


def text(name: str) -> str:
    """A document, by its path from the root of the project."""
    return (ROOT / name).read_text("utf-8")


def sections(document: str) -> dict[str, str]:
    """What stands below each heading of the second level, by the heading's words."""
    parts = re.split(r"^## +(.+?)\s*$", document, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def anchors(document: str) -> set[str]:
    """The anchors that headings get where Markdown is shown: lower case, hyphens, no punctuation."""
    words = (re.sub(r"[`*]", "", heading).lower() for heading in HEADING.findall(document))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in words}


# --- settings


def test_the_settings_page_is_what_the_table_says() -> None:
    assert PAGE.read_text("utf-8") == settings_page(), "Run: make docs"


def test_the_settings_page_names_every_setting_and_language() -> None:
    told = sections(text("docs/operators/settings.md"))
    for setting in SETTINGS:
        assert setting.help in told[setting.name]
    assert all(
        f"| `{code}` | {name} |" in told["Languages that an edition may have"] for code, name in LANGUAGES.items()
    )


def test_the_page_of_roles_is_what_the_policy_says() -> None:
    assert roles_page.PAGE.read_text("utf-8") == roles_page.roles_page(), "Run: make docs"


def test_the_page_of_gifts_is_what_the_tables_say() -> None:
    assert gifts_page.PAGE.read_text("utf-8") == gifts_page.gifts_page(), "Run: make docs"


# --- commands


def commands() -> dict[str, object]:
    """Every command of the program by the words it is called with."""
    root = get_command(app)
    found: dict[str, object] = {"freesheet": root}

    def walk(name: str, command: object) -> None:
        for word, child in getattr(command, "commands", {}).items():
            walk(f"{name} {word}", child)
        if not getattr(command, "commands", {}):
            found[name] = command

    walk("freesheet", root)
    return found


def options(command: object) -> set[str]:
    """The long options of a command, but for help, which all have."""
    named = (name for parameter in command.params for name in parameter.opts)  # type: ignore[attr-defined]
    return {name for name in named if name.startswith("--")} - {"--help"}


def test_every_command_is_described_and_no_other() -> None:
    assert set(sections(text("docs/operators/commands.md"))) == set(commands()) - {"freesheet"}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_is_described_and_no_other(name: str) -> None:
    page = text("docs/operators/commands.md")
    told = page.split("\n## ")[0] if name == "freesheet" else sections(page)[name]
    assert set(OPTION.findall(told)) == options(commands()[name])


def test_the_program_has_commands() -> None:
    assert isinstance(app, typer.Typer)
    assert {"freesheet new", "freesheet serve", "freesheet import page"} <= set(commands())


# --- contexts


def contexts() -> dict[str, list[str]]:
    """Every dataclass that themes are given, and its fields."""
    classes = [
        one
        for room in (asked, elements, funding, giving, letter, mine, openness, serial, series, shapes)
        for _name, one in inspect.getmembers(room, inspect.isclass)
        if one.__module__ == room.__name__
    ]
    return {one.__name__: [field.name for field in dataclasses.fields(one)] for one in classes}


def test_every_context_is_described_and_no_other() -> None:
    assert set(sections(text("docs/themes/contexts.md"))) == set(contexts())


@pytest.mark.parametrize("name", sorted(contexts()))
def test_every_field_of_a_context_has_its_meaning(name: str) -> None:
    table = sections(text("docs/themes/contexts.md"))[name].split("| kind | value |")[0]
    assert [field for field, _meaning in ROW.findall(table)] == contexts()[name]


def test_every_kind_of_part_is_described() -> None:
    kinds = sections(text("docs/themes/contexts.md"))["Part"].split("| kind | value |")[1]
    templates = (PACKAGE / "themes" / "broadsheet" / "templates" / "broadsheet" / "parts").glob("*.html")
    described = {kind for kind, _value in ROW.findall(kinds)}
    assert {path.stem for path in templates} <= described | {"related"}
    assert "paragraph" in described


# --- dependencies


def dependencies() -> set[str]:
    """The names of every package in the project file, those of its groups too."""
    project = tomllib.loads(text("pyproject.toml"))
    groups = [line for group in project["dependency-groups"].values() for line in group if isinstance(line, str)]
    return {re.split(r"[\[<>=!~ ;]", line)[0] for line in [*project["project"]["dependencies"], *groups]}


def test_every_dependency_has_its_licence_and_its_reason() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|", text("docs/developers/dependencies.md"), re.MULTILINE)
    assert {name for name, _licence, _reason in rows} == dependencies()
    assert all(licence.strip() and len(reason.split()) > 2 for _name, licence, reason in rows)


# --- folders


def rooms() -> set[str]:
    return {path.name for path in PACKAGE.iterdir() if path.is_dir()} - SKIPPED_FOLDERS


def test_the_readme_maps_every_folder() -> None:
    table = re.findall(r"^\| `([\w-]+)/` \|", text("README.md"), re.MULTILINE)
    top = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")} - SKIPPED_FOLDERS
    assert Counter(table) == Counter([*top, *rooms()])


def test_the_architecture_gives_every_room_its_row_as_the_contract_does() -> None:
    table = sections(text("docs/architecture.md"))["Rooms"]
    told = [set(re.findall(r"`([\w-]+)/`", row)) for row in re.findall(r"^\| [^|]+ \| (`.+) \|$", table, re.MULTILINE)]
    contract = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]
    rows = [{room.strip() for room in line.split("|")} for line in contract["layers"]]
    assert told == [*rows, set(contract["exhaustive_ignores"])]
    assert set().union(*told) == rooms()


# --- links, files and decisions


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        prose = re.sub(r"^    .*$", "", page.read_text("utf-8"), flags=re.MULTILINE)
        for target in LINK.findall(prose):
            if not re.match(r"[a-z]+:", target):
                yield page, target


def test_every_link_between_documents_leads_somewhere() -> None:
    found = list(links())
    broken = []
    for page, target in found:
        name, _hash, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (anchor and anchor not in anchors(there.read_text("utf-8"))):
            broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert found
    assert not broken, broken


@cache
def names_in(path: Path) -> set[str]:
    """Functions, classes, methods and constants of a module, methods and attributes with their class."""
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found.add(node.name)
            inside = (each for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
            found.update(f"{node.name}.{each.name}" for each in inside)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update(target.id for target in targets if isinstance(target, ast.Name))
    return found


def test_every_file_and_function_that_documents_name_is_there() -> None:
    absent, seen = [], 0
    for page in PAGES:
        for name, function in NAMED_FILE.findall(page.read_text("utf-8")):
            places = [place for place in (ROOT / name, PACKAGE / name, TEMPLATES / name) if place.exists()]
            if "letters/" in name:  # the importer that a page shows how to write
                continue
            seen += 1
            if not places or (function and name.endswith(".py") and function not in names_in(places[0])):
                absent.append(f"{page.relative_to(ROOT)}: {name} {function}")
    assert seen
    assert not absent, absent


def test_every_decision_has_a_number_of_its_own_and_is_listed() -> None:
    pages = sorted((DOCS / "decisions").glob("*.md"))
    numbers = [int(page.name.split("-")[0]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    listed = re.findall(r"^(\d+)\. \[.+\]\(decisions/(.+)\)$", text("docs/architecture.md"), re.MULTILINE)
    assert [(int(number), name) for number, name in listed] == [(int(page.name[:4]), page.name) for page in pages]
    for page in pages:
        assert page.read_text("utf-8").startswith(f"# {int(page.name[:4])}. ")


def test_the_readmes_picture_is_small_enough_to_be_seen_at_once() -> None:
    pictures = [target for page, target in links() if page == ROOT / "README.md" and target.endswith(".png")]
    assert len(pictures) == 1
    assert (ROOT / pictures[0]).stat().st_size <= 300_000
