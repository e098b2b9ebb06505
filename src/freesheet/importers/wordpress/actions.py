"""Bringing a WordPress site in.

In two rounds, so that texts can link to what comes after them. The first makes every article and page as a draft
and notes each as arrived, in one transaction; the second leads the links among them to their new places and
publishes what was public. An arrival has its digest only when it is through both, so that a broken import is
finished by the next, and a finished one changed by none.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from wagtail.models import Page

from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage
from freesheet.editions.pages import RESERVED_SLUGS
from freesheet.importers.errors import ImportProblem
from freesheet.importers.filing import Fetch, Filing
from freesheet.importers.manuscripts import Manuscript
from freesheet.importers.models import Arrival
from freesheet.importers.reports import CAME, DRAFT, FAILED, LEFT_OUT, UNCHANGED, Report
from freesheet.importers.wordpress.accounts import account_for_the_rest
from freesheet.importers.wordpress.dates import published_at
from freesheet.importers.wordpress.export import Export, read_export
from freesheet.importers.wordpress.fates import Becomes, Fate, Standing, fate_of
from freesheet.importers.wordpress.finishing import Finisher
from freesheet.importers.wordpress.manuscripts import manuscript_of
from freesheet.importers.wordpress.media import MediaFolder
from freesheet.importers.wordpress.pictures import KEY_LENGTH, Pictures
from freesheet.importers.wordpress.places import Places
from freesheet.importers.wordpress.records import WordpressItem
from freesheet.press.outbox import changed

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""

log = logging.getLogger(__name__)


def import_wordpress(
    path: Path,
    front: FrontPage,
    *,
    editions: Mapping[str, FrontPage] | None = None,
    media_from: Path | None = None,
    publish: bool = False,
    fetch: Fetch | None = None,
    progress: Progress | None = None,
) -> Report:
    """Bring an export into the edition of ``front``; what a plug-in marks as in another language, into that of
    ``editions``, by language code. ``publish`` makes public what was public there, and nothing else.

    ``media_from`` is a folder with the old site's uploads; what is not there is asked of ``fetch``. Run again, it goes
    on where it stopped and changes nothing that is through.

    Raises:
        UnreadableExport: the file is not well-formed or no WordPress export; nothing was imported.
        ImportProblem: the file or the folder cannot be read.
    """
    if media_from is not None and not media_from.is_dir():
        raise ImportProblem(f"{media_from} is not a folder.")
    with read_export(path) as export:
        folder = MediaFolder(media_from) if media_from else None
        return _Import(export, front, editions or {}, folder, publish, fetch, progress).run()


def origin_of(export: Export) -> str:
    """What names the old site among all that was imported: its host and path, or its title."""
    site = export.old_site
    return (
        f"wordpress {'/'.join(sorted(site.hosts))}{site.root}"[:500]
        if site.hosts
        else f"wordpress {export.site.title}"[:500]
    )


class _Import:
    def __init__(
        self,
        export: Export,
        front: FrontPage,
        editions: Mapping[str, FrontPage],
        folder: MediaFolder | None,
        publish: bool,
        fetch: Fetch | None,
        progress: Progress | None,
    ) -> None:
        self.export = export
        self.folder = folder
        self.publish = publish
        self.origin = origin_of(export)
        self.now = datetime.now(UTC)
        self.filings = {code: Filing(edition) for code, edition in editions.items()}
        self.filing = Filing(front)
        self.pictures = Pictures(self.origin, export.index, fetch)
        self.places = Places(self.origin, export)
        self.finisher = Finisher(self.origin, export, publish, self.now)
        self.report = Report()
        self.progress = progress or (lambda done, total: None)
        self.total = 2 * sum(export.index.kinds().values())
        self.done = 0

    def run(self) -> Report:
        for sentence in self.export.oddities:
            self.report.add("file", self.export.path.name, self.export.site.title, "noted", sentence)
        for item in self.export.items():
            self._step()
            self._guarded(item, self._bring)
        for item in self.export.items():
            self._step()
            self._guarded(item, self._finish)
        account_for_the_rest(self.report, self.export, self.origin)
        return self.report

    def _step(self) -> None:
        self.done += 1
        self.progress(self.done, self.total)

    def _guarded(self, item: WordpressItem, step: Callable[[WordpressItem], None]) -> None:
        """Take a step; what one item does wrong must not keep the others from coming."""
        try:
            step(item)
        except (ImportProblem, ValidationError, DataError, ValueError) as problem:
            log.warning("Item %s of %s failed", item.key, self.export.path, exc_info=problem)
            self._say(item, FAILED, [_words_of(problem)])

    def _say(self, item: WordpressItem, happened: str, why: list[str]) -> None:
        self.report.add(item.kind or "item", item.key, item.name, happened, " ".join(why))

    def _arrival(self, item: WordpressItem) -> Arrival | None:
        return Arrival.objects.filter(origin=self.origin, kind=item.kind or "item", key=item.key[:KEY_LENGTH]).first()

    def _bring(self, item: WordpressItem) -> None:
        """The first round: make what an item becomes, as a draft."""
        fate = fate_of(item)
        if fate.becomes is Becomes.PICTURE:
            return
        if fate.becomes is Becomes.NOTHING:
            self._say(item, LEFT_OUT, [fate.why, *_comments(item)])
            return
        arrival = self._arrival(item)
        if arrival is not None:
            self._say_known(item, arrival)
            return
        manuscript, notes = manuscript_of(item, self.export, self.folder)
        if manuscript.go_live_at is not None and manuscript.go_live_at <= self.now:
            notes.insert(0, "The hour set for it has passed: it is a draft, and an editor decides.")
            manuscript.go_live_at = None
        filing = self._filing_for(item, manuscript)
        manuscript = replace(manuscript, body=self.pictures.body(manuscript.body, notes))
        lead = self.pictures.lead(manuscript, notes)
        with transaction.atomic():
            page = self._filed(item, fate, replace(manuscript, lead_picture=None), lead, filing)
            Arrival.objects.create(origin=self.origin, kind=item.kind or "item", key=item.key[:KEY_LENGTH], became=page)
        self._say(item, CAME if self._will_be_public(item, fate) else DRAFT, notes)

    def _say_known(self, item: WordpressItem, arrival: Arrival) -> None:
        if arrival.became is None:
            self._say(item, UNCHANGED, ["It came before and was deleted here since."])
        elif not arrival.digest:
            public = self._will_be_public(item, fate_of(item))
            self._say(
                item, CAME if public else DRAFT, ["It came with an import that was interrupted; now it is finished."]
            )
        elif arrival.digest != digest_of(item):
            self._say(item, UNCHANGED, ["It has changed in the export since it came; what is here was left as it is."])
        else:
            self._say(item, UNCHANGED, [])

    def _filing_for(self, item: WordpressItem, manuscript: Manuscript) -> Filing:
        says_language = any(term.taxonomy == "language" for term in item.terms)
        return self.filings.get(manuscript.language, self.filing) if says_language else self.filing

    def _filed(self, item: WordpressItem, fate: Fate, manuscript: Manuscript, lead: Any, filing: Filing) -> Page:
        if fate.becomes is Becomes.PAGE:
            slug = manuscript.slug or manuscript.headline
            page: Page = filing.information(
                manuscript.headline,
                manuscript.body,
                slug=f"{slug}-page" if slug.casefold() in RESERVED_SLUGS else slug,
                original_url=manuscript.original_url,
                old_paths=tuple(manuscript.old_paths),
            )
            if manuscript.first_published_at or manuscript.go_live_at:
                moments = {"first_published_at": manuscript.first_published_at, "go_live_at": manuscript.go_live_at}
                Page.objects.filter(pk=page.pk).update(**moments)
                changed(edition_keys.SITEMAP)
            return page
        self.places.prepare(manuscript, item.terms, filing)
        article = filing.article(manuscript)
        if lead is not None:
            # The picture itself is brought outside the transaction, for it may come from far away.
            self.finisher.set_lead(article, lead)
        return article

    def _will_be_public(self, item: WordpressItem, fate: Fate) -> bool:
        if not self.publish or fate.standing is Standing.DRAFT:
            return False
        date, _guessed = published_at(item)
        return fate.standing is Standing.PUBLIC or (date is not None and date > self.now)

    def _finish(self, item: WordpressItem) -> None:
        """The second round: lead links to their new places, and publish what was public."""
        fate = fate_of(item)
        if fate.becomes not in (Becomes.ARTICLE, Becomes.PAGE):
            return
        arrival = self._arrival(item)
        if arrival is None or arrival.digest:
            return
        for sentence in self.finisher.finish(item, fate, arrival, digest_of(item)):
            self._say(item, "noted", [sentence])


def digest_of(item: WordpressItem) -> str:
    """The SHA-256, in hexadecimal digits, of what an item says; comments and idle metadata do not count."""
    told = [
        item.kind, item.status, item.title, item.link, item.creator, item.content, item.excerpt, item.password,
        item.slug, item.date_gmt, item.date, sorted((term.taxonomy, term.slug, term.name) for term in item.terms),
        item.first("_thumbnail_id"),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _comments(item: WordpressItem) -> list[str]:
    count = item.comments.total()
    return [f"{count} comments on it were not brought either."] if count else []


def _words_of(problem: Exception) -> str:
    return (
        " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem) or type(problem).__name__
    )
