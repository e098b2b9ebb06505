"""Gifts and money in the newsroom's templates."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from freesheet.contributions.providers.bank.references import printed
from freesheet.contributions.rules import ChargeState
from freesheet.lib.money import Money, written
from freesheet.newsroom.gifts.states import STATES

register = template.Library()

register.filter("reference", printed)


@register.filter
def money(amount: Money) -> str:
    """An amount, as the language of who looks on writes it. What went has its sign."""
    return written(amount, get_language() or "en")


@register.filter
def stands(state: str) -> str:
    """Where a gift stands, in words for who works here."""
    return str(STATES[ChargeState(state)])
