"""The head of a screen of our own: what it is called, and the way back to what it belongs to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def trail(here: str, *above: tuple[str, str]) -> list[dict[str, Any]]:
    """From the desk down to where somebody is; ``above`` are names and addresses."""
    steps = [(_("Home"), reverse("wagtailadmin_home")), *above, (here, "")]
    return [{"url": url, "label": label} for label, url in steps]


def head(title: str, icon: str, *above: tuple[str, str]) -> dict[str, Any]:
    """What Wagtail's own head of a screen is drawn from, for views that are functions."""
    return {"header_title": title, "header_icon": icon, "breadcrumbs_items": trail(title, *above)}
