"""What a fundraiser asks of the books: months, lasting gifts and where gifts began. Never who gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Min, Q, Sum
from django.db.models.functions import TruncMonth

from freesheet.contributions.models import Failing, Plan, Posting
from freesheet.contributions.rules import Account
from freesheet.lib.money import Money

MOST_ORIGINS = 200


@dataclass(frozen=True, order=True)
class Month:
    """A month of the outlet's calendar."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    def __sub__(self, other: Month) -> int:
        """How many months later than another."""
        return 12 * (self.year - other.year) + self.number - other.number

    def back(self, months: int) -> Month:
        """So many months before."""
        year, number = divmod(12 * self.year + self.number - 1 - months, 12)
        return Month(year, number + 1)

    @property
    def begins(self) -> datetime:
        """Its first moment, in the outlet's time zone."""
        return datetime(self.year, self.number, 1, tzinfo=settings.PUBLICATION.zone)


def month_of(at: datetime) -> Month:
    """The month of a moment, by the outlet's calendar."""
    there = at.astimezone(settings.PUBLICATION.zone)
    return Month(there.year, there.month)


def last_months(now: datetime, count: int) -> list[Month]:
    """The last months, the one that is now among them, the oldest first."""
    return [month_of(now).back(number) for number in range(count - 1, -1, -1)]


@dataclass(frozen=True)
class Came:
    """What came in a month in one currency, and what went back."""

    month: Month
    received: Money
    returned: Money


def by_month(months: Sequence[Month]) -> dict[str, list[Came]]:
    """Gifts of each of some months, by currency, the one in which most lines are first."""
    there = TruncMonth("at", tzinfo=settings.PUBLICATION.zone)
    lines = Posting.objects.filter(Q(credit=Account.GIFTS) | Q(debit=Account.GIFTS), at__gte=months[0].begins)
    found = lines.annotate(month=there).values_list("currency", "month").annotate(
        received=Sum("minor", filter=Q(credit=Account.GIFTS), default=0),
        returned=Sum("minor", filter=Q(debit=Account.GIFTS), default=0),
        lines=Count("pk"),
    )  # fmt: skip
    sums: dict[tuple[str, Month], tuple[int, int]] = {}
    weight: Counter[str] = Counter()
    for currency, month, received, returned, count in found.order_by("currency", "month"):
        sums[currency, month_of(month)] = received, returned
        weight[currency] += count
    return {
        currency: [
            Came(month, *(Money(minor, currency) for minor in sums.get((currency, month), (0, 0)))) for month in months
        ]
        for currency, _lines in weight.most_common()
    }


@dataclass(frozen=True)
class Life:
    """When a lasting gift brought money for the first time, and when it ended."""

    begun: Month
    ended: Month | None


def lives() -> list[Life]:
    """All lasting gifts that ever brought anything."""
    found = Plan.objects.annotate(first=Min("charges__received_at")).exclude(first=None)
    return [
        Life(month_of(first), month_of(ended) if ended else None)
        for first, ended in found.values_list("first", "ended_at")
    ]


def refusals(months: Sequence[Month]) -> Counter[Month]:
    """How many gifts of lasting ones a bank or card refused, by the month in which it first did.

    However often one is tried again, and whether or not who gives was written to, it counts once. A transfer that did
    not come was refused by nobody.
    """
    found = Failing.objects.filter(charge__isnull=False, since__gte=months[0].begins).values_list("since", flat=True)
    return Counter(month_of(at) for at in found)


@dataclass(frozen=True)
class Moved:
    """What became of lasting gifts in a month."""

    month: Month
    begun: int
    ended: int
    refused: int
    going: int
    """At its end."""


def by_moves(all_lives: Sequence[Life], months: Sequence[Month], refused: Counter[Month]) -> list[Moved]:
    """Lasting gifts month by month."""
    begun = Counter(each.begun for each in all_lives)
    ended = Counter(each.ended for each in all_lives if each.ended)
    found, going = [], sum(each.begun < months[0] for each in all_lives)
    going -= sum(each.ended is not None and each.ended < months[0] for each in all_lives)
    for month in months:
        going += begun[month] - ended[month]
        found.append(Moved(month, begun[month], ended[month], refused[month], going))
    return found


@dataclass(frozen=True)
class Cohort:
    """Lasting gifts that began in the same month, and how many of them went on, month by month."""

    month: Month
    size: int
    left: tuple[int, ...]
    """After as many months as its place: 0 is the end of the month in which they began. Only months that are over."""


def cohorts(all_lives: Sequence[Life], months: Sequence[Month]) -> list[Cohort]:
    """Those of each month in which some began. The last of ``months`` is not over yet."""
    now = months[-1]
    found = []
    for month in months:
        ours = [each for each in all_lives if each.begun == month]
        if ours:
            left = tuple(
                sum(each.ended is None or each.ended - month > after for each in ours) for after in range(now - month)
            )
            found.append(Cohort(month, len(ours), left))
    return found


def survival(all_cohorts: Sequence[Cohort]) -> list[tuple[int, int]]:
    """Over all cohorts, by months: how many went on, of how many that could have."""
    longest = max((len(each.left) for each in all_cohorts), default=0)
    return [
        (
            sum(each.left[after] for each in all_cohorts if len(each.left) > after),
            sum(each.size for each in all_cohorts if len(each.left) > after),
        )
        for after in range(longest)
    ]


@dataclass(frozen=True)
class Origin:
    """What gifts that began at the same place brought, less what went back."""

    place: str
    gifts: int
    lasting: int
    """Of these, gifts of a lasting one."""
    money: Money


def origins(what: str, since: datetime) -> list[Origin]:
    """By ``page`` or ``campaign``, and by currency: the places at which most gifts began first."""
    there = f"charge__{what}"
    lines = Posting.objects.filter(Q(credit=Account.GIFTS) | Q(debit=Account.GIFTS), at__gte=since).exclude(charge=None)
    found = lines.values_list(there, "currency").annotate(
        gifts=Count("charge", distinct=True),
        lasting=Count("charge", distinct=True, filter=Q(charge__plan__isnull=False)),
        came=Sum("minor", filter=Q(credit=Account.GIFTS), default=0),
        went=Sum("minor", filter=Q(debit=Account.GIFTS), default=0),
    )
    return [
        Origin(place, gifts, lasting, Money(came - went, currency))
        for place, currency, gifts, lasting, came, went in found.order_by("-gifts", there, "currency")[:MOST_ORIGINS]
    ]
