"""Biographies: paragraphs that say who wrote, not what happened."""

from __future__ import annotations

import re

from freesheet.importers.page.folding import bare, fold, is_east_asian, is_prose, key_of, without_quotations
from freesheet.importers.page.names import leading_name, looks_like_a_name, same_person
from freesheet.importers.page.rulings import Desk, Kind
from freesheet.importers.page.vocabulary import anywhere, labelled, starting, whole

_REACH = {True: 45, False: 160}
_PRONOUN = re.compile(
    r"(?:she|he|they|her|his|their|elle|il|ses|son|sa"
    r"|follow|twitter|e-?mail|contact|他|她|ان کی|ان کے|وہ)(?:\b|(?<=[他她]))",
    re.IGNORECASE,
)
_OF_THE_PERSON = re.compile(r"(?<!\w)(?:his|he|(?:has|have|had) (?:also )?\w+)(?!\w)", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\w+|\w@\w+\.\w+")
_LONGEST = 1500
ENOUGH = 5


def author_of(text: str, desk: Desk) -> str:
    """Whom a biography is about: a person of the byline, or the name that begins it."""
    text = _after_label(text)
    plain = fold(text)
    start = key_of(plain[:120])
    for name in desk.facts.authors:
        if key_of(name) and (start.startswith(key_of(name)) or key_of(name) in start[: len(key_of(name)) + 12]):
            return name
    name = leading_name(text)
    for author in desk.facts.authors:
        if name and same_person(name, author):
            return max(author, name, key=len)
    return name or _without_case(plain, desk.facts.offered.name)


def _after_label(text: str) -> str:
    found = labelled("author_heading").fullmatch(fold(text).strip())
    return text.strip()[found.start("rest") :] if found else text


def _without_case(plain: str, outlet: str) -> str:
    """The name that begins a sentence in a script without capitals: the words before the outlet's name, else two."""
    if not re.match(r"[\u0600-\u06ff\u0900-\u097f]", plain):
        return ""
    head = plain.split(fold(outlet))[0].strip() if outlet and fold(outlet) in plain[:80] else ""
    words = (head or plain).split()
    return " ".join(words if head and 2 <= len(words) <= 4 else words[:2])


def biography_score(index: int, desk: Desk, *, set_apart: bool) -> tuple[int, str]:
    """How surely the piece is a biography (:data:`ENOUGH` is enough) and whose.

    ``set_apart``: furniture stands between it and the story.
    """
    text = desk.text(index)
    name = author_of(text, desk) if len(text) <= _LONGEST else ""
    if not name:
        return 0, ""
    plain = fold(_after_label(text))
    after = plain.lstrip("\"'“「*_ ")[len(name) :]
    known = any(same_person(name, author) for author in desk.facts.authors)
    role = anywhere("roles").search(after[: _REACH[is_east_asian(plain)]])
    outlet = desk.facts.offered.name
    score = 1 + (3 if known else 0)
    score += 2 if role and _says_who(plain, after) else 0
    score += 1 if anywhere("bio_signs").search(plain) else 0
    score += 2 if role and outlet and fold(outlet).casefold() in plain.casefold() else 0
    score += 3 if set_apart or desk.kind(index - 1) in {Kind.AUTHOR_HEADING, Kind.AUTHOR} else 0
    score += 4 if labelled("author_heading").fullmatch(fold(text).strip()) else 0
    score -= 3 if anywhere("reported").search(_OF_THE_PERSON.sub(" ", without_quotations(plain))) else 0
    score -= 4 if not known and _acts_in_the_story(name, index, desk) else 0
    return (score, name) if known or role or score >= 8 else (0, name)


def _says_who(plain: str, after: str) -> bool:
    """Whether the name is followed by “is”, a comma or the like; in some scripts the verb comes last."""
    joined = bool(starting("copula").match(after.strip(" ,"))) or bool(re.match(r"\s*[,(=:、/]", after))
    return joined or is_east_asian(plain) or bool(re.match(r"[\u0600-\u0dff]", plain))


def _acts_in_the_story(name: str, index: int, desk: Desk) -> bool:
    words = fold(name).split()
    last = words[-1] if words else ""
    for earlier in range(index):
        if desk.rulings[earlier] is None:
            text = fold(desk.text(earlier))
            if fold(name) in text or (len(last) > 3 and re.search(rf"(?<!\w){re.escape(last)}(?!\w)", text)):
                return True
    return False


def continues_biography(text: str, name: str) -> bool:
    """A further paragraph of a biography: it goes on with “She …”, an address or the name."""
    plain = fold(text).strip()
    return len(text) <= 600 and bool(
        _PRONOUN.match(plain) or _HANDLE.search(plain[:120]) or (name and plain.startswith(fold(name)))
    )


def take_biography(desk: Desk, index: int, name: str, why: str) -> None:
    """Settle a paragraph of a biography, and make its person an author if the byline did not."""
    facts = desk.facts
    desk.settle(index, Kind.BIOGRAPHY, why, name)
    known = next((author for author in facts.authors if same_person(author, name)), "")
    if known and len(name) > len(known):
        facts.authors[facts.authors.index(known)] = known = name
    if not known:
        facts.authors.append(name)
    facts.biographies.setdefault(known or name, []).insert(0, _after_label(desk.text(index)).strip())


def settle_names(desk: Desk) -> None:
    """Lines that are only the name of a known author, or the heading of an author's box."""
    for index in desk.undecided():
        plain = bare(fold(desk.text(index))).rstrip(":")
        if plain and len(plain) <= 60 and whole("author_heading").fullmatch(plain) and _is_boxed(desk, index):
            desk.settle(index, Kind.AUTHOR_HEADING, "It heads the author's biography.")
        elif any(key_of(plain) == key_of(author) for author in desk.facts.authors if plain):
            desk.settle(index, Kind.AUTHOR, "It is the author's name and nothing more.")
        elif (
            len(plain) <= 60
            and not is_prose(plain)
            and any(
                plain.startswith(fold(author))
                and re.match(r"\s*[,|-]", plain[len(author) :])
                and anywhere("roles").search(plain)
                for author in desk.facts.authors
            )
        ):
            desk.settle(index, Kind.AUTHOR, "It is the author's name and what the author does.")


def _is_boxed(desk: Desk, index: int) -> bool:
    """“The author” heads a box if a name or a person's description follows, not if the story goes on."""
    following = next((i for i in range(index + 1, len(desk.pieces)) if desk.kind(i) is not Kind.ORNAMENT), None)
    if following is None:
        return False
    text = desk.text(following)
    return looks_like_a_name(text) or bool(leading_name(text)) or bool(anywhere("roles").search(fold(text[:160])))
