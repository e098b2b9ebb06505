"""``freesheet press``: looking after the printed pages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from freesheet.project.console import Folder, enter, fail, progress_bar, say, told_plainly

pressing = typer.Typer(no_args_is_help=True, help="Look after the printed pages.")

Address = Annotated[str, typer.Argument(help="An address on the site, like /world/. Default: the whole press.")]


@pressing.command("status")
def status(
    folder: Folder,
    address: Address = "",
    key: Annotated[str, typer.Option("--key", help="Show which pages depend on a key.")] = "",
) -> None:
    """Say what waits to be printed; or of one page since when readers have it, why it was printed, what it holds."""
    with told_plainly():
        enter(folder)
        if key:
            _tell_holders(key)
        elif address:
            _tell_page(address)
        else:
            _tell_press()


def _tell_press() -> None:
    from freesheet.press.queries import last_printed, summary, with_problems

    told = summary()
    say.print(f"{told['pages']} pages are printed.")
    if told["waiting"]:
        say.print(f"{told['waiting']} changes wait, the oldest for {told['oldest_seconds']} s.")
    else:
        say.print("No change waits to be printed.")
    if told["old_pages"]:
        say.print(f"{told['old_pages']} pages have the old look, and are printed anew while the paper is served.")
    table = Table("since", "page", "because of", box=None, pad_edge=False)
    for sheet in last_printed():
        table.add_row(_when(sheet.printed_at), sheet.address, ", ".join(sheet.causes.splitlines()[:3]))
    say.print(table)
    problems = with_problems()
    if problems:
        fail("\n".join(["These could not be printed; readers have what they had before:", *map(": ".join, problems)]))


def _tell_page(address: str) -> None:
    from urllib.parse import unquote

    from freesheet.press.queries import keys_of, state_of

    address = unquote(address)
    state = state_of(address)
    if state.since is None:
        fail(f"Nothing is printed at {address}." + (" It waits to be printed." if state.waiting else ""))
    say.print(
        f"{address} answers {state.status}, and is on the site as it is since {_when(state.since)}.", markup=False
    )
    if state.waiting:
        say.print("A change is on its way to it.")
    say.print("It was printed because of:", markup=False)
    say.print("\n".join(f"  {cause}" for cause in state.causes) or "  (a reason that was not noted)", markup=False)
    say.print("It depends on:", markup=False)
    say.print("\n".join(f"  {key}" for key in keys_of(address)), markup=False)
    if state.problem:
        fail(f"It could not be printed again: {state.problem}")


def _tell_holders(key: str) -> None:
    from freesheet.press.queries import pages_that_hold

    pages = pages_that_hold(key)
    if not pages:
        fail(f"No printed page depends on {key}. Keys are listed by: freesheet press status DIR ADDRESS")
    say.print("\n".join(pages), markup=False)


def _when(at: datetime | None) -> str:
    from django.utils.timezone import localtime

    return localtime(at).strftime("%Y-%m-%d %H:%M:%S %Z") if at else "never"


@pressing.command("verify")
def verify(
    folder: Folder,
    sample: Annotated[
        int, typer.Option(help="How many pages, those first that were compared longest ago; 0: every page.", min=0)
    ] = 0,
    mend: Annotated[bool, typer.Option("--mend", help="Print again what is not what it should be.")] = False,
) -> None:
    """Compare what readers have with a fresh rendering: every page, or a sample."""
    with told_plainly():
        enter(folder)
        from freesheet.press.outbox import wanted
        from freesheet.press.register import addresses_known
        from freesheet.press.sweeping import compare, next_to_check
        from freesheet.project.wiring import press
        from freesheet.website.sheets import all_addresses

        machine = press()
        pages = next_to_check(sample) if sample else sorted({*all_addresses(), *addresses_known()})
        with progress_bar("Comparing") as progress:
            result = compare(machine.printer, pages, progress)
        say.print(f"{result.same} pages are what they should be.")
        if result.changing:
            say.print(f"{result.changing} are being changed just now.")
        if not result.different:
            return
        if mend:
            wanted(*result.addresses)
            with progress_bar("Printing") as progress:
                machine.drain(progress)
    fail("\n".join([f"{len(result.different)} {'were' if mend else 'are'} not:", *result.different]))


@pressing.command("rebuild")
def rebuild(folder: Folder) -> None:
    """Print every page again."""
    with told_plainly(), progress_bar("Printing") as progress:
        enter(folder)
        from freesheet.project.founding import bring_up_to_date, print_everything

        bring_up_to_date()
        run = print_everything(progress)
    say.print(f"{run.printed} pages printed, {run.unchanged} of them as they were; {run.removed} not to be kept.")
    if run.failed:
        fail("These could not be printed:\n" + "\n".join(run.failed))
