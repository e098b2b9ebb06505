"""Reconciliation: all that a provider has since a time is gone through, and what we missed is entered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from freesheet.contributions.actions.believing import settled
from freesheet.contributions.actions.findings import (
    CHANGED,
    CHANGED_BACK,
    MOVED,
    NOT_PAID,
    PROBLEM,
    STILL,
    STILL_BACK,
    UNKNOWN,
    Finding,
    finding,
)
from freesheet.contributions.actions.happening import FEE_BESIDES, locked, post, wants_fee
from freesheet.contributions.conf import WAITING_DAYS
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge, Posting
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Move, Provider, Reconciles
from freesheet.contributions.rules import Account, ChargeState, lies_with
from freesheet.lib.money import Money

MOST_SENTENCES = 50
"""Of one kind in a report; the rest is counted."""

UNDECIDED = (ChargeState.BEGUN, ChargeState.HELD, ChargeState.WAITING, ChargeState.FAILED)


@dataclass
class Report:
    """What a reconciliation found, in sentences for whoever runs the paper. No one who gives is named."""

    asked: int = 0
    entered: list[Finding] = field(default_factory=list)
    """What was missed, and is entered now."""
    unknown: list[Finding] = field(default_factory=list)
    """What lies with the provider, and is no gift that we know."""
    doubtful: list[Finding] = field(default_factory=list)
    """What we believed, and the provider does not say."""
    problems: list[Finding] = field(default_factory=list)
    """What could not be asked."""

    @property
    def agrees(self) -> bool:
        """Whether nothing is left that somebody should look at."""
        return not self.doubtful and not self.problems

    def sentences(self) -> Iterator[str]:
        """The report, a sentence each."""
        yield f"{self.asked} gifts were asked about."
        for title, found in (
            ("missed, and entered now", self.entered), ("with the provider, and no gift that we know", self.unknown),
            ("believed by us, and not said by the provider", self.doubtful), ("not to be asked about", self.problems),
        ):  # fmt: skip
            yield f"{len(found)} {title}{':' if found else '.'}"
            yield from found[:MOST_SENTENCES]
            if len(found) > MOST_SENTENCES:
                yield f"and {len(found) - MOST_SENTENCES} more."


def reconcile(since: datetime) -> Report:
    """Go through all that the paper's providers have since then. Run twice, the second time finds nothing to enter.

    No transaction is held while a provider is waited for: each gift is settled in its own. A provider that does not
    answer is a sentence of the report, and the others are gone through.
    """
    report = Report()
    for name in settings.PUBLICATION.payments:
        reconcile_with(name, since, report)
    return report


def reconcile_with(name: str, since: datetime, report: Report) -> None:
    """Go through all that one provider has since then, where it can be asked for that."""
    try:
        provider = named(name)
        if isinstance(provider, Reconciles):
            _Run(name, provider, since, report).go()
    except ProviderProblem as problem:
        report.problems.append(finding(PROBLEM, where=name, problem=problem))


class _Run:
    """One provider's."""

    def __init__(self, name: str, provider: Reconciles, since: datetime, report: Report) -> None:
        self.name, self.provider, self.since, self.report = name, provider, since, report
        self.done: set[int] = set()
        self.entered: Counter[tuple[str, str]] = Counter()

    def go(self) -> None:
        """What it says is news, what we still wait for, what we believe, and its lines of our account."""
        for subject in self.provider.subjects(self.since):
            try:
                charge = self._whole.find(subject)
            except ProviderProblem as problem:
                self.report.problems.append(finding(PROBLEM, where=f"{self.name} {subject}", problem=problem))
                continue
            if charge is not None:
                self._settle(charge)
        for charge in self._ours():
            self._settle(charge)
        for move in self.provider.moves(self.since):
            if move.charge is not None:
                if move.kind == "gift" and move.charge.received_at is None:
                    # It was paid after it was asked about.
                    self.done.discard(move.charge.pk)
                self._settle(move.charge)
            self._enter(move)
        for (kind, currency), minor in sorted(self.entered.items()):
            self.report.entered.append(finding(MOVED[kind], money=Money(abs(minor), currency)))

    @property
    def _whole(self) -> Provider:
        return named(self.name)

    def _ours(self) -> Iterator[Charge]:
        """What we wait for, however long ago it began; and what we believe since then."""
        waiting = Q(state__in=UNDECIDED, created_at__gte=timezone.now() - timedelta(days=WAITING_DAYS + 10))
        believed = Q(received_at__gte=self.since) | Q(state=ChargeState.DISPUTED)
        found = Charge.objects.filter(provider=self.name).exclude(reference="").filter(waiting | believed)
        yield from found.order_by("pk").iterator(chunk_size=200)

    def _settle(self, charge: Charge) -> None:
        if charge.pk in self.done:
            return
        self.done.add(charge.pk)
        self.report.asked += 1
        try:
            charge.refresh_from_db()
            before = charge.state
            facts, changed = settled(charge)
        except ProviderProblem as problem:
            self.report.problems.append(finding(PROBLEM, where=charge, problem=problem))
            return
        charge.refresh_from_db()
        if changed:
            says = (CHANGED, STILL) if not charge.returned_minor else (CHANGED_BACK, STILL_BACK)
            of = {"money": charge.money, "before": before, "now": charge.state, "back": charge.returned}
            self.report.entered.append(finding(says[charge.state == before], gift=charge.pk, **of))
        if charge.received_at is not None and facts.paid is None:
            self.report.doubtful.append(finding(NOT_PAID, gift=charge.pk, money=charge.money, provider=self.name))

    def _enter(self, move: Move) -> None:
        lines = list(_lines(move, self.name))
        if move.kind == "other" and move.money.minor > 0:
            day = move.at.date().isoformat()
            self.report.unknown.append(finding(UNKNOWN, money=move.money, provider=self.name, day=day, key=move.key))
        for kind, key, debit, credit, money in lines:
            if money.minor and self._enter_once(move, key, debit, credit, money, kind):
                self.entered["fee" if kind == FEE_BESIDES else kind, money.currency] += money.minor

    def _enter_once(self, move: Move, key: str, debit: str, credit: str, money: Money, kind: str) -> bool:
        if Posting.objects.filter(key=key).exists():
            return False
        try:
            with transaction.atomic():
                # It may come this moment by itself, with its fee: who holds the gift decides.
                if move.kind == "gift" and kind == "fee" and not (move.charge and wants_fee(locked(move.charge))):
                    return False
                post(key, move.charge, debit, credit, money, kind, move.at)
        except IntegrityError:
            # Another reconciliation was quicker.
            return False
        return True


def _lines(move: Move, provider: str) -> Iterator[tuple[str, str, str, str, Money]]:
    """What a line of our account is in the books, beside what the gift enters: kind, key, debit, credit, money."""
    there, key = lies_with(provider), f"{provider}:{move.key}"
    against = {"payout": Account.BANK, "fee": Account.FEES, "other": Account.OTHERS}.get(move.kind)
    if against is not None:
        yield move.kind, key, there, against, move.money
    elif move.of is not None and move.of.currency != move.money.currency:
        yield "exchange", f"{key}:out", there, Account.EXCHANGED, -move.of
        yield "exchange", f"{key}:in", there, Account.EXCHANGED, move.money
    if move.kind == "gift" and move.charge is not None and move.charge.postings.filter(about="fee").exists():
        return
    # What is kept of a dispute or a return is no reason to think that the fee of the gift itself is known.
    kind = FEE_BESIDES if move.kind == "back" else "fee"
    yield kind, f"{key}:fee", Account.FEES if move.kind != "other" else Account.OTHERS, there, move.fee
