"""Which gifts somebody should thank for, and for which somebody has."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from freesheet.contributions.conf import ASKED
from freesheet.contributions.models import Charge
from freesheet.lib.money import exactly


def to_thank_for() -> QuerySet[Charge]:
    """Gifts that came with a word, or are as large as the largest amount that is offered; the newest first.

    Of a lasting gift only the first time is large: nobody needs a letter every month.
    """
    wanted = ~Q(word="")
    for currency, asked in ASKED.items():
        wanted |= Q(currency=currency, minor__gte=exactly(Decimal(asked.once[-1]), currency).minor)
    before = Charge.objects.filter(plan=OuterRef("plan"), received_at__lt=OuterRef("received_at"))
    came = Charge.objects.filter(
        wanted, ~Q(word="") | ~Exists(before), received_at__isnull=False, thanks=None, supporter__erased_at=None
    )
    return came.select_related("supporter", "plan").order_by("-received_at", "-pk")


def thanked() -> QuerySet[Charge]:
    """Gifts for which somebody thanked; the last ones first."""
    found = Charge.objects.filter(thanks__isnull=False)
    return found.select_related("supporter", "plan", "thanks").order_by("-thanks__at", "-pk")
