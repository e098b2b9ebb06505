"""Small publications for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.signals import page_published

from freesheet.articles.models import ArticlePage, Byline
from freesheet.authors.models import AuthorIndexPage, AuthorPage
from freesheet.editions.actions import found_editions
from freesheet.editions.models import FrontPage
from freesheet.media.models import Captions, NewsImage, Recording
from freesheet.sections.models import SectionPage

_numbers = count(1)
RECORDINGS = Path(__file__).parent / "media" / "recordings"
LONG_AGO = datetime(2026, 1, 1, 8, tzinfo=UTC)


def editions(*languages: str) -> list[FrontPage]:
    """Front pages; English alone if nothing is said."""
    return found_editions(languages or ("en",), "http://testserver", "The Test Sheet")


def _public(parent: Page, page: Any) -> Any:
    """A page as Wagtail leaves one that it has published, saved once instead of three times."""
    page.live, page.last_published_at = True, timezone.now()
    page.first_published_at = page.first_published_at or page.last_published_at
    parent.add_child(instance=page)
    revision = page.save_revision(changed=False)
    Page.objects.filter(pk=page.pk).update(live_revision=revision)
    page_published.send(sender=type(page), instance=page, revision=revision)
    log(page, "wagtail.publish", revision=revision, content_changed=True)
    page.refresh_from_db()
    return page


def section(front: FrontPage, title: str = "World", **more: Any) -> SectionPage:
    return _public(front, SectionPage(title=title, locale=front.locale, **more))


def author(front: FrontPage, name: str = "Ada Reporter", **more: Any) -> AuthorPage:
    index = AuthorIndexPage.objects.child_of(front).first()
    if index is None:
        index = _public(front, AuthorIndexPage(title="Authors", slug="authors", locale=front.locale))
    return _public(index, AuthorPage(title=name, locale=front.locale, **more))


CHART = {
    "kind": "bar", "title": "Ships in port", "unit": "ships a day", "table": "Port,Ships\nKeelung,12\nTaichung,7",
    "figures": "", "alt": "Keelung has more.", "source": "Harbour offices", "source_url": "", "notes": "",
}  # fmt: skip
"""The value of a chart as it is stored."""


def paragraphs(*texts: str) -> list[dict[str, Any]]:
    return [{"type": "paragraph", "value": f"<p>{text}</p>"} for text in texts]


def article(
    section: SectionPage, title: str = "", public: bool = True, authors: tuple[AuthorPage, ...] = (), **more: Any
) -> ArticlePage:
    """An article, published one hour after the one made before it."""
    number = next(_numbers)
    tags = more.pop("tags", ())
    more.setdefault("body", paragraphs("Something happened, and somebody wrote it down."))
    more.setdefault("first_published_at", LONG_AGO + timedelta(hours=number))
    page = ArticlePage(title=title or f"Story number {number}", locale=section.locale, live=False, **more)
    page.bylines = [Byline(author=person, sort_order=place) for place, person in enumerate(authors)]
    page.tags.add(*tags)
    if public and page.go_live_at is None:
        return _public(section, page)
    section.add_child(instance=page)
    revision = page.save_revision()
    if public:
        revision.publish()
        page.refresh_from_db()
    return page


@cache
def _plain(colour: str, size: tuple[int, int]) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def picture(name: str = "picture.png", colour: str = "teal", size: tuple[int, int] = (1800, 1200)) -> NewsImage:
    upload = SimpleUploadedFile(name, _plain(colour, size))
    image = NewsImage(
        title=name, description="A plain colour", credit="Drawing: ours", file=ImageFile(upload, name=name)
    )
    image.save()
    return image


def recording(name: str = "film.mp4", **more: Any) -> Recording:
    """A film or a sound of one second; the same file again is another one, by a byte behind its end."""
    data = (RECORDINGS / name).read_bytes()
    if name.endswith(".mp4"):
        data += b"\0\0\0\x0cfree" + next(_numbers).to_bytes(4)
    made = Recording(title=more.pop("title", "The brush"), file=SimpleUploadedFile(name, data), **more)
    made.full_clean()
    made.save()
    return made


WORDS = "00:00.000 --> 00:00.500\nHe wets the brush.\n\n00:00.500 --> 00:01.000\nHe <i>writes</i> one word.\n"


def captions(recording: Recording, language: str = "en", kind: str = "captions", text: str = WORDS) -> Captions:
    """Captions of a recording."""
    file = ContentFile(f"WEBVTT\n\n{text}".encode(), "captions.vtt")
    row = Captions(recording=recording, language=language, kind=kind, file=file)
    row.full_clean()
    row.save()
    return row
