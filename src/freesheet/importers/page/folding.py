"""Text made comparable, character by character, so that a match found in it holds for the original."""

from __future__ import annotations

import html
import re
import unicodedata

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys(
    [
        0x00A0,
        0x1680,
        *range(0x2000, 0x200C),
        0x200E,
        0x200F,
        *range(0x2028, 0x2030),
        0x205F,
        *range(0x2060, 0x206A),
        0x3000,
        0xFEFF,
    ],
    0x20,
)
_SIGNS = {
    **dict.fromkeys(map(ord, "‘’ʼ`´"), ord("'")),
    **dict.fromkeys(map(ord, "‐‑‒–—―−ー"[:7]), ord("-")),
    ord("،"): ord(","),
    ord("؛"): ord(";"),
}
_FOLD = {**_WIDE, **_SPACES, **_SIGNS, ord("︰"): ord(":"), ord("﹕"): ord(":")}

ORNAMENTS = "•◦‣*►▶▸◆◇■□●○▪▫→➤➔➜➡»›«‹>|_~·☞★☆※#[]【】〔〕<>=+-–—…"
_QUOTED = re.compile(
    r"“[^”]*(?:”|$)|‘[^’]{12,}?’(?!\w)|«[^»]*(?:»|$)|「[^」]*(?:」|$)|『[^』]*(?:』|$)|(?<!\w)\"[^\"]*(?:\"(?!\w)|$)|„[^“”]*(?:[“”]|$)"
)
_ENDINGS = ".!?…。！？۔؟।;:,、，；："
_CLOSERS = "\"'”’»」』)）]】*"
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
LONG, LONG_EAST_ASIAN = 140, 45


def fold(text: str) -> str:
    """The same number of characters: wide forms made narrow, odd spaces and direction marks made spaces."""
    return text.translate(_FOLD)


def is_ornament(character: str) -> bool:
    """Whether a character is a bullet, an arrow, an emoji, a space or invisible."""
    return (
        character in ORNAMENTS
        or character.isspace()
        or unicodedata.category(character) in {"So", "Sk", "Cf", "Cc", "Mn", "Cn", "Co"}
    )


def bare_span(folded: str) -> tuple[int, int]:
    """Where ``folded`` begins and ends once bullets, arrows and emoji at either end are left off."""
    start, end = 0, len(folded)
    while start < end and is_ornament(folded[start]):
        start += 1
    while end > start and is_ornament(folded[end - 1]):
        end -= 1
    return start, end


def bare(text: str) -> str:
    """``text`` without bullets, arrows, emoji and spaces at either end."""
    start, end = bare_span(fold(text))
    return text[start:end]


def key_of(text: str) -> str:
    """What remains of a line when only letters and digits count: two lines with one key say the same."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def without_quotations(text: str) -> str:
    """What the writer says, not what somebody is quoted as saying."""
    return _QUOTED.sub(" ", text)


def is_east_asian(text: str) -> bool:
    """Whether a text is mostly Chinese, Japanese or Korean characters, by its beginning."""
    return len(_EAST_ASIAN.findall(text[:400])) * 3 > len(text[:400].strip())


def ends_like_a_sentence(text: str) -> bool:
    """Whether a full stop or the like ends the line, or a quotation closes it."""
    end = fold(text).rstrip()
    closed = end.rstrip(_CLOSERS + " ")
    return bool(closed) and (closed[-1] in _ENDINGS or (end != closed and any(mark in end for mark in '”」』»"')))


def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph rather than as a title, a label or a button."""
    long = LONG_EAST_ASIAN if is_east_asian(text) else LONG
    size = len(text.strip())
    return size >= long or (size >= long // 10 and ends_like_a_sentence(text))


def paragraph(text: str) -> str:
    """Plain text as the HTML of one paragraph."""
    return f"<p>{html.escape(printable(text).strip(), quote=False)}</p>"


def printable(text: str) -> str:
    """``text`` without the control characters that no page may carry; tabs become spaces."""
    return "".join(
        " " if c in "\t\n\r\v\f" else c
        for c in text
        if c in "\t\n\r\v\f" or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in "\ufeff\ufffe\uffff")
    )
