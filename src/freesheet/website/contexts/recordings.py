"""Films and sounds: our own, and those that lie on other sites behind a click."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from freesheet.articles.models import ArticlePage
from freesheet.articles.rules import length_of
from freesheet.lib.numerals import digits
from freesheet.lib.players import player_of
from freesheet.lib.scripts import direction
from freesheet.media import keys
from freesheet.media.chapters import chapters_in
from freesheet.media.models import Captions, NewsImage, Recording
from freesheet.media.queries import said_in
from freesheet.press.recording import depends_on, once
from freesheet.website.contexts.furniture import html_language, poster_view
from freesheet.website.contexts.prose import rich
from freesheet.website.contexts.shapes import (
    ChapterView,
    Part,
    RecordingView,
    RemoteView,
    TrackView,
    TranscriptView,
)


def recording_view(recording: Recording, code: str, caption: str = "") -> RecordingView:
    """A recording as themes are given it, for readers of language ``code``."""
    view = once(f"recording:{recording.pk}:{code}", lambda: _recording_view(recording, code))
    return replace(view, caption=caption) if caption else view


def _recording_view(recording: Recording, code: str) -> RecordingView:
    depends_on(keys.recording(recording.pk))
    url = recording.file.url
    chapters, _wrong = chapters_in(recording.chapters, recording.seconds)
    return RecordingView(
        kind=recording.kind,
        title=recording.title,
        url=url,
        type=recording.media_type,
        width=recording.width,
        height=recording.height,
        length=length(recording.seconds),
        duration=duration(recording.seconds),
        size=filesizeformat(recording.file_size),
        bytes=recording.file_size,
        seconds=recording.seconds,
        poster=poster_view(recording.poster, recording.width, recording.height),
        tracks=tuple(_tracks(recording, html_language(code))),
        chapters=tuple(ChapterView(length(each.start), each.title, f"{url}#t={each.start}") for each in chapters),
        chapters_url=recording.chapters_file.url if recording.chapters_file else "",
        transcript=_transcript(recording, html_language(code)),
        caption=recording.caption,
        credit=recording.credit,
    )


def length(seconds: float) -> str:
    """As players show it: 12:05, or 1:02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def duration(seconds: float) -> str:
    """A length as machines write it (ISO 8601).

    >>> duration(3725)
    'PT1H2M5S'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}{rest}S"


def spoken_length(seconds: float, code: str) -> str:
    """For cards: “12 min”; “1 min” for all that is shorter."""
    return digits(_("%(minutes)s min") % {"minutes": max(1, round(seconds / 60))}, code)


def film_seconds(article: ArticlePage) -> float:
    """How long the film of an article is; 0 where there is none, or nobody says so."""
    if article.film is not None:
        return float(article.film.seconds)
    try:
        return length_of(article.film_length) if article.film_url and article.film_length else 0
    except ValidationError:
        return 0


def own_name(tag: str) -> str:
    """A language's name in that language."""
    known = {html_language(code): name for code, name in settings.LANGUAGES}
    if tag in known:
        return str(known[tag])
    try:
        return str(Locale.parse(tag, sep="-").get_display_name() or tag)
    except (UnknownLocaleError, ValueError):
        return tag


def _tracks(recording: Recording, page: str) -> Iterable[TrackView]:
    """Captions, those of the page's language first; shown unasked where something else is spoken."""
    spoken = html_language(recording.language)
    rows = list(recording.captions.all())
    for row in sorted(rows, key=lambda each: html_language(each.language) != page):
        tag = html_language(row.language)
        helps = row.kind != Captions.Kind.DESCRIPTIONS and tag == page != spoken
        yield TrackView(row.kind, tag, own_name(tag), row.file.url, helps)


def _transcript(recording: Recording, page: str) -> TranscriptView | None:
    """What is said, in the page's language or else in the film's own."""
    said = said_in(recording, page, recording.language)
    if said is None:
        return None
    return TranscriptView(rich(said.html), html_language(said.language), direction(said.language))


def remote_view(
    url: str, poster: NewsImage | None = None, caption: str = "", seconds: float = 0, title: str = ""
) -> RemoteView | None:
    """What lies on another site, behind a click; None where the site is not one whose players we show."""
    player = player_of(url)
    if player is None:
        return None
    return RemoteView(
        site=player.name,
        company=player.company if player.company not in player.name else "",
        host=player.host,
        url=player.url,
        watch=player.watch,
        sound=player.sound,
        title=title,
        poster=poster_view(poster, 16, 9),
        caption=caption or (poster.caption if poster is not None else ""),
        credit=poster.credit if poster is not None else "",
        length=length(seconds) if seconds else "",
        duration=duration(seconds) if seconds else "",
    )


def film_of(article: ArticlePage, code: str) -> RecordingView | None:
    """The film of our own that stands at the head of an article."""
    if article.film is None or article.film.kind != Recording.Kind.FILM:
        return None
    view = recording_view(article.film, code, article.lead_caption)
    return view if view.poster else replace(view, poster=poster_view(article.lead_picture, view.width, view.height))


def remote_film_of(article: ArticlePage) -> RemoteView | None:
    """The film on another site that stands there."""
    if article.film is not None or not article.film_url:
        return None
    seconds = film_seconds(article)
    return remote_view(article.film_url, article.lead_picture, article.lead_caption, seconds, article.title)


def frames_in(parts: Iterable[Part], remote: RemoteView | None = None) -> tuple[str, ...]:
    """The hosts whose players a page may frame: those that stand on it."""
    players = [remote, *(part.value["player"] for part in parts if part.kind == "embed")]
    return tuple(sorted({f"https://{player.host}" for player in players if player is not None}))
