"""Writing to each who gave in a year what it was altogether."""

from __future__ import annotations

from django.db import transaction

from freesheet.contributions.letters.yearly import gifts_of
from freesheet.contributions.models import Letter


@transaction.atomic
def write_of_the_year(year: int) -> int:
    """Write to everybody who gave in a year, once; how many letters are new."""
    gave = (
        gifts_of(year)
        .filter(supporter__email__isnull=False, supporter__forgets_at=None)
        .order_by()
        .values_list("supporter", flat=True)
    )
    letters = [Letter(key=f"year:{year}:{pk}", kind="year", supporter_id=pk) for pk in sorted(set(gave))]
    before = Letter.objects.filter(kind="year").count()
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    return Letter.objects.filter(kind="year").count() - before
