"""The style sheet of a publication: the theme's, with the newsroom's colours at its end.

Its address holds a digest of its content, so browsers may keep it for ever and no reader sees an old one.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from freesheet.editions.models import Publication
from freesheet.editions.rules import PAPER, PAPER_DARK, TINT, TINT_DARK, ink_on, readable_on

FONT_URL = re.compile(r"url\((fonts/[\w.-]+)\)")
SYSTEM_FONTS = "--serif:Georgia,'Noto Serif',serif;--sans:system-ui,'Noto Sans',sans-serif;"


def tokens(paper: Publication) -> str:
    """The custom properties that a publication sets, for light and dark."""
    light = readable_on(paper.accent, PAPER, TINT)
    dark = readable_on(paper.accent, PAPER_DARK, TINT_DARK)
    extra = SYSTEM_FONTS if paper.type == Publication.Type.SYSTEM else ""
    if paper.density == Publication.Density.COMPACT:
        extra += "--density:.85;"
    return (
        f":root{{--accent:{light};--accent-ink:{ink_on(light)};{extra}}}"
        f"@media(prefers-color-scheme:dark){{:root{{--accent:{dark};--accent-ink:{ink_on(dark)}}}}}"
    )


def stylesheet(paper: Publication) -> str:
    """The whole style sheet, CSS text."""
    return _theme_css() + tokens(paper)


def digest(css: str) -> str:
    """Sixteen hexadecimal digits that name a style sheet."""
    return hashlib.sha256(css.encode()).hexdigest()[:16]


def stylesheet_url(paper: Publication) -> str:
    """Where the style sheet of a publication lies."""
    return digest_url(digest(stylesheet(paper)))


def digest_url(name: str) -> str:
    """Where the style sheet of this digest lies."""
    return f"/theme/{name}.css"


def aids_stylesheet_url() -> str:
    """Where the style sheet of visual aids lies, which only pages ask for that have one."""
    return str(staticfiles_storage.url("broadsheet/aids.css"))


def giving_stylesheet_url() -> str:
    """Where the style sheet of the pages of giving lies."""
    return str(staticfiles_storage.url("broadsheet/giving.css"))


def accounts_stylesheet_url() -> str:
    """Where the style sheet of the public accounts lies."""
    return str(staticfiles_storage.url("broadsheet/accounts.css"))


def asking_script_url() -> str:
    """Where the script lies by which a browser remembers when it showed the appeal, which no page needs."""
    return str(staticfiles_storage.url("broadsheet/asking.js"))


def insets_stylesheet_url() -> str:
    """Where the style sheet of interviews, notes, boxes and opinion lies, which only pages ask for that have these."""
    return str(staticfiles_storage.url("broadsheet/insets.css"))


def font_urls(paper: Publication, code: str) -> tuple[str, ...]:
    """Fonts that the first screen of a page in language ``code`` surely uses."""
    if paper.type == Publication.Type.SYSTEM or code.partition("-")[0] in (
        "ar",
        "fa",
        "hi",
        "ja",
        "ko",
        "th",
        "ur",
        "zh",
    ):
        return ()
    return tuple(staticfiles_storage.url(f"broadsheet/fonts/{name}") for name in _preloaded())


@lru_cache(maxsize=1)
def _preloaded() -> tuple[str, ...]:
    import tomllib

    theme = tomllib.loads((settings.THEME / "theme.toml").read_text("utf-8"))
    return tuple(theme.get("preload", ()))


@lru_cache(maxsize=1)
def _theme_css() -> str:
    css = (settings.THEME / "static" / "broadsheet" / "broadsheet.css").read_text("utf-8")
    return FONT_URL.sub(lambda found: f"url({staticfiles_storage.url('broadsheet/' + found[1])})", css)
