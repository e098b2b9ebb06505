"""Every browser gets a picture that it can read, in a size that fits, and never one larger than the picture is."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from freesheet.media.models import NewsImage
from freesheet.media.queries import NARROW_STEPS, WIDTHS, _widths, sizes

pytestmark = pytest.mark.django_db


def picture(width: int, height: int, mode: str = "RGB", kind: str = "PNG", **more: object) -> NewsImage:
    out = BytesIO()
    Image.new(mode, (width, height), (200, 30, 30, 0)[: len(mode)]).save(out, kind, **more)
    out.seek(0)
    return NewsImage.objects.create(title="Red", file=ImageFile(out, name=f"red.{kind.lower()}"))


def files(image: NewsImage) -> dict[str, list[tuple[str, int]]]:
    """What the files of each offer really are: format and width."""
    told = {source.type: [part.split()[0] for part in source.srcset.split(", ")] for source in sizes(image).sources}
    told["everybody"] = [sizes(image).url]
    found = {}
    for kind, urls in told.items():
        names = [url.removeprefix("/media/") for url in urls]
        made = [Image.open(NewsImage._meta.get_field("file").storage.path(name)) for name in names]
        found[kind] = [(str(one.format), one.width) for one in made]
        for one in made:
            one.close()
    return found


def test_a_large_picture_comes_in_three_formats_the_best_first() -> None:
    image = picture(2000, 1000)
    assert list(files(image).items()) == [
        ("image/avif", [("AVIF", width) for width in WIDTHS]),
        ("image/webp", [("WEBP", width) for width in NARROW_STEPS]),
        ("everybody", [("JPEG", 1200)]),
    ]
    assert (sizes(image).width, sizes(image).height) == (1200, 600)


def test_a_small_picture_is_not_blown_up() -> None:
    assert files(picture(300, 200)) == {
        "image/avif": [("AVIF", 300)],
        "image/webp": [("WEBP", 300)],
        "everybody": [("JPEG", 300)],
    }


def test_what_shines_through_does_so_where_it_can_and_is_white_where_not() -> None:
    image = picture(300, 200, "RGBA")
    storage = NewsImage._meta.get_field("file").storage
    with Image.open(storage.path(sizes(image).url.removeprefix("/media/"))) as everybodys:
        assert everybodys.convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    for source in sizes(image).sources:
        with Image.open(storage.path(source.srcset.split()[0].removeprefix("/media/"))) as made:
            assert made.convert("RGBA").getpixel((5, 5))[3] == 0


@given(st.integers(1, 5000))
def test_widths_grow_end_at_the_picture_and_never_go_beyond(width: int) -> None:
    image = NewsImage(width=width, height=1)
    for steps in (WIDTHS, NARROW_STEPS):
        widths = _widths(image, steps)
        assert widths == sorted(set(widths))
        assert widths[-1] == min(width, steps[-1])
