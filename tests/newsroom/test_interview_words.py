"""What editors read of interviews, notes and boxes is complete in Traditional Chinese and in Urdu."""

from __future__ import annotations

import io
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation import override

import freesheet
from freesheet.articles.interviews import Held

PACKAGE = Path(freesheet.__file__).parent
FILES = [
    *(PACKAGE / "articles" / "insets").rglob("*.py"),
    *(PACKAGE / "articles" / name for name in ("interviews.py", "speakers.py")),
    *(PACKAGE / "preflight" / "rules" / name for name in ("unnamed_speaker.py", "pulled_words.py")),
    PACKAGE / "newsroom" / "notes.py",
]


def messages() -> set[str]:
    keywords = {"_": None, "gettext": None, "gettext_lazy": None}
    found = set()
    for path in FILES:
        source = io.BytesIO(path.read_bytes())
        found |= {said for _line, said, _c, _x in extract("python", source, keywords, options={"encoding": "utf-8"})}
    return found


@pytest.mark.parametrize("language", ["zh_Hant", "ur"])
def test_every_word_is_there_and_keeps_its_placeholders(language: str) -> None:
    folder = PACKAGE / "articles" / "locale" / language / "LC_MESSAGES"
    written, compiled = polib.pofile(str(folder / "django.po")), polib.mofile(str(folder / "django.mo"))
    assert messages() - {entry.msgid for entry in written if entry.translated()} == set()
    for entry in written:
        assert entry.msgstr.count("%s") == entry.msgid.count("%s"), entry.msgid
    assert {(e.msgid, e.msgstr) for e in compiled} == {(e.msgid, e.msgstr) for e in written}


def test_the_form_speaks_them() -> None:
    with override("zh-hant"):
        assert str(Held.PHONE.label) == "電話"
    with override("ur"):
        assert str(Held.PHONE.label) == "فون پر"
