"""Filing saved pages, and accepting what they say of the outlet."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction

from freesheet.articles.models import ArticlePage
from freesheet.editions.models import Publication
from freesheet.importers.errors import ImportProblem
from freesheet.importers.filing import Filing
from freesheet.importers.models import Arrival
from freesheet.importers.page.page import SavedPage
from freesheet.importers.page.rulings import Offered

ORIGIN = "saved page"


@dataclass(frozen=True)
class Filed:
    """The article of a saved page. ``new`` is False where it had come before, and nothing was changed."""

    article: ArticlePage
    new: bool


@transaction.atomic
def file_page(data: bytes, page: SavedPage, filing: Filing) -> Filed:
    """Make the article of a saved page, read from ``data``; the same bytes never make two.

    Raises:
        ImportProblem: it breaks a rule of articles.
    """
    digest = hashlib.sha256(data).hexdigest()
    arrival = Arrival.objects.filter(origin=ORIGIN, kind="article", key=digest).first()
    if arrival is not None and isinstance(arrival.became, ArticlePage):
        return Filed(arrival.became, new=False)
    manuscript = page.manuscript
    if manuscript.canonical_url:
        # The paper has moved here: its old addresses lead here, and this is where the article stands now.
        manuscript.old_paths = [urlsplit(manuscript.canonical_url).path, *manuscript.old_paths]
        manuscript.canonical_url = ""
    article = filing.article(manuscript)
    Arrival.objects.update_or_create(
        origin=ORIGIN, kind="article", key=digest, defaults={"digest": digest, "became": article}
    )
    return Filed(article, new=True)


def accept_offered(offered: Offered, paper: Publication) -> list[str]:
    """Put what a page says of its outlet into those settings that are empty. Returns the names of these.

    Only ever called when an editor asked for it.

    Raises:
        ImportProblem: something is too long for its place; nothing is changed then.
    """
    accepted = []
    for name, value in asdict(offered).items():
        if value and not getattr(paper, name):
            setattr(paper, name, value)
            accepted.append(name)
    if not accepted:
        return []
    try:
        paper.full_clean()
    except ValidationError as problem:
        raise ImportProblem(f"The page's words do not fit the settings: {' '.join(problem.messages)}") from problem
    paper.save()
    return accepted
