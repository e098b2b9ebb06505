"""The second round of an import: links among what came lead to their new places, what was public is published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from freesheet.articles import keys as article_keys
from freesheet.articles.models import ArticlePage
from freesheet.editions import keys as edition_keys
from freesheet.importers.models import Arrival
from freesheet.importers.wordpress.dates import changed_at, published_at
from freesheet.importers.wordpress.export import Export
from freesheet.importers.wordpress.fates import Fate, Standing
from freesheet.importers.wordpress.links import body_with_page_links
from freesheet.importers.wordpress.records import WordpressItem
from freesheet.press.outbox import changed

PAGE_KINDS = ("post", "page", "item")


class Finisher:
    """Finishes what has arrived. ``publish`` lets it make public what was public on the old site."""

    def __init__(self, origin: str, export: Export, publish: bool, now: datetime) -> None:
        self.origin = origin
        self.export = export
        self.site = export.old_site
        self.publish = publish
        self.now = now

    @staticmethod
    def set_lead(article: ArticlePage, image: Any) -> None:
        """Give a new draft its lead picture."""
        article.lead_picture = image
        article.save()
        article.save_revision()

    @transaction.atomic
    def finish(self, item: WordpressItem, fate: Fate, arrival: Arrival, digest: str) -> list[str]:
        """Finish the page of an arrival, all of it or nothing. Returns sentences about what was not done."""
        page = arrival.became
        said: list[str] = []
        if isinstance(page, Page):
            # What an import saves has no user; what an editor saves has one.
            if page.revisions.filter(user__isnull=False).exists():
                said.append("An editor has changed it before the import was finished; it was left to them.")
            else:
                self._finish_page(page, item, fate)
        arrival.digest = digest
        arrival.save(update_fields=["digest"])
        return said

    def _finish_page(self, page: Any, item: WordpressItem, fate: Fate) -> None:
        body = list(page.body.raw_data)
        led = body_with_page_links(body, self.site, self.page_at)
        revision = page.latest_revision
        if led != body:
            page.body = page.body.stream_block.to_python(led)
            page.save()
            revision = page.save_revision()
        date, _guessed = published_at(item)
        waits = fate.standing is Standing.SCHEDULED and date is not None and date > self.now
        if not self.publish or not (fate.standing is Standing.PUBLIC or waits):
            return
        revision.publish()
        if not waits and date is not None:
            # Publishing stamps the moment of the import; readers are to see when it was last changed.
            type(page).objects.filter(pk=page.pk).update(last_published_at=changed_at(item, date) or date)
            changed(article_keys.article(page.pk), edition_keys.SITEMAP)

    def page_at(self, place: str) -> int | None:
        """The page here that something on the old site became, by what names it there; None if it did not come."""
        index = self.export.index
        key = index.linked(place)
        attachment = index.attachment(key) if key else None
        if attachment is not None and attachment.parent:
            # The page of an attachment shows what it is attached to.
            key = (
                index.key_of(attachment.parent) if attachment.link and self.site.place(attachment.link) == place else ""
            )
        if key:
            return self._page(PAGE_KINDS, key)
        head, _slash, slug = place.rpartition("/")
        if head.startswith(f"{self.site.root.casefold()}/category"):
            return self._page(("section",), slug)
        if head == f"{self.site.root.casefold()}/author":
            return self._page(("author",), slug)
        return None

    def _page(self, kinds: tuple[str, ...], key: str) -> int | None:
        arrival = Arrival.objects.filter(origin=self.origin, kind__in=kinds, key=key[:500]).first()
        return arrival.object_id if arrival is not None and isinstance(arrival.became, Page) else None
