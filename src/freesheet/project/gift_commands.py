"""``freesheet gifts``: looking after readers' gifts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from freesheet.project.console import Folder, enter, fail, say, told_plainly

giving = typer.Typer(no_args_is_help=True, help="Readers' gifts.")


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
