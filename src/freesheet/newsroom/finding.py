"""Finding pages: Wagtail's own screen, which counts what it found once."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.viewsets.pages import PageViewSet


class FindingView(SearchView):  # type: ignore[misc]
    """A search whose counts are those of its kinds of pages: Wagtail counts the same pages three times."""

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        if found.supports_facet:
            kinds = {kind.pk: count for kind, count in self.content_types}
            everything = sum(kinds.values())
            chosen = self.selected_content_type
            self.all_pages._count_cache = everything  # noqa: SLF001  # nothing else sets it
            found._count_cache = kinds.get(chosen.pk, 0) if chosen else everything  # noqa: SLF001
        return found


class EveryPage(PageViewSet):  # type: ignore[misc]
    """What no kind of page has of its own."""

    search_view_class = FindingView
