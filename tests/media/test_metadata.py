"""Sizes that readers get tell nothing of where, when and with what a picture was taken."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from freesheet.lib.jpeg import without_metadata

GPS = 0x8825


def telling_jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(GPS)[2] = (23.0, 0.0, 0.0)
    file = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(file, "JPEG", exif=exif, comment=b"for the editor only")
    return file.getvalue()


def test_a_jpeg_loses_its_metadata_and_no_pixel() -> None:
    before, after = telling_jpeg(), without_metadata(telling_jpeg())
    one, other = Image.open(BytesIO(before)), Image.open(BytesIO(after))
    assert dict(one.getexif()) and not dict(other.getexif())
    assert b"for the editor only" not in after
    assert one.tobytes() == other.tobytes()


@given(st.binary(max_size=300))
def test_what_is_no_jpeg_comes_back_as_it_was_and_nothing_crashes(data: bytes) -> None:
    assert without_metadata(data) == data
    assert without_metadata(b"\xff\xd8" + data).startswith(b"\xff\xd8")


@pytest.mark.django_db
@pytest.mark.parametrize("spec", ["fill-1200x630|format-jpeg", "width-480|format-webp", "max-165x165"])
def test_no_size_of_a_picture_tells_where_it_was_taken(spec: str) -> None:
    from django.core.files.images import ImageFile
    from django.core.files.uploadedfile import SimpleUploadedFile

    from freesheet.media.models import NewsImage

    upload = SimpleUploadedFile("source.jpg", telling_jpeg())
    image = NewsImage.objects.create(title="A source's house", file=ImageFile(upload, name="source.jpg"))
    with Image.open(image.get_rendition(spec).file.path) as made:
        assert not dict(made.getexif())
