"""What is said to two people in one page is complete in Chinese and Urdu, and true where Wagtail says it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation import gettext, override
from django.utils.translation.template import templatize

import freesheet
from freesheet.newsroom.together import OVERWRITES

PACKAGE = Path(freesheet.__file__).parent
NEWSROOM = PACKAGE / "newsroom"
FILES = [NEWSROOM / "together.py", NEWSROOM / "templates/newsroom/settle.html", *(PACKAGE / "together").glob("*.py")]
KEYWORDS = {"_": None, "gettext_lazy": None, "gettext_noop": None}


def messages() -> set[str]:
    found = set()
    for path in FILES:
        text = path.read_text("utf-8")
        source = io.BytesIO((text if path.suffix == ".py" else templatize(text)).encode())
        for _line, said, _comments, _context in extract(
            "python", source, {**KEYWORDS, "gettext": None}, options={"encoding": "utf-8"}
        ):
            found.add(str(said))
    return found


@pytest.mark.parametrize("language", ["zh_Hant", "ur"])
def test_every_word_is_there_and_keeps_its_placeholders(language: str) -> None:
    folder = PACKAGE / "together" / "locale" / language / "LC_MESSAGES"
    written = polib.pofile(str(folder / "django.po"))
    assert messages() == {entry.msgid for entry in written if entry.translated()}
    names = re.compile(r"%\((\w+)\)s|%s")
    for entry in written:
        if entry.msgid not in (OVERWRITES,):
            assert set(names.findall(entry.msgstr)) == set(names.findall(entry.msgid)), entry.msgid
    compiled = polib.mofile(str(folder / "django.mo"))
    assert {(e.msgid, e.msgstr) for e in compiled} == {(e.msgid, e.msgstr) for e in written}


@pytest.mark.parametrize("language, word", [("en", "brings together"), ("zh-hant", "合在一起"), ("ur", "یکجا")])
def test_nobody_is_told_that_going_on_overwrites(language: str, word: str) -> None:
    with override(language):
        assert word in gettext(OVERWRITES)
