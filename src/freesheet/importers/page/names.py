"""Names of people: what looks like one, and where one begins a sentence."""

from __future__ import annotations

import re

from freesheet.importers.page.folding import bare, fold, is_east_asian, key_of
from freesheet.importers.page.vocabulary import starting, whole

_TITLES = re.compile(r"(?:dr|prof|professor|sir|dame|mr|mrs|ms|m|mme|pr|ڈاکٹر|पं)\.?\s+", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:ltd|llc|inc|gmbh|plc|s\.?a|sarl|co|corp|limited|media|news|press|agency|group|staff|team|desk|editors?|newsroom|rédaction|redaktion|redacción)\.?$",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "du",
        "dos",
        "das",
        "la",
        "le",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "bin",
        "ibn",
        "al",
        "el",
        "e",
        "y",
        "of",
        "af",
        "av",
        "zu",
        "zum",
        "und",
    ]
)
_EAST_NAME = re.compile(
    r"[\u3400-\u9fff々〆ヶ\u3041-\u30ff·・\uac00-\ud7af]{2,10}(?:[\s　][\u3400-\u9fff\u3041-\u30ff·・]{1,8})?"
)
_NO_CASE = re.compile(r"[\u0590-\u08ff\u0900-\u0dff]")
_SPLIT = re.compile(
    r"\s*(?:[,、&;]|(?<=\s)(?:and|et|y|e|und|with|avec|con|mit|اور|و|और)(?=\s)|和|與|与|及)\s*", re.IGNORECASE
)


def looks_like_a_name(text: str) -> bool:
    """Whether a short line is a person's name and nothing else, in a script we know how names look in."""
    plain = fold(text).strip()
    if (
        not 2 <= len(plain) <= 60
        or re.search(r"[\d:!?。！？@/|<>\"“”]", plain)
        or whole("sections").fullmatch(plain)
        or whole("kickers").fullmatch(plain)
        or _COMPANY.search(plain)
    ):
        return False
    if is_east_asian(plain):
        return bool(_EAST_NAME.fullmatch(plain)) and len(plain) <= 12
    words = _TITLES.sub("", plain).split()
    if _NO_CASE.search(plain):
        return 2 <= len(words) <= 4
    capital = [word for word in words if word.lower() not in _PARTICLES]
    return (
        1 <= len(capital) <= 4
        and len(words) <= 6
        and all(re.fullmatch(r"[^\W\d_][\w'.\-]*", word) and word[0].isupper() for word in capital)
        and plain[-1] not in "!?;"
    )


def split_names(text: str) -> list[str]:
    """The people in “A, B and C”, as written; what is no name is left out."""
    found = []
    for part in _SPLIT.split(text):
        name = bare(part).strip(" .,")
        if name and looks_like_a_name(name):
            found.append(name)
    return found


def same_person(one: str, other: str) -> bool:
    """One name of the two contains the other word for word: “Webster” and “Sasha Webster” are one person."""
    first, second = key_of(one), key_of(other)
    if not first or not second:
        return False
    if first == second:
        return True
    words, more = sorted((set(fold(one).lower().split()), set(fold(other).lower().split())), key=len)
    return bool(words) and words < more and not is_east_asian(one)


def leading_name(text: str) -> str:
    """The name that begins ``text``, or nothing: capitalised words before a small one, or a short East Asian name."""
    plain = fold(text).lstrip("\"'“「*_ ")
    skipped = len(text) - len(plain)
    if is_east_asian(plain[:12]):
        found = re.match(
            r"([\u3400-\u9fff々ヶ\u3041-\u30ff·・\uac00-\ud7af]{2,8}?(?:\s[\u3400-\u9fff\u3041-\u30ff]{1,6}?)?)\s*(?=是|為|为|は|,|、|/|:|\(|現任|现任|曾|,|=|[은는]\s)",
            plain,
        )
        return text[skipped : skipped + found.end(1)] if found else ""
    title = _TITLES.match(plain)
    words: list[str] = []
    end = title.end() if title else 0
    for found in re.finditer(r"\S+", plain[end:]):
        word = found.group()
        is_name = word.rstrip(",(")[:1].isupper() and word[0].isalpha()
        if (
            (not is_name and not (words and word.lower() in _PARTICLES))
            or len(words) == 6
            or (starting("copula").match(word) and words)
        ):
            break
        words.append(word)
        end_here = end + found.end()
        if word[-1] in ",:;":
            break
    while words and words[-1].lower() in _PARTICLES:
        words.pop()
    if len(words) < 2:
        return ""
    joined = plain[end:end_here] if words else ""
    joined = " ".join(words) if len(joined.split()) != len(words) else joined
    return (plain[:end] + joined).strip().rstrip(",:;(")
