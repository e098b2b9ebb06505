"""What a page says of the outlet itself: its name, its description, its printer and copyright."""

from __future__ import annotations

import re
from collections import Counter

from freesheet.importers.page.appeals import asked_for
from freesheet.importers.page.folding import bare, fold, is_east_asian, is_prose, key_of
from freesheet.importers.page.rulings import Desk, Kind, Offered
from freesheet.importers.page.vocabulary import anywhere, labelled, whole

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b)\s*(?:©|\(c\)|copyright)?\s*(?:(?:19|20)\d\d)?|(?:19|20)\d\d\s*©", re.IGNORECASE
)
_HOLDER = re.compile(
    r"^[\s©]*(?:\(c\)|copyright)?[\s©]*(?:by\s+)?(?:(?:19|20)\d\d(?:\s*-\s*(?:(?:19|20)\d\d|present))?)?[\s,.]*(?:by\s+)?(?P<holder>[^.|•·©]*)",
    re.IGNORECASE,
)
_NAME_WORD = r"[A-ZÀ-ÞĀ-Ž0-9][\w'’.&-]*"
_NAME_FIRST = re.compile(
    rf"(?:The\s+|the\s+)?(?P<name>(?:(?:Le|La|Les|El|Los|Il|O|A|Der|Die|Das)\s+|L['’])?{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|of|and|&|de|du|des|the|la|le))*?)\s*(?:\([^)]{{1,40}}\)\s*)?(?:,|\s(?:is|was|has|are|est|es|é|è|ist|analyses|analyzes|publishes|covers|reports|delivers|analyse|publie)\b)"
)
_EAST_FIRST = re.compile(
    r"[「『《]?(?P<name>[\w·・ &.'-]{2,20}?)[」』》]?\s*(?:\([^)]{1,30}\)\s*)?(?:是|為|为|は|,|、|[은는]\s)"
)
_BY = re.compile(
    r"(?:published|printed|operated|owned)(?: and \w+)? by\s|(?:édité|publié|imprimé)e? par\s"
    r"|(?:editado|impreso|publicado) por\s"
    r"|herausgegeben von\s|edito da\s",
    re.IGNORECASE,
)
_RUN_BY = re.compile(
    rf"(?P<name>{_NAME_WORD}(?:\s+(?:{_NAME_WORD}|of|and|&))*) is (?:published|owned|printed|run|operated)"
    r"(?: and \w+)? by\s"
)
_TAIL = 500


def learn_name(desk: Desk) -> None:
    """Guess the outlet's name from what it calls itself, if metadata did not tell."""
    offered = desk.facts.offered
    if offered.name:
        return
    votes: Counter[str] = Counter()
    everything = " ".join(fold(piece.text) for piece in desk.pieces)
    for piece in desk.pieces[-40:]:
        for name, weight in (
            (asked_for(piece.text), 3),
            (_described(piece.text), 3),
            (_holder(piece.text), 1),
            (_run_by(fold(piece.text)), 4),
        ):
            if name:
                votes[name] += weight
    for name in votes:
        votes[name] += min(everything.count(fold(name)), 6)
    if votes:
        offered.name = max(votes, key=lambda name: votes[name])


def _described(text: str) -> str:
    return name_described(text) if len(text) <= _TAIL and anywhere("outlet").search(fold(text)) else ""


def name_described(text: str) -> str:
    """The name of the outlet that ``text`` begins to describe, as in “X is a weekly newspaper that …”."""
    plain = fold(text).strip()
    noun = anywhere("outlet").search(plain)
    if not noun:
        return ""
    pattern = _EAST_FIRST if is_east_asian(plain) else _NAME_FIRST
    found = pattern.match(plain)
    if not found or noun.start() > found.end() + 90:
        return _named_without_case(plain, noun)
    between = plain[found.end() : noun.start()]
    if anywhere("roles").search(between) or re.search(r"[.。]", between):
        return ""
    return text.strip()[found.start("name") : found.end("name")].strip()


def _named_without_case(plain: str, noun: re.Match[str]) -> str:
    """Urdu, Hindi and Arabic have no capitals and no sign where the name ends: the words before “ایک” or “एक”."""
    if not re.match(r"[\u0600-\u06ff\u0900-\u097f]", plain):
        return ""
    head = re.split(r"\s(?:ایک|एक|هي|هو|تائیوان|पर)\s", plain, maxsplit=1)[0]
    return head if 1 <= len(head.split()) <= 4 and noun.start() <= len(head) + 80 else ""


def _holder(text: str) -> str:
    line = copyright_in(text) if len(text) <= _TAIL else ""
    found = _HOLDER.match(fold(line)) if line and _COPYRIGHT.match(line) else None
    holder = (
        re.split(rf"[,;]|\s*(?:{anywhere('rights').pattern})", found["holder"], flags=re.IGNORECASE)[0].strip(" ۔。")
        if found
        else ""
    )
    return holder if 2 <= len(holder) <= 60 else ""


def copyright_in(text: str) -> str:
    """The copyright notice in a line, from its sign to the end of the line."""
    found = _COPYRIGHT.search(text)
    if found and ("©" in found.group() or re.search(r"\d{4}", text[found.start() : found.start() + 40])):
        return text[found.start() :].strip()
    rights = anywhere("rights").search(fold(text))
    return text.strip() if rights and len(text) <= 200 else ""


def is_imprint(text: str) -> bool:
    """A line of the imprint: who prints, publishes and answers, or whose the rights are."""
    plain = bare(fold(text)) if len(text) <= 500 else ""
    if not plain or len(plain) > 400:
        return False
    if copyright_in(text) and (len(plain) <= 200 or text.lstrip()[:1] == "©"):
        return True
    if (_BY.match(plain) and len(plain) <= 120) or _run_by(plain):
        return True
    return any(labelled(kind).fullmatch(plain) for kind in ("printer", "publisher", "imprint")) and len(plain) <= 250


def _run_by(plain: str) -> str:
    """The outlet's name in “The Herald is published by …”."""
    found = _RUN_BY.match(plain) if len(plain) <= 200 else None
    return found["name"] if found else ""


def take_imprint(desk: Desk, index: int) -> None:
    """Settle a line of the imprint and offer what it says."""
    text = desk.text(index)
    offered = desk.facts.offered
    notice = copyright_in(text)
    desk.settle(
        index,
        Kind.IMPRINT,
        "It names the "
        + ("holder of the copyright" if notice else "people and companies answerable for the outlet")
        + ".",
    )
    offered.imprint = "\n".join(filter(None, [offered.imprint, text]))
    if notice and not offered.copyright_line:
        offered.copyright_line = notice
    offered.publisher = _named(text, "publisher") or offered.publisher or _named(text, "printer") or _holder(text)


def _named(text: str, kind: str) -> str:
    """The company after “Publisher:” in a line that may go on with a copyright notice."""
    start = re.search(rf"(?:{whole(kind).pattern})\s*[:/]\s*|{_BY.pattern}", fold(text), re.IGNORECASE)
    if not start:
        return ""
    rest = text[start.end() :]
    return re.split(
        r"\s*(?:©|\(c\)|[|•·;。]|\s-\s|copyright|all rights|(?:19|20)\d\d)", rest, maxsplit=1, flags=re.IGNORECASE
    )[0].strip(" ,.")[:120]


def is_about(text: str, offered: Offered, *, below_heading: bool, last: bool) -> bool:
    """Whether a paragraph describes the outlet. ``last``: only furniture of the outlet follows it."""
    if len(text) > 900 or not (is_prose(text) or len(text) > 30):
        return False
    if below_heading:
        return True
    plain = fold(text)
    name = name_described(text)
    begins = (
        bool(offered.name)
        and re.match(rf"\W*(?:the\s+|le\s+|la\s+|l')?{re.escape(fold(offered.name))}", plain, re.IGNORECASE) is not None
    )
    ours = begins or (bool(name) and bool(offered.name) and key_of(name) in key_of(offered.name))
    if not anywhere("outlet").search(plain) or (anywhere("reported").search(plain) and not ours):
        return False
    return (ours and bool(anywhere("outlet_verbs").search(plain) or len(text) <= 300)) or (
        bool(name) and last and bool(anywhere("outlet_verbs").search(plain))
    )


def take_about(desk: Desk, index: int, why: str) -> None:
    """Settle a paragraph of the outlet's description and offer it."""
    offered = desk.facts.offered
    text = desk.text(index)
    desk.settle(index, Kind.ABOUT, why)
    if text not in offered.about:
        offered.about = "\n\n".join(filter(None, [text, offered.about]))
    offered.name = offered.name or name_described(text)
