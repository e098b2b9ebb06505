"""Saving beside somebody else: both in one where they agree, set aside where they do not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

from freesheet.together.errors import TogetherProblem
from freesheet.together.merging import Merged, merge
from freesheet.together.models import SetAside


def with_theirs(page: Page, base: Mapping[str, Any] | None, theirs: Revision) -> Merged:
    """What ``page``, as somebody has it in a form, makes with what another has saved meanwhile."""
    # As a revision would have it, where times are text.
    mine = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
    return merge(base, mine, theirs.content)


@transaction.atomic
def save_together(page: Page, content: Mapping[str, Any], by: Any) -> Revision:
    """Save what was brought together as the page's newest version. Comments are as ``page`` has them."""
    together = page.with_content_json(dict(content))
    together.wagtail_admin_comments = list(page.wagtail_admin_comments.all())
    if not together.live:
        # As Wagtail does: a page that nobody can read is its own draft.
        together.save(clean=False)
    return together.save_revision(user=by, log_action=True, clean=False)


@transaction.atomic
def set_aside(page: Page, base: Mapping[str, Any] | None, by: Any) -> SetAside:
    """Keep ``page``, as somebody has it in a form, beside the newest version, which stays the newest."""
    page.save(update_fields=[COMMENTS_RELATION_NAME], clean=False)
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=by,
        content=page.serializable_data(),
        object_str=str(page),
    )
    return SetAside.objects.create(page=page, revision=revision, base=base and dict(base), by=by)


def conflicts_of(aside: SetAside, choices: Mapping[str, str] | None = None) -> Merged:
    """What a version that was set aside makes with the newest one, as it is now."""
    newest = aside.page.specific.get_latest_revision()
    return merge(aside.base, aside.revision.content, newest.content, choices)


@transaction.atomic
def settle(aside: SetAside, choices: Mapping[str, str], by: Any) -> Revision:
    """Save the newest version with what was chosen from the other; that one stays in the history.

    Raises:
        TogetherProblem: there is a place of which nothing was said.
    """
    Page.objects.select_for_update().get(pk=aside.page_id)
    merged = conflicts_of(aside, choices)
    if merged.conflicts:
        raise TogetherProblem(_("Please choose for each place what is to stand there."))
    page = aside.page.specific.get_latest_revision_as_object()
    revision = save_together(page, merged.content, by)
    aside.delete()
    return revision


def leave(aside: SetAside) -> None:
    """Take the newest version as it is. What was set aside stays in the history."""
    aside.delete()
