"""Making a publication, empty or furnished, and bringing an older one up to date."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli

from freesheet.project.errors import ServerProblem
from freesheet.project.loading import load
from freesheet.project.publication import Publication, lay_out
from freesheet.project.readiness import remember

if TYPE_CHECKING:
    from freesheet.press.printing import Press, Run

Progress = Callable[[int, int], None]


def found(folder: Path, name: str, values: dict[str, Any], progress: Progress) -> Publication:
    """Make an empty publication with a front page in each language, and print it.

    Raises:
        PublicationProblem: the folder or the values will not do.
    """
    publication = lay_out(folder, values)
    try:
        _begin(publication)
        from freesheet.editions.actions import found_editions

        found_editions(publication.languages, publication.address, name)
        print_everything(progress)
        remember(publication)
    except BaseException:
        # Half a publication helps nobody, and would be in the way of the next try.
        shutil.rmtree(publication.root, ignore_errors=True)
        raise
    return publication


def furnish(folder: Path, address: str, database: str, progress: Progress) -> str:
    """Make the demonstration newspaper. Returns the password of its editor.

    Raises:
        PublicationProblem: the folder or the address will not do.
    """
    from freesheet.importers.demo.languages import LANGUAGES, TIMEZONE

    # Whoever looks at it logs in with the password that is shown; the settings file says so.
    place = {"address": address, "timezone": TIMEZONE, "database": database}
    values = {**place, "languages": list(LANGUAGES), "second_factor": "offered", "payments": ["trial"]}
    publication = lay_out(folder, values)
    try:
        _begin(publication)
        from freesheet.accounts.actions import add_staff
        from freesheet.editions.actions import found_editions
        from freesheet.importers.demo.actions import bring_demonstration
        from freesheet.importers.demo.gifts.actions import give_to_demonstration
        from freesheet.importers.demo.planned import plan_demonstration

        found_editions(publication.languages, publication.address, "Tideline")
        bring_demonstration(progress)
        plan_demonstration()
        give_to_demonstration(progress)
        _tell_of_gifts()
        _user, password = add_staff("editor", "editor@tideline.example", "administrator")
        print_everything(progress)
        remember(publication)
    except BaseException:
        shutil.rmtree(publication.root, ignore_errors=True)
        raise
    return password


def _tell_of_gifts() -> None:
    """Let readers be told how many give, how far the goal is, and who wants to be named, from the first printing on."""
    from freesheet.contributions.actions import show_figures
    from freesheet.contributions.asking.goals import show_goals
    from freesheet.contributions.asking.naming import show_names
    from freesheet.website.year import this_year

    show_figures(this_year())
    show_goals()
    show_names()


def _begin(publication: Publication) -> None:
    load(publication.root)
    bring_up_to_date()


def bring_up_to_date(say: Callable[[str], None] = lambda text: None) -> None:
    """Bring database and static files to this version of the program.

    Raises:
        ServerProblem: the database was made by a newer version.
    """
    from django.conf import settings
    from django.core.management import call_command

    from freesheet.accounts.actions import apply_policy
    from freesheet.project.mailing import folder

    pending, unknown = _migrations()
    if unknown:
        raise ServerProblem(
            "This publication was made by a newer version of Freesheet (its database has "
            f"{', '.join(unknown)}). Install that version, or serve a copy made before the upgrade."
        )
    if pending:
        say("Bringing the database up to date…")
        call_command("migrate", verbosity=0, interactive=False)
    apply_policy()
    # Others on this machine need not read it.
    folder(settings.PUBLICATION).mkdir(mode=0o700, exist_ok=True)
    _collect_static(say)


def _migrations() -> tuple[bool, list[str]]:
    """Whether migrations are to be applied, and the names of those applied that this program does not know."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = executor.loader.disk_migrations
    labels = {app for app, _name in known}
    applied = executor.loader.applied_migrations
    replaced = {key for migration in known.values() for key in migration.replaces}
    unknown = [f"{app}.{name}" for app, name in applied if app in labels and (app, name) not in {*known, *replaced}]
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes())), sorted(unknown)


def _collect_static(say: Callable[[str], None]) -> None:
    """Lay out fingerprinted theme and newsroom files, if they are not those of this program."""
    from django.conf import settings
    from django.core.management import call_command

    from freesheet.project.generation import static_generation

    stamp = settings.STATIC_ROOT / "generation"
    if stamp.is_file() and stamp.read_text("ascii") == static_generation():
        return
    say("Laying out the theme’s files…")
    call_command("collectstatic", verbosity=0, interactive=False)
    for sheet in (settings.STATIC_ROOT / "broadsheet").glob("*.css"):
        # Beside each, as the stand looks for them.
        body = sheet.read_bytes()
        sheet.with_name(f"{sheet.name}.br").write_bytes(brotli.compress(body))
        sheet.with_name(f"{sheet.name}.gz").write_bytes(gzip.compress(body, mtime=0))
    stamp.write_text(static_generation(), "ascii")


def print_everything(progress: Progress | None = None, again: bool = True) -> Run:
    """Print every page of the publication, and take away what readers should not find.

    ``again`` also prints pages that are of this generation already.
    """
    from freesheet.project.wiring import press

    machine = press()
    renew(machine, again)
    run = machine.drain(progress)
    finish_renewal()
    return run


def renew(machine: Press, again: bool = False) -> int:
    """Ask the press for every page that is not of its generation; how many pages that is."""
    from freesheet.website.sheets import all_addresses

    return machine.renew(all_addresses(), again)


def finish_renewal() -> None:
    """Note in the store that every page is there, and of which generation."""
    from django.conf import settings

    from freesheet.project.generation import GENERATION, generation
    from freesheet.project.wiring import notes

    if not is_renewed():
        # Before the stamp: who is killed in between does it again.
        notes().everything()
    (settings.PUBLICATION.store / GENERATION).write_text(generation(), "ascii")


def is_renewed() -> bool:
    """Whether the store is of this generation."""
    from django.conf import settings

    from freesheet.project.generation import GENERATION, generation

    stamp = settings.PUBLICATION.store / GENERATION
    return stamp.is_file() and stamp.read_text("ascii") == generation()
