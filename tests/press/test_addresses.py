"""Where pages are kept: inside the root, each in its own place, under names that servers look for."""

from __future__ import annotations

import os
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from freesheet.press.addresses import Unstorable, canonical, decoded, path_of, place_of

part = st.one_of(
    st.text(min_size=1, max_size=8),
    st.sampled_from(["a", "b", "a.b", "index.html", ".sheet-a", ".folder-a.b", ".bare", "~", "世界", "پانی", ".."]),
    st.text(alphabet="ab.-%/", max_size=6),
)
paths = st.builds(
    lambda parts, slash: "/" + "/".join(parts) + slash, st.lists(part, max_size=4), st.sampled_from(["", "/"])
)


def files_of(path: str) -> set[str]:
    place = place_of(path)
    bodies = {place.body(suffix, hidden) for suffix in ("", ".gz", ".br") for hidden in (False, True)}
    return bodies | {place.record}


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/world/slug/", "world/slug/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/world/feed.xml", "world/feed.xml"),
        ("/zh/%E4%B8%96%E7%95%8C/", "zh/世界/index.html"),
        ("/zh/世界/", "zh/世界/index.html"),
        ("/ur/پانی/", "ur/پانی/index.html"),
        ("/cafe%CC%81/", "café/index.html"),
        ("/100%25/", "100%/index.html"),
    ],
)
def test_a_page_is_where_a_web_server_looks_for_it(address: str, file: str) -> None:
    assert place_of(decoded(address)).body("", hidden=False) == file
    assert place_of(decoded(address)).beside


@pytest.mark.parametrize(
    "address",
    [
        "",
        "world/",
        "//world/",
        "/world//slug/",
        "/../etc/passwd",
        "/world/../../etc/",
        "/%2e%2e/etc/",
        "/./",
        "/.git/config",
        "/.sheet-index.html",
        "/world/.hidden-index.html",
        "/a%2Fb/",
        "/a%00b/",
        "/a\x00b/",
        "/a\nb/",
        "/a\\b/",
        "/%ff/",
        "/%zz/",
        "/%",
        "/a?b=c",
        "/a#b",
        "/index.html",
        "/world/index.html",
        "/feed.xml.gz",
        "/feed.xml.br",
        "/" + "世" * 86 + "/",
        "/" + "a" * 250 + ".xml",
        "/" + "a/" * 1000,
        "/" + "b.c/" * 490,
    ],
)
def test_what_could_leave_the_root_or_has_no_name_is_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(Unstorable, match=r"^[A-Z].+\.$"):
        place_of(decoded(address))


def test_a_chinese_slug_may_be_as_long_as_a_file_name() -> None:
    assert place_of("/" + "世" * 85 + "/").body("", hidden=False).startswith("世")


@given(paths)
@example("/index.html.gz")
@example("/a/.bare")
def test_a_place_is_inside_the_root_and_leads_back_to_its_address(path: str) -> None:
    try:
        files = files_of(path)
    except Unstorable:
        return
    for file in files:
        assert os.path.normpath(f"/root/{file}") == f"/root/{file}"
        assert all(len(name.encode()) <= 255 for name in file.split("/"))
        assert len(file.encode()) < 4000
    assert path_of(place_of(path).record) == path


@given(st.lists(paths, min_size=2, max_size=6, unique=True))
@example(["/a", "/a/", "/a/b/"])
@example(["/a.b", "/a.b/", "/a.b/c/"])
@example(["/x/index.htm", "/x/"])
def test_no_two_pages_want_the_same_file_and_no_file_wants_to_be_a_folder(addresses: list[str]) -> None:
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in addresses:
        try:
            files = files_of(path)
        except Unstorable:
            continue
        for file in files:
            assert taken.setdefault(file, path) == path
            while "/" in file:
                file = file.rpartition("/")[0]
                folders[file] = path
    assert not taken.keys() & folders.keys()


@given(paths)
def test_the_address_as_in_a_link_stands_for_the_same_page(path: str) -> None:
    try:
        place = place_of(path)
        again = decoded(canonical(path))
    except (Unstorable, UnicodeError):
        return
    assert canonical(again) == canonical(decoded(quote(path)))
    if again == path:
        assert place_of(again) == place
