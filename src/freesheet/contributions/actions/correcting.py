"""Correcting what is known of somebody who gives."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from freesheet.contributions.conf import LONGEST_NAME
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.models import Supporter


@transaction.atomic
def correct(supporter: Supporter, name: str, language: str, shows_name: bool) -> None:
    """Write down another name or language, and whether the name may be shown. Receipts that were made stay as they are.

    Raises:
        GiftProblem: the name is too long, or the paper has no such language.
    """
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise GiftProblem(_("Please write a name of at most %(most)d letters.") % {"most": LONGEST_NAME})
    if language not in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        raise GiftProblem(_("This paper is not in that language."))
    supporter = Supporter.objects.select_for_update().get(pk=supporter.pk)
    if supporter.is_forgotten:
        return
    supporter.name, supporter.language = name, language
    supporter.save(update_fields=["name", "language"])
    supporter.charges.exclude(shows_name=shows_name).update(shows_name=shows_name)
