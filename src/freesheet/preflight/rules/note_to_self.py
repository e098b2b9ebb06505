"""A note that the writer left for later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.preflight.reading import passages

NAME = gettext_lazy("An unfinished note to self")
LEVEL = Level.BLOCKS

_BEGINS = (
    r"(?:tk|todo|fixme|xxx|check|fact[- ]?check|verify|citation needed)\b|待[查補补確确核][認认實实]?"
    r"|چیک\b|تصدیق (?:باقی|طلب|کریں|کرنا)"
)
_ASKED = "source|who|name|date|link|year|figure|查證|查证|名字|日期|數字|حوالہ|نام|تاریخ|کون"
NOTES = (
    # In square brackets whatever begins so: [check with Ada], 【待查：名字】. Round ones may hold advice to readers.
    re.compile(rf"[\[【［〔]\s*(?:{_BEGINS})[^\]】］〕\n]{{0,80}}[\]】］〕]", re.I),
    re.compile(rf"[(（]\s*(?:{_BEGINS})\s*[?？؟!！]*\s*[)）]", re.I),
    # These may be words that an editor put into what somebody said, unless they are asked: [who] came, [who?] came.
    re.compile(rf"[\[【［〔]\s*(?:{_ASKED})?\s*[?？؟]+\s*[\]】］〕]|[(（]\s*(?:{_ASKED})\s*[?？؟]+\s*[)）]", re.I),
    # TK is a printer's mark, and also Tokelau, an airline (TK 1971) and a company (TK Maxx).
    re.compile(r"\bTK(?:TK)+\b|\bTK\b(?!\s*[A-Z0-9])"),
    re.compile(r"\b(?:TODO|FIXME)\b(?=\s*[:：-])|\bFIXME\b|\bX{4,}\b"),
    # A Roman thirty comes after a name: Super Bowl XXX.
    re.compile(r"(?:^|[^\w\s]\s*|\b[a-z]\w* )XXX\b", re.M),
    re.compile(r"\blorem ipsum dolor\b", re.I),
    re.compile(r"(?:^|[，。；、\s])待[查補补](?:[：:]|(?=$))", re.M),
)


def check(article: ArticlePage) -> Iterator[Finding]:
    """Each text is named once, with its first note."""
    for passage in passages(article):
        found = next((match for note in NOTES if (match := note.search(passage.text))), None)
        if found:
            told = _("“%s” looks like a note to self that was not finished.")
            yield Finding(told % found[0].strip(), passage.where)
