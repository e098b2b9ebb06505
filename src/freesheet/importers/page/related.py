"""Lines that lead away to other articles: “Related posts: …”, a label with titles below it, “Most read”."""

from __future__ import annotations

import re

from freesheet.importers.page.folding import bare, bare_span, ends_like_a_sentence, fold, is_east_asian, is_prose
from freesheet.importers.page.furniture import LONGEST, RULES
from freesheet.importers.page.rulings import Desk, Facts, Kind
from freesheet.importers.page.vocabulary import labelled, starting, whole

_LONGEST, _LONGEST_EAST_ASIAN = 220, 90
_MOST_TITLES = 12
_ADDRESS = re.compile(r"https?://\S+$")


def settle_related(desk: Desk) -> None:
    """Find related titles and lists of other articles among the undecided pieces, in reading order."""
    taken_until = -1
    for index in desk.undecided():
        if index <= taken_until or len(desk.text(index)) > LONGEST or desk.rulings[index] is not None:
            continue
        title = title_in(desk.text(index), desk.pieces[index].link_text)
        if title:
            desk.settle(index, Kind.RELATED, "A label such as “Related” or “Read also” stands before a title.", title)
        elif is_label("related", desk.text(index)):
            taken_until = _take_titles(desk, index)
        elif is_label("most_read", desk.text(index)):
            taken_until = _take_list(desk, index)


def title_in(text: str, link_text: str = "") -> str:
    """The title after a label in the same line; a whole sentence of the story after “Related:” is none."""
    folded = fold(text)
    start, end = bare_span(folded)
    if text[:start].strip()[-1:] in {"“", "「"} or text[end : end + 1] in {"】", "]", ")"}:
        end = len(text.rstrip())
    line = text[start:end].strip()
    plain = fold(line)
    found = labelled("related").fullmatch(plain)
    if found:
        return _title(line[found.start("rest") :])
    label = starting("related").match(plain)
    if label and link_text and fold(plain[label.end() :]).strip(" :-|") == fold(link_text.replace("\n", " ")).strip():
        return _title(link_text.split("\n")[0])
    return ""


def _title(text: str) -> str:
    title = text.strip(" 　:：|｜»›>→➔】])）").strip()
    title = _ADDRESS.sub("", title).strip() or title
    longest = _LONGEST_EAST_ASIAN if is_east_asian(title) else _LONGEST
    sentences = len(re.findall(r"[.。۔।]\s+[^\W\d_]|[。۔।].", title))
    return (
        title
        if bare(title)
        and len(title) <= longest
        and sentences <= 1
        and not (sentences and ends_like_a_sentence(title) and len(title) > longest // 2)
        else ""
    )


def is_label(kind: str, text: str) -> bool:
    """Whether a line is nothing but a label of ``kind``, such as “Related articles:”."""
    plain = bare(fold(text)).strip(" :")
    return bool(plain) and len(plain) <= 60 and bool(whole(kind).fullmatch(plain))


def _looks_like_a_title(text: str, link_text: str) -> bool:
    if link_text and fold(link_text).strip() == fold(text).strip():
        return True
    return not is_prose(text) or (text.rstrip()[-1] in "?？؟!！" and len(text) <= 160)


def _take_titles(desk: Desk, label: int) -> int:
    """Settle the titles below a label. A label with nothing to label is a menu link."""
    last, found = label, 0
    for index in range(label + 1, len(desk.pieces)):
        piece = desk.pieces[index]
        if (
            desk.rulings[index] is not None
            or found == _MOST_TITLES
            or (piece.tag.startswith("h") and found)
            or _is_furniture(piece.text)
        ):
            break
        if piece.tag in {"ul", "ol"} and piece.link_text:
            titles = [line for line in piece.text.split("\n") if line.strip()]
            desk.settle(index, Kind.RELATED, f"A list of links below “{desk.text(label)}”.", "\n".join(titles))
            return index
        if not _looks_like_a_title(piece.text, piece.link_text):
            break
        desk.settle(
            index,
            Kind.RELATED,
            f"A title below “{desk.text(label)}”.",
            bare(piece.text) if piece.text[:1] in "•◆-*►▶" else piece.text,
        )
        last, found = index, found + 1
    if found:
        desk.settle(label, Kind.RELATED_LABEL, f"It labels the {found} titles below it.")
    elif not desk.pieces[label].tag.startswith("h"):
        desk.settle(label, Kind.NAVIGATION, "It is the label of a link and no title follows.")
    return last


def _take_list(desk: Desk, label: int) -> int:
    last = label
    for index in range(label + 1, min(len(desk.pieces), label + 1 + _MOST_TITLES)):
        piece = desk.pieces[index]
        settled = desk.rulings[index] is not None or _is_furniture(piece.text)
        if settled or not _looks_like_a_title(piece.text, piece.link_text):
            break
        desk.settle(index, Kind.MOST_READ, f"A title below “{desk.text(label)}”: the site's list of other articles.")
        last = index
    if last > label or desk.pieces[label].setting != "story":
        desk.settle(label, Kind.MOST_READ, "It heads a list of other articles.")
    return last


def _is_furniture(text: str) -> bool:
    """Whether another rule knows the line; facts are learnt when that rule settles it, not here."""
    return len(text) <= LONGEST and any(rule(text, Facts()) for rule in RULES)
