"""Lines that are furniture by what they say, wherever they stand: reading times, bylines, buttons, notices.

Every rule judges one bare line and is deliberately narrow: a line of the story lost is worse than a
label left in a draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from freesheet.importers.page.dates import date_span, is_only_a_date
from freesheet.importers.page.folding import bare, bare_span, fold, is_ornament, is_prose, without_quotations
from freesheet.importers.page.names import looks_like_a_name, split_names
from freesheet.importers.page.rulings import Desk, Facts, Kind, Ruling
from freesheet.importers.page.vocabulary import anywhere, each, labelled, number, starting, whole

_NETWORKS = (
    r"facebook|twitter|x|whats ?app|telegram|linked ?in|reddit|pinterest|line|weibo|wechat|messenger|instagram|threads"
    r"|mastodon|bluesky|tumblr|pocket|flipboard|e-?mail|mail|print|rss|youtube|tik ?tok|signal|viber|skype|snapchat"
    r"|hatena|google news|plurk|vk|kakao ?talk|url|sms|link|feedly|share|tweet|copy|save"
)
_BUTTONS = re.compile(rf"(?:(?:{_NETWORKS})(?:\s*\(?\d[\d.,]*\s*[km]?\)?)?(?:[\s|,/·•]+|$))+", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[|•·‧∙●]|\s[-/~]\s|\s{3,}|[\t\n])\s*")
_CRUMBS = re.compile(r"\s*(?:>|»|›|→)\s*|\s/\s")
_SHORT, _NOTICE = 100, 320
LONGEST = 2000
"""Characters. What is longer than this is no furniture of any kind."""

Rule = Callable[[str, Facts], Ruling | None]


def settle_lines(desk: Desk) -> None:
    """Give every line that a rule knows its ruling; leave all others undecided."""
    for index in desk.undecided():
        text = desk.text(index)
        if not text or len(text) > LONGEST or desk.pieces[index].tag in {"figure", "img", "table", "iframe", "pre"}:
            continue
        for rule in RULES:
            ruling = rule(text, desk.facts)
            if ruling:
                desk.settle(index, ruling.kind, ruling.why, ruling.value)
                break


def ornament(text: str, facts: Facts) -> Ruling | None:
    """A row of stars or dashes."""
    if all(is_ornament(c) or c in "*_-" for c in text):
        return Ruling(Kind.ORNAMENT, "It holds no letter and no digit.")
    return None


def reading_time(text: str, facts: Facts) -> Ruling | None:
    """“3 min read”, alone in its line."""
    minutes = minutes_in(text)
    if minutes is None:
        return None
    facts.minutes = facts.minutes or minutes
    return Ruling(Kind.READING_TIME, f"It only says that reading takes {minutes} min.", str(minutes))


def minutes_in(text: str) -> int | None:
    """The minutes a line promises, if that is all it says."""
    plain = bare(fold(text))
    if len(plain) > 80:
        return None
    for pattern in each("reading_time"):
        found = pattern.fullmatch(plain)
        if found:
            return number(found.group(1)) if found.groups() else 1
    return None


def date(text: str, facts: Facts) -> Ruling | None:
    """When it was published or changed, alone in its line."""
    only, day, updated = is_only_a_date(text)
    if not only:
        return None
    if updated:
        facts.updated = facts.updated or day
    else:
        facts.published = facts.published or day
    return Ruling(
        Kind.DATE,
        "It only says when the article was "
        + ("last changed." if updated else "published.")
        + ("" if day else " Day and month cannot be told apart."),
    )


def byline(text: str, facts: Facts) -> Ruling | None:
    """“By A. Writer”, “文／…”, “Par …”: a label and names."""
    names, role = names_in_byline(text)
    if not names:
        return None
    if role:
        facts.helpers.update(dict.fromkeys(names, role))
    else:
        facts.authors += [name for name in names if name not in facts.authors]
    return Ruling(Kind.BYLINE, f"A byline: it names {' and '.join(names)} and says no more.", ", ".join(names))


def names_in_byline(text: str) -> tuple[list[str], str]:
    """The people of a byline and, if they did not write the article, what they did."""
    start, end = bare_span(fold(text))
    line = text[start:end].strip("()（） ")
    plain = fold(line)
    if not 3 <= len(plain) <= 140:
        return [], ""
    for pattern in each("byline_whole"):
        found = pattern.fullmatch(plain)
        if found and looks_like_a_name(found["name"]):
            return [found["name"]], ""
    for kind, role in (("translator", "translation"), ("helper", "assistance"), ("byline", "")):
        found = starting(kind).match(plain)
        if found:
            names = _names_after(line[found.end() :])
            if names:
                return names, role
    return [], ""


def _names_after(rest: str) -> list[str]:
    """The names, if nothing but names, a date, a place or a role stands in ``rest``."""
    rest = rest.strip(" :：/／=＝")
    parts = [part for part in _PARTS.split(rest) if part]
    if not parts:
        return []
    head = re.split(r"\s+(?:in|à|aus|da|en|از)\s+(?=[^\W\d_])", parts[0], maxsplit=1)[0]
    head = re.split(
        r"\s*[(（]|\s*[,，、]\s*(?=[^,，、]*\b(?:" + anywhere("roles").pattern + r"))",
        head,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    pieces = [piece for piece in re.split(r"\s*[,，、]\s*", head) if piece]
    while len(pieces) > 1 and (is_only_a_date(", ".join(pieces[-2:]))[0] or is_only_a_date(pieces[-1])[0]):
        pieces = pieces[:-2] if is_only_a_date(", ".join(pieces[-2:]))[0] and len(pieces) > 2 else pieces[:-1]
    wanted = "、".join(pieces)
    names = split_names(wanted)
    letters = sum(c.isalpha() for c in wanted)
    return names if names and sum(c.isalpha() for name in names for c in name) * 10 >= letters * 7 else []


def details(text: str, facts: Facts) -> Ruling | None:
    """Byline, date, reading time, comment count and section in one line."""
    if len(text) > 200:
        return None
    whole_parts = _with_labels([part for part in _PARTS.split(fold(text).strip()) if bare(part)])
    parts = [part for piece in whole_parts for part in _around_its_date(piece) if any(map(str.isalnum, part))]
    if len(parts) < 2:
        return None
    learnt = Facts()
    rulings = [_detail(part, learnt) for part in parts]
    people = [bare(part) for part, ruling in zip(parts, rulings, strict=True) if ruling is None]
    if all(r is None or r.kind is Kind.SECTION for r in rulings) or not all(map(looks_like_a_name, people)):
        return None
    facts.authors += [name for name in learnt.authors + people[:1] if name not in facts.authors]
    facts.helpers.update(learnt.helpers)
    facts.minutes, facts.section = facts.minutes or learnt.minutes, facts.section or learnt.section
    facts.published, facts.updated = facts.published or learnt.published, facts.updated or learnt.updated
    kinds = dict.fromkeys(ruling.kind.value if ruling else "a name" for ruling in rulings)
    return Ruling(Kind.DETAILS, "Its parts are only " + ", ".join(kinds) + ".")


def _with_labels(parts: list[str]) -> list[str]:
    """“Posted on” and “by”, set apart by markup, joined to what they label."""
    joined: list[str] = []
    for part in parts:
        last = bare(joined[-1]).rstrip(": ") if joined else ""
        if last and any(whole(kind).fullmatch(last) for kind in ("byline", "published", "updated", "filed")):
            joined[-1] = f"{joined[-1].rstrip()} {part}"
        else:
            joined.append(part)
    return joined


def _around_its_date(part: str) -> list[str]:
    """“Posted on 3 May 2022 by A. Writer” as its label with the date, and the rest."""
    span = date_span(part)
    if span is None or is_only_a_date(part)[0]:
        return [part]
    before, after = part[: span[0]], part[span[1] :]
    label = [found for kind in ("updated", "published") for found in anywhere(kind).finditer(before)]
    cut = label[-1].start() if label and not before[label[-1].end() :].strip(" :,.") else len(before)
    return [before[:cut].rstrip(" ,-"), before[cut:] + part[span[0] : span[1]], after.lstrip(" ,-")]


def _detail(part: str, facts: Facts) -> Ruling | None:
    for rule in (reading_time, date, byline, comments, share, filed, section):
        ruling = rule(part, facts)
        if ruling:
            return ruling
    return None


def section(text: str, facts: Facts) -> Ruling | None:
    """The name of a section alone."""
    name = bare(text)
    if whole("sections").fullmatch(fold(name)):
        facts.section = facts.section or name
        return Ruling(Kind.SECTION, "It is the name of a section and nothing more.", name)
    return None


def share(text: str, facts: Facts) -> Ruling | None:
    """Names of networks, “Share this”, “Print”."""
    plain = bare(fold(text)).rstrip(":")
    if (
        plain
        and len(plain) <= _SHORT
        and not is_long_sentence(plain)
        and (whole("share").fullmatch(plain) or _BUTTONS.fullmatch(plain) or _all_parts("share", plain))
    ):
        return Ruling(Kind.SHARE, "It only offers to share, print or save the page.")
    return None


def is_long_sentence(plain: str) -> bool:
    """Whether a line is too much of a sentence to be a button."""
    return len(plain) > 60 and is_prose(plain)


def _all_parts(kind: str, plain: str) -> bool:
    parts = [part for part in re.split(r"\s*[|·•/,:]\s*|\s{2,}", plain) if part]
    return len(parts) > 1 and all(whole(kind).fullmatch(part) or _BUTTONS.fullmatch(part) for part in parts)


def newsletter(text: str, facts: Facts) -> Ruling | None:
    """A sign-up for a newsletter, or the label of its form."""
    plain = bare(fold(text))
    said = without_quotations(plain)
    if len(plain) <= 60 and whole("newsletter_line").fullmatch(plain.rstrip(":!.")):
        return Ruling(Kind.NEWSLETTER, "It is the label of a newsletter form.")
    if len(plain) <= _NOTICE and anywhere("newsletter").search(said) and not anywhere("reported").search(said):
        return Ruling(Kind.NEWSLETTER, "It asks the reader to sign up for a newsletter or leave an address.")
    return None


def cookies(text: str, facts: Facts) -> Ruling | None:
    """A notice about this very site's cookies; a report about cookies is none."""
    plain = without_quotations(fold(text))
    if len(plain) <= 3 * _NOTICE and anywhere("cookies").search(plain) and not anywhere("reported").search(plain):
        return Ruling(Kind.COOKIES, "It speaks of this site's own cookies.")
    return None


def comments(text: str, facts: Facts) -> Ruling | None:
    """A count of comments, or an invitation to write one."""
    plain = bare(fold(text)).rstrip(":")
    if plain and len(plain) <= _SHORT and whole("comments").fullmatch(plain) and not whole("kickers").fullmatch(plain):
        return Ruling(Kind.COMMENTS, "It counts the comments or asks for one.")
    return None


def tags(text: str, facts: Facts) -> Ruling | None:
    """“Tags: …”, or hashtags and nothing else."""
    plain = fold(text).strip()
    words = plain.split()
    if len(words) > 1 and all(re.fullmatch(r"[#]\S+", word) for word in words):
        named = [word.strip("#") for word in text.replace("＃", "#").split()]
    else:
        start, end = bare_span(plain)
        found = labelled("tags").fullmatch(plain[start:end])
        if not found or len(plain) > _NOTICE or is_long_sentence(found["rest"]):
            return None
        named = [bare(tag) for tag in re.split(r"[,，、;|·#/]", found["rest"])]
    facts.tags += [tag for tag in named if tag and tag not in facts.tags]
    return Ruling(Kind.TAGS, f"It lists {len(named)} tags.")


def filed(text: str, facts: Facts) -> Ruling | None:
    """“Filed under: …”."""
    plain = bare(fold(text))
    found = labelled("filed").fullmatch(plain)
    if not found or len(plain) > _SHORT or is_prose(found["rest"]):
        return None
    first = re.split(r"[,、;|·>/]", found["rest"])[0].strip()
    facts.section = facts.section or first
    return Ruling(Kind.SECTION, "It names the section or category.", first)


def advert(text: str, facts: Facts) -> Ruling | None:
    """“Advertisement”."""
    plain = bare(fold(text)).rstrip(":")
    if plain and whole("advert").fullmatch(plain):
        return Ruling(Kind.ADVERT, "It labels an advertisement.")
    return None


def navigation(text: str, facts: Facts) -> Ruling | None:
    """Menu links, a row of them, or a path such as “Home > World”."""
    plain = bare(fold(text)).rstrip(":")
    if not plain or len(plain) > _NOTICE or is_long_sentence(plain):
        return None
    if len(plain) <= _SHORT and whole("navigation").fullmatch(plain):
        return Ruling(Kind.NAVIGATION, "It is a link of the site's menus.")
    crumbs = [crumb for crumb in _CRUMBS.split(plain) if crumb]
    if len(crumbs) > 1 and (
        whole("navigation").fullmatch(crumbs[0]) or all(whole("sections").fullmatch(crumb) for crumb in crumbs[:2])
    ):
        if whole("navigation").fullmatch(crumbs[0]) and whole("sections").fullmatch(crumbs[1]):
            facts.section = facts.section or crumbs[1]
        return Ruling(Kind.NAVIGATION, "It is the path of the page through the site.")
    items = [item for item in re.split(r"\s*[|·•\n]\s*|\s{2,}", plain) if item]
    if (
        len(items) > 2
        and sum(bool(whole("navigation").fullmatch(item) or whole("sections").fullmatch(item)) for item in items) * 3
        >= len(items) * 2
    ):
        return Ruling(Kind.NAVIGATION, "It is a row of menu links.")
    words = plain.split()
    if 4 <= len(words) <= 20 and all(
        whole("navigation").fullmatch(word) or whole("sections").fullmatch(word) for word in words
    ):
        return Ruling(Kind.NAVIGATION, "It is a row of menu links.")
    return None


def picture_credit(text: str, facts: Facts) -> Ruling | None:
    """“Photo: …”, short and not a sentence of the story."""
    plain = fold(text).strip().strip("()[] ▲△▼").strip()
    found = labelled("photo").fullmatch(plain)
    if found and len(plain) <= 200 and not is_long_sentence(found["rest"]):
        return Ruling(Kind.PICTURE_CREDIT, "It says whose picture stood here; the picture is not in a text.")
    return None


def disclaimer(text: str, facts: Facts) -> Ruling | None:
    """Whose opinion articles of this outlet are."""
    plain = without_quotations(fold(text))
    if len(plain) <= 500 and anywhere("disclaimer").search(plain) and not anywhere("reported").search(plain):
        return Ruling(Kind.DISCLAIMER, "It says whose opinion articles of this outlet give, not what happened.")
    return None


RULES: tuple[Rule, ...] = (
    ornament, reading_time, date, tags, filed, details, byline, share, cookies,
    newsletter, comments, advert, navigation, picture_credit, disclaimer,
)  # fmt: skip
