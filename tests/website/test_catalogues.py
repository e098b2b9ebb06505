"""The reader's interface is complete in Traditional Chinese and in Urdu: a missing string fails here."""

from __future__ import annotations

import io
import re
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation.template import templatize

import freesheet

PACKAGE = Path(freesheet.__file__).parent
KEYWORDS = {
    "_": None, "gettext": None, "gettext_noop": None, "gettext_lazy": None, "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
Message = tuple[str, str]
"""Context and msgid."""


def messages() -> set[Message]:
    """Every string of the theme and of the website."""
    sources = [(path, templatize(path.read_text("utf-8"))) for path in (PACKAGE / "themes").rglob("*.html")]
    sources += [(path, path.read_text("utf-8")) for path in (PACKAGE / "website").rglob("*.py")]
    found = set()
    for _path, source in sources:
        file = io.BytesIO(source.encode())
        for _line, message, _comments, context in extract("python", file, KEYWORDS, options={"encoding": "utf-8"}):
            found.add((context or "", message if isinstance(message, str) else message[0]))
    return found


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"))


def test_there_are_strings() -> None:
    assert {"Support us", "Page not found", "%(minutes)s min read"} <= {msgid for _context, msgid in messages()}


@pytest.mark.parametrize("language", ["zh_Hant", "ur"])
def test_nothing_is_missing_guessed_or_left_over(language: str) -> None:
    entries = [entry for entry in catalogue(language) if not entry.obsolete]
    assert not [entry.msgid for entry in entries if entry.fuzzy]
    said = {(entry.msgctxt or "", entry.msgid) for entry in entries if entry.translated()}
    assert messages() - said == set()
    assert said - messages() == set()


@pytest.mark.parametrize("language", ["zh_Hant", "ur"])
def test_every_translation_keeps_its_placeholders(language: str) -> None:
    names = re.compile(r"%\((\w+)\)s")
    for entry in catalogue(language):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert set(names.findall(text)) == set(names.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize("language", ["zh_Hant", "ur"])
def test_what_is_used_is_what_is_written(language: str) -> None:
    written = {(e.msgctxt, e.msgid): (e.msgstr, dict(e.msgstr_plural)) for e in catalogue(language) if e.translated()}
    compiled = polib.mofile(str(PACKAGE / "locale" / language / "LC_MESSAGES" / "django.mo"))
    assert {(e.msgctxt, e.msgid): (e.msgstr, dict(e.msgstr_plural)) for e in compiled} == written
