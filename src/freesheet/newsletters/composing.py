"""What a letter says: its articles as readers may see them now, and the appeal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from wagtail.models import Locale

from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import for_cards, public, seen
from freesheet.authors.models import AuthorPage
from freesheet.contributions.asking.told import told
from freesheet.contributions.letters import places as giving
from freesheet.editions.models import FrontPage
from freesheet.editions.queries import front_pages, information_page, publication
from freesheet.lib.dates import long_date
from freesheet.newsletters.models import Issue
from freesheet.newsletters.places import places

MOST_PROPOSED = 30
FIRST_DAYS = timedelta(days=7)
"""What the first letter looks back."""


@dataclass(frozen=True)
class Piece:
    """An article in a letter."""

    headline: str
    standfirst: str
    byline: str
    url: str
    kicker: str = ""


@dataclass(frozen=True)
class Asked:
    """The appeal at the end of a letter."""

    heading: str
    text: str
    note: str
    label: str
    url: str


@dataclass(frozen=True)
class Said:
    """All that a letter says."""

    language: str
    paper: str
    home: str
    day: str
    subject: str
    greeting: str
    pieces: tuple[Piece, ...]
    appeal: Asked | None
    imprint: str


def front_in(language: str) -> FrontPage | None:
    """The front page of the edition in a language."""
    return next((each for each in front_pages() if each.locale.language_code == language), None)


def proposed(language: str) -> list[int]:
    """The ids of what was published since the last letter, the newest first."""
    locale = Locale.objects.filter(language_code=language).first()
    if locale is None:
        return []
    last = Issue.objects.filter(language=language, sent_at__isnull=False).order_by("-sent_at").first()
    since = last.sent_at if last and last.sent_at else timezone.now() - FIRST_DAYS
    newer = public(locale).filter(first_published_at__gt=since)
    return list(newer.values_list("pk", flat=True)[:MOST_PROPOSED])


def readable(ids: Sequence[int], language: str) -> list[ArticlePage]:
    """Those of these articles that readers may see now, in the same order."""
    open_to_all = seen(ids)
    found = {
        each.pk: each
        for each in for_cards(ArticlePage.objects.filter(pk__in=open_to_all, locale__language_code=language))
    }
    return [found[pk] for pk in ids if pk in found]


def composed(issue: Issue) -> Said:
    """What a letter says if it is sent now."""
    articles, language = readable(issue.articles, issue.language), issue.language
    front = front_in(language)
    locale = front.locale if front is not None else Locale.get_default()
    paper = publication(locale)
    name = " ".join(paper.name.split())
    with override(language):
        return Said(
            language=language,
            paper=name,
            home=absolute(front.url if front is not None else "/"),
            day=long_date(timezone.now().astimezone(settings.PUBLICATION.zone), language),
            subject=" ".join((issue.subject or (articles[0].title if articles else name)).split()),
            greeting=issue.greeting.strip(),
            pieces=tuple(_piece(each) for each in articles),
            # Under what is sensitive nobody is asked for money.
            appeal=None if articles and all(each.appeal_off for each in articles) else _appeal(front),
            imprint=paper.imprint,
        )


def absolute(url: str) -> str:
    """An address on this site with its host."""
    return url if urlsplit(url).scheme else f"{settings.PUBLICATION.address}{url}"


def _piece(article: ArticlePage) -> Piece:
    names = [_person(line.author, article.locale_id).title for line in article.bylines.all() if not line.role]
    byline = pgettext("between names", ", ").join(names)
    return Piece(article.title, article.standfirst, byline, absolute(article.url), article.kicker)


def _person(author: AuthorPage, locale_id: int) -> AuthorPage:
    if author.locale_id == locale_id:
        return author
    twin: AuthorPage | None = author.get_translations().live().filter(locale_id=locale_id).first()
    return twin or author


def _appeal(front: FrontPage | None) -> Asked | None:
    """The appeal in the language that is active; None where none is written, or nobody could follow it."""
    if front is None:
        return None
    paper, language = publication(front.locale), front.locale.language_code
    words = (paper.appeal_heading, paper.appeal_text, paper.appeal_note)
    heading, text, note = (told(each, language) for each in words)
    url = _support(front)
    if not url or not (heading or text):
        return None
    return Asked(heading, text, note, paper.support_label or _("Support us"), url)


def _support(front: FrontPage) -> str:
    """Where one gives; empty where the outlet takes no gifts."""
    page, language = information_page(front, "support"), front.locale.language_code
    if not settings.PUBLICATION.payments:
        return absolute(page.url) if page is not None else ""
    url = absolute(page.url) if page is not None else giving.of_asking(language)
    # As under articles: which page made somebody give. It is the same for all who get the letter.
    came_from = urlsplit(places().asking(language)).path
    return f"{url}?from={came_from}" if came_from else url
