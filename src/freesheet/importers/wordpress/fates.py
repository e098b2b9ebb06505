"""What becomes of an item, and why: an article, a page of information, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from freesheet.importers.wordpress.records import WordpressItem


class Becomes(Enum):
    """What an item becomes."""

    ARTICLE = "article"
    PAGE = "page"
    PICTURE = "picture"
    NOTHING = "nothing"


class Standing(Enum):
    """Whether readers may see what an item becomes: now, at a set time, or not until an editor says so."""

    PUBLIC = "public"
    SCHEDULED = "scheduled"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Fate:
    """What an item becomes, its standing, and the reason for either that needs saying."""

    becomes: Becomes
    standing: Standing = Standing.DRAFT
    why: str = ""


_KINDS = {
    "nav_menu_item": "It is an entry of a menu; menus are set up anew.",
    "revision": "It is an earlier version of another item; only the last version is brought.",
    "wp_block": "It is a reusable block; it was set into every text that uses it.",
    "wp_navigation": "It is a menu; menus are set up anew.",
    "wp_template": "It is part of the old site's theme.",
    "wp_template_part": "It is part of the old site's theme.",
    "wp_global_styles": "It is part of the old site's theme.",
    "wp_font_family": "It is part of the old site's theme.",
    "wp_font_face": "It is part of the old site's theme.",
    "custom_css": "It is part of the old site's theme.",
    "customize_changeset": "It is a setting of the old site's theme.",
    "oembed_cache": "It is a copy that the old site kept of something elsewhere.",
    "user_request": "It is a request about personal data, which must stay where it was made.",
    "guest-author": "It is an author without an account; the name was brought with the articles.",
}
_STATUSES = {
    "publish": Fate(Becomes.ARTICLE, Standing.PUBLIC),
    "future": Fate(Becomes.ARTICLE, Standing.SCHEDULED),
    "draft": Fate(Becomes.ARTICLE, Standing.DRAFT, "It was a draft."),
    "pending": Fate(Becomes.ARTICLE, Standing.DRAFT, "It waited for review."),
    "private": Fate(Becomes.ARTICLE, Standing.DRAFT, "It was private: it is a draft and no import makes it public."),
    "trash": Fate(Becomes.NOTHING, Standing.DRAFT, "It lay in the trash."),
    "auto-draft": Fate(Becomes.NOTHING, Standing.DRAFT, "It was begun by opening the editor and never saved."),
    "": Fate(Becomes.ARTICLE, Standing.DRAFT, "The file does not say whether it was public, so it is a draft."),
}


def fate_of(item: WordpressItem) -> Fate:
    """What becomes of an item. Only what the file calls published, without a password, is ever public."""
    if item.kind == "attachment":
        return Fate(Becomes.PICTURE, Standing.PUBLIC)
    if item.kind in _KINDS:
        return Fate(Becomes.NOTHING, Standing.DRAFT, _KINDS[item.kind])
    if item.kind not in ("post", "page", ""):
        return Fate(Becomes.NOTHING, Standing.DRAFT, f"It is of the kind “{item.kind}”, which a plug-in or theme made.")
    if not item.kind and not item.content.strip():
        return Fate(Becomes.NOTHING, Standing.DRAFT, "The file says neither what kind of item it is nor what it holds.")
    fate = _STATUSES.get(item.status) or _draft(f"Its status “{item.status}” is none of WordPress's; it is a draft.")
    if fate.becomes is Becomes.ARTICLE and item.password:
        fate = _draft("It was protected by a password: it is a draft and no import makes it public.")
    if fate.becomes is Becomes.ARTICLE and item.kind == "page":
        return Fate(Becomes.PAGE, fate.standing, fate.why)
    if fate.becomes is Becomes.ARTICLE and not item.kind:
        return _draft("The file does not say what kind of item it is, so it is a draft.")
    return fate


def _draft(why: str) -> Fate:
    return Fate(Becomes.ARTICLE, Standing.DRAFT, why)
