"""The library of films and sounds, as its people use it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import factories
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from freesheet.accounts.actions import add_staff
from freesheet.accounts.models import User
from freesheet.media.models import Recording

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:The default scheme will be changed")]
HERE = "wagtailsnippets_media_recording"
VTT = b"WEBVTT\n\n00:00.000 --> 00:01.000\nWords\n"


def file(name: str = "film.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (factories.RECORDINGS / name).read_bytes(), "application/octet-stream")


def form(captions: Any = (), transcripts: Any = (), **changed: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    given = {
        **dict.fromkeys(("poster", "caption", "credit", "licence", "source_url", "chapters"), ""),
        "title": "The brush",
        "language": "en",
        "captions": inline_formset(list(captions)),
        "transcripts": inline_formset(list(transcripts)),
    }
    return nested_form_data({**given, **changed})


@pytest.fixture
def reporter(client: Client) -> User:
    user, _password = add_staff("reporter", "", "reporter")
    client.force_login(user)
    return user


def test_a_reporter_brings_a_film_with_its_captions_and_it_is_theirs(client: Client, reporter: User) -> None:
    upload = {"kind": "captions", "language": "en", "file": SimpleUploadedFile("words.vtt", VTT)}
    answer = client.post(reverse(f"{HERE}:add"), form([upload], file=file(), chapters="0:00 Ink"))
    assert answer.status_code == 302, answer.context["form"].errors
    film = Recording.objects.get()
    assert (film.kind, film.uploaded_by, film.captions.get().words) == ("film", reporter, "<p>Words</p>")
    listed = client.get(reverse(f"{HERE}:list")).content.decode()
    assert all(words in listed for words in ("The brush", "Film", "0:01"))


def test_what_is_wrong_is_said_under_its_field_and_nothing_is_kept(client: Client, reporter: User) -> None:
    upload = {"kind": "captions", "language": "en", "file": SimpleUploadedFile("words.vtt", b"WEBVTT\n\n1\nNo time\n")}
    answer = client.post(reverse(f"{HERE}:add"), form([upload], file=file("hevc.mp4")))
    assert answer.status_code == 200
    told = answer.content.decode()
    assert "Browsers cannot play this kind of file (HEVC (H.265))" in told
    assert "Line 3: Here a time is missing" in told
    assert not Recording.objects.exists()


def test_two_captions_of_one_kind_and_language_are_one_too_many(client: Client, reporter: User) -> None:
    uploads = [{"kind": "captions", "language": "en", "file": SimpleUploadedFile("a.vtt", VTT)} for _n in range(2)]
    answer = client.post(reverse(f"{HERE}:add"), form(uploads, file=file()))
    assert answer.status_code == 200
    assert not Recording.objects.exists()


def test_a_language_that_is_none_is_refused(client: Client, reporter: User) -> None:
    answer = client.post(reverse(f"{HERE}:add"), form(file=file(), language="klingonish"))
    assert "no language’s tag" in answer.content.decode()


def test_others_look_at_it_and_use_it_and_change_nothing(client: Client, reporter: User) -> None:
    theirs = factories.recording()
    assert client.get(reverse(f"{HERE}:edit", args=[theirs.pk])).status_code == 302
    client.post(reverse(f"{HERE}:delete", args=[theirs.pk]))
    assert Recording.objects.filter(pk=theirs.pk).exists()
    assert client.get(reverse(f"{HERE}:usage", args=[theirs.pk])).status_code == 200
    chosen = client.get(reverse("wagtailsnippetchoosers_media_recording:choose"))
    assert "The brush" in chosen.content.decode()
    Recording.objects.update(uploaded_by=reporter)
    assert client.get(reverse(f"{HERE}:edit", args=[theirs.pk])).status_code == 200


def test_an_editor_changes_everybodys(client: Client) -> None:
    user, _password = add_staff("editor", "", "editor")
    client.force_login(user)
    film = factories.recording()
    row = factories.captions(film)
    kept = {"id": row.pk, "kind": "captions", "language": "ur", "file": ""}
    page = reverse(f"{HERE}:edit", args=[film.pk])
    sent = form([], title="Another title", file="")
    sent |= nested_form_data({"captions": inline_formset([kept], initial=1)})
    answer = client.post(page, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    film.refresh_from_db()
    assert (film.title, film.captions.get().language, film.captions.get().file.name) == (
        "Another title", "ur", row.file.name,
    )  # fmt: skip


def test_a_film_is_brought_where_it_is_chosen(client: Client, reporter: User) -> None:
    address = reverse("wagtailsnippetchoosers_media_recording:create")
    given = {"title": "Fresh", "language": "en", "file": file("sound.mp3"), "poster": "", "caption": "", "credit": ""}
    answer = client.post(address, given)
    assert answer.json()["step"] == "chosen"
    sound = Recording.objects.get()
    assert (sound.kind, sound.uploaded_by) == ("sound", reporter)


def test_where_it_is_used_is_known(client: Client, reporter: User) -> None:
    [front] = factories.editions()
    film = factories.recording()
    factories.article(factories.section(front), "The brush article", film=film)
    told = client.get(reverse(f"{HERE}:usage", args=[film.pk])).content.decode()
    assert "The brush article" in told
