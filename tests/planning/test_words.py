"""What the board, the desk and the letter say is complete in Traditional Chinese and in Urdu."""

from __future__ import annotations

import io
import re
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation import override
from django.utils.translation.template import templatize

import freesheet
from freesheet.planning.rules import Column

PACKAGE = Path(freesheet.__file__).parent
TEMPLATES = PACKAGE / "newsroom" / "templates" / "newsroom"
PLACES = [
    PACKAGE / "planning",
    *(PACKAGE / "newsroom" / name for name in ("desk", "digest", "plan")),
    *(TEMPLATES / name for name in ("plan", "desk", "letters")),
]
FILES = [PACKAGE / "newsroom" / "hours.py", TEMPLATES / "on_the_site.html"]
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}


def messages() -> set[str]:
    files = [path for place in PLACES for kind in ("py", "html", "txt") for path in place.rglob(f"*.{kind}")]
    found = set()
    for path in [*FILES, *(path for path in files if "migrations" not in path.parts)]:
        text = path.read_text("utf-8")
        source = io.BytesIO((text if path.suffix == ".py" else templatize(text)).encode())
        for _line, said, _comments, _context in extract("python", source, KEYWORDS, options={"encoding": "utf-8"}):
            found.add(said if isinstance(said, str) else said[0])
    return found


def catalogue(language: str) -> tuple[polib.POFile, polib.MOFile]:
    folder = PACKAGE / "planning" / "locale" / language / "LC_MESSAGES"
    return polib.pofile(str(folder / "django.po")), polib.mofile(str(folder / "django.mo"))


@pytest.mark.parametrize("language", ["zh_Hant", "ur"])
def test_every_word_is_there_and_keeps_its_placeholders(language: str) -> None:
    written, compiled = catalogue(language)
    assert messages() - {entry.msgid for entry in written if entry.translated() and not entry.fuzzy} == set()
    names = re.compile(r"%\((\w+)\)s|%s")
    for entry in written:
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                asked = entry.msgid_plural or entry.msgid
                assert set(names.findall(text)) <= set(names.findall(asked)), entry.msgid
    assert {(e.msgid, e.msgstr) for e in compiled} == {(e.msgid, e.msgstr) for e in written}


def test_the_newsroom_speaks_them() -> None:
    with override("zh-hant"):
        assert [str(column.label) for column in Column][:2] == ["提案", "撰寫"]
    with override("ur"):
        assert str(Column.PITCH.label) == "تجویز"
