"""Bringing the demonstration newspaper into an empty publication."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from freesheet.articles.models import ArticlePage
from freesheet.editions.actions import layout_of
from freesheet.editions.models import FrontPage, InformationPage, Publication
from freesheet.importers.demo import pictures
from freesheet.importers.demo.films.filing import recorded
from freesheet.importers.demo.languages import LANGUAGES
from freesheet.importers.demo.reading import Draw, Written, as_turns, body, html, told, written
from freesheet.importers.filing import Filing
from freesheet.importers.manuscripts import AuthorNote, Credit, Manuscript, Picture
from freesheet.sections.models import SeriesPage
from freesheet.transparency.actions import correct

CREDIT = "Tideline"
"""The same in every language, for a drawing is kept once."""

LICENCE = "CC BY 4.0"

LEADS = ("undersea-cables", "map-projections", "salt-farmers", "monsoon-forecast", "election-count")
"""What the front page shows first, in order."""


def bring_demonstration(progress: Callable[[int, int], None]) -> None:
    """File every article, author and page of the demonstration newspaper, and set its front pages."""
    with tempfile.TemporaryDirectory() as folder:
        _Bringing(Path(folder), progress).run()


class _Bringing:
    def __init__(self, folder: Path, progress: Callable[[int, int], None]) -> None:
        self.folder = folder
        self.progress = progress
        self.filings = {
            code: Filing(FrontPage.objects.get(locale__language_code=code), publish=True) for code in LANGUAGES
        }
        self.articles: dict[tuple[str, str], ArticlePage] = {}
        self.authors: dict[str, UUID] = {}
        self.recordings: dict[str, int] = {}
        self.serial: dict[tuple[str, str], SeriesPage] = {}
        """The series of those articles that are parts of one."""

    def run(self) -> None:
        for code in LANGUAGES:
            self.settings(code)
            self.sections(code)
            self.series(code)
        for page in sorted(written("pages"), key=lambda page: LANGUAGES.index(page.language)):
            self.page(page)
        # The oldest first, and English first, so that translations find what they translate.
        articles = sorted(written("articles"), key=lambda a: (LANGUAGES.index(a.language), a.head["published"], a.slug))
        for done, article in enumerate(articles, 1):
            self.article(article)
            self.progress(done, len(articles))
        for correction in told("", "corrections", LANGUAGES[0])["correction"]:
            self.correct(**correction)
        for code in LANGUAGES:
            self.front(code)

    def correct(self, article: str, language: str, at: datetime, **said: str) -> None:
        correct(self.articles[article, language], said["wrong"], said["right"], said["severity"], at=at)

    def settings(self, code: str) -> None:
        paper = Publication.objects.get(locale__language_code=code)
        for name, value in told("", "publication", code).items():
            setattr(paper, name, value)
        paper.full_clean()
        paper.save()
        front = self.filings[code].front
        front.title = paper.name
        front.save_revision().publish()

    def sections(self, code: str) -> None:
        listed = told("", "sections", code)
        for slug, section in listed.items():
            description = section["descriptions"][code]
            self.filings[code].section(section[code], slug, description, twin=self.twin("section", slug))

    def series(self, code: str) -> None:
        for slug, told_of in told("", "series", code).items():
            if code not in told_of:
                continue
            words, first = told_of[code], self.serial.get((told_of["parts"][0], LANGUAGES[0]))
            twin = first.translation_key if first else None
            page = self.filings[code].series(words["title"], words.get("slug", slug), words["description"], twin)
            self.serial |= {(part, code): page for part in told_of["parts"]}

    def twin(self, kind: str, slug: str) -> UUID | None:
        from freesheet.sections.models import SectionPage

        first = self.filings[LANGUAGES[0]].front
        if kind == "section":
            found = SectionPage.objects.child_of(first).filter(slug=slug).first()
        else:
            found = InformationPage.objects.child_of(first).filter(slug=slug).first()
        return found.translation_key if found else None

    def page(self, page: Written) -> None:
        self.filings[page.language].information(
            page.head["title"],
            body(page.text, self.draw_in(page.language), lambda slug: None),
            slug=page.head.get("slug", page.slug),
            role=page.head.get("role", ""),
            twin=self.twin("page", page.slug),
        )

    def article(self, article: Written) -> None:
        head, code = article.head, article.language
        filing = self.filings[code]
        published = head["published"]
        poster = self.draw(head["picture"], code, head.get("alt", ""))
        told_in = body(article.text, self.draw_in(code), lambda slug: self.filed(slug, code), self.recording, code)
        speakers = self.speakers(article)
        series = self.serial.get((article.slug, code))
        manuscript = Manuscript(
            headline=head["headline"],
            body=as_turns(told_in, *(each["id"] for each in speakers)) if speakers else told_in,
            opinion=head.get("opinion", ""),
            interview={**head.get("held", {}), "speakers": speakers},
            film=self.recording(head["film"], poster) if "film" in head else None,
            format=head["format"],
            kicker=head.get("kicker", ""),
            standfirst=head.get("standfirst", ""),
            slug=head.get("slug", article.slug),
            section=told("", "sections", code)[head["section"]][code],
            tags=head.get("tags", []),
            series=series and series.pk,
            bylines=[Credit(self.author(slug, code)) for slug in head["authors"]],
            lead_picture=poster,
            lead_caption=head.get("caption", ""),
            first_published_at=published,
            last_published_at=head.get("updated", published),
            language=code,
        )
        self.articles[article.slug, code] = filing.article(manuscript, self.articles.get((article.slug, "en")))

    def speakers(self, article: Written) -> list[dict[str, Any]]:
        """Who asks and who answers in an interview, as blocks; nobody in an article that has no speakers."""
        said: list[dict[str, Any]] = []
        for speaker in article.head.get("speakers", []):
            writer = self.author(speaker["author"], article.language) if "author" in speaker else None
            author = self.filings[article.language].author(writer).pk if writer else None
            value = {"name": "", "label": "", "part": "answers", "description": "", "portrait": None, **speaker}
            name = uuid5(NAMESPACE_URL, f"{article.slug}.{article.language}.{len(said)}")
            said.append({"type": "speaker", "id": str(name), "value": {**value, "author": author}})
        return said

    def filed(self, slug: str, code: str) -> int | None:
        found = self.articles.get((slug, code))
        return found.pk if found else None

    def author(self, slug: str, code: str) -> AuthorNote:
        note = told("authors", slug, code)
        author = AuthorNote(
            name=note["name"],
            slug=slug,
            role_line=note.get("role_line", ""),
            reports_from=note.get("reports_from", ""),
            biography=html(note.get("biography", "")),
            portrait=self.draw(slug, code, note["name"]),
            links=[(label, url) for label, url in note.get("links", [])],
        )
        filed = self.filings[code].author(author, self.authors.get(slug))
        self.authors.setdefault(slug, filed.translation_key)
        return author

    def recording(self, name: str, poster: Picture | None = None) -> int:
        if name not in self.recordings:
            note = told("films", "films", LANGUAGES[0])[name]
            shown = self.filings[LANGUAGES[0]].picture(poster)
            self.recordings[name] = recorded(name, note, shown, CREDIT, LICENCE).pk
        return self.recordings[name]

    def draw_in(self, code: str) -> Draw:
        return lambda name, alt, caption: self.draw(name, code, alt, caption)

    def draw(self, name: str, code: str, alt: str, caption: str = "") -> Picture:
        diagram = name in pictures.DIAGRAMS
        path = self.folder / (f"{name}.{code}.svg" if diagram else f"{name}.jpg")
        if not path.exists():
            path.write_bytes(pictures.diagram(name, code) if diagram else pictures.draw(name))
        return Picture(path, name.replace("-", " ").capitalize(), alt, caption, CREDIT, LICENCE)

    def front(self, code: str) -> None:
        chosen = [self.articles[slug, code] for slug in LEADS if (slug, code) in self.articles]
        sizes = ["lead", "large", "large"]
        layout = layout_of(self.filings[code].front)
        layout.slots = [
            ("slot", {"story": page.page_ptr, "size": size}) for page, size in zip(chosen[:3], sizes, strict=False)
        ]
        layout.save_revision().publish()
