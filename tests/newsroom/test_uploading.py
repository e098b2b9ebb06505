"""An editor brings pictures: they come clean into the library, or are refused with a sentence."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from freesheet.media.models import NewsImage

pytestmark = pytest.mark.django_db
GPS, ARTIST = 0x8825, 0x013B
ENTITIES = b"""<!DOCTYPE svg [<!ENTITY a 'aa'>]>
<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>&a;</text></svg>"""


def photograph(kind: str = "JPEG", orientation: int = 6) -> bytes:
    exif, out = Image.Exif(), BytesIO()
    exif.get_ifd(GPS)[2] = (23.0, 58.0, 0.0)
    exif[ARTIST] = "Ada Reporter"
    exif[0x0112] = orientation
    Image.radial_gradient("L").resize((60, 40)).convert("RGB").save(out, kind, exif=exif, quality=95)
    return out.getvalue()


def bring(client: Client, name: str, data: bytes) -> dict[str, Any]:
    """Drop a file on the library's page, as its script sends it."""
    file = SimpleUploadedFile(name, data, "application/octet-stream")
    answer = client.post(
        reverse("wagtailimages:add_multiple"), {"title": name, "files[]": file}, HTTP_X_REQUESTED_WITH="XMLHttpRequest"
    )
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def test_a_photograph_comes_upright_without_its_place_and_with_its_maker(admin_client: Client) -> None:
    told = bring(admin_client, "harbour.jpg", photograph())
    assert told["success"] is True
    image = NewsImage.objects.get()
    assert (image.width, image.height, image.credit) == (40, 60, "Ada Reporter")
    assert "Ada Reporter" in told["form"]
    with Image.open(image.file.path) as kept:
        assert kept.size == (40, 60)
        assert not kept.getexif()


def test_the_same_photograph_twice_is_noticed(admin_client: Client) -> None:
    assert bring(admin_client, "harbour.jpg", photograph())["success"] is True
    again = bring(admin_client, "the-same-harbour.jpg", photograph())
    assert again["duplicate"] is True


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("cut.jpg", photograph(orientation=1)[:-100], "damaged or not whole"),
        ("disguised.png", photograph(), "does not match"),
        ("script.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "not well-formed"),
        ("entities.svg", ENTITIES, "declares entities"),
        ("archive.zip", b"PK\x03\x04", "no picture in"),
        ("words.jpg", b"Not a picture at all", "no picture in"),
    ],
)
def test_what_is_no_sound_picture_is_refused_with_a_sentence_and_not_kept(
    admin_client: Client, name: str, data: bytes, sentence: str
) -> None:
    told = bring(admin_client, name, data)
    assert told["success"] is False
    assert sentence in told["error_message"]
    assert not NewsImage.objects.exists()


def test_a_drawing_comes_without_what_runs(admin_client: Client) -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' onload='x()'><script>x()</script><g/></svg>"
    assert bring(admin_client, "map.svg", drawing)["success"] is True
    with NewsImage.objects.get().file.open() as file:
        kept = file.read()
    assert b"viewBox" in kept and b"x()" not in kept


def test_another_file_for_a_picture_goes_through_the_same_door(admin_client: Client) -> None:
    bring(admin_client, "harbour.jpg", photograph())
    image = NewsImage.objects.get()
    form: dict[str, Any] = {"title": "Harbour", "collection": image.collection_id, "tags": "", "credit": "Ben"}
    form["file"] = SimpleUploadedFile("other.webp", photograph("WEBP"), "image/webp")
    answer = admin_client.post(reverse("wagtailimages:edit", args=[image.pk]), form)
    assert answer.status_code == 302
    image.refresh_from_db()
    assert (image.width, image.height, image.credit) == (40, 60, "Ben")
    with image.file.open() as kept:
        assert b"Exif" not in kept.read()
