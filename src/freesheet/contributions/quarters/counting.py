"""Counting a quarter: from the books what came in gifts and was kept as fees, from the outlet all else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from freesheet.contributions.models import Posting, Quarter, QuarterLine
from freesheet.contributions.quarters.figures import (
    ELSEWHERE,
    EXCHANGE,
    FEES,
    INCOME,
    RETURNED,
    SPENDING,
    UNTOLD,
    Figures,
    Place,
    Row,
    percent,
)
from freesheet.contributions.rounding import FEWEST, rounded
from freesheet.contributions.rules import Account
from freesheet.lib.exchange import exchanged, exchanged_parts

NEVER_CAME, NEVER_WENT = "payment reversed", "return reversed"
"""What takes back that a gift came, and that it went back: no money moved, or it moved the other way."""


@dataclass
class _Gifts:
    """What the books say of gifts, in minor units."""

    received: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    """By giver, country and currency."""
    returned: Counter[tuple[int, str]] = field(default_factory=Counter)
    """By giver and currency."""


@dataclass(frozen=True)
class _Rates:
    """How every currency is told in the paper's own."""

    own: str
    by_currency: Mapping[str, Decimal]

    def of(self, currency: str) -> Decimal:
        # Nothing is guessed: without a rate it is nought, and said to be missing.
        return Decimal(1) if currency == self.own else self.by_currency.get(currency, Decimal())

    def one(self, minor: int, currency: str) -> int:
        return exchanged(minor, currency, self.of(currency), self.own)

    def parts(self, minors: Iterable[int], currency: str) -> tuple[int, ...]:
        return exchanged_parts(tuple(minors), currency, self.of(currency), self.own)


def count(quarter: Quarter) -> Figures:
    """The figures of a quarter, as the books and what the outlet entered are now; it need not be begun."""
    said = list(quarter.rates.all()) if quarter.pk else []
    rates = _Rates(quarter.currency, {each.currency: each.rate for each in said})
    gifts = _gifts(quarter)
    entered = list(quarter.lines.all()) if quarter.pk else []
    rows = [*_income(gifts, entered, quarter, rates), *_outgo(quarter, gifts, entered, rates)]
    used = {row.currency for row in rows} | {currency for _giver, _country, currency in gifts.received}
    people = {giver for giver, minor in _by_giver(gifts.received, rates).items() if minor > 0}
    largest, source = _largest(gifts, entered, rates, sum(row.own for row in rows if row.section in (INCOME, RETURNED)))
    return Figures(
        quarter.year,
        quarter.number,
        quarter.currency,
        quarter.large_minor,
        quarter.note,
        {currency: f"{rate.normalize():f}" for currency, rate in rates.by_currency.items() if currency in used},
        tuple(rows),
        _places(gifts, rates),
        rounded(len(people)),
        largest,
        source,
        tuple(sorted(each for each in used if not rates.of(each))),
    )


def _gifts(quarter: Quarter) -> _Gifts:
    found = _Gifts()
    lines = _lines(quarter).filter(Q(credit=Account.GIFTS) | Q(debit=Account.GIFTS))
    grouped = lines.values_list("charge__supporter_id", "charge__country", "currency", "about").annotate(
        came=Sum("minor", filter=Q(credit=Account.GIFTS), default=0),
        went=Sum("minor", filter=Q(debit=Account.GIFTS), default=0),
    )
    for giver, country, currency, about, came, went in grouped.order_by("charge__supporter_id"):
        if about == NEVER_WENT or (went and about != NEVER_CAME):
            found.returned[giver or 0, currency] += went - came
        else:
            found.received[giver or 0, country or UNTOLD, currency] += came - went
    return found


def _lines(quarter: Quarter) -> QuerySet[Posting]:
    return Posting.objects.filter(at__gte=quarter.begins, at__lt=quarter.ends)


def _by_giver(received: Mapping[tuple[int, str, str], int], rates: _Rates) -> Counter[int]:
    """What each gave, in the paper's own currency; of a currency without a rate, that it was something."""
    found: Counter[int] = Counter()
    for (giver, _country, currency), minor in received.items():
        found[giver] += rates.one(minor, currency) or (minor > 0)
    return found


def _income(gifts: _Gifts, entered: list[QuarterLine], quarter: Quarter, rates: _Rates) -> Iterable[Row]:
    given = _by_giver(gifts.received, rates)
    few = sum(minor > 0 for minor in given.values()) < FEWEST
    for currency in sorted({each for _giver, _country, each in gifts.received}):
        kinds: Counter[str] = Counter()
        for (giver, _country, each), minor in gifts.received.items():
            if each == currency:
                kinds["gifts" if few else "large" if given[giver] >= quarter.large_minor else "small"] += minor
        names = sorted(kinds, reverse=True)
        owns = rates.parts((kinds[name] for name in names), currency)
        for name, own in zip(names, owns, strict=True):
            if kinds[name]:
                yield Row(INCOME, name, currency, kinds[name], own)
    for line in entered:
        if line.kind != QuarterLine.Kind.SPENDING:
            own = rates.one(line.minor, line.currency)
            yield Row(INCOME, line.kind, line.currency, line.minor, own, line.source, line.note)


def _outgo(quarter: Quarter, gifts: _Gifts, entered: list[QuarterLine], rates: _Rates) -> Iterable[Row]:
    back: Counter[str] = Counter()
    for (_giver, currency), minor in gifts.returned.items():
        back[currency] += minor
    for currency, minor in sorted(back.items()):
        if minor:
            yield Row(RETURNED, "returned", currency, -minor, -rates.one(minor, currency))
    for currency, minor in _balance(quarter, Account.FEES):
        yield Row(FEES, "fees", currency, -minor, -rates.one(minor, currency))
    for line in entered:
        if line.kind == QuarterLine.Kind.SPENDING:
            own = rates.one(line.minor, line.currency)
            yield Row(SPENDING, line.category, line.currency, -line.minor, -own, "", line.note)
    for currency, minor in _balance(quarter, Account.EXCHANGED):
        yield Row(EXCHANGE, "exchange", currency, -minor, -rates.one(minor, currency))


def _balance(quarter: Quarter, account: Account) -> Iterable[tuple[str, int]]:
    """What was debited to an account less what was credited, by currency; nothing is left out."""
    sums = (
        _lines(quarter)
        .values_list("currency")
        .annotate(
            debited=Sum("minor", filter=Q(debit=account), default=0),
            credited=Sum("minor", filter=Q(credit=account), default=0),
        )
    )
    for currency, debited, credited in sums.order_by("currency"):
        if debited != credited:
            yield currency, debited - credited


def _largest(gifts: _Gifts, entered: list[QuarterLine], rates: _Rates, income: int) -> tuple[int | None, str]:
    """The share of the largest source, and its name where it is no person. All gifts of a person are one source."""
    people: Counter[int] = Counter()
    for (giver, _country, currency), minor in gifts.received.items():
        people[giver] += rates.one(minor, currency)
    for (giver, currency), minor in gifts.returned.items():
        people[giver] -= rates.one(minor, currency)
    named: Counter[str] = Counter()
    names: dict[str, str] = {}
    for line in entered:
        if line.kind != QuarterLine.Kind.SPENDING:
            key = names.setdefault(line.source.casefold(), line.source)
            named[key] += rates.one(line.minor, line.currency)
    sources = [(minor, "") for minor in people.values()] + [(minor, name) for name, minor in named.items()]
    most, name = max(sources, default=(0, ""), key=lambda each: each[0])
    share = percent(most, income)
    return share, name if share is not None else ""


def _places(gifts: _Gifts, rates: _Rates) -> tuple[Place, ...]:
    """What came from where, so told that in no line fewer than ten people stand."""
    givers: dict[str, set[int]] = {}
    for (giver, country, _currency), minor in gifts.received.items():
        givers.setdefault(country, set()).update([giver] if minor > 0 else [])
    joined = bands({country: frozenset(each) for country, each in givers.items()})
    if not joined or set(joined.values()) == {ELSEWHERE}:
        return ()
    owns: Counter[str] = Counter()
    for currency in sorted({each for _giver, _country, each in gifts.received}):
        parts: Counter[str] = Counter()
        for (_giver, country, each), minor in gifts.received.items():
            if each == currency:
                parts[joined[country]] += minor
        names = sorted(parts)
        for name, own in zip(names, rates.parts((parts[name] for name in names), currency), strict=True):
            owns[name] += own
    people = {name: set[int]().union(*(givers[each] for each in givers if joined[each] == name)) for name in owns}
    told = (Place(name, own, rounded(len(people[name]))) for name, own in owns.items())
    return tuple(sorted(told, key=lambda place: (place.country in (ELSEWHERE, UNTOLD), -place.own, place.country)))


def bands(givers: Mapping[str, frozenset[int]]) -> dict[str, str]:
    """Under which name each country is told: its own where ten people or more gave there, else ``ELSEWHERE``.

    Those elsewhere are ten or more too: if they are not, the country with the fewest givers joins them.

    >>> bands({"TW": frozenset(range(20)), "JP": frozenset(range(20, 32)), "PK": frozenset([40])})
    {'TW': 'TW', 'JP': '*', 'PK': '*'}
    """
    own = [each for each in givers if len(givers[each]) >= FEWEST]
    own.sort(key=lambda each: (len(givers[each]), each))
    while own:
        few = [each for each in givers if each not in own]
        if not few or len(frozenset[int]().union(*(givers[each] for each in few))) >= FEWEST:
            break
        own.pop(0)
    return {each: each if each in own else ELSEWHERE for each in givers}
