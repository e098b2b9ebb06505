"""Reading a bank's statement into the books: what is new is kept, and what its references say is believed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from freesheet.contributions.actions.matching import match_by_reference
from freesheet.contributions.errors import StatementProblem
from freesheet.contributions.models import BankAccount, Charge, Statement, StatementLine, Supporter
from freesheet.contributions.models.bank import LONGEST_NUMBER, LONGEST_PARTY, LONGEST_SAID
from freesheet.contributions.providers.bank.lines import Line, Reading, named
from freesheet.contributions.providers.bank.reading import is_xml, read_statement
from freesheet.contributions.providers.bank.references import found_in


@dataclass(frozen=True)
class Imported:
    """What came of a file: numbers of lines."""

    account: BankAccount
    reading: Reading
    new: int = 0
    known: int = 0
    """Those that another file, or the same one, brought before."""
    matched: int = 0
    waiting: int = 0
    """Lines of the account of which nobody has said yet what they are."""


def look_at(data: bytes, account: BankAccount | None = None) -> tuple[BankAccount, Reading]:
    """What a file says, and of which account; nothing is kept. Without ``account``, the file has to name one.

    Raises:
        StatementProblem: it cannot be read, or is not of an account that the newsroom knows.
    """
    if account is None and not is_xml(data):
        account = _only_one()
    reading = read_statement(
        data, account.currency if account else "", timezone.now().astimezone(settings.PUBLICATION.zone).date()
    )
    account = _account_of(reading, account)
    other = next((line for line in reading.lines if line.money.currency != account.currency), None)
    if other is not None:
        raise StatementProblem(
            _("This file has money in %(other)s, and the account is in %(own)s. Nothing was taken over.")
            % {"other": other.money.currency, "own": account.currency}
        )
    return account, reading


def import_statement(data: bytes, file: str, by: str, account: BankAccount | None = None) -> Imported:
    """Keep what is new in a file, and match it. The same file, or one that overlaps, adds nothing twice.

    Raises:
        StatementProblem: it cannot be read, or is not of an account that the newsroom knows. Nothing is kept then.
    """
    account, reading = look_at(data, account)
    lines = _gifts_and_returns(reading.lines)
    new = _keep(account, lines, hashlib.sha256(data).hexdigest(), file, by)
    # Each in a transaction of its own. What a crash leaves out, the next import of anything matches.
    matched = sum(match_by_reference(line) is not None for line in _never_matched(account))
    waiting = waiting_lines().filter(account=account).count()
    return Imported(account, reading, new, len(lines) - new, matched, waiting)


def waiting_lines() -> QuerySet[StatementLine]:
    """Lines of which nobody has said yet what they are, the newest first."""
    said = StatementLine.objects.filter(matches__undone_at=None, matches__isnull=False)
    return StatementLine.objects.exclude(pk__in=said.values("pk")).select_related("account")


def forget_sender(supporter: Supporter) -> None:
    """Empty what lines say of who sent a supporter's gifts. Days and amounts stay, for the books."""
    lines = StatementLine.objects.filter(matches__charge__supporter=supporter)
    StatementLine.objects.filter(pk__in=lines.values("pk")).update(party="", party_account="", said="")


@transaction.atomic
def _keep(account: BankAccount, lines: list[Line], digest: str, file: str, by: str) -> int:
    # Two who import at once wait for each other here.
    BankAccount.objects.select_for_update().get(pk=account.pk)
    told = named(lines)
    there = set(StatementLine.objects.filter(account=account).values_list("name", flat=True))
    fresh = [(name, line) for name, line in told if name not in there]
    if not fresh and Statement.objects.filter(account=account, digest=digest).exists():
        return 0
    statement = Statement.objects.create(
        account=account, digest=digest, file=file[-200:], by=by[:150], lines_read=len(lines)
    )
    StatementLine.objects.bulk_create(
        StatementLine(
            account=account, statement=statement, name=name, booked_on=line.booked_on, currency=line.money.currency,
            minor=line.money.minor, returns=line.returns, party=line.party[:LONGEST_PARTY],
            party_account=line.party_account[:LONGEST_NUMBER], said=line.said[:LONGEST_SAID],
        )
        for name, line in fresh
    )  # fmt: skip
    return len(fresh)


def _gifts_and_returns(lines: Iterable[Line]) -> list[Line]:
    """What is kept: all that came, and of what went only what goes back to who gave. The rest is nobody's business."""
    found = list(lines)
    meant = {id(line): found_in(line.said) for line in found if line.money.minor < 0}
    known = set(
        Charge.objects.filter(
            provider="bank", reference__in=[each for references in meant.values() for each in references]
        ).values_list("reference", flat=True)
    )
    return [line for line in found if line.money.minor > 0 or line.returns or meant[id(line)] & known]


def _never_matched(account: BankAccount) -> Iterable[StatementLine]:
    return list(StatementLine.objects.filter(account=account, matches=None).order_by("booked_on", "pk"))


def _only_one() -> BankAccount:
    accounts = list(BankAccount.objects.all()[:2])
    if len(accounts) == 1:
        return accounts[0]
    if not accounts:
        raise StatementProblem(_("There is no bank account yet. Add the one that gifts come to, in the settings."))
    raise StatementProblem(_("This file does not say of which account it is. Please choose it."))


def _account_of(reading: Reading, chosen: BankAccount | None) -> BankAccount:
    if not reading.account:
        return chosen or _only_one()
    for account in BankAccount.objects.order_by("-active", "pk"):
        if reading.account in (account.iban, "".join(each for each in account.number.upper() if each.isalnum())):
            if chosen is not None and chosen != account:
                break
            return account
    raise StatementProblem(
        _("This statement is of the account %(account)s. That is not the one you chose, or not among ours.")
        % {"account": reading.account[:42]}
    )
