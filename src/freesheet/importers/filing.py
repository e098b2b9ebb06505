"""Filing what an importer read: finding or making the pages, people, sections and pictures it stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import unquote
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from freesheet.articles import keys as article_keys
from freesheet.articles.models import ArticlePage, Byline
from freesheet.authors.models import AuthorIndexPage, AuthorPage
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage, InformationPage
from freesheet.editions.pages import ReaderPage, fitting_slug
from freesheet.importers.errors import ImportProblem
from freesheet.importers.manuscripts import AuthorNote, Block, Manuscript, Picture
from freesheet.importers.pictures import image_of
from freesheet.lib.clean import clean_html
from freesheet.press.outbox import changed
from freesheet.sections.models import SectionPage, SeriesPage

Fetch = Callable[[str], bytes]
"""Brings what lies at an address, or raises ImportProblem."""

DEFAULT_SECTION = {"en": "News", "zh-hant": "新聞", "ur": "خبریں"}
NewPage = TypeVar("NewPage", bound=ReaderPage)
AUTHORS = {"en": "Authors", "zh-hant": "作者", "ur": "مصنفین"}


class Filing:
    """Files manuscripts in one edition. ``publish`` makes them public; else they wait as drafts.

    What could not be brought (a picture that is gone) is said in ``notes``, a sentence each.
    """

    def __init__(self, front: FrontPage, publish: bool = False, fetch: Fetch | None = None) -> None:
        self.front = front
        self.publish = publish
        self.fetch = fetch
        self.notes: list[str] = []

    @property
    def language(self) -> str:
        return str(self.front.locale.language_code)

    @transaction.atomic
    def article(self, manuscript: Manuscript, translation_of: ArticlePage | None = None) -> ArticlePage:
        """Make the article. All of it or, if anything fails, nothing.

        Raises:
            ImportProblem: the manuscript breaks a rule of articles; the message says which.
        """
        section = self.section(manuscript.section or DEFAULT_SECTION.get(self.language, DEFAULT_SECTION["en"]))
        article = ArticlePage(
            title=_fitting(manuscript.headline, 255),
            slug=self._free_slug(section, manuscript.slug or manuscript.headline),
            locale=self.front.locale,
            format=manuscript.format,
            kicker=_fitting(manuscript.kicker, 80),
            standfirst=_fitting(manuscript.standfirst, 1000),
            body=self._body(manuscript.body),
            lead_picture=self.picture(manuscript.lead_picture),
            film_id=manuscript.film,
            lead_caption=_fitting(manuscript.lead_caption, 500),
            original_url=manuscript.original_url,
            canonical_url=manuscript.canonical_url,
            appeal_off=manuscript.appeal_off,
            opinion=manuscript.opinion,
            **self._filed(manuscript.interview),
            first_published_at=manuscript.first_published_at,
            go_live_at=manuscript.go_live_at,
            live=False,
        )
        if translation_of is not None:
            article.translation_key = translation_of.translation_key
        self._add(section, article)
        article.bylines = self._bylines(manuscript)
        article.further_sections = [
            other for name in manuscript.further_sections if (other := self.section(name)).pk != section.pk
        ]
        article.tags.add(*[_fitting(tag, 100) for tag in manuscript.tags])
        self._settle(article, manuscript)
        for path in manuscript.old_paths:
            self.redirect(path, article)
        return article

    def _bylines(self, manuscript: Manuscript) -> list[Byline]:
        return [
            Byline(author=self.author(credit.author), role=_fitting(credit.role, 80), sort_order=place)
            for place, credit in enumerate(manuscript.bylines)
        ]

    def _settle(self, article: ArticlePage, manuscript: Manuscript) -> None:
        waits = article.go_live_at is not None and article.go_live_at > datetime.now(UTC)
        article.series_id = manuscript.series
        article.save()
        revision = article.save_revision()
        if not self.publish:
            return
        revision.publish()
        if waits:
            return
        last = manuscript.last_published_at or manuscript.first_published_at
        if last is not None:
            ArticlePage.objects.filter(pk=article.pk).update(last_published_at=last)
            changed(article_keys.article(article.pk), edition_keys.SITEMAP)
        article.refresh_from_db()

    def section(self, name: str, slug: str = "", description: str = "", twin: UUID | None = None) -> SectionPage:
        """The section of this name, made if it is not there; public, for an article alone needs a place."""
        found: SectionPage | None = SectionPage.objects.child_of(self.front).filter(title__iexact=name).first()
        if found is None and slug:
            found = SectionPage.objects.child_of(self.front).filter(slug=slug).first()
        if found is not None:
            return found
        section = SectionPage(
            title=_fitting(name, 255),
            slug=self._free_slug(self.front, slug or name),
            description=description,
            locale=self.front.locale,
        )
        return self._new(self.front, section, twin)

    def series(self, title: str, slug: str = "", description: str = "", twin: UUID | None = None) -> SeriesPage:
        """The series of this title, made if it is not there."""
        found: SeriesPage | None = SeriesPage.objects.child_of(self.front).filter(title__iexact=title).first()
        if found is not None:
            return found
        series = SeriesPage(
            title=_fitting(title, 255),
            slug=self._free_slug(self.front, slug or title),
            description=_fitting(description, 2000),
            locale=self.front.locale,
        )
        return self._new(self.front, series, twin)

    def author(self, note: AuthorNote, twin: UUID | None = None) -> AuthorPage:
        """The author of this name, made if not there. An author without a biography gets the one in the note."""
        index = self._author_index()
        people = AuthorPage.objects.child_of(index)
        found: AuthorPage | None = people.filter(title__iexact=note.name).first()
        if found is None and note.slug:
            found = people.filter(slug=note.slug).first()
        if found is not None:
            if note.biography and not found.biography:
                found.biography = clean_html(note.biography)
                found.save_revision().publish()
            return found
        author = AuthorPage(
            title=_fitting(note.name, 255),
            slug=self._free_slug(index, note.slug or note.name),
            role_line=_fitting(note.role_line, 120),
            reports_from=_fitting(note.reports_from, 120),
            biography=clean_html(note.biography),
            portrait=self.picture(note.portrait),
            links=[("link", {"label": label[:80], "url": url}) for label, url in note.links],
            locale=self.front.locale,
        )
        return self._new(index, author, twin)

    def _author_index(self) -> AuthorIndexPage:
        index: AuthorIndexPage | None = AuthorIndexPage.objects.child_of(self.front).first()
        if index is not None:
            return index
        other = AuthorIndexPage.objects.first()
        page = AuthorIndexPage(title=AUTHORS.get(self.language, "Authors"), slug="authors", locale=self.front.locale)
        return self._new(self.front, page, other.translation_key if other else None)

    def information(
        self,
        title: str,
        body: list[Block],
        slug: str = "",
        role: str = "",
        original_url: str = "",
        old_paths: tuple[str, ...] = (),
        twin: UUID | None = None,
    ) -> InformationPage:
        """A page about the outlet; public only if this filing publishes."""
        page = InformationPage(
            title=_fitting(title, 255),
            slug=self._free_slug(self.front, slug or title),
            role=role,
            body=self._body(body),
            original_url=original_url,
            locale=self.front.locale,
        )
        filed = self._new(self.front, page, twin, public=self.publish)
        for path in old_paths:
            self.redirect(path, filed)
        return filed

    def picture(self, picture: Picture | None) -> Any:
        """The image of a picture; None, and a note, where it cannot be brought."""
        if picture is None:
            return None
        try:
            return image_of(picture, self.fetch)
        except ImportProblem as problem:
            self.notes.append(str(problem))
            return None

    def redirect(self, old_path: str, page: Page) -> None:
        """Let an address of the old site lead to ``page`` for ever. Its own address needs none."""
        path = Redirect.normalise_path(old_path)
        own = page.get_url_parts()
        if not path or path in ("/", "") or (own and unquote(own[2] or "").rstrip("/") == unquote(path).rstrip("/")):
            return
        Redirect.objects.update_or_create(
            old_path=path[:255], site=None, defaults={"redirect_page": page, "is_permanent": True}
        )

    def _body(self, blocks: list[Block]) -> list[Block]:
        filed = []
        for block in blocks:
            value = self._filed(block["value"])
            if block["type"] != "image" or value["image"] is not None:
                filed.append({**block, "value": value})
        return filed

    def _filed(self, value: Any) -> Any:
        """The value of a block with the id of each picture in its place; None where it cannot be brought."""
        if isinstance(value, Picture):
            image = self.picture(value)
            return None if image is None else image.pk
        if isinstance(value, list):
            return [self._filed(each) for each in value]
        return {name: self._filed(each) for name, each in value.items()} if isinstance(value, dict) else value

    def _new(self, parent: Page, page: NewPage, twin: UUID | None, public: bool = True) -> NewPage:
        if twin is not None:
            page.translation_key = twin
        page.live = False
        self._add(parent, page)
        revision = page.save_revision()
        if public:
            revision.publish()
            page.refresh_from_db()
        return page

    @staticmethod
    def _add(parent: Page, page: Page) -> None:
        try:
            parent.add_child(instance=page)
        except ValidationError as problem:
            raise ImportProblem(f"“{page.title}” cannot be filed: {' '.join(problem.messages)}") from problem

    @staticmethod
    def _free_slug(parent: Page, text: str) -> str:
        base = fitting_slug(slugify(text, allow_unicode=True)) or "article"
        taken = set(Page.objects.child_of(parent).filter(slug__startswith=base).values_list("slug", flat=True))
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug


def _fitting(text: str, length: int) -> str:
    """At most ``length`` characters of one-line text."""
    line = " ".join(text.split()) if length < 1000 else text.strip()
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
