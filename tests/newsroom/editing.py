"""What an editor's browser sends when an article is saved or published."""

from __future__ import annotations

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from freesheet.editions.blocks import INLINE

Blocks = list[tuple[str, Any]]


def paragraph(html: str) -> tuple[str, Any]:
    """A block of prose."""
    return "paragraph", rich_text(html, features=INLINE)


def form_of(article: Any, body: Blocks | None = None, **changed: Any) -> dict[str, Any]:
    """The form of an article as it is, but for what is changed; without ``body`` its one paragraph."""
    blocks = [paragraph(str(block.value.source)) for block in article.body] if body is None else body
    given = {
        "title": article.title,
        "slug": article.slug,
        "kicker": article.kicker,
        "format": article.format,
        "standfirst": article.standfirst,
        "lead_picture": article.lead_picture_id or "",
        "lead_caption": article.lead_caption,
        "body": streamfield(blocks),
        "speakers": streamfield([]),
        "tags": "",
        "seo_title": "",
        "search_description": "",
        "original_url": "",
        "canonical_url": "",
        "go_live_at": "",
        "expire_at": "",
        "first_published_at": article.first_published_at.strftime("%Y-%m-%d %H:%M") if article.pk else "",
        **{name: inline_formset([]) for name in ("bylines", "related_pins", "related_bans", "comments")},
        **changed,
    }
    return nested_form_data(given)


def send(browser: Any, article: Any, body: Blocks | None = None, button: str = "action-publish", **changed: Any) -> Any:
    """Press a button under an article's form; none if ``button`` is empty, which saves a draft."""
    pressed = {button: "1"} if button else {}
    return browser.post(f"/newsroom/pages/{article.pk}/edit/", {**form_of(article, body, **changed), **pressed})
