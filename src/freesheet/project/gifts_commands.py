"""``freesheet gifts``: what moves money without anybody between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from freesheet.project.console import Folder, enter, fail, say, told_plainly
from freesheet.project.errors import ServerProblem

if TYPE_CHECKING:
    from freesheet.contributions.models import BankAccount

giving = typer.Typer(no_args_is_help=True, help="Gifts of readers.")

File = Annotated[Path, typer.Argument(help="A bank statement: camt.053 (XML) or CSV.", show_default=False)]
Account = Annotated[str, typer.Option(help="The account's IBAN or number. Default: the one that the file names.")]


@giving.command("import-statement")
def import_statement(
    file: File,
    folder: Folder,
    account: Account = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what the file holds.")] = False,
) -> None:
    """Read in a bank statement, and match its transfers with gifts by their references."""
    with told_plainly():
        enter(folder)
        from django.utils.translation import override

        # Whatever the language of the paper, the terminal's is English.
        with override("en"):
            _read_in(file, account, dry_run)


@giving.command("reconcile")
def gifts_reconcile(
    folder: Folder,
    days: Annotated[int, typer.Option(help="How far to look back.", min=1, max=3650)] = 7,
) -> None:
    """Compare the books with what the paper's payment providers say, and enter what was missed."""
    with told_plainly():
        enter(folder)
        from freesheet.contributions.actions import reconcile

        report = reconcile(datetime.now(UTC) - timedelta(days=days))
    for sentence in report.sentences():
        say.print(sentence, markup=False, soft_wrap=True)
    if not report.agrees:
        fail("Somebody should look at this.")


def _read_in(file: Path, account: str, dry_run: bool) -> None:
    from django.db import transaction

    from freesheet.accounts.deeds import Deed
    from freesheet.accounts.people import note
    from freesheet.contributions import actions
    from freesheet.contributions.providers.bank.reading import MOST_BYTES

    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as problem:
        raise ServerProblem(f"{file} cannot be read: {problem.strerror}.") from problem
    chosen = _account(account)
    if dry_run:
        of, reading = actions.look_at(data, chosen)
        say.print(f"{len(reading.lines)} transfers of account {of}; {reading.left_out} rows left out.", markup=False)
        for meaning, column in reading.taken_for:
            say.print(f"  {meaning}: {column}", markup=False)
        return
    done = actions.import_statement(data, file.name, "command line", chosen)
    told = f"{done.new} new, {done.known} known, {done.matched} matched, {done.waiting} waiting"
    with transaction.atomic():
        note("command line", Deed.STATEMENT_READ, file.name, f"{done.account}: {told}")
    say.print(f"{done.account}: {told}.", markup=False)
    if done.waiting:
        say.print("In the newsroom, under Reports, “Bank statements”, somebody can say what they are.", soft_wrap=True)


def _account(number: str) -> BankAccount | None:
    from freesheet.contributions.models import BankAccount

    bare = "".join(each for each in number.upper() if each.isalnum())
    if not bare:
        return None
    for account in BankAccount.objects.all():
        if bare in (account.iban, "".join(each for each in account.number.upper() if each.isalnum())):
            return account
    raise ServerProblem(f"There is no bank account {number} in the newsroom’s settings.")
