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
    """The film's own poster, or the lead picture. Nothing is fetched from another site to be one."""
    if article.lead_picture is not None:
        return
    if article.film is not None and article.film.poster is None:
        yield Finding(_("The film has no poster, and there is no lead picture in its place."), FILM)
    elif article.film is None and article.film_url:
        yield Finding(_("The film on the other site has no poster. Choose a lead picture."), FILM_URL)
