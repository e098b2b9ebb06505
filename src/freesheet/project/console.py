"""What all commands share: the console, the folder they are given, and complaints as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from freesheet.project.loading import load
from freesheet.project.publication import Publication, PublicationProblem, open_publication

say = Console(highlight=False)
complain = Console(stderr=True, highlight=False)

Folder = Annotated[Path, typer.Argument(help="The publication's folder.", show_default=False)]


def fail(message: str, code: int = 1) -> NoReturn:
    """Say what is wrong, and end with ``code``."""
    complain.print(message, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what the rooms complain of into a sentence and an exit code."""
    from freesheet.accounts.errors import StaffProblem
    from freesheet.contributions.errors import ProviderProblem, StatementProblem
    from freesheet.importers.errors import ImportProblem
    from freesheet.project.errors import ServerProblem

    try:
        yield
    except (
        PublicationProblem, StaffProblem, StatementProblem, ProviderProblem, ImportProblem, ServerProblem
    ) as problem:  # fmt: skip
        fail(str(problem))
    except Exception as problem:
        # Asked for only now: serving a publication that is ready starts without Django.
        from django.db import DatabaseError, OperationalError

        if type(problem) not in (DatabaseError, OperationalError):
            raise
        fail(f"The database cannot be used: {problem}. Run “freesheet check” on the folder to learn more.")


def enter(folder: Path) -> Publication:
    """Open a publication, and Django for it."""
    publication = open_publication(folder)
    load(publication.root)
    return publication


@contextmanager
def progress_bar(what: str) -> Iterator[Any]:
    """A progress bar; yields the function to be told (done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Where nobody looks on, in a log for example, a bar would only leave empty lines.
    with Progress(*columns, console=complain, transient=True, disable=not complain.is_terminal) as bars:
        bar = bars.add_task(what, total=None)
        yield lambda done, total: bars.update(bar, completed=done, total=total)
