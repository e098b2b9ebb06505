"""People as themes are given them: authors, and who speaks in an interview."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from freesheet.articles.interviews import Held
from freesheet.articles.models import ArticlePage
from freesheet.authors import keys as author_keys
from freesheet.authors.models import AuthorPage
from freesheet.lib.dates import long_date
from freesheet.press.recording import depends_on, once
from freesheet.website.contexts.cards import person_in
from freesheet.website.contexts.elements import InterviewView, SpeakerView
from freesheet.website.contexts.furniture import on_the_web, picture_view
from freesheet.website.contexts.prose import rich
from freesheet.website.contexts.shapes import AuthorView, Link


def author_view(author: AuthorPage, did: str = "") -> AuthorView:
    """A person as themes are given it, and what the person did for an article."""
    shown = once(f"author:{author.pk}:{get_language()}", lambda: _author_view(author))
    return replace(shown, did=did) if did else shown


def _author_view(author: AuthorPage) -> AuthorView:
    depends_on(author_keys.author(author.pk))
    return AuthorView(
        name=author.title,
        url=author.url if author.live else "",
        initials=initials(author.title),
        role_line=author.role_line,
        reports_from=author.reports_from,
        biography=rich(author.biography),
        portrait=picture_view(author.portrait, cut=True),
        links=tuple(
            Link(link.value["label"], link.value["url"]) for link in author.links if on_the_web(link.value["url"])
        ),
    )


def initials(name: str) -> str:
    """The one or two letters that stand for a person without a portrait.

    >>> initials("Wen Shu-fen"), initials("溫淑芬")
    ('WS', '溫')
    """
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def speakers_of(article: ArticlePage) -> dict[str, SpeakerView]:
    """Who speaks in an article, by the ids of their blocks; who has no name yet is nobody."""
    found = {str(block.id): _speaker_view(block.value, article.locale_id) for block in article.speakers}
    return {name: view for name, view in found.items() if view.name}


def _speaker_view(value: Mapping[str, Any], locale_id: int) -> SpeakerView:
    page = value["author"]
    author = author_view(person_in(page.specific, locale_id)) if page is not None else None
    name = (value["name"] or "").strip() or (author.name if author else "")
    asks = value["part"] == "asks"
    description = value["description"] or (author.role_line if author else "")
    return SpeakerView(
        name=name,
        label=(value["label"] or "").strip() or name,
        initials=initials(name),
        asks=asks,
        description=description or (_("Interviewer") if asks else ""),
        url=author.url if author else "",
        portrait=picture_view(value["portrait"], cut=True) or (author.portrait if author else None),
    )


def interview_of(
    article: ArticlePage, speakers: Mapping[str, SpeakerView], named: Collection[str] = ()
) -> InterviewView | None:
    """What readers are told of how an interview came about; None for other articles, and where nothing is said.

    Who asks and is ``named`` over the article already is not presented again.
    """
    if article.format != ArticlePage.Format.INTERVIEW:
        return None
    said = (article.held_how, article.held_place, article.held_on, article.held_language, article.interpreter)
    if not (speakers or any(said) or article.edited or article.consent):
        return None
    code = article.locale.language_code
    return InterviewView(
        speakers=tuple(each for each in speakers.values() if not (each.asks and each.name in named)),
        how=_how(article.held_how),
        place=article.held_place,
        date=long_date(article.held_on, code) if article.held_on else "",
        date_iso=article.held_on.isoformat() if article.held_on else "",
        language=article.held_language,
        interpreter=article.interpreter,
        edited=article.edited,
        consent=article.consent,
    )


def _how(held: str) -> str:
    """How an interview was held, in the reader's language."""
    return {
        Held.PERSON.value: _("In person"),
        Held.VIDEO.value: _("By video call"),
        Held.PHONE.value: _("By telephone"),
        Held.WRITING.value: _("In writing"),
        Held.STAGE.value: _("Before an audience"),
        Held.SEVERAL.value: _("On several occasions"),
    }.get(held, "")
