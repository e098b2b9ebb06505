"""The command line: ``freesheet``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from freesheet import __version__
from freesheet.project.console import Folder, complain, enter, progress_bar, say, told_plainly
from freesheet.project.gifts_commands import giving
from freesheet.project.press_commands import pressing
from freesheet.project.publication import open_publication

app = typer.Typer(
    name="freesheet",
    help="An open newsroom in a box: one folder is a publication, one command serves it.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
importing = typer.Typer(no_args_is_help=True, help="Bring in articles that were published elsewhere.")
staffing = typer.Typer(no_args_is_help=True, help="People who log in to the newsroom.")
app.add_typer(importing, name="import")
app.add_typer(staffing, name="staff")
app.add_typer(pressing, name="press")
app.add_typer(giving, name="gifts")

ToFolder = Annotated[Path, typer.Option("--to", help="The publication's folder.", show_default=False)]
Language = Annotated[str, typer.Option("--language", help="The edition, for example zh-hant. Default: the first one.")]


@app.command()
def new(
    folder: Folder,
    name: Annotated[str, typer.Option(help="The paper's name.")] = "",
    languages: Annotated[str, typer.Option(help="Languages of the editions, the default one first.")] = "en",
    address: Annotated[str, typer.Option(help="Where readers will find it.")] = "http://127.0.0.1:8000",
    timezone: Annotated[str, typer.Option(help="The newsroom's time zone.")] = "UTC",
    database: Annotated[str, typer.Option(help="A PostgreSQL address; empty for SQLite in the folder.")] = "",
) -> None:
    """Make an empty publication. Nothing is asked."""
    from freesheet.project.founding import found

    codes = [code.strip() for code in languages.split(",") if code.strip()]
    values = {"address": address, "languages": codes, "timezone": timezone, "database": database}
    with told_plainly(), progress_bar("Making the publication") as progress:
        found(folder, name or folder.resolve().name.replace("-", " ").title(), values, progress)
    say.print(f"An empty publication is in {folder}.\n", markup=False)
    say.print(f"  Let somebody in:  freesheet staff add NAME {folder}\n  Serve it:         freesheet serve {folder}")


@app.command()
def demo(
    folder: Folder,
    address: Annotated[str, typer.Option(help="Where readers will find it.")] = "http://127.0.0.1:8000",
    database: Annotated[str, typer.Option(help="A PostgreSQL address; empty for SQLite in the folder.")] = "",
) -> None:
    """Make a furnished demonstration newspaper, with an editor who can log in. Does not serve it."""
    from freesheet.project.founding import furnish

    with told_plainly(), progress_bar("Making the demonstration newspaper") as progress:
        password = furnish(folder, address, database, progress)
    say.print(f"A demonstration newspaper is in {folder}.\n", markup=False)
    say.print(f"  Log in as:  editor\n  Password:   {password}   (shown only now)\n", markup=False)
    say.print(f"  Serve it:   freesheet serve {folder}", markup=False)


@app.command()
def serve(
    folder: Folder,
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Processes that answer readers.", min=1, max=64)] = 1,
    tls_certificate: Annotated[
        Path | None, typer.Option(help="Speak https with this certificate, in PEM with those above it.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(help="The certificate's key, in PEM without a password.")] = None,
    front: Annotated[str, typer.Option(help="A web server to answer readers from the files: nginx or caddy.")] = "",
) -> None:
    """Serve a publication: readers, newsroom, printing and schedules, until it is told to stop."""
    with told_plainly():
        publication = open_publication(folder)
        os.environ["FREESHEET_DIR"] = str(publication.root)
        from freesheet.project.delivery import token
        from freesheet.project.errors import ServerProblem
        from freesheet.project.server import Encryption, Place, run

        token(publication)
        if (tls_certificate is None) != (tls_key is None):
            raise ServerProblem("--tls-certificate and --tls-key belong together: give both, or neither.")
        encryption = Encryption(tls_certificate, tls_key) if tls_certificate and tls_key else None
        place = Place(host, port, encryption, front)
        run(publication, place, workers, lambda text: say.print(text, markup=False, soft_wrap=True))


@app.command()
def front(
    folder: Folder,
    write: Annotated[str, typer.Option(help="The web server: nginx or caddy.", show_default=False)],
    to: Annotated[Path | None, typer.Option(help="The file to write. Default: shown.", show_default=False)] = None,
    behind: Annotated[str, typer.Option(help="Where “freesheet serve” listens.")] = "127.0.0.1:8000",
    host: Annotated[str, typer.Option(help="The IP address to listen on. Default: all.")] = "",
    port: Annotated[int, typer.Option(help="The port to listen on. Default: that of the paper's address.", min=0)] = 0,
    tls_certificate: Annotated[Path | None, typer.Option(help="The certificate, if Caddy is not to get one.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="The certificate's key.")] = None,
) -> None:
    """Write a configuration for a web server of your own that answers readers from the paper's files."""
    with told_plainly():
        publication = open_publication(folder)
        from freesheet.project.fronting import Wish, site, write_site

        text = site(publication, write, Wish(host, port, behind, tls_certificate, tls_key))
        if to is None:
            typer.echo(text, nl=False)
        elif write_site(text, to):
            say.print(f"Written to {to}. Now let {write} read it.", markup=False)
        else:
            say.print(f"{to} is up to date.", markup=False)


@importing.command("page")
def import_page(
    files: Annotated[list[Path], typer.Argument(help="Saved article pages, as text or HTML.", show_default=False)],
    to: ToFolder,
    publish: Annotated[bool, typer.Option("--publish", help="Publish at once, instead of leaving drafts.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what each line is taken for, and why.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Put what the page says of its outlet into settings that are empty.")
    ] = False,
    language: Language = "",
) -> None:
    """Make an article of each saved page; what surrounds the story is told from it."""
    with told_plainly():
        enter(to)
        from freesheet.project.importing import bring_pages

        bring_pages(files, language, publish, dry_run, accept, say)


@importing.command("wordpress")
def import_wordpress(
    file: Annotated[Path, typer.Argument(help="A WordPress export (WXR 1.0 to 1.2).", show_default=False)],
    to: ToFolder,
    media_from: Annotated[
        Path | None, typer.Option("--media-from", help="The old site's uploads folder. Default: fetched from the web.")
    ] = None,
    publish: Annotated[bool, typer.Option("--publish", help="Publish what was public there.")] = False,
    language: Language = "",
) -> None:
    """Bring in a WordPress site. Run it again to finish an import that was interrupted."""
    with told_plainly():
        enter(to)
        from freesheet.project.importing import bring_wordpress, tell

        with progress_bar("Importing") as progress:
            report, written = bring_wordpress(file, language, media_from, publish, progress)
        tell(report, written, say)


@staffing.command("add")
def staff_add(
    username: Annotated[str, typer.Argument(help="The name to log in with.", show_default=False)],
    folder: Folder,
    email: Annotated[str, typer.Option(help="The person's e-mail address.")] = "",
    role: Annotated[str, typer.Option(help="What they are: reporter, editor, administrator and so on.")] = "editor",
) -> None:
    """Make an account with a random password, which is shown once."""
    with told_plainly():
        enter(folder)
        from django.utils.translation import override

        from freesheet.accounts.actions import add_staff

        # Whatever the language of the paper, the terminal's is English.
        with override("en"):
            _user, password = add_staff(username, email, role)
    say.print(
        f"{username} can log in at /newsroom/ as {role}.\n  Password: {password}   (shown only now)", markup=False
    )


@staffing.command("reset")
def staff_reset(
    username: Annotated[str, typer.Argument(help="The name to log in with.", show_default=False)],
    folder: Folder,
) -> None:
    """Give somebody who has lost everything a new password, and take away their second factor."""
    with told_plainly():
        enter(folder)
        from django.utils.translation import override

        from freesheet.accounts.people import start_again

        with override("en"):
            password = start_again(username)
    say.print(f"{username} sets up a second factor anew.\n  Password: {password}   (shown only now)", markup=False)


@app.command()
def check(folder: Folder) -> None:
    """Say what is wrong with a publication's settings, disk, clock or permissions."""
    from freesheet.project.checking import complaints

    with told_plainly():
        publication = open_publication(folder)
    found = complaints(publication)
    for sentence in found:
        complain.print(f"• {sentence}", markup=False, soft_wrap=True)
    if found:
        raise typer.Exit(1)
    say.print(f"Nothing is wrong with {folder}.", markup=False)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def manage(context: typer.Context, folder: Folder) -> None:
    """Run one of Django's own management commands in a publication, for example: manage DIR shell."""
    if str(folder) in ("-h", "--help"):
        # All other options are Django's to understand, so this one is not Typer's either.
        typer.echo(context.get_help())
        raise typer.Exit
    with told_plainly():
        enter(folder)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["freesheet manage", *context.args])


def _version(asked: bool) -> None:
    if asked:
        say.print(f"Freesheet {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """An open newsroom in a box: one folder is a publication, one command serves it."""


def main() -> None:
    """The program."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
