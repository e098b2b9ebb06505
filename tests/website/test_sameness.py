"""A page that is printed among many others is the one that a reader who asks for it alone would get."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from tests import factories

from freesheet.articles import queries
from freesheet.articles.actions import pin
from freesheet.articles.models import ArticlePage, Byline, RelatedPin
from freesheet.authors.models import AuthorPage
from freesheet.editions.actions import layout_of
from freesheet.editions.models import FrontPage, InformationPage
from freesheet.media.models import NewsImage
from freesheet.press.recording import forget, recording
from freesheet.press.sheets import Sheet
from freesheet.sections.models import SectionPage, SeriesPage
from freesheet.website.preparing import prepare
from freesheet.website.sheets import KEPT, NOT_KEPT, all_addresses, render


@pytest.fixture(autouse=True)
def clean_slate() -> Any:
    """Other tests' pages have the same ids as ours."""
    forget()
    yield
    forget()


@pytest.fixture
def paper(fronts: dict[str, FrontPage], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of a paper with a little of everything."""
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    drawing = factories.picture()
    world = {code: factories.section(front, "World") for code, front in fronts.items()}
    ada = {code: factories.author(front, "Ada Reporter", portrait=drawing) for code, front in fronts.items()}
    for code in ("zh-hant", "ur"):
        SectionPage.objects.filter(pk=world[code].pk).update(translation_key=world["en"].translation_key)
        AuthorPage.objects.filter(pk=ada[code].pk).update(translation_key=ada["en"].translation_key)
        world[code].refresh_from_db()
    first = _articles(world["en"], ada["en"], drawing)
    for code, title in (("zh-hant", "潮汐表"), ("ur", "جوار بھاٹا")):
        twin = factories.article(world[code], title, authors=(ada["en"],), lead_picture=drawing)
        ArticlePage.objects.filter(pk=twin.pk).update(translation_key=first.translation_key)
    _around(fronts["en"], first)
    return [*sorted(set(all_addresses())), "/nothing/", "/world/nothing/", "/world", "/world/page/99/"]


def _articles(world: SectionPage, ada: AuthorPage, drawing: NewsImage) -> ArticlePage:
    culture = factories.section(world.get_parent().specific, "Culture")
    body = [
        *factories.paragraphs(*(f"Pilots take ships through the harbour, {number}. " * 20 for number in range(8))),
        {"type": "image", "value": {"image": drawing.pk, "alt": "Other words", "caption": ""}},
        {"type": "image", "value": {"image": drawing.pk, "alt": "", "caption": ""}},
        {"type": "related_article", "value": {"article": None, "title": "Story of pilots 3"}},
        {"type": "list", "value": f'<ul><li><a linktype="page" id="{ada.pk}">Ada</a> &amp; others</li></ul>'},
    ]
    made = [
        factories.article(
            world, f"Story of pilots {number}", authors=(ada,), tags=("harbours",), body=body, lead_picture=drawing
        )
        for number in range(7)
    ]
    video = factories.article(culture, "A film", format="video", kicker="Seen", tags=("harbours", "films"))
    video.further_sections = [world]
    video.bylines.add(Byline(author=ada, role="camera"))
    video.related_pins = [RelatedPin(article=made[2])]
    video.save()
    video.save_revision().publish()
    first: ArticlePage = made[0]
    return first


def _around(front: FrontPage, lead: ArticlePage) -> None:
    about = InformationPage(title="About", slug="about", locale=front.locale, body=factories.paragraphs("Who we are."))
    front.add_child(instance=about)
    about.save_revision().publish()
    layout = layout_of(front)
    layout.slots = [("slot", {"story": lead, "size": "lead"})]
    layout.save_revision().publish()
    pin(lead, timezone.now() + timedelta(days=1))
    series = SeriesPage(title="The harbour", slug="the-harbour", locale=front.locale)
    front.add_child(instance=series)
    series.save_revision().publish()
    for part in ArticlePage.objects.filter(locale=front.locale, title__startswith="Story"):
        part.series = series
        part.save_revision().publish()


def _kept(sheet: Sheet | None) -> tuple[int, list[tuple[str, str]], bytes] | None:
    return None if sheet is None else (sheet.status, sorted(sheet.headers), sheet.body)


def _served(address: str) -> tuple[int, list[tuple[str, str]], bytes] | None:
    response: Any = Client().get(quote(address))
    if response.status_code not in KEPT or not getattr(response, "storable", False):
        return None
    headers = sorted((name, value) for name, value in response.items() if name.lower() not in NOT_KEPT)
    return response.status_code, headers, response.content


def test_every_page_is_printed_as_a_reader_who_asks_for_it_gets_it(paper: list[str]) -> None:
    asked = {address: _served(address) for address in paper}
    assert sum(answer is not None for answer in asked.values()) > 40
    prepare(paper)
    for address in paper:
        with recording():
            assert _kept(render(address)) == asked[address], address


def test_a_page_printed_among_others_holds_the_keys_it_holds_when_printed_alone(paper: list[str]) -> None:
    alone = {}
    for address in paper:
        forget()
        with recording() as keys:
            render(address)
        alone[address] = keys
    forget()
    prepare(paper)
    for address in paper:
        with recording() as keys:
            render(address)
        assert keys == alone[address], address


def test_what_was_remembered_is_made_again_once_it_is_forgotten(paper: list[str]) -> None:
    with recording():
        assert b"Story of pilots 6" in getattr(render("/"), "body", b"")
    ArticlePage.objects.filter(title="Story of pilots 6").update(title="Pilots on strike")
    forget()
    with recording():
        assert b"Pilots on strike" in getattr(render("/"), "body", b"")
