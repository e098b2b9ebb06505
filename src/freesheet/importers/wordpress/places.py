"""Sections and authors of the old site: found or made here, with the addresses that led to them."""

from __future__ import annotations

from freesheet.authors.models import AuthorPage
from freesheet.editions.pages import RESERVED_SLUGS
from freesheet.importers.filing import Filing
from freesheet.importers.manuscripts import Manuscript
from freesheet.importers.models import Arrival
from freesheet.importers.wordpress.export import Export
from freesheet.importers.wordpress.people import note_of
from freesheet.importers.wordpress.records import Author, Term, TermRef
from freesheet.importers.wordpress.terms import section_name


class Places:
    """Makes what articles hang on. Each is made when the first article needs it."""

    def __init__(self, origin: str, export: Export) -> None:
        self.origin = origin
        self.export = export
        self.known: set[tuple[str, str, str]] = set()

    def prepare(self, manuscript: Manuscript, terms: list[TermRef], filing: Filing) -> None:
        """Make the sections and authors that a manuscript names, before it is filed, and note its tags."""
        wanted = {manuscript.section, *manuscript.further_sections}
        for term in terms:
            if term.taxonomy == "category" and section_name(term, self.export.index) in wanted:
                self._section(term, filing)
        for tag in manuscript.tags:
            self.export.index.mark("tag", tag.casefold())
        for credit in manuscript.bylines:
            login = credit.author.key
            self._author(self.export.index.author(login) or Author(login, declared=False), filing)

    def _is_new(self, kind: str, key: str, filing: Filing) -> bool:
        place = (filing.language, kind, key)
        is_new = place not in self.known
        self.known.add(place)
        return is_new

    def _section(self, ref: TermRef, filing: Filing) -> None:
        if not self._is_new("section", ref.slug or ref.name, filing):
            return
        index = self.export.index
        term = index.term("category", ref.slug) or Term("category", ref.slug, ref.name)
        slug = ref.slug if ref.slug.isascii() else ""
        if (slug or ref.name).casefold() in RESERVED_SLUGS:
            slug = f"{(slug or ref.name).casefold()}-section"
        page = filing.section(section_name(ref, index), slug=slug, description=term.description[:1000])
        index.mark("category", ref.slug or ref.name)
        self._remember("section", ref.slug or ref.name, page)
        if ref.slug:
            filing.redirect(f"{self.export.old_site.root}/category/{self._path(term)}/", page)

    def _path(self, term: Term) -> str:
        """A category's slugs from the top, as WordPress writes them in its address."""
        slugs = [term.slug]
        parent = term.parent
        while parent and parent not in slugs:
            slugs.insert(0, parent)
            above = self.export.index.term("category", parent)
            parent = above.parent if above else ""
        return "/".join(slugs)

    def _author(self, author: Author, filing: Filing) -> None:
        if not self._is_new("author", author.login, filing):
            return
        page: AuthorPage = filing.author(note_of(author))
        self.export.index.mark("author", author.login)
        self._remember("author", author.login, page)
        if "@" not in author.login:
            filing.redirect(f"{self.export.old_site.root}/author/{author.login.lower()}/", page)

    def _remember(self, kind: str, key: str, page: object) -> None:
        Arrival.objects.get_or_create(origin=self.origin, kind=kind, key=key[:500], defaults={"became": page})
