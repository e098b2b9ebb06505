"""Bringing a whole site in: what readers see afterwards, a second time, and after an import that broke off."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import html5lib
import pytest
from django.db import transaction
from django.test import Client
from PIL import Image
from tests.factories import editions
from tests.importers.wordpress.test_fixtures import exports, is_sound
from tests.importers.wordpress.wxr import attachment, author, category, item, tag, term, written
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from freesheet.articles.models import ArticlePage
from freesheet.authors.models import AuthorPage
from freesheet.editions.models import InformationPage
from freesheet.importers.errors import ImportProblem
from freesheet.importers.models import Arrival
from freesheet.importers.reports import Report
from freesheet.importers.wordpress.actions import import_wordpress
from freesheet.importers.wordpress.errors import UnreadableExport
from freesheet.importers.wordpress.export import read_export
from freesheet.media.models import NewsImage
from freesheet.sections.models import SectionPage, Tag

pytestmark = pytest.mark.django_db

OLD = "https://old.example/paper"
UPLOADS = f"{OLD}/wp-content/uploads"
NEWS = term("category", "news", "News")
CAT = f'<img src="{UPLOADS}/cat.png" alt="Cat">'


def to(place: str, words: str) -> str:
    return f'<a href="{OLD}/{place}">{words}</a>'


SITE = (
    author("ann", "Ann Ames"),
    category("news", "News"),
    category("media", "Media"),
    category("empty", "Empty"),
    tag("x", "X"),
    tag("y", "Y"),
    item(7, f"One {to('2020/8/', 'next')}, {to('?p=9', 'then')}, {to('gone/', 'gone')}.", extra=NEWS),
    item(
        8,
        f"Back to {to('2020/7/', 'one')} and {to('about/', 'us')}.\n\n{CAT}",
        extra=term("category", "media", "Media") + NEWS + term("post_tag", "x", "X"),
        meta__thumbnail_id="21",
        post_modified_gmt="2021-01-01 00:00:00",
    ),
    item(9, "Later.", status="future", post_date_gmt="2100-01-01 00:00:00", extra=NEWS),
    item(10, "Missed.", status="future", post_date_gmt="2001-01-01 00:00:00", extra=NEWS),
    item(11, "Secret.", status="private", extra=NEWS),
    item(12, "Locked.", post_password="x", extra=NEWS),
    item(13, "Draft.", status="draft", link=f"{OLD}/?p=13", extra=NEWS),
    item(
        14,
        f"{to('author/ann/', 'Ann')} in {to('category/news/', 'news')}",
        post_type="page",
        link=f"{OLD}/about/",
        post_name="about",
        title="About",
    ),
    item(15, "Locked page.", post_type="page", post_password="x"),
    item(16, "", post_type="nav_menu_item"),
    item(17, "Bin.", status="trash"),
    attachment(21, f"{UPLOADS}/cat.png", post_parent="8", excerpt="A cat"),
    attachment(22, f"{UPLOADS}/unused.png"),
    attachment(23, f"{UPLOADS}/paper.pdf"),
)
ITEMS = 14


@pytest.fixture
def front(settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = str(tmp_path / "library")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    return editions()[0]


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    folder.mkdir()
    picture = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    (folder / "cat.png").write_bytes(picture.getvalue())
    return folder


def article(title: str) -> ArticlePage:
    return ArticlePage.objects.get(title=title)


def outcome(report: Report) -> dict[str, str]:
    return {f"{line.kind} {line.key}": line.happened for line in report if line.happened != "noted"}


def test_what_readers_see(front: Any, uploads: Path, tmp_path: Path) -> None:
    report = import_wordpress(written(tmp_path, *SITE), front, media_from=uploads, publish=True)
    live = {page.title for page in ArticlePage.objects.live()} | {page.title for page in InformationPage.objects.live()}
    assert live == {"Title 7", "Title 8", "About"}

    first, second = article("Title 7"), article("Title 8")
    assert first.first_published_at == first.last_published_at == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert second.last_published_at == datetime(2021, 1, 1, tzinfo=UTC)
    assert [byline.author.title for byline in first.bylines.all()] == ["Ann Ames"]
    assert (first.get_parent().title, second.get_parent().title) == ("News", "Media")
    assert [section.title for section in second.further_sections.all()] == ["News"]
    assert [tag.name for tag in second.tags.all()] == ["X"]

    later, about = article("Title 9"), InformationPage.objects.get(title="About")
    assert str(first.body.raw_data[0]["value"]) == (
        f'<p>One <a linktype="page" id="{second.pk}">next</a>, <a linktype="page" id="{later.pk}">then</a>, '
        f'<a href="{OLD}/gone/">gone</a>.</p>'
    )
    assert f'id="{first.pk}"' in second.body.raw_data[0]["value"]
    assert f'id="{about.pk}"' in second.body.raw_data[0]["value"]
    ann, news = AuthorPage.objects.get(), SectionPage.objects.get(title="News")
    assert about.body.raw_data[0]["value"] == (
        f'<p><a linktype="page" id="{ann.pk}">Ann</a> in <a linktype="page" id="{news.pk}">news</a></p>'
    )

    image = NewsImage.objects.get()
    assert second.lead_picture == image
    assert second.body.raw_data[1]["value"]["image"] == image.pk
    assert image.caption == "A cat"
    assert outcome(report) == {
        "post 7": "came", "post 8": "came", "post 9": "came", "post 10": "came as draft", "post 11": "came as draft",
        "post 12": "came as draft", "post 13": "came as draft", "page 14": "came", "page 15": "came as draft",
        "nav_menu_item 16": "left out", "post 17": "left out", "author ann": "came", "category news": "came",
        "category media": "came", "category empty": "left out", "tag x": "came", "tag y": "left out",
        "attachment 21": "came", "attachment 22": "left out", "attachment 23": "left out",
    }  # fmt: skip


def test_what_was_not_public_never_is(front: Any, uploads: Path, tmp_path: Path) -> None:
    import_wordpress(written(tmp_path, *SITE), front, media_from=uploads, publish=True)
    hidden = Page.objects.filter(title__in=[f"Title {number}" for number in (10, 11, 12, 13, 15)])
    assert hidden.count() == 5
    for page in hidden:
        assert not page.live
        assert page.first_published_at is None
        assert page.go_live_at is None
        assert not Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False).exists()
    later = article("Title 9")
    assert not later.live
    assert later.revisions.filter(approved_go_live_at=datetime(2100, 1, 1, tzinfo=UTC)).count() == 1


def test_without_publish_nothing_is_public(front: Any, uploads: Path, tmp_path: Path) -> None:
    import_wordpress(written(tmp_path, *SITE), front, media_from=uploads)
    assert not ArticlePage.objects.live().exists()
    assert not InformationPage.objects.live().exists()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert article("Title 7").first_published_at == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert 'linktype="page"' in article("Title 7").get_latest_revision_as_object().body.raw_data[0]["value"]


def everything() -> dict[str, Any]:
    """All that an import touches, with ids, moments and versions: if any of it is written again, it shows."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (
            ArticlePage,
            InformationPage,
            SectionPage,
            AuthorPage,
            Tag,
            NewsImage,
            Redirect,
            Revision,
            Arrival,
        )
    }


def test_a_second_time_changes_nothing(front: Any, uploads: Path, tmp_path: Path) -> None:
    path = written(tmp_path, *SITE)
    import_wordpress(path, front, media_from=uploads, publish=True)
    before = everything()
    report = import_wordpress(path, front, media_from=uploads, publish=True)
    assert everything() == before
    assert set(outcome(report).values()) == {"unchanged", "left out"}
    assert import_wordpress(path, front, publish=False)
    assert everything() == before


def told() -> list[Any]:
    """What came, without ids, moments of the import, and how often it was saved."""
    titles = dict(Page.objects.values_list("pk", "title"))
    shown = []
    for page in [*ArticlePage.objects.order_by("title"), *InformationPage.objects.order_by("title")]:
        body = str([(block["type"], block["value"]) for block in page.get_latest_revision_as_object().body.raw_data])
        for pk in sorted(titles, reverse=True):
            body = body.replace(f'id="{pk}"', f'to="{titles[pk]}"')
        scheduled = page.revisions.filter(approved_go_live_at__isnull=False).exists()
        moments = (page.first_published_at, page.last_published_at if page.live else None, page.go_live_at)
        shown.append((page.title, page.slug, page.live, scheduled, body.replace(f"'image': {_image()}", ""), moments))
    redirects = sorted((each.old_path, titles[each.redirect_page_id]) for each in Redirect.objects.all())
    return [*shown, redirects, sorted(NewsImage.objects.values_list("title", "caption")), Arrival.objects.count()]


def _image() -> int:
    return NewsImage.objects.values_list("pk", flat=True).first() or 0


def test_an_import_that_broke_off_is_finished_by_the_next(front: Any, uploads: Path, tmp_path: Path) -> None:
    path = written(tmp_path, *SITE)

    def come(stop: int | None) -> list[Any]:
        """What has come when the import broke off after ``stop`` of its steps and was begun again; None: it did not."""

        def breaking(done: int, total: int) -> None:
            assert total == 2 * ITEMS
            if done == stop:
                raise KeyboardInterrupt

        with transaction.atomic():
            here = type(front).objects.get(pk=front.pk)
            if stop is not None:
                with pytest.raises(KeyboardInterrupt):
                    import_wordpress(path, here, media_from=uploads, publish=True, progress=breaking)
            import_wordpress(path, here, media_from=uploads, publish=True)
            found = told()
            transaction.set_rollback(True)
        return found

    whole = come(None)
    assert len(whole) > 10
    for stop in (2, 9, ITEMS, ITEMS + 2, 2 * ITEMS):
        assert come(stop) == whole, stop


def test_what_an_editor_did_meanwhile_is_left_alone(
    front: Any, uploads: Path, tmp_path: Path, django_user_model: Any
) -> None:
    path = written(tmp_path, *SITE)
    import_wordpress(path, front, media_from=uploads, publish=True)
    editor = django_user_model.objects.create_user("ed", "ed@x.example", "pw")
    edited = article("Title 7")
    edited.title = "Better"
    edited.save_revision(user=editor).publish()
    article("Title 8").delete()
    changed = [part.replace("Draft.", "Draft, longer.") for part in SITE]
    report = import_wordpress(written(tmp_path, *changed), front, media_from=uploads, publish=True)
    lines = {line.key: (line.happened, line.why) for line in report if line.kind == "post"}
    assert article("Better").live
    assert not ArticlePage.objects.filter(title__in=["Title 7", "Title 8"]).exists()
    assert lines["7"] == ("unchanged", "")
    assert lines["8"] == ("unchanged", "It came before and was deleted here since.")
    assert lines["13"][1] == "It has changed in the export since it came; what is here was left as it is."


def test_an_editor_between_a_broken_import_and_the_next_is_left_alone(
    front: Any, tmp_path: Path, django_user_model: Any
) -> None:
    path = written(tmp_path, *SITE)

    def breaking(done: int, total: int) -> None:
        if done == total // 2 + 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_wordpress(path, front, publish=True, progress=breaking)
    edited = article("Title 7")
    edited.title = "Being edited"
    edited.save_revision(user=django_user_model.objects.create_user("ed", "ed@x.example", "pw"))
    report = import_wordpress(path, front, publish=True)
    assert not ArticlePage.objects.get(pk=edited.pk).live
    assert article("Title 8").live
    assert "left to them" in next(line.why for line in report if line.key == "7" and line.happened == "noted")


def test_a_broken_file_changes_nothing(front: Any, tmp_path: Path) -> None:
    before = everything()
    path = written(tmp_path, *SITE)
    path.write_text(path.read_text("utf-8").replace("</channel>", "&"), "utf-8")
    with pytest.raises(UnreadableExport, match=r"line \d+, column \d+\. Nothing was imported"):
        import_wordpress(path, front, publish=True)
    with pytest.raises(ImportProblem, match="is not a folder"):
        import_wordpress(path, front, media_from=tmp_path / "missing")
    assert everything() == before


def test_old_addresses_lead_to_the_new_ones(front: Any, uploads: Path, tmp_path: Path, client: Client) -> None:
    import_wordpress(written(tmp_path, *SITE), front, media_from=uploads, publish=True)
    first, second, about = article("Title 7"), article("Title 8"), InformationPage.objects.get(title="About")
    news, ann = SectionPage.objects.get(title="News"), AuthorPage.objects.get()
    led: dict[str, Page] = {
        "2020/7/": first, "?p=7": first, "a21/": second, "?attachment_id=21": second, "about/": about,
        "?page_id=14": about, "category/news/": news, "author/ann/": ann,
    }  # fmt: skip
    for place, page in led.items():
        old = f"/paper/{place}"
        answer = client.get(old)
        assert answer.status_code == 301, old
        assert answer["Location"].endswith(page.url), old


def test_pictures_are_fetched_once_and_a_missing_one_leaves_a_note(front: Any, uploads: Path, tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        if "cat" in address:
            return (uploads / "cat.png").read_bytes()
        raise ImportProblem(f"{address} answered 404.")

    gone = f'<img src="{UPLOADS}/gone.png" alt="Gone"> <img src="{UPLOADS}/gone.png" alt="Again">'
    extra = (item(30, gone + f'<img src="{UPLOADS}/cat-300x200.png">', extra=NEWS), item(31, gone, extra=NEWS))
    report = import_wordpress(written(tmp_path, *SITE, *extra), front, publish=True, fetch=fetch)
    assert Counter(asked) == {f"{UPLOADS}/cat.png": 1, f"{UPLOADS}/gone.png": 1}
    blocks = [(block["type"], block["value"]) for block in article("Title 30").body.raw_data]
    assert [kind for kind, _value in blocks] == ["leftover", "image"]
    assert blocks[0][1]["text"] == f"Picture: Gone ({UPLOADS}/gone.png)"
    whys = {line.key: line.why for line in report if line.kind == "post"}
    assert f"{UPLOADS}/gone.png answered 404." in whys["30"]
    assert f"{UPLOADS}/gone.png answered 404." in whys["31"]


def test_a_host_that_does_not_answer_is_not_asked_for_ever(front: Any, tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        raise ImportProblem(f"{address} cannot be fetched.")

    pictures = "\n\n".join(f'<img src="https://dead.example/{number}.png">' for number in range(50))
    import_wordpress(written(tmp_path, item(7, pictures)), front, publish=True, fetch=fetch)
    assert len(asked) == 8
    assert [block["type"] for block in article("Title 7").body.raw_data] == ["leftover"] * 50


def test_one_bad_item_does_not_keep_the_others(front: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    too_much = "<p>x</p>" * 20_001
    report = import_wordpress(written(tmp_path, item(7), item(8, too_much), item(9)), front, publish=True)
    assert {page.title for page in ArticlePage.objects.live()} == {"Title 7", "Title 9"}
    assert outcome(report)["post 8"] == "failed"
    assert "20000 parts" in next(line.why for line in report if line.key == "8")


def test_items_go_to_the_edition_of_their_own_language(front: Any, tmp_path: Path) -> None:
    english, chinese = editions("en", "zh-hant")
    taiwan = term("language", "zh_TW", "中文")
    path = written(tmp_path, item(7), item(8, "字", title="標題", extra=taiwan + term("category", "xinwen", "新聞")))
    import_wordpress(path, english, editions={"en": english, "zh-hant": chinese}, publish=True)
    assert article("Title 7").locale.language_code == "en"
    assert article("標題").locale.language_code == "zh-hant"
    assert article("標題").is_descendant_of(chinese)


EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>"


def test_no_field_of_an_export_carries_a_script_to_a_page(
    front: Any, uploads: Path, tmp_path: Path, client: Client
) -> None:
    links = "<a href='java\nscript:alert(1)' onclick='alert(1)'>x</a>"
    parts = (links, f"[caption caption='{EVIL}']{CAT}[/caption]", "<!-- wp:acme/x {} /-->", f"[form x='{EVIL}']")
    content = f"Words {EVIL} {'  '.join(parts)} <table><tr><td>{EVIL}<td>b</table>"
    about = f"<wp:category_description>{escape(EVIL)}</wp:category_description></wp:category>"
    terms = term("category", "news", f"News{EVIL}") + term("post_tag", "t", f"Tag{EVIL}")
    lead = {"meta__thumbnail_id": "21", "meta__yoast_wpseo_canonical": "javascript:alert(1)"}
    names = {"title": f"Head{EVIL}", "excerpt": f"Stand{EVIL}", "link": f"{OLD}/{EVIL}", "post_name": f"a{EVIL}"}
    picture = {"title": f"Cat{EVIL}", "excerpt": f"Cap{EVIL}", "meta__wp_attachment_image_alt": f"Alt{EVIL}"}
    path = written(
        tmp_path,
        author("ann", f"Ann{EVIL}"),
        category("news", f"News{EVIL}").replace("</wp:category>", about),
        item(7, content, extra=terms, **names, **lead),
        attachment(21, f"{UPLOADS}/cat.png", **picture),
    )
    import_wordpress(path, front, media_from=uploads, publish=True)
    page = ArticlePage.objects.live().get()
    assert page.title.startswith("Head")
    assert "<" not in page.original_url
    for address in (page.url, page.get_parent().url, AuthorPage.objects.get().url, front.url):
        answer = client.get(address)
        assert answer.status_code == 200
        tree = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
        for element in tree.iter():
            if element.tag == "script":
                assert element.get("type") == "application/ld+json"
            assert not [name for name in element.attrib if str(name).startswith("on")], element.attrib
            addresses = [element.get(name, "") for name in ("href", "src", "action", "srcset")]
            assert not [each for each in addresses if "script:" in each], addresses


def drawn(address: str) -> bytes:
    """A picture for any address, of the kind that its ending promises, and different for each."""
    digest = hashlib.sha256(address.encode()).digest()
    picture = BytesIO()
    kind = {".png": "PNG", ".gif": "GIF"}.get(Path(urlsplit(address).path).suffix.lower(), "JPEG")
    Image.frombytes("RGB", (3, 3), digest[:27]).resize((30, 30)).save(picture, kind)
    return picture.getvalue()


def test_every_sound_fixture_comes_whole_and_only_once(front: Any, shared_fixtures: Path) -> None:
    for path in filter(is_sound, exports(shared_fixtures)):
        report = import_wordpress(path, front, publish=True, fetch=drawn)
        with read_export(path) as exported:
            met = Counter((each.kind or "item", each.key) for each in exported.items())
        told = Counter((line.kind, line.key) for line in report if line.happened != "noted")
        assert met <= told, path.name
        assert all(told[each] == 1 for each in met), path.name
        assert not [line for line in report if line.happened == "failed"], path.name
        before = everything()
        import_wordpress(path, front, publish=True, fetch=drawn)
        assert everything() == before, path.name
