"""The editor of an article: what stands between it and readers is said before it goes to them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Task

from freesheet.articles.models import ArticlePage
from freesheet.newsroom import checking
from freesheet.newsroom.on_the_site import ReaderPageEditView
from freesheet.newsroom.reasons import KIND, WORDS
from freesheet.preflight.queries import blocking, look_over
from freesheet.transparency.actions import give_reason
from freesheet.transparency.errors import CorrectionProblem
from freesheet.transparency.models import ChangeNote
from freesheet.transparency.queries import left_behind_by, says_something_else

APPROVE = "approve"


def is_last_task(article: ArticlePage) -> bool:
    """Whether an article goes to readers with the approval that it waits for."""
    state = article.current_workflow_state
    if state is None:
        return False
    others = Task.objects.filter(workflow_tasks__workflow=state.workflow, active=True)
    others = others.exclude(task_states__in=state.successful_task_states).exclude(pk=article.current_workflow_task.pk)
    return not others.exists()


class GoingPublic:
    """What the views of an article's form share: nothing goes to readers while something stands in the way."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Publish, or show the form again with what is to be done first. Drafts are kept in any case."""
        self.reason = ""
        if not self.goes_public():
            return super().form_valid(form)  # type: ignore[misc,no-any-return]
        found = look_over(form.instance)
        stopping = [each for each in found if each.blocks]
        if stopping:
            checking.refuse(self.request, stopping)  # type: ignore[attr-defined]
            self.has_unsaved_changes = True
            return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined,no-any-return]
        if not self.is_explained(form):
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]
        answer: HttpResponseBase = super().form_valid(form)  # type: ignore[misc]
        if found:
            checking.warn(self.request, self.page, found)  # type: ignore[attr-defined]
        return answer

    def goes_public(self) -> bool:
        """Whether readers get what the form has, now or at its time."""
        name = self.action_name  # type: ignore[attr-defined]
        if name == "perform_workflow_action":
            return self.workflow_action == APPROVE and is_last_task(self.page)  # type: ignore[attr-defined]
        return bool(name == "publish")

    def is_explained(self, form: Any) -> bool:
        """Whether nothing else than before is said, or else there is a reason; it is kept."""
        article: ArticlePage = form.instance
        if not says_something_else(article):
            return True
        kind, words = form.cleaned_data[KIND], form.cleaned_data[WORDS]
        if not kind:
            form.add_error(None, _("Readers have this article, and it says something else now. Please say why."))
            form.add_error(KIND, _("Please choose why it changes."))
            return False
        try:
            give_reason(article, kind, words, by=self.request.user)  # type: ignore[attr-defined]
        except CorrectionProblem as problem:
            form.add_error(WORDS, str(problem))
            return False
        self.reason = kind
        return True

    def redirect_away(self) -> Any:
        """After what was wrong: to its correction."""
        if self.reason == ChangeNote.Kind.CORRECTION:
            return redirect(reverse("corrections:add", args=[self.page.pk]))  # type: ignore[attr-defined]
        return super().redirect_away()  # type: ignore[misc]


class ArticleCreateView(GoingPublic, CreateView):  # type: ignore[misc]  # Wagtail ships no types
    """A new article."""


class ArticleEditView(GoingPublic, ReaderPageEditView):
    """An article that is there."""

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()
        for place, panel in enumerate(panels):
            if isinstance(panel, ChecksSidePanel):
                panels[place] = checking.PreflightPanel(self.page, self.request)
        return panels

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if left_behind_by(self.page):
            look = messages.button(reverse("corrections:left-behind", args=[self.page.pk]), _("What happened there"))
            messages.warning(
                request, _("Another language has gone on since this one was last published."), buttons=[look]
            )
        return super().get(request, *args, **kwargs)


class ArticleRevertView(GoingPublic, RevisionsRevertView):  # type: ignore[misc]
    """A former state of an article, to be restored."""


class ArticleApprovalView(WorkflowActionView):  # type: ignore[misc]
    """An approval outside the editor."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.action_name == APPROVE and is_last_task(self.object.specific):
            problem = obstacle(self.object.get_latest_revision_as_object())
            if problem:
                return self._to_the_editor(problem)
        return super().post(request, *args, **kwargs)

    def _to_the_editor(self, problem: str) -> Any:
        messages.error(self.request, problem)
        url = reverse("wagtailadmin_pages:edit", args=[self.object.pk])
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(self.request, {"step": "success", "redirect": url})
        return redirect(url)


def obstacle(article: ArticlePage) -> str:
    """What keeps an article from going to readers where it has no form: a sentence for the editor; empty if nothing."""
    stopping = blocking(article)
    if stopping:
        more = ngettext("and one thing more", "and %d things more", len(stopping) - 1) % (len(stopping) - 1)
        first = stopping[0].finding.sentence + (f" ({more})" if len(stopping) > 1 else "")
        return str(_("“%(title)s” was not published. %(why)s") % {"title": article.title, "why": first})
    if says_something_else(article):
        told = _("“%s” says something else than readers have. Please publish it in its editor, and say why.")
        return str(told % article.title)
    return ""


class ArticleViewSet(PageViewSet):  # type: ignore[misc]
    """Wagtail's views of an article, with ours among them."""

    model = ArticlePage
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
    revisions_revert_view_class = ArticleRevertView
    workflow_action_view_class = ArticleApprovalView


def before_publishing_many(request: HttpRequest, action_type: str, pages: list[Any], action: Any) -> Any:
    """Many pages are about to be published at once: all of them, or none and why."""
    if action_type != "publish":
        return None
    chosen = [page.specific for page in pages]
    if action.cleaned_form.cleaned_data["include_descendants"]:
        chosen += [below for page in pages for below in page.get_descendants().not_live().specific()]
    articles = [page for page in chosen if isinstance(page, ArticlePage) and not page.alias_of_id]
    problems = [problem for article in articles if (problem := obstacle(article.get_latest_revision_as_object()))]
    if not problems:
        return None
    for problem in problems[:MOST_TOLD]:
        messages.error(request, problem)
    return redirect(action.next_url)


MOST_TOLD = 10
"""Articles of which it is said why nothing was published; the others wait their turn."""
