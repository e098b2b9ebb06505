"""The last lines of a report: people, terms and files of the export that no line of an item speaks of."""

from __future__ import annotations

from freesheet.importers.html.addresses import is_picture
from freesheet.importers.models import Arrival
from freesheet.importers.reports import CAME, FAILED, LEFT_OUT, UNCHANGED, Report
from freesheet.importers.wordpress.export import Export
from freesheet.importers.wordpress.people import public_name
from freesheet.importers.wordpress.pictures import KEY_LENGTH
from freesheet.importers.wordpress.records import Attachment, Author, Term
from freesheet.importers.wordpress.terms import DEFAULT_CATEGORIES
from freesheet.sections.models import Tag


def account_for_the_rest(report: Report, export: Export, origin: str) -> None:
    """Add a line for every author, term and attachment, and one for all comments."""
    account = _Account(report, export, origin)
    for author in export.index.authors():
        account.author(author)
    for term in export.terms():
        account.term(term)
    for attachment in export.index.attachments():
        account.attachment(attachment)
    for kind, count in export.comments.items():
        why = f"{count} in all. Freesheet has no comments."
        report.add(f"{kind}s", "all", "", LEFT_OUT, why)


class _Account:
    def __init__(self, report: Report, export: Export, origin: str) -> None:
        self.report = report
        self.export = export
        self.origin = origin

    def author(self, author: Author) -> None:
        name = public_name(author)
        only_named = "" if author.declared else "The file mentions the name and says nothing else of the author."
        if self.export.index.is_marked("author", author.login):
            self.report.add("author", author.login, name, CAME, only_named)
        elif self._arrived("author", author.login):
            self.report.add("author", author.login, name, UNCHANGED, only_named)
        else:
            self.report.add("author", author.login, name, LEFT_OUT, "Nothing that came bears the name.")

    def term(self, term: Term) -> None:
        key = term.slug or term.name
        if term.taxonomy == "category":
            self._category(term, key)
        elif term.taxonomy == "post_tag":
            self._tag(term, key)
        elif term.taxonomy == "nav_menu":
            self.report.add("menu", key, term.name, LEFT_OUT, "Menus are set up anew.")
        else:
            why = f"It belongs to “{term.taxonomy}”, which a plug-in or theme made."
            self.report.add("term", key, term.name, LEFT_OUT, why)

    def _tag(self, term: Term, key: str) -> None:
        if self.export.index.is_marked("tag", term.name.casefold()):
            self.report.add("tag", key, term.name, CAME)
        elif Tag.objects.filter(name__iexact=term.name[:100]).exists():
            self.report.add("tag", key, term.name, UNCHANGED)
        else:
            self.report.add("tag", key, term.name, LEFT_OUT, "Nothing that came bears it.")

    def _category(self, term: Term, key: str) -> None:
        if self.export.index.is_marked("category", key):
            self.report.add("category", key, term.name, CAME, "It is a section.")
        elif self._arrived("section", key):
            self.report.add("category", key, term.name, UNCHANGED, "It is a section.")
        elif key.casefold() in DEFAULT_CATEGORIES:
            self.report.add("category", key, term.name, LEFT_OUT, "It only says that an article has no category.")
        else:
            self.report.add("category", key, term.name, LEFT_OUT, "Nothing that came lies in it.")

    def attachment(self, attachment: Attachment) -> None:
        index = self.export.index
        shown = any(index.failure(source) for source in self.export.index.sources_of(attachment.key))
        if index.is_marked("picture", attachment.key):
            happened, why = CAME, ""
        elif self._arrived("picture", attachment.key):
            happened, why = UNCHANGED, ""
        elif shown:
            happened, why = FAILED, "It could not be had; the lines of what shows it say why."
        elif is_picture(attachment.url) or is_picture(attachment.file):
            happened, why = LEFT_OUT, "Nothing that came shows it."
        else:
            happened, why = LEFT_OUT, "It is no picture; links to it still lead to the old site."
        self.report.add("attachment", attachment.key, attachment.title or attachment.url, happened, why)

    def _arrived(self, kind: str, key: str) -> bool:
        return Arrival.objects.filter(origin=self.origin, kind=kind, key=key[:KEY_LENGTH]).exists()
