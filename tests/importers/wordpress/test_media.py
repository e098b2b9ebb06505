"""Finding pictures: in the library, in a folder, and never outside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importers.wordpress.wxr import attachment, export, item

from freesheet.importers.html import ImageTag
from freesheet.importers.wordpress.media import Library, MediaFolder

UPLOADS = "https://old.example/paper/wp-content/uploads"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "media"
    for name in (
        "2020/05/cat.jpg",
        "wp-content/uploads/2021/dög one.png",
        "elsewhere/bird.gif",
        "a/twin.jpg",
        "b/twin.jpg",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (root / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    return root


@pytest.mark.parametrize(
    ("url", "file", "found"),
    [
        (f"{UPLOADS}/2020/05/cat.jpg", "", "2020/05/cat.jpg"),
        (f"{UPLOADS}/2020/05/cat-300x200.jpg", "", "2020/05/cat.jpg"),
        (f"{UPLOADS}/2020/05/cat-scaled.jpg", "", "2020/05/cat.jpg"),
        ("https://cdn.example/xyz/cat.jpg", "2020/05/cat.jpg", "2020/05/cat.jpg"),
        (f"{UPLOADS}/2021/d%C3%B6g%20one.png?w=600", "", "wp-content/uploads/2021/dög one.png"),
        ("https://cdn.example/BIRD.gif", "", "elsewhere/bird.gif"),
        ("https://cdn.example/twin.jpg", "", None),
        ("https://old.example/wp-content/uploads/../../secret.jpg", "", None),
        ("", "../secret.jpg", None),
        ("", "/etc/passwd", None),
        (f"{UPLOADS}/link.jpg", "", None),
        (f"{UPLOADS}/none.jpg", "", None),
        ("", "", None),
    ],
)
def test_files_are_found_and_none_outside(folder: Path, url: str, file: str, found: str | None) -> None:
    path = MediaFolder(folder).find(url, file)
    assert path == (folder / found).resolve() if found else path is None


def test_a_picture_of_the_library_comes_with_what_is_known_of_it(tmp_path: Path, folder: Path) -> None:
    serialised = 'a:1:{s:10:"image_meta";a:2:{s:6:"credit";s:3:"Ann";s:9:"copyright";s:8:"© Ann 20";}}'
    serialised = serialised.replace('s:8:"© Ann 20"', f's:{len("© Ann 20".encode())}:"© Ann 20"')
    picture = attachment(
        21, f"{UPLOADS}/2020/05/cat.jpg", excerpt="A <b>cat</b>", meta__wp_attachment_image_alt="Cat",
        meta__wp_attachment_metadata=serialised, meta__wp_attached_file="2020/05/cat.jpg",
    )  # fmt: skip
    with export(tmp_path, item(), picture) as exported:
        tag = ImageTag((f"{UPLOADS}/2020/05/cat-150x150.jpg",))
        found = Library(exported.index, MediaFolder(folder)).picture_for(tag)
        assert found is not None
        assert found.source == (folder / "2020/05/cat.jpg").resolve()
        assert (found.title, found.alt, found.caption) == ("Picture 21", "Cat", "A cat")
        assert (found.credit, found.licence) == ("Ann", "© Ann 20")
        assert exported.index.key_of_source(str(found.source)) == "21"
        on_the_web = Library(exported.index).picture_for(tag)
        assert on_the_web is not None
        assert on_the_web.source == f"{UPLOADS}/2020/05/cat.jpg"


def test_a_picture_through_a_scaling_service(tmp_path: Path) -> None:
    with export(tmp_path, item(), attachment(21, f"{UPLOADS}/cat.jpg")) as exported:
        found = Library(exported.index).picture_for(
            ImageTag(("https://i2.wp.com/old.example/paper/wp-content/uploads/cat.jpg?w=9",))
        )
        assert found is not None
        assert found.title == "Picture 21"


def test_what_is_no_picture_is_none(tmp_path: Path) -> None:
    with export(tmp_path, item(), attachment(21, f"{UPLOADS}/a.pdf")) as exported:
        library = Library(exported.index)
        found = exported.index.attachment("21")
        assert found is not None
        assert library.picture_of(found) is None
        assert library.picture_for(ImageTag(("file:///etc/passwd",))) is None
        assert library.picture_for(ImageTag(("relative.jpg",))) is None
