"""Real exports that nobody here wrote: the broken are refused, and nothing in the others is lost unsaid."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from freesheet.importers.wordpress.errors import UnreadableExport
from freesheet.importers.wordpress.export import read_export
from freesheet.importers.wordpress.fates import Becomes, fate_of
from freesheet.importers.wordpress.manuscripts import manuscript_of

FOLDERS = ("wxr", "tryghost-migrate/mg-wp-xml")
WP = r"\{http://wordpress\.org/export/[\d.]+/\}"


def exports(root: Path) -> list[Path]:
    found = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*.xml"))]
    if not found:
        pytest.skip(f"there are no WordPress exports in {root}")
    return found


def is_sound(path: Path) -> bool:
    try:
        etree.parse(str(path))
    except etree.XMLSyntaxError:
        return False
    return True


def counted(path: Path) -> Counter[str]:
    """What is in a file, counted without any of our own code."""
    counts: Counter[str] = Counter()
    for element in etree.parse(str(path)).iter():
        tag = str(element.tag)
        if tag == "item":
            counts["item"] += 1
        elif re.fullmatch(f"{WP}comment", tag):
            counts["comment"] += 1
        elif re.fullmatch(f"{WP}(category|tag|term)", tag) and element.getparent().tag == "channel":
            counts["term"] += 1
    return counts


INLINE = re.compile(r"</?(?:a|abbr|acronym|b|big|cite|code|del|em|i|ins|kbd|q|s|span|strong|sub|sup|tt|var)\b[^>]*>")


def words(text: str) -> list[str]:
    """The words of HTML; a tag that makes a new line parts them, one within a line does not."""
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", " ", INLINE.sub("", text))))


def test_broken_files_are_refused_with_the_place_that_another_parser_names(shared_fixtures: Path) -> None:
    broken = [path for path in exports(shared_fixtures) if not is_sound(path)]
    print(f"{len(broken)} broken: {', '.join(path.name for path in broken)}")
    for path in broken:
        with pytest.raises(etree.XMLSyntaxError) as theirs:
            etree.parse(str(path))
        with pytest.raises(UnreadableExport) as ours:
            read_export(path)
        assert (ours.value.line, ours.value.column) == theirs.value.position
        assert f"line {ours.value.line}, column {ours.value.column}" in str(ours.value)


def test_everything_in_a_sound_file_is_met(shared_fixtures: Path) -> None:
    for path in filter(is_sound, exports(shared_fixtures)):
        expected = counted(path)
        with read_export(path) as exported:
            items = list(exported.items())
            assert len(items) == expected["item"], path.name
            assert len({item.key for item in items}) == len(items), path.name
            assert sum(sum(item.comments.values()) for item in items) == expected["comment"], path.name
            assert sum(exported.comments.values()) == expected["comment"], path.name
            assert len(list(exported.terms())) == expected["term"], path.name
            known = {author.login for author in exported.authors}
            assert {item.creator for item in items if item.creator} <= known, path.name


def test_every_word_of_every_text_comes_or_waits_for_an_editor(shared_fixtures: Path) -> None:
    for path in filter(is_sound, exports(shared_fixtures)):
        with read_export(path) as exported:
            for item in exported.items():
                fate = fate_of(item)
                if fate.becomes not in (Becomes.ARTICLE, Becomes.PAGE):
                    assert fate.why or fate.becomes is Becomes.PICTURE
                    continue
                manuscript, _said = manuscript_of(item, exported)
                told = json.dumps([block["value"] for block in manuscript.body], ensure_ascii=False, default=str)
                brought = Counter(words(told))
                source = re.sub(r"<!--.*?-->|\[/?\w+[^\]]*\]", " ", item.content, flags=re.DOTALL)
                source = re.sub(r"<a[^>]*wp-block-file__button.*?</a>", " ", source, flags=re.DOTALL)
                missing = Counter(words(source)) - brought
                assert not missing, f"{path.name} {item.key} {item.name}: {missing}"


def test_the_largest_fixture_as_its_list_describes_it(shared_fixtures: Path) -> None:
    path = shared_fixtures / "wxr/wordpress-importer/a11y-unit-test-data.xml"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with read_export(path) as exported:
        assert exported.index.kinds() == {"": 1, "attachment": 39, "nav_menu_item": 50, "page": 17, "post": 47}
        assert sum(exported.comments.values()) == 29
        assert {author.login for author in exported.authors} == {"a11yteam", "themereviewteam", ">themereviewteam"}
        manuscripts = {}
        for item in exported.items():
            if fate_of(item).becomes in (Becomes.ARTICLE, Becomes.PAGE):
                manuscripts[item.key] = manuscript_of(item, exported)
    gallery, _said = manuscripts["555"]
    assert Counter(block["type"] for block in gallery.body)["heading"] == 9
    assert sum(block["type"] == "image" for block in gallery.body) == 11 * 24
    secret, said = manuscripts["1168"]
    assert secret.first_published_at is None
    assert "password" in said[0]
    widgets, _said = manuscripts["1736"]
    assert sum(block["type"] == "leftover" for block in widgets.body) == 8


def test_a_file_without_its_version_is_read_by_its_namespace(shared_fixtures: Path) -> None:
    path = shared_fixtures / "wxr/wordpress-importer/missing-version-tag.xml"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with read_export(path) as exported:
        assert exported.oddities == ["The file does not name its version; by its namespace it is read as 1.1."]
        assert len(list(exported.terms())) == 53
