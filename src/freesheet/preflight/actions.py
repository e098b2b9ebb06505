"""Choosing how strict the paper is."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from freesheet.preflight.models import Level, Strictness
from freesheet.preflight.queries import all_rules


@transaction.atomic
def be_strict(levels: Mapping[str, str]) -> None:
    """Set the level of rules, by their files. What comes with a rule is not kept: it may be another one day."""
    for rule in all_rules():
        if rule.slug not in levels:
            continue
        level = Level(levels[rule.slug])
        if level == rule.level:
            Strictness.objects.filter(rule=rule.slug).delete()
        else:
            Strictness.objects.update_or_create(rule=rule.slug, defaults={"level": level})
