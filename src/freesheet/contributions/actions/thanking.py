"""Thanking for a gift by hand: each once, by a letter of one's own words, or in another way."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.models import Charge, Letter, Thanks
from freesheet.contributions.models.thanks import LONGEST_THANKS


@transaction.atomic
def thank(charge: Charge, by: str, text: str = "") -> Thanks:
    """Note that somebody thanked for a gift; with ``text``, a letter of these words leaves.

    Raises:
        GiftProblem: there is no money to thank for, somebody thanked already, or the letter cannot be written.
    """
    charge = Charge.objects.select_for_update().select_related("supporter").get(pk=charge.pk)
    text = text.replace("\r\n", "\n").strip()
    if charge.received_at is None:
        raise GiftProblem(_("This gift has not arrived."))
    if Thanks.objects.filter(charge=charge).exists():
        raise GiftProblem(_("Somebody has thanked for this gift already."))
    if len(text) > LONGEST_THANKS:
        raise GiftProblem(_("Please write at most %(most)d letters.") % {"most": LONGEST_THANKS})
    if text and not charge.supporter.email:
        raise GiftProblem(_("Of who gave no address is known."))
    way = Thanks.Way.LETTER if text else Thanks.Way.OWN
    thanks = Thanks.objects.create(charge=charge, way=way, text=text, by=by)
    if text:
        Letter.objects.get_or_create(
            key=f"thanks:{charge.pk}", defaults={"kind": "thanks", "supporter": charge.supporter, "charge": charge}
        )
    return thanks


@transaction.atomic
def unthank(charge: Charge) -> bool:
    """Take back that somebody thanked, where no letter has left; whether it was so."""
    thanks = Thanks.objects.select_for_update().filter(charge=charge).first()
    if thanks is None:
        return False
    letter = Letter.objects.select_for_update().filter(key=f"thanks:{charge.pk}").first()
    if letter is not None and letter.state != Letter.State.WAITING:
        return False
    if letter is not None:
        letter.delete()
    thanks.delete()
    return True
