"""Editors find a picture again: by its words, by what its licence allows, by where it is used."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from tests import factories

from freesheet.editions.models import FrontPage
from freesheet.media.licences import Standing, of_standing, standing
from freesheet.media.models import NewsImage

LICENCES = {
    Standing.FREE: [
        "CC0", "CC BY 4.0", "cc by-sa 3.0", "CC-BY-SA", "CC BY 2.5 TW", "Public domain", "CC0 1.0",
        "https://creativecommons.org/licenses/by/4.0/", "Creative Commons: http://creativecommons.org/publicdomain/zero/1.0/",
    ],
    Standing.CONDITIONS: [
        "CC BY-NC 4.0", "CC BY-ND", "CC BY-NC-SA 4.0", "All rights reserved", "中央社授權", "For one use",
        "https://creativecommons.org/licenses/by-nc/4.0/",
    ],
    Standing.NONE: ["", "  "],
}  # fmt: skip
TOLD = [(licence, which) for which, licences in LICENCES.items() for licence in licences]


@pytest.fixture
def library(db: None, client: Client, settings: Any, tmp_path: Any) -> Client:
    """An editor in the newsroom, with pictures of every licence there."""
    settings.MEDIA_ROOT = tmp_path
    factories.editions("en")
    client.force_login(get_user_model().objects.create_superuser("editor", "editor@example.org", "a long password"))
    for number, (licence, _which) in enumerate(TOLD):
        image = factories.picture(f"picture-{number}.png", size=(4, 3))
        image.title, image.licence = f"Harbour {number}", licence
        image.save()
    return client


def shown(library: Client, **asked: str) -> set[str]:
    tree = lxml.html.fromstring(library.get("/newsroom/images/results/", asked).content)
    return {" ".join(each.split()) for each in tree.xpath("//figcaption//text()") if "Harbour" in each}


@pytest.mark.parametrize(("licence", "which"), TOLD)
def test_a_few_words_tell_what_is_allowed(licence: str, which: Standing) -> None:
    assert standing(licence) == which


def test_the_database_says_the_same(library: Client) -> None:
    for which in Standing:
        found = of_standing(NewsImage.objects.all(), which)
        assert {image.licence for image in found} == set(LICENCES[which])


def test_pictures_are_filtered_by_what_their_licence_allows(library: Client) -> None:
    everything = {f"Harbour {number}" for number in range(len(TOLD))}
    assert shown(library) == everything
    for which in Standing:
        wanted = {f"Harbour {number}" for number, (_licence, each) in enumerate(TOLD) if each == which}
        assert shown(library, licence=which) == wanted
        # And together with a search.
        assert shown(library, licence=which, q="harbour") == wanted
    page = library.get("/newsroom/images/").content.decode()
    assert "🟢 Free to use" in page


def offered(library: Client, address: str, **asked: str) -> set[str]:
    """What a chooser offers, as its script asks for it."""
    tree = lxml.html.fromstring(f"<div>{library.get(address, asked).content.decode()}</div>")
    said = (" ".join(each.text_content().split()) for each in tree.xpath("//a[@data-chooser-modal-choice]"))
    return set(said)


def test_where_a_picture_is_chosen_it_is_found_by_its_licence_as_well(library: Client) -> None:
    opened = library.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    assert "data-chooser-modal-search-filter" in opened and "🟡 On conditions" in opened
    results = reverse("wagtailimages_chooser:choose_results")
    call_command("update_index", verbosity=0)
    for which in Standing:
        wanted = {f"Harbour {number}" for number, (_licence, each) in enumerate(TOLD) if each == which}
        assert offered(library, results, licence=which) == wanted
        assert offered(library, results, licence=which, q="harbour") == wanted
    assert offered(library, results, licence="free", q="1") == {"Harbour 1"}
    assert offered(library, results, licence="nonsense") == {f"Harbour {number}" for number in range(len(TOLD))}
    NewsImage.objects.update(licence="")
    told = library.get(results, {"licence": "free"}).content.decode()
    assert "Nothing here is as you ask for it." in told


def test_films_and_sounds_are_found_by_their_words_and_licence_in_the_library_and_where_one_is_chosen(
    library: Client,
) -> None:
    for title, licence in (("Harbour film", "CC BY 4.0"), ("Harbour hum", "For one use"), ("Quay", "")):
        factories.recording(title=title, licence=licence)
    results, length = reverse("wagtailsnippetchoosers_media_recording:choose_results"), "(Film, 0:01)"
    listed = reverse("wagtailsnippets_media_recording:list_results")
    for asked, titles in (
        ({}, {"Harbour film", "Harbour hum", "Quay"}),
        ({"licence": "free"}, {"Harbour film"}),
        ({"licence": "none"}, {"Quay"}),
        ({"q": "harbour"}, {"Harbour film", "Harbour hum"}),
        ({"q": "harbour", "licence": "conditions"}, {"Harbour hum"}),
        ({"q": "quay", "licence": "free"}, set()),
    ):
        assert offered(library, results, **asked) == {f"{title} {length}" for title in titles}
        page = library.get(listed, asked).content.decode()
        assert {title for title in ("Harbour film", "Harbour hum", "Quay") if title in page} == titles
    assert (
        "Nothing here is as you ask for it." in library.get(results, {"q": "quay", "licence": "free"}).content.decode()
    )


def test_pictures_are_found_by_credit_and_caption_and_by_use(library: Client) -> None:
    image = NewsImage.objects.get(title="Harbour 3")
    image.credit, image.caption = "Photograph: Ayşe Demir", "The quay at 基隆"
    image.save()
    call_command("update_index", verbosity=0)
    for words in ("Demir", "quay"):
        assert shown(library, q=words) == {"Harbour 3"}
    factories.article(factories.section(FrontPage.objects.get(), "World"), lead_picture=image)
    assert shown(library, usage_count_min="1") == {"Harbour 3"}
    assert "Harbour 3" not in shown(library, usage_count_min="0", usage_count_max="0")
