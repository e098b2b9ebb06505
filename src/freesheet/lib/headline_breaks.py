"""Where a headline in Chinese or Japanese may break: between phrases, never inside a word.

Browsers break such text after any character. With ``word-break: keep-all`` they break only where
these breaks stand, so the headline needs that rule, and ``overflow-wrap: anywhere`` for narrow places.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import budoux
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from freesheet.lib.scripts import UNSPACED, script, script_of_language

BREAK_HINT = "\u200b"
"""Zero-width space: an editor who sets one in a headline decides about all its breaks."""

LONGEST_HEADLINE = 300
"""Characters. Anything longer is no headline and keeps the browser's own breaks."""

# Budoux finds words; these one-character words are read with the one before them, all others with the next.
_LEAN_BACK = {
    "Hant": frozenset("的了們嗎呢吧啊地得著過年月日時者性化邊裡上下中內外後前間來等"),
    "Hans": frozenset("的了们吗呢吧啊地得着过年月日时者性化边里上下中内外后前间来等"),
    "Jpan": frozenset("のはがをにへとでもやかねよさ年月日時者性化上下中内外後前間等"),
}
_OPENING = frozenset({"Ps", "Pi"})
_LONGEST_PHRASE = 7


@lru_cache(maxsize=4)
def _parser(script_code: str) -> budoux.Parser:
    if script_code == "Hant":
        return budoux.load_default_traditional_chinese_parser()
    if script_code == "Hans":
        return budoux.load_default_simplified_chinese_parser()
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=2048)
def phrases(text: str, language: str) -> tuple[str, ...]:
    """``text`` cut where a line may end. One piece for languages that set spaces, and for over-long text.

    >>> phrases("A week of talks", "en")
    ('A week of talks',)
    """
    written = script_of_language(language)
    if written not in _LEAN_BACK or len(text) > LONGEST_HEADLINE:
        return (text,)
    if BREAK_HINT in text:
        return tuple(piece for piece in text.split(BREAK_HINT) if piece)
    pieces = _join_runs(_parser(written).parse(text))
    return tuple(_join_single_words(pieces, _LEAN_BACK[written]))


def with_breaks(text: str, language: str) -> SafeString:
    """``text`` escaped for HTML, with ``<wbr>`` between its phrases. Otherwise nothing is added or lost.

    An editor's own zero-width spaces become the breaks, and the only ones, in any language.
    """
    pieces = text.split(BREAK_HINT) if BREAK_HINT in text else phrases(text, language)
    return format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces if piece))


def _join_runs(pieces: list[str]) -> list[str]:
    """Pieces joined where no line may end: inside a number or a foreign word, before a mark, after a bracket."""
    joined: list[str] = []
    for piece in pieces:
        marks = _leading_marks(piece)
        for part in (piece[:marks], piece[marks:]):
            if part and joined and _bound(joined[-1][-1], part[0]):
                joined[-1] += part
            elif part:
                joined.append(part)
    return joined


def _leading_marks(piece: str) -> int:
    """How many marks that may not begin a line stand at the beginning of ``piece``."""
    marks = 0
    while marks < len(piece) and not piece[marks].isalnum() and unicodedata.category(piece[marks]) not in _OPENING:
        marks += 1
    return marks


def _bound(before: str, after: str) -> bool:
    if after.isspace() or unicodedata.category(before) in _OPENING:
        return True
    if before.isspace() or unicodedata.category(after) in _OPENING:
        return False
    return (_in_run(before) and _in_run(after)) or not after.isalnum()


def _in_run(character: str) -> bool:
    return character in "-'’." or (character.isalnum() and script(character) not in UNSPACED)


def _join_single_words(pieces: list[str], lean_back: frozenset[str]) -> list[str]:
    """Words of one character set with a neighbour, so that no line ends or begins with a stray one."""
    leant: list[str] = []
    for piece in pieces:
        core = _core(piece)
        if leant and core and len(core) == 1 and core in lean_back and _open_ended(leant[-1].rstrip()):
            leant[-1] += piece
        else:
            leant.append(piece)
    joined: list[str] = []
    for piece in reversed(leant):
        short = len(_core(piece)) == 1 and _open_ended(piece)
        if joined and short and len(piece) + len(joined[-1]) <= _LONGEST_PHRASE:
            joined[-1] = piece + joined[-1]
        else:
            joined.append(piece)
    joined.reverse()
    if len(joined) > 1 and len(_core(joined[-1])) == 1 and _open_ended(joined[-2]):
        last = joined.pop()
        joined[-1] += last
    return joined


def _core(piece: str) -> str:
    return "".join(character for character in piece if character.isalnum())


def _open_ended(piece: str) -> bool:
    """Whether the piece ends in a letter: after a comma or a space a line may well end."""
    return piece[-1:].isalnum()
