"""Writing systems and the direction they run in."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from freesheet.lib import scripts
from freesheet.lib.scripts import COMMON, direction, script, script_of_language

# How the Unicode Character Database begins the names of a script's letters.
NAMES = {
    "Latn": "LATIN", "Grek": "GREEK", "Cyrl": "CYRILLIC", "Armn": "ARMENIAN", "Hebr": "HEBREW", "Arab": "ARABIC",
    "Deva": "DEVANAGARI", "Beng": "BENGALI", "Guru": "GURMUKHI", "Gujr": "GUJARATI", "Taml": "TAMIL",
    "Telu": "TELUGU", "Knda": "KANNADA", "Mlym": "MALAYALAM", "Sinh": "SINHALA", "Thai": "THAI", "Laoo": "LAO",
    "Tibt": "TIBETAN", "Mymr": "MYANMAR", "Geor": "GEORGIAN", "Hang": "HANGUL", "Ethi": "ETHIOPIC",
    "Khmr": "KHMER", "Hira": "HIRAGANA", "Kana": "KATAKANA", "Hani": "CJK UNIFIED IDEOGRAPH", "Bopo": "BOPOMOFO",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(NAMES))
def test_no_letter_of_a_script_is_taken_for_one_of_another(code: str) -> None:
    letters = [
        character
        for character in map(chr, range(0x10000))
        if unicodedata.name(character, "").startswith((f"{NAMES[code]} ", f"{NAMES[code]}-"))
        and unicodedata.category(character) in ("Lu", "Ll", "Lo")
        and " SMALL CAPITAL " not in unicodedata.name(character)
    ]
    assert [letter for letter in letters if script(letter) not in (code, COMMON)] == []
    assert sum(script(letter) == code for letter in letters) > 0.7 * len(letters) > 14


@pytest.mark.parametrize("character", [*" \n.,!?—…“”،。、「」०9٣🎣\u200b\u2066"])
def test_what_stands_in_every_script_is_common_or_its_blocks(character: str) -> None:
    assert script(character) in (COMMON, "Arab", "Deva")
    assert not character.isalpha()


def test_the_table_is_in_order_and_does_not_overlap() -> None:
    ends = [(first, last) for first, last, _code in scripts._BLOCKS]
    assert all(first <= last for first, last in ends)
    assert all(before[1] < after[0] for before, after in pairwise(ends))


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "ltr"),
        ("zh-hant", "ltr"),
        ("hi", "ltr"),
        ("ur", "rtl"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("fa", "rtl"),
        ("ckb", "rtl"),
        ("dv", "rtl"),
        ("pa", "ltr"),
        ("pa-PK", "rtl"),
        ("az-Arab", "rtl"),
        ("ur-Latn", "ltr"),
        ("unheard-of", "ltr"),
        ("", "ltr"),
    ],
)
def test_direction(tag: str, expected: str) -> None:
    assert direction(tag) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh-TW", "Hant"),
        ("zh-hant", "Hant"),
        ("zh", "Hans"),
        ("zh_hk", "Hant"),
        ("ja", "Jpan"),
        ("id", "Latn"),
    ],
)
def test_script_of_language(tag: str, expected: str) -> None:
    assert script_of_language(tag) == expected
