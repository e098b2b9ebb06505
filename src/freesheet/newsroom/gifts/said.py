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
