"""What a picture's licence allows, as far as its few words tell."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

FREE = "|".join(
    (
        r"\ycc[ -]?0\y",
        r"\ycc[ -]by([ -]sa)?( ?[0-9][0-9.]*)?( [a-z]{2,8})?[ .]*$",
        r"creativecommons\.org/(licenses/(by|by-sa)|publicdomain/(zero|mark))/",
        r"public domain",
    )
)
"""Licences under which anybody may show a picture who names its maker; NC and ND are none of these. ``\\y`` is where a
word begins or ends. https://creativecommons.org/share-your-work/cclicenses/"""


class Standing(TextChoices):
    """As traffic lights: the colour is not the only sign."""

    FREE = "free", _("🟢 Free to use")
    CONDITIONS = "conditions", _("🟡 On conditions")
    NONE = "none", _("🔴 Not noted")


def standing(licence: str) -> Standing:
    """What a licence allows: one in which nothing is noted, nothing.

    >>> standing("CC BY-SA 4.0"), standing("CC BY-NC 4.0"), standing(" ")
    (Standing.FREE, Standing.CONDITIONS, Standing.NONE)
    """
    if not licence.strip():
        return Standing.NONE
    return Standing.FREE if re.search(_pattern("python"), licence, re.IGNORECASE) else Standing.CONDITIONS


def of_standing(pictures: QuerySet[Any], wanted: str) -> QuerySet[Any]:
    """The pictures whose licence stands so."""
    from django.db import connection

    none = Q(licence__regex=r"^\s*$")
    free = Q(licence__iregex=_pattern(connection.vendor))
    where = {Standing.NONE: none, Standing.FREE: free, Standing.CONDITIONS: ~none & ~free}
    return pictures.filter(where[Standing(wanted)])


def _pattern(engine: str) -> str:
    """PostgreSQL writes the edge of a word in its own way; SQLite asks Python."""
    return FREE if engine == "postgresql" else FREE.replace(r"\y", r"\b")
