"""What fields say by which something is chosen: in the language of who looks, not of who looked first.

Wagtail 8.0 puts these words together when a field is made, and the fields of blocks and forms are made once.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.utils.functional import lazy
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.snippets.widgets import AdminSnippetChooser


def say_it_to_each_in_their_language() -> None:
    """Let fields of pages and snippets put their words together when they are read. Called once."""
    _of_pages(AdminPageChooser)
    _of_snippets(AdminSnippetChooser)
    for field, words in BOXES.items():
        setattr(ChooserViewSet, field, gettext_lazy(words))


def _of_pages(chooser: Any) -> None:
    made, told = chooser.__init__, chooser.choose_one_text

    @wraps(made)
    def init(self: Any, *models: Any, **more: Any) -> None:
        made(self, *models, **more)
        if self.model is not Page and "choose_one_text" not in more:
            self.choose_one_text = format_lazy("{} ({})", told, capfirst(self.model._meta.verbose_name))  # noqa: SLF001

    chooser.__init__ = init


def _of_snippets(chooser: Any) -> None:
    made = chooser.__init__

    @wraps(made)
    def init(self: Any, *models: Any, **more: Any) -> None:
        made(self, *models, **more)
        kind = self.model._meta.verbose_name  # noqa: SLF001
        for field, words in SNIPPETS.items():
            if field not in more:
                setattr(self, field, _of(words, kind))

    chooser.__init__ = init


BOXES = {
    "choose_one_text": "Choose",
    "choose_another_text": "Choose another",
    "edit_item_text": "Edit",
    "search_tab_label": "Search",
    "create_action_label": "Create",
}
"""What is said in the box where one chooses; Wagtail's own words, as are those below."""

SNIPPETS = {
    "choose_one_text": "Choose %(object)s",
    "choose_another_text": "Choose another %(object)s",
    "link_to_chosen_text": "Edit this %(object)s",
}
_of: Any = lazy(lambda words, kind: gettext(words) % {"object": kind}, str)
