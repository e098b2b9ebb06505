"""A film of which readers see nothing before they play it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import FILM, FILM_URL, Finding
from freesheet.preflight.models import Level

NAME = gettext_lazy("A film without a poster")
LEVEL = Level.WARNS


def check(article: ArticlePage) -> Iterator[Finding]:
    """The film's own poster, or the lead picture. Nothing is fetched from another site to be one.

    A poster that stands for the lead picture is described like one. A frame has no description at first, and is no
    reason to keep the film from readers: it is said, whatever is said of other pictures.
    """
    if article.lead_picture is not None:
        return
    if article.film is None:
        if article.film_url:
            yield Finding(_("The film on the other site has no poster. Choose a lead picture."), FILM_URL)
    elif article.film.poster is None:
        yield Finding(_("The film has no poster, and there is no lead picture in its place."), FILM)
    elif not article.film.poster.description.strip():
        told = _("The film’s poster “%s” has no description for readers who cannot see it.")
        yield Finding(told % article.film.poster.title, FILM)
