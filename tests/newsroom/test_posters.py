"""A film that comes without a poster gets a frame of itself, if its editor's browser sent one and likes it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import lxml.html
import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests import factories
from tests.newsroom.test_recordings import file, form

from freesheet.accounts.actions import add_staff
from freesheet.accounts.models import User
from freesheet.media.models import NewsImage, Recording
from freesheet.media.posters import MOST_BYTES

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:The default scheme will be changed")]
HERE = "wagtailsnippets_media_recording"
CHOOSER = "wagtailsnippetchoosers_media_recording"
GPS = 0x8825


@pytest.fixture(autouse=True)
def _kept_elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reporter(client: Client) -> User:
    user, _password = add_staff("reporter", "", "reporter")
    client.force_login(user)
    return user


def jpeg(colour: str = "teal", **more: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", (320, 180), colour).save(out, "JPEG", **more)
    return out.getvalue()


def frame(data: bytes | None = None, name: str = "frame.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg() if data is None else data, "image/jpeg")


def said(answer: Any) -> str:
    """What the next page says to who sent the form."""
    tree = lxml.html.fromstring(answer.content)
    return " ".join(" ".join(each.text_content().split()) for each in tree.find_class("messages"))


def test_a_film_without_a_poster_gets_the_frame_with_its_own_credit_and_licence(client: Client, reporter: User) -> None:
    placed = Image.Exif()
    placed.get_ifd(GPS)[2] = (23.0, 58.0, 0.0)
    sent = form(
        file=file(), frame=frame(jpeg(exif=placed)), title="毛筆 The brush", credit="Film: Ada", licence="CC BY 4.0",
        source_url="https://example.org/brush",
    )  # fmt: skip
    answer = client.post(reverse(f"{HERE}:add"), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    film, picture = Recording.objects.get(), NewsImage.objects.get()
    assert film.poster == picture
    assert (picture.title, picture.credit, picture.licence, picture.source_url, picture.uploaded_by_user) == (
        "毛筆 The brush", "Film: Ada", "CC BY 4.0", "https://example.org/brush", reporter,
    )  # fmt: skip
    # Nobody has said yet what is to be seen.
    assert picture.description == ""
    assert (picture.width, picture.height) == (320, 180)
    with Image.open(picture.file.path) as kept:
        assert kept.format == "JPEG"
        assert not kept.getexif()
    assert "“毛筆" not in said(client.get(reverse(f"{HERE}:list")))


def test_a_poster_that_is_chosen_is_the_poster(client: Client, reporter: User) -> None:
    chosen = factories.picture(size=(32, 18))
    answer = client.post(reverse(f"{HERE}:add"), form(file=file(), frame=frame(), poster=chosen.pk))
    assert answer.status_code == 302
    assert Recording.objects.get().poster == chosen
    assert NewsImage.objects.count() == 1


def test_a_sound_gets_no_poster(client: Client, reporter: User) -> None:
    answer = client.post(reverse(f"{HERE}:add"), form(file=file("sound.mp3"), frame=frame()))
    assert answer.status_code == 302
    assert Recording.objects.get().poster is None
    assert not NewsImage.objects.exists()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"Not a picture at all", "no picture in"),
        (b"<script>alert(1)</script>", "no drawing in SVG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>", "does not match"),
        (jpeg()[:-200], "damaged or not whole"),
        (jpeg() + b"\0" * MOST_BYTES, "It has more than 5 MB."),
    ],
    ids=["empty", "words", "script", "drawing", "broken off", "too large"],
)
def test_a_frame_that_cannot_be_taken_does_not_keep_the_film_out(
    client: Client, reporter: User, data: bytes, why: str
) -> None:
    answer = client.post(reverse(f"{HERE}:add"), form(file=file(), frame=frame(data, "../../x" * 60)))
    assert answer.status_code == 302, answer.context["form"].errors
    assert Recording.objects.get().poster is None
    assert not NewsImage.objects.exists()
    told = said(client.get(reverse(f"{HERE}:list")))
    assert "“The brush” is kept without a poster." in told
    assert why in told


def test_nothing_is_kept_of_a_frame_whose_film_is_refused(client: Client, reporter: User) -> None:
    answer = client.post(reverse(f"{HERE}:add"), form(file=file("hevc.mp4"), frame=frame()))
    assert answer.status_code == 200
    assert not Recording.objects.exists() and not NewsImage.objects.exists()


def test_a_film_that_is_there_gets_one_when_it_is_edited_and_the_same_one_is_kept_once(
    client: Client, reporter: User
) -> None:
    film = factories.recording(uploaded_by=reporter, credit="Film: Ada")
    page = reverse(f"{HERE}:edit", args=[film.pk])
    assert f'data-film-frame-address-value="{film.file.url}"' in client.get(page).content.decode()
    for _time in range(2):
        answer = client.post(page, form(file="", frame=frame(), credit="Film: Ada"))
        assert answer.status_code == 302, answer.context["form"].errors
        film.refresh_from_db()
        assert film.poster == NewsImage.objects.get()
        Recording.objects.update(poster=None)
    # Whoever saves without one takes none.
    client.post(page, form(file="", credit="Film: Ada"))
    film.refresh_from_db()
    assert film.poster is None


def test_a_film_that_is_brought_where_it_is_chosen_gets_one(client: Client, reporter: User) -> None:
    opened = client.get(reverse(f"{CHOOSER}:choose")).json()["html"]
    assert 'data-controller="film-frame"' in opened
    given = {"title": "Fresh", "language": "en", "file": file(), "caption": "", "credit": "", "licence": ""}
    answer = client.post(reverse(f"{CHOOSER}:create"), {**given, "frame": frame()})
    assert answer.json()["step"] == "chosen"
    assert Recording.objects.get().poster == NewsImage.objects.get()
    Recording.objects.all().delete()
    answer = client.post(reverse(f"{CHOOSER}:create"), {**given, "file": file(), "frame": frame(b"no picture")})
    assert answer.json()["step"] == "chosen"
    assert "“Fresh” is kept without a poster." in said(client.get(reverse(f"{HERE}:list")))


def test_who_may_bring_films_and_no_pictures_is_asked_for_none(client: Client) -> None:
    user, _password = add_staff("filmer", "", "fundraiser")
    group = Group.objects.create(name="Films only")
    group.permissions.set(Permission.objects.filter(codename__in=["add_recording", "view_recording"]))
    user.groups.add(group)
    client.force_login(user)
    assert 'data-controller="film-frame"' not in client.get(reverse(f"{HERE}:add")).content.decode()
    answer = client.post(reverse(f"{HERE}:add"), form(file=file(), frame=frame()))
    assert answer.status_code == 302, answer.context["form"].errors
    assert Recording.objects.get().poster is None
    assert not NewsImage.objects.exists()
