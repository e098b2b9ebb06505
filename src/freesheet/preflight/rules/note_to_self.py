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

_WORDS = (
    "tk|tktk|todo|fixme|xxx|check|check this|fact[- ]?check|verify|source|sources|citation needed|who|name|date|link|"
    "待查|待補|待补|待確認|待确认|待核實|待核实|查證|查证|補圖|"
    "چیک|چیک کریں|تصدیق|تصدیق باقی|حوالہ|باقی|نام|تاریخ"
)
_MARKS = "[\\s?!？！:：.…،؟*-]*"
_BEGINS = "tk|todo|fixme|xxx|check|fact[- ]?check|verify|待[查補补確确核]|چیک|تصدیق"
NOTES = (
    # In square brackets nearly everything that begins so is a note: [check with Ada], 【待查】, [چیک کریں].
    re.compile(rf"[\[【［〔]{_MARKS}(?:{_BEGINS})[^\]】］〕\n]{{0,80}}[\]】］〕]", re.I),
    re.compile(rf"[\[(【（［〔]{_MARKS}(?:{_WORDS}){_MARKS}[\])】）］〕](?<![\])】）］〕][\])】）］〕])", re.I),
    re.compile(r"[\[【［]\s*[?？؟]+\s*[\]】］]"),
    # TK is a printer's mark, and also Tokelau, an airline (TK 1971) and a company (TK Maxx).
    re.compile(r"\bTK(?:TK)+\b|\bTK\b(?!\s*[A-Z0-9])"),
    re.compile(r"\b(?:TODO|FIXME)\b(?=\s*[:：-])|\bFIXME\b|\bX{4,}\b"),
    # A Roman thirty comes after a name: Super Bowl XXX.
    re.compile(r"(?:^|[^\w\s]\s*|\b[a-z]\w* )XXX\b", re.M),
    re.compile(r"\blorem ipsum\b", re.I),
    re.compile(r"(?:^|[，。；、\s])待[查補补](?:[：:]|(?=$))", re.M),
)


def check(article: ArticlePage) -> Iterator[Finding]:
    """Each text is named once, with its first note."""
    for passage in passages(article):
        found = next((match for note in NOTES if (match := note.search(passage.text))), None)
        if found:
            told = _("“%s” looks like a note to self that was not finished.")
            yield Finding(told % found[0].strip(), passage.where)
