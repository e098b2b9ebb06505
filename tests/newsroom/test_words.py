"""Whatever is marked for translation is there in Traditional Chinese and in Urdu, where and when it is asked for."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
from babel.messages.extract import extract
from django.utils.formats import date_format
from django.utils.translation import get_language_info, override
from django.utils.translation.template import templatize
from django.utils.translation.trans_real import translation
from wagtail.admin.localization import get_available_admin_languages

import freesheet
from freesheet.articles.interviews import Held
from freesheet.editions.models import FrontLayout
from freesheet.newsroom.together import OVERWRITES
from freesheet.sections.models import SeriesPage

PACKAGE = Path(freesheet.__file__).parent
FORMS = {"zh-hant": 1, "ur": 2}
"""The languages, and how many forms a word with a number has in them."""

NOW = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
KEYWORDS = {"_": None, "gettext_noop": None, **NOW, **{f"{name}_lazy": how for name, how in NOW.items()}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Word(NamedTuple):
    """What is marked: the sense it is meant in, the word, and the word for many."""

    context: str
    one: str
    many: str


def sources(*kinds: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in kinds and "migrations" not in path.parts:
            yield path, path.read_text("utf-8")


@cache
def trees(having: str) -> tuple[ast.Module, ...]:
    return tuple(ast.parse(text) for _path, text in sources(".py") if having in text)


@cache
def words() -> frozenset[Word]:
    found = set()
    for path, text in sources(".py", ".html", ".txt"):
        if "_(" not in text and "gettext" not in text and "trans" not in text:
            continue
        file = io.BytesIO((text if path.suffix == ".py" else templatize(text)).encode())
        for _line, said, _comments, context in extract("python", file, KEYWORDS, options={"encoding": "utf-8"}):
            one, many = (said, "") if isinstance(said, str) else said
            found.add(Word(context or "", one, many))
    return frozenset(found)


def catalogues(language: str) -> Iterator[Path]:
    info = "_".join((language.split("-")[0], *(part.title() for part in language.split("-")[1:])))
    yield from PACKAGE.rglob(f"locale/{info}/LC_MESSAGES/*.po")


def test_there_are_words() -> None:
    assert {Word("", "standfirst", ""), Word("", "and one thing more", "and %d things more")} <= words()
    assert len(words()) > 900


@pytest.mark.parametrize("language", FORMS)
def test_no_word_is_missing_where_it_is_asked_for(language: str) -> None:
    there = translation(language)._catalog  # type: ignore[attr-defined]  # else English is given

    def keys(word: Word) -> list[object]:
        key = f"{word.context}\x04{word.one}" if word.context else word.one
        return [(key, form) for form in range(FORMS[language])] if word.many else [key]

    assert not [word for word in words() if any(there.get(key) is None for key in keys(word))]


@pytest.mark.parametrize("language", FORMS)
def test_every_translation_is_whole_and_keeps_its_placeholders(language: str) -> None:
    paths = list(catalogues(language))
    assert len(paths) >= 5
    for path in paths:
        entries = polib.pofile(str(path))
        assert not [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete or not entry.translated()], path
        for entry in entries:
            said = list(entry.msgstr_plural.values()) or [entry.msgstr]
            assert len(said) == (FORMS[language] if entry.msgid_plural else 1), entry.msgid
            wanted = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
            if entry.msgid != OVERWRITES:
                assert sorted(PLACEHOLDER.findall(said[-1])) == wanted, entry.msgid
            # Of one, the number may go without saying.
            assert all(set(PLACEHOLDER.findall(form)) <= set(wanted) for form in said), entry.msgid


@pytest.mark.parametrize("language", FORMS)
def test_what_is_used_is_what_is_written(language: str) -> None:
    for path in catalogues(language):
        told = [
            {(e.msgctxt, e.msgid): (e.msgstr, dict(e.msgstr_plural)) for e in each}
            for each in (polib.pofile(str(path)), polib.mofile(str(path.with_suffix(".mo"))))
        ]
        assert told[0] == told[1], path


def test_templates_of_the_newsroom_say_nothing_that_is_not_marked() -> None:
    whole = r"\{% (blocktrans|blocktranslate|comment)\b.*?\{% end\1 %\}|\{% block bodyclass %\}.*?\{% endblock %\}"
    marked = re.compile(whole + r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
    spoken = re.compile(r"(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"")
    tags = re.compile(r"<(style|script).*?</\1>|<[^>]*>|&\w+;", re.S)
    for path, text in sources(".html", ".txt"):
        if "templates" in path.parts and "themes" not in path.parts:
            bare = marked.sub("", text)
            said = " ".join((*spoken.findall(bare), tags.sub(" ", bare)))
            assert set(re.findall(r"[A-Za-z]{2,}", said)) <= {"CSV"}, path


def calls_while_loading(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        yield from calls_while_loading(node)


def test_no_word_is_translated_while_the_program_is_loaded() -> None:
    for tree in trees("gettext"):
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names = {each.asname or each.name for node in imports for each in node.names if each.name in NOW}
        assert not names & set(calls_while_loading(tree)), ast.get_docstring(tree)


def test_whoever_wants_them_can_choose_them() -> None:
    offered = dict(get_available_admin_languages())
    assert set(FORMS) <= set(offered)
    assert offered["ur"] == get_language_info("ur")["name"]


def test_the_newsroom_speaks_them() -> None:
    with override("zh-hant"):
        assert FrontLayout._meta.verbose_name == "頭版"
        assert SeriesPage._meta.verbose_name == "系列"
        assert str(Held.PHONE.label) == "電話"
    with override("ur"):
        assert FrontLayout._meta.verbose_name == "صفحۂ اول"
        assert str(Held.PHONE.label) == "فون پر"


def test_urdu_writes_the_day_before_the_month() -> None:
    at = datetime(2026, 11, 28, 15, 5, tzinfo=UTC)
    with override("ur"):
        assert date_format(at, "DATETIME_FORMAT") == "28 نومبر 2026، 15:05"
        assert date_format(at, "MONTH_DAY_FORMAT") == "28 نومبر"
