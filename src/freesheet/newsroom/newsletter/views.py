"""The newsletter: one draft in each language, looked at, proven, and sent once; and those that were sent."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from freesheet.accounts.deeds import Deed
from freesheet.accounts.models import User
from freesheet.accounts.people import note
from freesheet.contributions.actions import send_again, set_letter_aside
from freesheet.editions.queries import front_pages
from freesheet.lib.scripts import direction
from freesheet.newsletters.actions import begin, readers, send, word
from freesheet.newsletters.composing import Said, composed
from freesheet.newsletters.errors import NewsletterProblem
from freesheet.newsletters.models import Copy, Issue
from freesheet.newsletters.places import places
from freesheet.newsletters.writing import letter, pages, read
from freesheet.newsroom.correcting import InTheNewsroom
from freesheet.newsroom.newsletter.forms import IssueForm, chosen, offered

log = logging.getLogger("freesheet.newsroom")

RIGHT = "newsletters.change_issue"
ON_A_PAGE = 30
UNDECIDED = (Copy.State.FAILED, Copy.State.UNSURE)

_allowed = permission_required(RIGHT, login_url="wagtailadmin_login", raise_exception=True)


class OfNewsletters(InTheNewsroom):
    """What these screens share: who may see them."""

    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


class NewslettersView(OfNewsletters):
    """The next letter in each language, and those that were sent."""

    template_name = "newsroom/newsletter/index.html"
    page_title = gettext_lazy("Newsletter")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        sent = Issue.objects.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")
        told = Count("copies", filter=Q(copies__state=Copy.State.SENT))
        open_ones = Count("copies", filter=Q(copies__state__in=UNDECIDED))
        found = sent.annotate(arrived=told, undecided=open_ones)
        page = Paginator(found, ON_A_PAGE).get_page(self.request.GET.get("p"))
        names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
        for issue in page:
            issue.named = names.get(issue.language, issue.language)  # type: ignore[attr-defined]
        drafts = {issue.language: issue for issue in Issue.objects.filter(sent_at=None)}
        codes = [front.locale.language_code for front in front_pages()]
        rows = [(code, names.get(code, code), readers(code).count(), drafts.get(code)) for code in codes]
        is_sent = bool(settings.PUBLICATION.mail_server)
        url = places().asking(codes[0]) if codes else ""
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "rows": rows, "page_of": page, "is_sent": is_sent, "url": url}


@require_POST
@_allowed
def begin_view(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the next letter of a language, or go on with it."""
    if code not in {front.locale.language_code for front in front_pages()}:
        raise Http404
    return redirect("newsletter:issue", begin(code).pk)


class IssueView(OfNewsletters):
    """One letter: a draft to be written, or what was sent and how that went."""

    template_name = "newsroom/newsletter/issue.html"

    @cached_property
    def issue(self) -> Issue:
        return get_object_or_404(Issue, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        name = dict(settings.WAGTAIL_CONTENT_LANGUAGES).get(self.issue.language, self.issue.language)
        return _("Newsletter: %(language)s") % {"language": name}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home, here = super().get_breadcrumbs_items()
        return [home, {"url": reverse("newsletter:index"), "label": _("Newsletter")}, here]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        issue = self.issue
        said, text, _page = looked_at(issue)
        form = more.pop("form", None) or IssueForm(instance=issue)
        context: dict[str, Any] = super().get_context_data(**more)
        told = {
            "issue": issue, "said": said, "text": text, "form": form, "media": form.media,
            "direction": direction(issue.language), "count": readers(issue.language).count(),
        }  # fmt: skip
        if issue.sent_at is None:
            return {**context, **told, "offered": offered(issue)}
        by_state = dict(issue.copies.values_list("state").annotate(number=Count("pk")).order_by())
        undecided = sum(by_state.get(each, 0) for each in UNDECIDED)
        return {
            **context, **told, "arrived": by_state.get(Copy.State.SENT, 0), "undecided": undecided,
            "under_way": by_state.get(Copy.State.WAITING, 0) + by_state.get(Copy.State.LEAVING, 0),
        }  # fmt: skip

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the draft; and lead to where it is sent, where that button was pressed."""
        form = IssueForm(request.POST, instance=self.issue)
        if not form.is_valid():
            messages.error(request, _("It is not kept yet: something is too long."))
            answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
            return answer
        articles = chosen(self.issue, request.POST, request.POST.getlist("article"))
        try:
            word(self.issue, form.cleaned_data["subject"], form.cleaned_data["greeting"], articles)
        except NewsletterProblem as problem:
            messages.error(request, str(problem))
            return redirect("newsletter:issue", pk)
        if "send" in request.POST:
            return redirect("newsletter:send", pk)
        if "proof" in request.POST:
            return _proof(request, get_object_or_404(Issue, pk=pk))
        messages.success(request, _("The draft is kept."))
        return redirect("newsletter:issue", pk)


def looked_at(issue: Issue) -> tuple[Said, str, str]:
    """What a letter says, as it was sent or would be now; as text and as HTML."""
    said = composed(issue) if issue.sent_at is None else read(issue.said)
    return (said, *pages(said, places().asking(issue.language)))


@_allowed
def page_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a mail program would show it, for the frame."""
    answer = HttpResponse(looked_at(get_object_or_404(Issue, pk=pk))[2])
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


def _proof(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Send the letter to who works at it, and to nobody else."""
    to = str(getattr(request.user, "email", ""))
    if not to:
        messages.error(request, _("Your account has no e-mail address."))
        return redirect("newsletter:issue", issue.pk)
    said = composed(issue)
    try:
        letter(said, to, places().asking(issue.language), subject=_("Proof: %s") % said.subject).send()
    except (SMTPException, OSError):
        log.exception("The proof of %s could not be sent.", issue)
        messages.error(request, _("The mail server did not take it. Please try again later."))
    else:
        messages.success(request, _("A proof is on its way to %s.") % to)
    return redirect("newsletter:issue", issue.pk)


class SendView(IssueView):
    """Asked once more, then sent to all."""

    template_name = "newsroom/newsletter/send.html"

    def get_page_title(self) -> str:
        return _("Send this letter?")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.issue.sent_at is not None:
            return redirect("newsletter:issue", self.issue.pk)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        assert isinstance(request.user, User)  # whoever has the right has logged in
        try:
            count = send(self.issue, request.user.username)
        except NewsletterProblem as problem:
            messages.error(request, str(problem))
            return redirect("newsletter:issue", pk)
        note(request.user.username, Deed.NEWSLETTER_SENT, f"newsletter {pk}")
        told = ngettext(
            "The letter is on its way to one reader.", "The letter is on its way to %(count)s readers.", count
        )
        messages.success(request, told % {"count": count})
        return redirect("newsletter:issue", pk)


@require_POST
@_allowed
def decide_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the copies again that did not arrive, or may not have; or let them be."""
    verb = send_again if request.POST.get("what") == "again" else set_letter_aside
    issue = get_object_or_404(Issue, pk=pk)
    count = sum(verb(each) for each in issue.copies.filter(state__in=UNDECIDED, subscriber__isnull=False))
    if verb is send_again:
        told = ngettext("One copy is on its way again.", "%(count)s copies are on their way again.", count)
    else:
        told = ngettext("One copy is set aside.", "%(count)s copies are set aside.", count)
    messages.success(request, told % {"count": count})
    return redirect("newsletter:issue", pk)
