"""Parting with the address of one who asked to be forgotten: the last thing that says who it was."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from freesheet.contributions.models import Letter, Supporter


@transaction.atomic
def part_with(supporter: Supporter) -> bool:
    """Empty the address of one who asked to be forgotten, for good; whether it was still there."""
    supporter = Supporter.objects.select_for_update().get(pk=supporter.pk)
    if supporter.erased_at is not None or supporter.forgets_at is None:
        return False
    supporter.email, supporter.name, supporter.erased_at = None, "", timezone.now()
    supporter.save(update_fields=["email", "name", "erased_at"])
    unsent = (Letter.State.WAITING, Letter.State.FAILED, Letter.State.UNSURE)
    supporter.letters.filter(state__in=unsent).update(state=Letter.State.SET_ASIDE)
    supporter.letters.exclude(problem="").update(problem="")
    supporter.letters.exclude(to="").update(to="")
    return True


def come_back(email: str) -> None:
    """Who gives anew before their last letter has left is somebody new: what they gave before stays nobody's."""
    for supporter in Supporter.objects.filter(email=email, forgets_at__isnull=False):
        part_with(supporter)
