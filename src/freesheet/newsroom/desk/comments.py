"""Comments on the very sentence that wait for an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Comment

from freesheet.articles.models import ArticlePage
from freesheet.newsroom.desk.lines import Line
from freesheet.planning.rights import Rights

MOST_COMMENTS = 200
LONGEST = 80
"""Characters of a comment that are shown."""


def for_me(rights: Rights, articles: Collection[int]) -> Iterator[Line]:
    """Open comments in which somebody else has the last word: on what one makes (``articles``), or where one spoke."""
    user = rights.user
    spoke = Q(user=user) | Q(replies__user=user)
    asked = Comment.objects.filter(spoke | Q(page_id__in=list(articles)) | Q(page__owner=user), resolved_at=None)
    found = asked.distinct().select_related("page", "user").prefetch_related("replies__user").order_by("-created_at")
    by_page: dict[int, list[tuple[Comment, str, str]]] = {}
    for comment in found[:MOST_COMMENTS]:
        replies = sorted(comment.replies.all(), key=lambda reply: (reply.created_at, reply.pk))
        last = replies[-1] if replies else comment
        if last.user_id != user.pk and _opens(rights, comment):
            by_page.setdefault(comment.page_id, []).append((comment, str(last.user), last.text))
    for waiting in by_page.values():
        comment, who, words = waiting[0]
        told = ngettext("%(who)s: “%(words)s”", "%(count)s comments. %(who)s: “%(words)s”", len(waiting))
        short = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
        says = told % {"count": len(waiting), "who": who, "words": short}
        url = reverse("wagtailadmin_pages:edit", args=[comment.page_id]) + f"?comment={comment.pk}"
        yield Line(comment.page.draft_title, says, _("Answer"), url, since=comment.created_at)


def _opens(rights: Rights, comment: Comment) -> bool:
    page = comment.page
    if not issubclass(page.specific_class or type(page), ArticlePage):
        return False
    owns = page.owner_id == rights.user.pk and rights.may("add", page.path)
    return owns or rights.may("change", page.path)
