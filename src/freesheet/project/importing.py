"""The import commands: from files to articles, and a report of what came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from freesheet.importers.errors import ImportProblem
from freesheet.importers.reports import FAILED, LEFT_OUT, NOTED, Report

if TYPE_CHECKING:
    from freesheet.editions.models import FrontPage
    from freesheet.importers.page import SavedPage

Progress = Callable[[int, int], None]

TOLD = (FAILED, LEFT_OUT, NOTED)
MOST_TOLD = 40
"""Lines of a report on the screen; all of them are in its file."""


def front_for(language: str, fallback: str = "") -> FrontPage:
    """The front page of the edition asked for; of ``fallback`` or the default edition if nothing is asked.

    Raises:
        ImportProblem: there is no edition in that language.
    """
    from freesheet.editions.queries import front_pages

    fronts = {front.locale.language_code: front for front in front_pages()}
    if language and language not in fronts:
        raise ImportProblem(f"There is no edition in “{language}”. There are: {', '.join(fronts)}.")
    if not fronts:
        raise ImportProblem("This publication has no front page yet. Make one in the newsroom first.")
    return fronts.get(language) or fronts.get(fallback) or next(iter(fronts.values()))


def bring_pages(files: list[Path], language: str, publish: bool, dry_run: bool, accept: bool, say: Console) -> None:
    """Read every file before any is filed, so that a bad one changes nothing.

    Raises:
        ImportProblem: a file cannot be read, or holds no story.
    """
    from freesheet.importers.filing import Filing
    from freesheet.importers.page import read_page
    from freesheet.importers.page.actions import file_page
    from freesheet.importers.page.reading import bytes_of

    read = [(path, bytes_of(path)) for path in files]
    saved = [(path, data, read_page(data, path.name)) for path, data in read]
    for path, data, page in saved:
        say.print(f"\n{path.name}", style="bold", markup=False)
        if dry_run:
            _verdicts(page, say)
        else:
            filing = Filing(front_for(language, page.manuscript.language), publish, fetch=fetch_picture)
            filed = file_page(data, page, filing)
            state = "published" if filed.article.live else "a draft"
            what = f"is now {state}" if filed.new else "came before; nothing was changed"
            say.print(f"“{filed.article.title}” {what}: /newsroom/pages/{filed.article.pk}/edit/", markup=False)
            for note in filing.notes:
                say.print(f"  {note}", markup=False)
        _summary(page, say)
        _offers(page, language, accept and not dry_run, say)


def bring_wordpress(
    file: Path, language: str, media_from: Path | None, publish: bool, progress: Progress
) -> tuple[Report, Path]:
    """Import a WordPress export. Returns the report and the file that it was written to.

    Raises:
        ImportProblem: the file cannot be read or is no WordPress export; nothing was imported.
    """
    from django.conf import settings
    from django.utils import timezone

    from freesheet.editions.queries import front_pages
    from freesheet.importers.wordpress.actions import import_wordpress

    report = import_wordpress(
        file,
        front_for(language),
        editions={} if language else {front.locale.language_code: front for front in front_pages()},
        media_from=media_from,
        publish=publish,
        fetch=fetch_picture,
        progress=progress,
    )
    folder = settings.PUBLICATION.root / "imports"
    folder.mkdir(exist_ok=True)
    written = folder / f"{file.stem}-{timezone.localtime():%Y%m%d-%H%M%S}.csv"
    report.write_csv(written)
    return report, written


def tell(report: Report, written: Path, say: Console) -> None:
    """Show what an import brought, and each thing that it did not bring as it was."""
    say.print(report.summary(), markup=False, soft_wrap=True)
    looked_for = [line for line in report if line.happened in TOLD]
    for line in looked_for[:MOST_TOLD]:
        title = f" “{line.title}”" if line.title else ""
        say.print(f"  {line.happened}: {line.kind}{title}: {line.why}", markup=False, soft_wrap=True)
    if len(looked_for) > MOST_TOLD:
        say.print(f"  … and {len(looked_for) - MOST_TOLD} more, in the file.", markup=False)
    say.print(f"The whole report, line by line: {written}", markup=False, soft_wrap=True)


def fetch_picture(url: str) -> bytes:
    """A picture from the web, for filing.

    Raises:
        ImportProblem: it cannot be had.
    """
    from django.conf import settings

    from freesheet.lib.fetching import FetchProblem, fetch

    try:
        return fetch(url, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    except FetchProblem as problem:
        raise ImportProblem(str(problem)) from problem


def _verdicts(page: SavedPage, say: Console) -> None:
    table = Table("Where", "Text", "Taken for", "Why", pad_edge=False)
    for verdict in page.verdicts:
        text = verdict.text if len(verdict.text) <= 60 else verdict.text[:57] + "…"
        table.add_row(*(_plain(cell) for cell in (str(verdict.where), text, verdict.taken_for, verdict.why)))
    say.print(table)


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _summary(page: SavedPage, say: Console) -> None:
    manuscript = page.manuscript
    kinds = [block["type"] for block in manuscript.body]
    authors = ", ".join(credit.author.name for credit in manuscript.bylines) or "nobody named"
    lines = [
        f"Headline:        {manuscript.headline}",
        f"By:              {authors}",
        f"Body:            {kinds.count('paragraph')} paragraphs, {len(kinds) - kinds.count('paragraph')} other blocks",
        f"Related titles:  {len(page.related_titles)}",
        f"Left out:        {len(page.appeal)} paragraphs of appeal",
        f"Reading time:    {_reckoned(page)} min"
        + (f" (the page said {page.reading_minutes})" if page.reading_minutes is not None else ""),
    ]
    for line in lines:
        say.print(f"  {line}", markup=False, soft_wrap=True)


def _reckoned(page: SavedPage) -> int:
    from freesheet.articles.blocks import ArticleBody
    from freesheet.articles.spoken import spoken
    from freesheet.lib.reading_time import minutes

    counted = [block for block in page.manuscript.body if block["type"] not in ("image", "related_article")]
    return minutes(spoken(ArticleBody().to_python(counted)), page.manuscript.language)


def _offers(page: SavedPage, language: str, accept: bool, say: Console) -> None:
    from freesheet.editions.queries import publication
    from freesheet.importers.page.actions import accept_offered

    offered = {name: value for name, value in asdict(page.offered).items() if value}
    if not offered:
        return
    say.print("  The page says this of its outlet:", markup=False)
    for name, value in offered.items():
        say.print(f"    {name.replace('_', ' ')}: {value}", markup=False, soft_wrap=True)
    if not accept:
        say.print("  None of it was applied. To put it into settings that are empty, add --accept.", markup=False)
        return
    paper = publication(front_for(language, page.manuscript.language).locale)
    accepted = accept_offered(page.offered, paper)
    say.print(f"  Applied: {', '.join(accepted) or 'nothing, for those settings are not empty'}.", markup=False)
