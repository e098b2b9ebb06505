"""A letter as a mail: plain text, the same in HTML, and the receipt where it is one."""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail.models import Locale

from freesheet.contributions.errors import LetterProblem
from freesheet.contributions.letters import places
from freesheet.contributions.letters.languages import written_in
from freesheet.contributions.letters.parts import Around
from freesheet.contributions.letters.receipt import name_of_file, pdf_of
from freesheet.contributions.letters.words import said, year_of
from freesheet.contributions.letters.yearly import pdf_of_year
from freesheet.contributions.models import Letter
from freesheet.editions.queries import default_language, publication
from freesheet.lib.scripts import direction

ELSEWHERE = ("address", "moved")
"""Letters that do not go to the address of who gives: nobody who reads them there may get at their gifts."""


def paper_in(language: str) -> str:
    """What the paper is called in a language, on one line."""
    there = {locale.language_code: locale for locale in Locale.objects.all()}
    locale = there.get(language) or there.get(default_language())
    return " ".join(publication(locale).name.split()) if locale is not None else "Freesheet"


def message_id(letter: Letter) -> str:
    """The same for the same letter however often it is handed over: a mailbox that has it can tell."""
    return f"<letter-{letter.pk}@{urlsplit(settings.PUBLICATION.address).hostname or 'localhost'}>"


def language_of(letter: Letter) -> str:
    """The language in which it is written."""
    return written_in(letter.charge.language if letter.charge else letter.supporter.language)


def written(letter: Letter) -> EmailMultiAlternatives:
    """The mail, ready to go.

    Raises:
        LetterProblem: it cannot be written.
    """
    if letter.kind in ELSEWHERE and not letter.to:
        raise LetterProblem("The address to which it was to go is not known any more.")
    if not letter.supporter.email:
        raise LetterProblem("Who gave has been forgotten, and has no address any more.")
    to = letter.to or letter.supporter.email
    language = language_of(letter)
    paper = paper_in(language)
    with override(language):
        parts = said(letter, Around(paper, language))
        context = {"said": parts, "paper": paper, "language": language, "direction": direction(language)}
        # One is the link itself, of who was forgotten there is nothing to see, and the rest reach another mailbox.
        alone = letter.kind in ("link", "forgotten", *ELSEWHERE)
        context["support"] = "" if alone else places.of_support(letter.supporter)
        context["kept"] = places.of_kept(language)
        text = render_to_string("contributions/letters/letter.txt", context)
        page = render_to_string("contributions/letters/letter.html", context)
    mail = EmailMultiAlternatives(
        parts.subject, text, formataddr((paper, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])), [to],
        headers={
            "Message-ID": message_id(letter), "Auto-Submitted": "auto-generated", "Content-Language": language,
        },
    )  # fmt: skip
    mail.attach_alternative(page, "text/html")
    if letter.kind == "receipt" and letter.charge is not None:
        receipt = letter.charge.receipt
        mail.attach(name_of_file(receipt), pdf_of(receipt), "application/pdf")
    if letter.kind == "year":
        year = year_of(letter)
        with override(language):
            mail.attach(f"gifts-{year}.pdf", pdf_of_year(letter.supporter, year, language), "application/pdf")
    return mail
