"""The pictures of the demonstration newspaper: all there, the same every time, and figures that a page can show."""

from __future__ import annotations

import hashlib
import io
import math
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

import freesheet.importers.demo
from freesheet.importers.demo import pictures
from freesheet.importers.demo.pictures.diagrams import maps, papers

CONTENT = Path(freesheet.importers.demo.__file__).parent / "content"
LANGUAGES = ("en", "zh-hant", "ur")
FIGURES = [(name, language) for name in pictures.diagram_names() for language in LANGUAGES]
SVG = "{http://www.w3.org/2000/svg}"


def _front_matter(file: Path) -> dict[str, str]:
    head: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8").split("+++")[1])
    return head


def _figure(name: str, language: str) -> etree._Element:
    return etree.fromstring(pictures.diagram(name, language))


def test_every_picture_that_the_articles_name_exists() -> None:
    articles = sorted((CONTENT / "articles").glob("*.md"))
    leads = {_front_matter(file)["picture"] for file in articles}
    inside = {name for file in articles for name in re.findall(r"\(picture:([a-z0-9-]+)", file.read_text("utf-8"))}
    assert articles
    assert leads <= set(pictures.names())
    assert inside <= {*pictures.names(), *pictures.diagram_names()}


def test_every_author_has_a_portrait() -> None:
    notes = [tomllib.loads(file.read_text("utf-8")) for file in (CONTENT / "authors").glob("*.toml")]
    assert notes
    assert {note["portrait"] for note in notes} <= set(pictures.names())


@pytest.mark.parametrize("name", pictures.names())
def test_a_drawing_is_a_picture_of_a_size_that_front_pages_can_use(name: str) -> None:
    file = pictures.draw(name)
    with Image.open(io.BytesIO(file)) as picture:
        assert picture.format == "JPEG"
        assert picture.size in ((1600, 1067), (600, 600))
        darkest, lightest = picture.convert("L").getextrema()
    assert len(file) < 800_000
    assert lightest - darkest > 120


def test_no_name_is_both_a_drawing_and_a_diagram() -> None:
    assert not set(pictures.names()) & set(pictures.diagram_names())


def test_a_drawing_has_the_same_bytes_in_another_process() -> None:
    names = ("rice-terraces-water", "typhoon-names", "haruto-minase")
    program = (
        "import hashlib, sys; from freesheet.importers.demo import pictures\n"
        "print(*(hashlib.sha256(pictures.draw(name)).hexdigest() for name in sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *names],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "4242"},
    )
    assert done.stdout.split() == [hashlib.sha256(pictures.draw(name)).hexdigest() for name in names]


def test_an_unknown_picture_says_which_there_are() -> None:
    with pytest.raises(pictures.UnknownPicture, match="whale-fall"):
        pictures.draw("whale-fail")
    with pytest.raises(pictures.UnknownPicture, match="indus-rivers"):
        pictures.diagram("indus", "en")


@pytest.mark.parametrize(("name", "language"), FIGURES)
def test_a_figure_stands_alone_and_says_what_it_is(name: str, language: str) -> None:
    figure = _figure(name, language)
    assert figure.get("viewBox", "").startswith("0 0 800 ")
    assert figure.findtext(f"{SVG}title")
    assert figure.findtext(f"{SVG}desc")
    assert "prefers-color-scheme:dark" in (figure.findtext(f"{SVG}style") or "")
    tags = {etree.QName(element).localname for element in figure.iter()}
    assert not tags & {"script", "foreignObject", "image", "use", "a"}
    attributes = {key for element in figure.iter() for key in element.attrib}
    assert not [key for key in attributes if str(key).startswith("on") or str(key).endswith("href")]
    assert not re.search(r"@import|url\((?!#)", pictures.diagram(name, language).decode())


@pytest.mark.parametrize("name", pictures.diagram_names())
def test_a_figure_speaks_the_language_of_its_page(name: str) -> None:
    english, chinese, urdu = (" ".join(_figure(name, language).itertext()) for language in LANGUAGES)
    assert not re.search("[\u0600-\u06ff\u4e00-\u9fff]", english)
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert re.search("[\u0600-\u06ff]", urdu)
    assert pictures.diagram(name, "fr") == pictures.diagram(name, "en")


def test_urdu_labels_keep_the_side_of_their_point_that_english_ones_have() -> None:
    """The edge that stands at x: the start of left-to-right text is the end of right-to-left text."""
    edges = {("start", "ltr"): "left", ("end", "rtl"): "left", ("end", "ltr"): "right", ("start", "rtl"): "right"}
    for name in ("cable-cross-section", "terrace-wall-section", "indus-rivers"):
        english, urdu = (
            [
                edges.get((text.get("text-anchor", ""), text.get("direction", "")), "middle")
                for text in _figure(name, language).iter(f"{SVG}text")
            ]
            for language in ("en", "ur")
        )
        assert english == urdu


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4) for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_words_of_figures_stand_out_from_the_paper_by_day_and_by_night() -> None:
    style = _figure("indus-rivers", "en").findtext(f"{SVG}style") or ""
    for scheme in style.split("@media"):
        colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", scheme))
        for name in ("ink", "soft", "teal", "red", "gold", "leaf"):
            light, dark = sorted((_luminance(colours[name]), _luminance(colours["paper"])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, name


def test_the_specimen_passport_carries_the_check_digits_that_the_article_prints() -> None:
    article = (CONTENT / "articles" / "passport-index.en.md").read_text("utf-8")
    assert papers.machine_lines()[1] == "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    assert all(f"`{line}`" in article for line in papers.machine_lines())


def _area(points: list[tuple[float, float]]) -> float:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


@pytest.mark.parametrize(
    ("projection", "growth"), [(maps.mercator, 4.0), (maps.gall_peters, 1.0), (maps.equal_earth, 1.0)]
)
def test_the_three_maps_treat_area_as_they_are_said_to(projection: maps.Projection, growth: float) -> None:
    """At 60 degrees Mercator shows areas four times too large; the other two keep them."""
    areas = [
        _area([projection(math.radians(lon), math.radians(lat)) for lon, lat in maps.small_circle(0, latitude, 0.5)])
        for latitude in (0, 60)
    ]
    assert areas[1] / areas[0] == pytest.approx(growth, rel=0.01)
