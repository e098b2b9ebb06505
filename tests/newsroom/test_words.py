"""What editors read of front pages, pins and series is complete in Traditional Chinese and in Urdu."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation import override
from django.utils.translation.template import templatize

import freesheet
from freesheet.editions.models import FrontLayout
from freesheet.sections.models import SeriesPage

PACKAGE = Path(freesheet.__file__).parent
ROOM = PACKAGE / "newsroom"
TEMPLATES = ROOM / "templates" / "newsroom"
FILES = [
    *(ROOM / "front").glob("*.py"),
    *(TEMPLATES / "front").glob("*.html"),
    *(TEMPLATES / name for name in ("pins.html", "pin_mark.html", "pinned_panel.html")),
    *(ROOM / "pinning.py", PACKAGE / "articles" / "actions.py", PACKAGE / "preflight" / "rules" / "series.py"),
]
CLASSES = {
    "articles/models.py": {"Pin"},
    "editions/models.py": {"SlotBlock", "FrontLayout"},
    "sections/models.py": {"SeriesPage"},
}
"""Forms in modules that have others, too."""

LABELS = {"series", "part", "Pin…", "Pinned…", "Pinned to the top", "No longer pinned"}
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}


def sources() -> Iterator[str]:
    for path in FILES:
        text = path.read_text("utf-8")
        yield text if path.suffix == ".py" else templatize(text)
    for name, classes in CLASSES.items():
        text = (PACKAGE / name).read_text("utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef) and node.name in classes:
                yield ast.get_source_segment(text, node) or ""


def messages() -> set[str]:
    found = set(LABELS)
    for source in sources():
        for _line, said, _comments, _context in extract(
            "python", io.BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"}
        ):
            found.add(said if isinstance(said, str) else said[0])
    return found


def catalogue(language: str) -> tuple[polib.POFile, polib.MOFile]:
    folder = ROOM / "locale" / language / "LC_MESSAGES"
    return polib.pofile(str(folder / "django.po")), polib.mofile(str(folder / "django.mo"))


@pytest.mark.parametrize("language", ["zh_Hant", "ur"])
def test_every_word_is_there_and_keeps_its_placeholders(language: str) -> None:
    written, compiled = catalogue(language)
    assert messages() - {entry.msgid for entry in written if entry.translated() and not entry.fuzzy} == set()
    names = re.compile(r"%\(\w+\)[sd]|%[sd]")
    for entry in written:
        assert sorted(names.findall(entry.msgstr)) == sorted(names.findall(entry.msgid)), entry.msgid
    assert {(e.msgid, e.msgstr) for e in compiled} == {(e.msgid, e.msgstr) for e in written}


def test_the_newsroom_speaks_them() -> None:
    with override("zh-hant"):
        assert FrontLayout._meta.verbose_name == "頭版"
        assert SeriesPage._meta.verbose_name == "系列"
    with override("ur"):
        assert FrontLayout._meta.verbose_name == "صفحۂ اول"
