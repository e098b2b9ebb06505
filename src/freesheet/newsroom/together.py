"""Two people in one page: the second who saves saves both, or is asked where they contradict each other."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.admin import messages
from wagtail.admin.compare import diff_text
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, Revision, get_default_page_content_type

from freesheet.newsroom.trail import head
from freesheet.together.actions import conflicts_of, leave, save_together, set_aside, settle, with_theirs
from freesheet.together.errors import TogetherProblem
from freesheet.together.merging import Choice, Conflict
from freesheet.together.models import SetAside

# Wagtail says of going on that it overwrites. Here it does not, and the catalogues give these words another meaning.
OVERWRITES = gettext_noop("Proceeding will overwrite the changes made by %(user_name)s.")
OVERWRITES_MINE = gettext_noop("Proceeding will overwrite the changes you made in that window.")

LONGEST_SHOWN = 4000
"""Characters of each version that are laid side by side."""


class WithOthers:
    """What the view of a page's form does where somebody else has saved since it was opened."""

    request: HttpRequest
    page: Any
    form: Any

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponseBase:
        """Who saves does it alone: whoever comes at the same moment waits, and then finds it saved."""
        if request.method == "POST":
            Page.objects.select_for_update().filter(pk=page_id).first()
        answer: HttpResponseBase = super().dispatch(request, page_id)  # type: ignore[misc]
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save, together with what others have saved meanwhile. What saves itself is refused there, as Wagtail does."""
        if not self.is_out_of_date:  # type: ignore[attr-defined]
            # While others have the page open, a version is not written over by the next: theirs may have begun with it.
            if "overwrite_revision_id" in request.POST and self._others_are_here():
                self._begin_a_version()
        elif not self.expects_json_response and not self.page.alias_of_id:  # type: ignore[attr-defined]
            if self.latest_revision.user_id != request.user.pk or self._others_are_here():  # type: ignore[attr-defined]
                return self._bring_together()
            # It saved itself a moment ago, and the window had not heard of it when the button was pressed.
            self._begin_a_version()
        return super().post(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def _others_are_here(self) -> bool:
        """Whether somebody else has the page open, or the same person in another window."""
        here = EditingSession.objects.filter(content_type=get_default_page_content_type(), object_id=str(self.page.pk))
        return bool(here.exclude(user=self.request.user).exists() or here.count() > 1)

    def _begin_a_version(self) -> None:
        """Save beside the newest version instead of over it."""
        told = self.request.POST.copy()
        told.pop("overwrite_revision_id", None)
        self.request.POST = told  # type: ignore[assignment]

    def _common(self) -> Mapping[str, Any] | None:
        """The content that both began with; None where it was written over since."""
        told = self.request.POST
        number = told.get("overwrite_revision_id") or told.get("loaded_revision_id") or ""
        revision = self.page.revisions.filter(pk=number).first() if number.isdigit() else None
        if revision is None:
            return None
        mine = "overwrite_revision_id" in told and revision.user_id == self.request.user.pk
        same = revision.created_at.isoformat() == told.get("loaded_revision_created_at")
        return revision.content if mine or same else None

    def _bring_together(self) -> HttpResponseBase:
        theirs: Revision = self.latest_revision  # type: ignore[attr-defined]
        common = self._common()
        if common is not None:
            # The form is of what it was opened with: rows that another took away since are in it still.
            self.page = self.page.with_content_json(dict(common))
        self.form = self.form_class(  # type: ignore[attr-defined]
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,  # type: ignore[attr-defined]
            parent_page=self.parent,  # type: ignore[attr-defined]
            for_user=self.request.user,
        )
        if self.action_name == "save":  # type: ignore[attr-defined]
            self.form.defer_required_fields()
        if not self.form.is_valid() or self.locked_for_user:  # type: ignore[attr-defined]
            return self._once_more()
        mine = self.form.save(commit=False)
        self.subscription.save()  # type: ignore[attr-defined]
        merged = with_theirs(mine, common, theirs)
        who = get_user_display_name(theirs.user) if theirs.user else _("Somebody")
        if merged.conflicts:
            aside = set_aside(mine, common, by=self.request.user)
            return redirect(reverse("together:settle", args=[aside.pk]))
        save_together(mine, merged.content, by=self.request.user)
        self._tell(who)
        return redirect(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))

    def _once_more(self) -> HttpResponseBase:
        """The form again, which is still of what it was opened with."""
        told = self.request.POST
        self.form.restore_required_fields()
        self.page.latest_revision_id = told.get("overwrite_revision_id") or told.get("loaded_revision_id")
        self.latest_revision_created_at = told.get("loaded_revision_created_at", "")
        return self.form_invalid(self.form)  # type: ignore[attr-defined,no-any-return]

    def _tell(self, who: str) -> None:
        if self.action_name == "save":  # type: ignore[attr-defined]
            messages.success(self.request, _("%s saved this while you wrote. Both are in it now.") % who)
        else:
            words = _("%s saved this while you wrote. Both are in it now: please look at it once more, and go on then.")
            messages.warning(self.request, words % who)


def remind(request: HttpRequest, page: Page) -> None:
    """Say what of somebody's waits for a word about it."""
    aside = SetAside.objects.filter(page=page.pk, by=request.user.pk).order_by("at").first()
    if aside is not None:
        look = messages.button(reverse("together:settle", args=[aside.pk]), _("Look at both"))
        messages.warning(
            request, _("A version of yours was set aside, for somebody saved while you wrote."), buttons=[look]
        )


@dataclass(frozen=True)
class Place:
    """A place that two people changed, as it is laid before one of them."""

    name: str
    where: str
    mine: str
    theirs: str
    difference: SafeString
    choices: tuple[tuple[str, str], ...]
    chosen: str


def settle_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The places where a version that was set aside contradicts the newest, and what is to stand there."""
    aside = get_object_or_404(SetAside.objects.select_related("revision__user"), pk=pk)
    page = aside.page.specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    back = redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    if request.method == "POST" and "leave" in request.POST:
        leave(aside)
        messages.success(request, _("The newest version stays as it is. Yours is in the history."))
        return back
    choices = {name: word for name, word in request.POST.items() if word in tuple(Choice)}
    if request.method == "POST":
        try:
            settle(aside, choices, by=request.user)
        except TogetherProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Saved, with what you chose. Both versions are in the history."))
            return back
    newest = page.get_latest_revision()
    context = {
        "aside": aside,
        "page": page,
        "who": get_user_display_name(newest.user) if newest.user else _("Somebody"),
        "newest": newest,
        **head(_("Two versions"), "group", (page.get_admin_display_title(), back.url)),
        "places": [_place(page, conflict, choices) for conflict in conflicts_of(aside).conflicts],
        "compare": reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, newest.pk, aside.revision_id]),
    }
    return render(request, "newsroom/settle.html", context)


def _place(page: Page, conflict: Conflict, choices: Mapping[str, str]) -> Place:
    mine, theirs = as_words(conflict.mine), as_words(conflict.theirs)
    offered = [(Choice.MINE, _("Mine")), (Choice.THEIRS, _("Theirs"))]
    if conflict.can_have_both:
        offered.append((Choice.BOTH, _("Both, mine first")))
    return Place(
        name=conflict.name,
        where=_where(page, conflict),
        mine=mine,
        theirs=theirs,
        difference=diff_text(theirs, mine).to_html(),
        choices=tuple((choice.value, label) for choice, label in offered),
        chosen=choices.get(conflict.name, ""),
    )


def _where(page: Page, conflict: Conflict) -> str:
    """What an editor calls the place."""
    field = page._meta.get_field(conflict.field)  # noqa: SLF001  # Django's public way to a model's fields
    name = getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name  # noqa: SLF001
    block = conflict.theirs.get("type") if isinstance(conflict.theirs, Mapping) else None
    if block and hasattr(field, "stream_block") and block in field.stream_block.child_blocks:
        return str(field.stream_block.child_blocks[block].label)
    return str(name[:1].upper() + name[1:])


def as_words(value: Any) -> str:
    """What is written in a value, whatever its shape."""
    if isinstance(value, Mapping) and {"type", "value"} <= value.keys():
        value = value["value"]
    return " · ".join(words for words in _words(value) if words)[:LONGEST_SHOWN]


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield html.unescape(strip_tags(value.replace("</", " </"))).strip()
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if name not in ("id", "pk", "page", "sort_order"):
                yield from _words(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif value not in (None, False):
        yield json.dumps(value) if isinstance(value, float) else str(value)
