"""The house stays one that a newcomer can walk through: small modules, short functions, names that say something."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "freesheet"
MODULE, FUNCTION, CLASS = 400, 40, 300
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base"}


def modules() -> Iterator[Path]:
    return (path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def test_no_module_function_or_class_is_too_long() -> None:
    too_long = []
    for path in modules():
        source = path.read_text("utf-8")
        if (lines := source.count("\n")) > MODULE:
            too_long.append(f"{path}: {lines} lines")
        for node in ast.walk(ast.parse(source)):
            limit = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > limit:
                    too_long.append(f"{path}:{node.lineno} {node.name}: {length} lines")
    assert not too_long, "\n".join(too_long)


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert not [path for path in modules() if path.stem in VAGUE]


def test_every_room_says_what_it_is_for() -> None:
    rooms = [path for path in PACKAGE.rglob("__init__.py") if "migrations" not in path.parts]
    silent = [path for path in rooms if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not silent


def test_public_functions_and_classes_say_what_they_do() -> None:
    silent = []
    # The functions of the demonstration's pictures are named after what they draw, and take nothing.
    for path in (path for path in modules() if "pictures" not in path.parts[-3:]):
        for node in ast.parse(path.read_text("utf-8")).body:
            named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if named and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{path}:{node.lineno} {node.name}")
    assert not silent, "\n".join(silent)
