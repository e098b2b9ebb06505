"""What who gave said with a gift, in words for who works here."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from freesheet.contributions.models import Charge, Dedication
from freesheet.lib.money import Money, written


def for_whom(charge: Charge) -> str:
    """In memory of whom a gift is, or a present to whom; empty where it is for nobody in particular."""
    if not charge.dedicated:
        return ""
    memory = charge.dedicated == Dedication.Kind.MEMORY
    said = _("In memory of %(name)s") if memory else _("A present for %(name)s")
    return said % {"name": charge.dedication.name}


def cover_of(charge: Charge) -> str:
    """How much of a gift is for the fee; “yes” where that is not known, empty where nothing is."""
    if not charge.covers_fee:
        return ""
    if not charge.cover_minor:
        return _("Yes")
    return written(Money(charge.cover_minor, charge.currency), get_language() or "en")


def said_with(charge: Charge) -> str:
    """For whom it is, what of it is for the fee, and the beginning of the word that came with it."""
    cover = cover_of(charge)
    fee = f"{_('Fee covered')} {cover}" if charge.cover_minor else _("Fee covered") if cover else ""
    return " · ".join(filter(None, (for_whom(charge), fee, charge.word[:200])))


def began_on(charge: Charge) -> str:
    """The page on which it began, and the campaign."""
    return " · ".join(filter(None, (charge.page, charge.campaign)))
