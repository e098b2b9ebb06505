"""Articles as other pages show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from freesheet.articles import keys
from freesheet.articles.models import ArticlePage, Byline
from freesheet.articles.queries import for_cards
from freesheet.authors import keys as author_keys
from freesheet.authors.models import AuthorPage
from freesheet.lib.dates import long_date
from freesheet.lib.headline_breaks import with_breaks
from freesheet.lib.numerals import digits
from freesheet.media.keys import image, recording
from freesheet.press.recording import around, depends_on, once, recall
from freesheet.sections import keys as section_keys
from freesheet.sections.models import SectionPage
from freesheet.website.contexts.furniture import picture_view
from freesheet.website.contexts.recordings import film_seconds, spoken_length
from freesheet.website.contexts.shapes import Card, Moment


def format_label(article: ArticlePage) -> str:
    """The name of an article's format in the reader's language."""
    if article.format == "interview" and article.exclusive:
        return _("Exclusive interview")
    return {
        "column": _("Column"),
        "video": _("Video"),
        "visual": _("Visual"),
        "interview": _("Interview"),
    }.get(article.format, "")


def live_label(article: ArticlePage) -> str:
    """What an article is labelled with that is added to while its story goes on; empty for all else."""
    return pgettext("a running story", "Live") if article.is_live else ""


def opinion_label(article: ArticlePage) -> str:
    """What a column is labelled with that is somebody's opinion, by itself or by its section; empty for all else."""
    if article.format != ArticlePage.Format.COLUMN or article.opinion == ArticlePage.Opinion.NO:
        return ""
    if article.opinion == ArticlePage.Opinion.YES or _lies_among_opinions(article):
        return _("Opinion")
    return ""


def _lies_among_opinions(article: ArticlePage) -> bool:
    path = article.path[: -article.steplen]
    there = SectionPage.objects.filter(path=path).values_list("pk", "opinion")
    found = once(f"opinion at:{path}", there.first, around)
    if found is None:
        return False
    depends_on(section_keys.opinion(found[0]))
    return bool(found[1])


def moment(at: datetime | None, code: str) -> Moment | None:
    """A date in the newsroom's time zone, as readers of language ``code`` write it."""
    if at is None:
        return None
    there = at.astimezone(settings.PUBLICATION.zone)
    return Moment(there.isoformat(timespec="seconds"), long_date(there, code), there)


def reading_time(minutes: int, code: str) -> str:
    """For example “3 min read”."""
    return digits(_("%(minutes)s min read") % {"minutes": minutes}, code)


def own_language(line: Byline, locale_id: int) -> AuthorPage:
    """The page of a byline's person in a language, or the one it names where there is none."""
    return _person(line.author_id, locale_id, lambda: line.author)


def person_in(author: AuthorPage, locale_id: int) -> AuthorPage:
    """A person's page in a language, or this one where there is none."""
    return _person(author.pk, locale_id, lambda: author)


def _person(pk: int, locale_id: int, author: Callable[[], AuthorPage]) -> AuthorPage:
    return once(
        f"person:{pk}:{locale_id}",
        lambda: _own_language(author(), locale_id),
        lambda person: (author_keys.author(person.pk), author_keys.name(person.pk), image(person.portrait_id or 0)),
    )


def _own_language(author: AuthorPage, locale_id: int) -> AuthorPage:
    if author.locale_id == locale_id:
        return author
    depends_on(author_keys.twin(author.translation_key, locale_id))
    twin = author.get_translations().live().filter(locale_id=locale_id).first()
    return twin.specific if twin is not None else author


def card(article: ArticlePage) -> Card:
    """An article on somebody else's page."""
    return once(_name(article.pk), lambda: _card(article))


def cards(articles: Sequence[int]) -> tuple[Card, ...]:
    """The articles of these ids as a row of cards, in this order."""
    found = cards_by_id(articles)
    return tuple(found[pk] for pk in articles if pk in found)


def cards_by_id(articles: Sequence[int]) -> dict[int, Card]:
    """A card for each id; none for an article that has just gone."""
    found: dict[int, Card] = {pk: kept for pk in articles if (kept := recall(_name(pk))) is not None}
    unknown = [pk for pk in articles if pk not in found]
    if unknown:
        for article in for_cards(ArticlePage.objects.filter(pk__in=unknown)):
            found[article.pk] = card(article)
    return found


def _name(pk: int) -> str:
    # The names of formats are in the language of the page around.
    return f"card:{pk}:{get_language()}"


def _card(article: ArticlePage) -> Card:
    code = article.locale.language_code
    authors = [own_language(line, article.locale_id) for line in article.bylines.all() if not line.role]
    depends_on(keys.card(article.pk), *(author_keys.name(author.pk) for author in authors))
    if article.film_id:
        depends_on(recording(article.film_id))
    return Card(
        url=article.url,
        headline=with_breaks(article.title, code),
        format=article.format,
        format_label=format_label(article),
        opinion=opinion_label(article),
        kicker=article.kicker,
        standfirst=article.standfirst,
        authors=tuple(author.title for author in authors),
        reading_time=reading_time(article.reading_minutes, code),
        published=moment(article.first_published_at, code),
        picture=picture_view(article.lead_picture or (article.film and article.film.poster)),
        live=live_label(article),
        length=spoken_length(seconds, code) if (seconds := film_seconds(article)) else "",
    )
