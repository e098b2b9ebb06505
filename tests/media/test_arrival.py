"""What a picture loses on its way into the library, and what keeps it out."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, IptcImagePlugin, PngImagePlugin

from freesheet.lib import gif, iptc, jpeg, png, webp
from freesheet.lib.iptc import Credits
from freesheet.media.arrival.arriving import arrived
from freesheet.media.errors import UnfitPicture

GPS, ARTIST, COPYRIGHT, ORIENTATION, MAKER = 0x8825, 0x013B, 0x8298, 0x0112, 0x010F
KINDS = ("JPEG", "PNG", "WEBP", "AVIF")


def exif(**more: Any) -> Image.Exif:
    made = Image.Exif()
    made[MAKER] = "A camera"
    made.get_ifd(GPS)[2] = (23.0, 58.0, 0.0)
    for tag, value in more.items():
        made[{"artist": ARTIST, "copyright": COPYRIGHT, "orientation": ORIENTATION}[tag]] = value
    return made


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    out = BytesIO()
    made = Image.radial_gradient("L").resize(size).convert("RGB")
    made.putpixel((0, 0), (255, 0, 0))
    made.save(out, kind, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    made = Image.open(BytesIO(data))
    made.load()
    return made


def said(data: bytes) -> str:
    """Every word that a program for photographs finds in the file."""
    made = opened(data)
    return repr((dict(made.getexif()), made.getexif().get_ifd(GPS), made.info.get("xmp"), made.info.get("comment")))


# --- what it loses


@pytest.mark.parametrize("kind", KINDS)
def test_place_and_camera_are_gone_and_no_pixel_is_another(kind: str) -> None:
    before = picture(kind, exif=exif(), xmp=b"<x:xmpmeta>home</x:xmpmeta>", lossless=True, quality=90)
    assert "camera" in said(before)
    after = arrived(before).data
    assert "camera" not in said(after) and b"xmpmeta" not in after
    assert not opened(after).getexif().get_ifd(GPS)
    if kind != "AVIF":
        # Its boxes are made anew, and so are its pixels, nearly.
        assert opened(after).tobytes() == opened(before).tobytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_taken_with_the_camera_on_its_side_is_upright(kind: str) -> None:
    before = picture(kind, exif=exif(orientation=6), quality=95)
    after = opened(arrived(before).data)
    assert after.size == (40, 60)
    assert after.getexif().get(ORIENTATION, 1) == 1
    red, green, _blue = after.convert("RGB").getpixel((39, 0))
    assert red > green + 30


@pytest.mark.parametrize("kind", KINDS)
def test_the_profile_of_colours_stays(kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for more in ({}, {"exif": exif(orientation=3)}):
        kept = opened(arrived(picture(kind, icc_profile=profile, **more)).data)
        assert kept.info["icc_profile"] == profile


def test_the_makers_of_a_photograph_stay_in_it_and_nothing_else_does() -> None:
    named = iptc.segment(Credits("Ada Reporter", copyright="© 2026 潮線"))
    made = arrived(jpeg.with_segment(picture(exif=exif(artist="Somebody else")), 0xED, named))
    assert (made.credits.byline, made.credits.copyright) == ("Ada Reporter", "© 2026 潮線")
    told = IptcImagePlugin.getiptcinfo(opened(made.data))
    assert told is not None
    assert told[(2, 80)] == b"Ada Reporter"
    assert told[(2, 116)].decode() == "© 2026 潮線"
    assert "camera" not in said(made.data)
    assert arrived(made.data) == made
    for kind in KINDS:
        assert arrived(picture(kind, exif=exif(artist="Ada Reporter"))).credits.byline == "Ada Reporter"


def test_what_stands_behind_the_end_of_a_picture_goes() -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("run.js", "alert(1)")
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        kept = arrived(picture(kind) + archive.getvalue()).data
        assert not zipfile.is_zipfile(BytesIO(kept))
        assert opened(kept).size == (60, 40)


def test_scripts_in_comments_and_texts_go() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>", zip=False)
    for data in (
        picture("JPEG", comment=b"*/<script>alert(1)</script>"),
        picture("PNG", pnginfo=words),
        picture("GIF", comment=b"<script>alert(1)</script>"),
    ):
        assert b"<script>" in data
        assert b"<script>" not in arrived(data).data


def test_a_picture_that_moves_still_does() -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "green", "blue")]
    for kind in ("GIF", "WEBP", "PNG", "AVIF"):
        out = BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=80, loop=0)
        assert getattr(opened(arrived(out.getvalue()).data), "n_frames", 1) == 3


def test_the_same_file_gives_the_same_bytes_and_a_second_time_changes_nothing() -> None:
    for kind in (*KINDS, "GIF"):
        for more in ({}, {} if kind == "GIF" else {"exif": exif(orientation=8, artist="Ada")}):
            file = picture(kind, **more)
            once = arrived(file).data
            assert once == arrived(file).data
            assert once == arrived(once).data


# --- what keeps it out


@pytest.mark.parametrize("kind", [*KINDS, "GIF"])
def test_a_file_that_breaks_off_is_refused(kind: str) -> None:
    data = picture(kind, (600, 400))
    for part in (0.3, 0.6, 0.9):
        with pytest.raises(UnfitPicture, match=r"damaged|no picture"):
            arrived(data[: int(len(data) * part)])


def test_a_bomb_is_refused_before_it_is_unpacked(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000
    out = BytesIO()
    Image.new("1", (40_000, 40_000)).save(out, "PNG")
    assert len(out.getvalue()) < 300_000
    with pytest.raises(UnfitPicture, match="pixels"):
        arrived(out.getvalue())
    Image.new("RGB", (1200, 1200)).save(out := BytesIO(), "PNG")
    with pytest.raises(UnfitPicture, match="This picture has 1 million pixels; 1 million may be in one"):
        arrived(out.getvalue())


def test_a_text_that_unpacks_to_gigabytes_is_refused_or_dropped() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "a" * 80_000_000, zip=True)
    data = picture("PNG", pnginfo=words)
    assert len(data) < 200_000
    try:
        assert b"Comment" not in arrived(data).data
    except UnfitPicture as problem:
        assert "damaged" in str(problem)


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "PPM", "ICO", "PDF", "EPS"])
def test_other_kinds_are_refused(kind: str) -> None:
    with pytest.raises(UnfitPicture, match="no picture in AVIF, GIF, JPEG, PNG or WebP"):
        arrived(picture(kind))


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP"]),
)
def test_any_bytes_come_in_or_are_refused_with_a_sentence(data: bytes, start: bytes) -> None:
    try:
        assert opened(arrived(start + data).data)
    except UnfitPicture as problem:
        assert str(problem).endswith(".")


@given(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]), st.data())
def test_a_byte_that_flipped_never_crashes_what_takes_metadata_out(kind: str, data: st.DataObject) -> None:
    whole = bytearray(picture(kind))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    remove = {"JPEG": jpeg, "PNG": png, "GIF": gif, "WEBP": webp}[kind].without_metadata
    once = remove(bytes(whole))
    assert len(once) <= len(whole) + 2
    assert remove(once) == once


# --- drawings

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">{}</svg>'


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<rect width="5" height="5" onclick="alert(1)"/>',
        '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
        '<image href="https://elsewhere.example/seen.png"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='https://elsewhere.example/'/></foreignObject>",
        "<style>rect { fill: url(https://elsewhere.example/a) }</style>",
        '<rect fill="url(https://elsewhere.example/a)"/>',
        '<use href="https://elsewhere.example/a.svg#x"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        "<metadata><gps>23.97, 120.98</gps></metadata>",
    ],
)
def test_nothing_in_a_drawing_runs_or_is_fetched(hostile: str) -> None:
    kept = arrived(SVG.format(f'<circle r="3"/>{hostile}').encode()).data.decode()
    assert "<circle" in kept
    for word in ("script", "alert", "elsewhere.example", "svg+xml", "foreignObject", "iframe", "gps", "onclick"):
        # What is to be animated is gone, so what it would become is a word without a meaning.
        assert word not in kept.replace("http://www.w3.org/", "").replace('<set to="javascript:alert(1)"/>', "")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg", "damaged"),
        (b"<html><body/></html>", "no drawing"),
        (SVG.format("<g>").encode(), "damaged"),
        (
            b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + SVG.format("<text>&b;</text>").encode(),
            "entities",
        ),
        (b"<!DOCTYPE svg SYSTEM 'file:///etc/passwd'>" + SVG.format("&x;").encode(), "damaged|entities"),
        (SVG.format("<g/>" * 1_300_000).encode(), "5 MB"),
    ],
)
def test_what_is_no_sound_drawing_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnfitPicture, match=why):
        arrived(data)


def test_a_sound_drawing_looks_as_it_did() -> None:
    inside = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#08f"/></linearGradient></defs>'
        '<title>Tide</title><style>.a{fill:url(#g)}</style><path class="a" d="M0 0L10 10"/><use href="#g"/>'
    )
    kept = arrived(SVG.format(inside).encode()).data.decode()
    for part in (
        'id="g"',
        "linearGradient",
        "<title>Tide</title>",
        "url(#g)",
        'd="M0 0L10 10"',
        'href="#g"',
        "viewBox",
    ):
        assert part in kept


# --- real photographs


def test_real_pictures_come_in_clean_or_are_refused_with_a_sentence(shared_fixtures: Path) -> None:
    came = 0
    for path in sorted((shared_fixtures / "images").rglob("*.*")):
        try:
            made = arrived(path.read_bytes())
        except UnfitPicture as problem:
            assert str(problem).endswith("."), path
            continue
        came += 1
        kept = opened(made.data)
        assert not kept.getexif().get_ifd(GPS), path
        assert b"xmpmeta" not in made.data and b"MakerNote" not in made.data, path
        assert kept.getexif().get(ORIENTATION, 1) == 1, path
        assert arrived(made.data).data == made.data, path
    assert came > 5
