"""Whatever a newsroom chooses, readers can read it, and addresses fit the file system."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests import factories

from freesheet.editions.models import Publication
from freesheet.editions.pages import RESERVED_SLUGS, SLUG_BYTES, fitting_slug
from freesheet.editions.rules import AA, PAPER, PAPER_DARK, TINT, TINT_DARK, contrast, ink_on, readable_on
from freesheet.sections.models import SectionPage
from freesheet.website.stylesheet import tokens

colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(colours)
def test_any_accent_can_be_read_by_day_and_by_night(accent: str) -> None:
    for grounds in ((PAPER, TINT), (PAPER_DARK, TINT_DARK)):
        shade = readable_on(accent, *grounds)
        assert all(contrast(shade, ground) >= AA for ground in grounds)
        assert contrast(ink_on(shade), shade) >= AA


@given(colours)
def test_tokens_name_both_shades(accent: str) -> None:
    css = tokens(Publication(name="Paper", accent=accent))
    assert css.count("--accent:") == 2 and "prefers-color-scheme:dark" in css


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.django_db
@pytest.mark.parametrize("accent", ["#ffff00", "#zzzzzz", "red;}body{display:none", "#1d3fbb\n"])
def test_settings_refuse_colours_that_will_not_do(accent: str) -> None:
    [front] = factories.editions()
    paper = Publication.objects.get(locale=front.locale)
    paper.accent = accent
    with pytest.raises(ValidationError):
        paper.full_clean()


@given(st.text(max_size=400))
def test_a_slug_always_fits_and_is_a_slug(text: str) -> None:
    slug = fitting_slug(text)
    assert len(slug.encode()) <= SLUG_BYTES
    assert fitting_slug(slug) == slug


def test_chinese_and_urdu_slugs_stay_as_they_are() -> None:
    assert fitting_slug("海底電纜") == "海底電纜"
    assert fitting_slug("مون سون") == "مون-سون"


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_addresses_that_the_program_needs_are_refused(slug: str) -> None:
    [front] = factories.editions()
    with pytest.raises(ValidationError, match="needs itself"):
        front.add_child(instance=SectionPage(title="Any", slug=slug, locale=front.locale))


@pytest.mark.django_db
def test_a_long_chinese_headline_gets_an_address_that_fits() -> None:
    [front] = factories.editions()
    section = factories.section(front)
    one, other = (factories.article(section, "退潮之後" * 40) for _twice in range(2))
    assert one.slug != other.slug
    assert max(len(page.slug.encode()) for page in (one, other)) <= SLUG_BYTES
