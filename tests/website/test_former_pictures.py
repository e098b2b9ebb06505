"""What readers get of a picture that was replaced, cut anew or deleted: pages printed before still name its files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from PIL import Image
from tests import factories
from tests.conftest import Newsstand

from freesheet.media.actions import GRACE, delete_due_files
from freesheet.media.models import FormerFile, NewsImage, NewsRendition
from freesheet.press.stand import Stand
from freesheet.project.worker import Worker

STORY = "/world/a-story/"
DAY = timedelta(days=1)

Commits = Callable[..., Any]

# Said where Wagtail makes the form of a picture, which has a field for an address.
pytestmark = pytest.mark.filterwarnings("ignore:The default scheme:django.utils.deprecation.RemovedInDjango60Warning")


@pytest.fixture
def picture(stand: Newsstand, story: Callable[..., Any]) -> Iterator[NewsImage]:
    """A lead picture, on a printed page."""
    shutil.rmtree(settings.MEDIA_ROOT / "images", ignore_errors=True)
    made = factories.picture(colour="teal")
    story("A story", lead_picture=made)
    stand.print()
    yield made
    shutil.rmtree(settings.MEDIA_ROOT / "images", ignore_errors=True)


def named(stand: Newsstand) -> set[str]:
    """Every file of a picture that the story's page names."""
    return set(re.findall(r"/media/images/[^\s\"]+", stand.text(STORY)))


def answer(address: str) -> tuple[int, bytes]:
    """What a stand that has just been started says to a reader."""
    given: Any = Stand(Path(settings.PUBLICATION.root)).answer("GET", address, "", lambda name: None)
    return given.status, bytes(given.body or b"")


def answers(addresses: set[str]) -> set[int]:
    return {answer(address)[0] for address in addresses}


def later(time: timedelta) -> Any:
    return patch("django.utils.timezone.now", return_value=timezone.now() + time)


def replace(client: Any, picture: NewsImage, colour: str = "maroon", **more: Any) -> None:
    """As an editor does it, with the newsroom's own form."""
    data = BytesIO()
    Image.new("RGB", (1800, 1200), colour).save(data, "PNG")
    fields = {name: getattr(picture, name) for name in ("title", "description", "caption", "credit")}
    upload = {} if more else {"file": SimpleUploadedFile("another.png", data.getvalue(), "image/png")}
    response = client.post(f"/newsroom/images/{picture.pk}/", {**fields, "tags": "", **upload, **more})
    assert response.status_code == 302, response.content.decode()


def test_a_replaced_picture_is_had_at_its_old_address_until_no_page_can_name_it(
    stand: Newsstand, picture: NewsImage, admin_client: Any, django_capture_on_commit_callbacks: Commits
) -> None:
    before = named(stand)
    bytes_before = {address: answer(address) for address in before}
    assert len(before) > 3 and answers(before) == {200}
    with django_capture_on_commit_callbacks(execute=True):
        replace(admin_client, picture)
    assert {address: answer(address) for address in before} == bytes_before, "not printed yet"
    stand.print()
    after = named(stand)
    assert after.isdisjoint(before)
    assert answers(after) == {200}
    with later(DAY):
        assert delete_due_files() == 0
    assert {address: answer(address) for address in before} == bytes_before, "a page may be in a cache"
    with later(GRACE + timedelta(seconds=1)):
        assert delete_due_files() >= len(before)
    assert answers(before) == {404}
    assert answers(after) == {200}
    assert not FormerFile.objects.exists()


def test_a_picture_replaced_time_and_again_keeps_each_file_for_its_own_time(
    stand: Newsstand, picture: NewsImage, admin_client: Any, django_capture_on_commit_callbacks: Commits
) -> None:
    seen = [named(stand)]
    for hours, colour in ((0, "maroon"), (20, "navy")):
        with later(timedelta(hours=hours)), django_capture_on_commit_callbacks(execute=True):
            replace(admin_client, picture, colour)
        picture.refresh_from_db()
        stand.print()
        seen.append(named(stand))
    with later(timedelta(hours=26)):
        delete_due_files()
    assert [answers(addresses) for addresses in seen] == [{404}, {200}, {200}]
    with later(timedelta(hours=46)):
        delete_due_files()
    assert [answers(addresses) for addresses in seen] == [{404}, {404}, {200}]


def test_a_file_that_another_process_replaced_by_its_like_is_not_named_from_memory(
    stand: Newsstand, story: Any, admin_client: Any, django_capture_on_commit_callbacks: Commits
) -> None:
    picture = factories.picture()
    story("A story", body=[{"type": "image", "value": {"image": picture.pk, "caption": "", "alt": ""}}])
    replace(admin_client, picture, "navy")
    stand.print()
    before = named(stand)
    assert before
    # What Wagtail forgets, it forgets in the process of the editor's request alone.
    with patch.object(NewsRendition, "purge_from_cache"), django_capture_on_commit_callbacks(execute=True):
        replace(admin_client, picture, "navy")
    stand.print()
    assert named(stand).isdisjoint(before)


def test_a_picture_cut_anew_is_had_as_it_was_cut_before(
    stand: Newsstand, picture: NewsImage, admin_client: Any, django_capture_on_commit_callbacks: Commits
) -> None:
    before = named(stand)
    crop = {f"focal_point_{name}": "200" for name in ("x", "y", "width", "height")}
    with django_capture_on_commit_callbacks(execute=True):
        replace(admin_client, picture, **crop)
    stand.print()
    assert named(stand) != before
    assert answers(before | named(stand)) == {200}


def test_a_deleted_picture_is_gone_at_once_with_what_was_kept_of_it(
    stand: Newsstand, picture: NewsImage, admin_client: Any, django_capture_on_commit_callbacks: Commits
) -> None:
    other = factories.picture("other.png", "olive")
    kept = other.get_rendition("width-480").url
    before = named(stand)
    with django_capture_on_commit_callbacks(execute=True):
        replace(admin_client, picture)
    stand.print()
    after = named(stand)
    with django_capture_on_commit_callbacks(execute=True):
        other.renditions.all().delete()
    assert answers(before | after | {kept}) == {200}
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(f"/newsroom/images/{picture.pk}/delete/")
    assert answers(before | after) == {404}
    assert answers({kept}) == {200}, "of another picture"
    assert list(FormerFile.objects.values_list("picture", flat=True)) == [other.pk]


def test_files_of_deleted_pictures_go_though_the_process_died_with_the_commit(
    stand: Newsstand, picture: NewsImage, django_capture_on_commit_callbacks: Commits
) -> None:
    before = named(stand)
    with django_capture_on_commit_callbacks(execute=False):
        NewsImage.objects.all().delete()
    assert answers(before) == {200}
    worker = Worker(0)
    worker.tidy()
    worker.bell.close()
    assert answers(before) == {404}


def test_a_replacement_that_is_rolled_back_gives_nothing_up(stand: Newsstand, picture: NewsImage) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        picture.renditions.all().delete()
        assert FormerFile.objects.exists()
        raise RuntimeError
    with later(2 * DAY):
        assert delete_due_files() == 0
    assert answers(named(stand)) == {200}


def test_a_size_that_is_made_again_under_its_name_is_kept(stand: Newsstand, picture: NewsImage) -> None:
    size = picture.renditions.first()
    assert size is not None
    name = size.file.name
    size.delete()
    size.file.storage.delete(name)
    again = picture.get_rendition(size.filter_spec)
    assert again.file.name == name
    with later(2 * DAY):
        assert delete_due_files() == 0
    assert answer(again.url)[0] == 200
    assert not FormerFile.objects.exists()
    # And given up once more, it has its time once more.
    again.delete()
    assert delete_due_files() == 0
    with later(GRACE + timedelta(seconds=1)):
        assert delete_due_files() == 1


def test_pages_name_no_size_that_was_given_up_alone(stand: Newsstand, picture: NewsImage) -> None:
    before = named(stand)
    call_command("wagtail_update_image_renditions", verbosity=0)
    stand.print()
    assert named(stand) != before
    with later(2 * DAY):
        delete_due_files()
    assert answers(named(stand)) == {200}
    assert answers(before - named(stand)) == {404}


def test_a_file_that_cannot_be_deleted_keeps_no_other(stand: Newsstand, picture: NewsImage) -> None:
    before = named(stand)
    picture.renditions.all().delete()
    stuck = FormerFile.objects.order_by("due").values_list("name", flat=True)[0]
    real = FileSystemStorage.delete

    def delete(storage: FileSystemStorage, name: str) -> None:
        if name == stuck:
            raise PermissionError(name)
        real(storage, name)

    with later(2 * DAY), patch.object(FileSystemStorage, "delete", delete):
        delete_due_files()
        assert list(FormerFile.objects.values_list("name", flat=True)) == [stuck]
        assert delete_due_files() == 0, "not at once again"
    assert answers(before - {f"/media/{stuck}"}) == {404}
    with later(2 * DAY + timedelta(hours=1)):
        assert delete_due_files() == 1
    assert answers(before) == {404}


def test_files_may_lie_anywhere(db: None) -> None:
    with patch.object(NewsRendition.file.field, "storage", InMemoryStorage()) as storage:
        size = factories.picture().get_rendition("width-480")
        name = size.file.name
        size.delete()
        assert storage.exists(name)
        with later(2 * DAY):
            assert delete_due_files() == 1
        assert not storage.exists(name)
