"""What is to be said about an article before it is published."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from freesheet.articles.models import ArticlePage
from freesheet.preflight import rules
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level, Strictness

MOST_FINDINGS = 20
"""Of one rule in one article. Nobody reads more, and the list is to be acted on."""


@dataclass(frozen=True)
class Rule:
    """A file in ``rules``: its name, what it is called, how strict it is by itself, and what it does."""

    slug: str
    name: Any
    level: Level
    check: Callable[[ArticlePage], Iterator[Finding]]


@dataclass(frozen=True)
class Found:
    """A finding, whether it keeps the article from readers, and the rule that says so."""

    finding: Finding
    blocks: bool
    rule: Rule


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, by the names of their files."""
    modules = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    found = ((name, importlib.import_module(f"{rules.__name__}.{name}")) for name in modules)
    return tuple(Rule(name, module.NAME, module.LEVEL, module.check) for name, module in found)


def levels() -> dict[str, Level]:
    """How strict the paper is with each rule, by the rule's file."""
    chosen = dict(Strictness.objects.values_list("rule", "level"))
    return {rule.slug: Level(chosen.get(rule.slug, rule.level)) for rule in all_rules()}


def look_over(article: ArticlePage) -> list[Found]:
    """What rules find in an article, as its form or its newest revision has it; what blocks first."""
    strict = levels()
    found = [
        Found(finding, strict[rule.slug] == Level.BLOCKS, rule)
        for rule in all_rules()
        if strict[rule.slug] != Level.OFF
        for finding in _first(rule.check(article))
    ]
    return sorted(found, key=lambda each: not each.blocks)


def _first(findings: Iterator[Finding]) -> Iterator[Finding]:
    for _number, finding in zip(range(MOST_FINDINGS), findings, strict=False):
        yield finding


def blocking(article: ArticlePage) -> list[Found]:
    """What keeps an article from readers."""
    return [found for found in look_over(article) if found.blocks]
