"""Another mail address for who gives: asked for, proven by a letter to the new one, and told to the old one.

Nothing changes before it is proven. Then all that somebody gives belongs to the row of the new address: one that is
there already, for it is the same person's, or a new one. The old row goes, and so the links that were mailed there.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from freesheet.contributions.actions.beginning import LONGEST_ADDRESS
from freesheet.contributions.actions.lasting import ENDED
from freesheet.contributions.actions.parting import come_back
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.models import Letter, Named, Supporter
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import KnowsAddresses

log = logging.getLogger("freesheet.contributions")

OPEN_FOR = timedelta(days=3)
"""So long the mailed link confirms a new address."""

KEPT_FOR = timedelta(days=7)
"""So long an address to which a letter goes, and that is nobody's row, is kept: then every try to send it is over."""


def checked_address(supporter: Supporter, email: str) -> str:
    """The new address, as it is kept.

    Raises:
        GiftProblem: it is none, or the one that is known.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as problem:
        raise GiftProblem(_("That is no e-mail address.")) from problem
    if len(email) > LONGEST_ADDRESS or "\0" in email:
        raise GiftProblem(_("That is no e-mail address."))
    if email == supporter.email:
        raise GiftProblem(_("Our letters go to that address already."))
    return email


@transaction.atomic
def ask_to_move(supporter: Supporter, email: str) -> bool:
    """Write to the new address, as ``checked_address`` says it; whether a letter was written.

    The letter of an address that was asked for before is worth nothing from then on.
    """
    supporter = Supporter.objects.select_for_update().get(pk=supporter.pk)
    if supporter.is_forgotten or not supporter.email:
        return False
    _let_be(supporter)
    Letter.objects.create(key=f"address:{supporter.pk}:{uuid4().hex}", kind="address", supporter=supporter, to=email)
    return True


def moves(letter: Letter, now: datetime | None = None) -> bool:
    """Whether a letter is one that still confirms a new address."""
    now = now or timezone.now()
    known = letter.kind == "address" and letter.to and letter.supporter.email and not letter.supporter.is_forgotten
    return bool(known) and letter.created_at > now - OPEN_FOR


def move(letter: Letter) -> Supporter | None:
    """Let all that somebody gives belong to the address that a letter went to; whose it is now.

    None where the letter is worth nothing any more. Providers that keep an address are told; one that does not answer
    keeps the old one, and its own mail goes there until it is told by hand.
    """
    moved = _moved(letter)
    if moved is not None:
        _tell_providers(moved)
    return moved


@transaction.atomic
def _moved(letter: Letter) -> Supporter | None:
    before = Supporter.objects.select_for_update().filter(letters=letter).first()
    letter = Letter.objects.select_related("supporter").get(pk=letter.pk)
    if before is None or not moves(letter):
        return None
    old, new = before.email or "", letter.to
    _let_be(before)
    come_back(new)
    now = Supporter.objects.select_for_update().filter(email=new).first()
    if now is None:
        now = Supporter.objects.create(email=new, language=before.language, created_at=before.created_at)
    now.name, now.created_at = now.name or before.name, min(now.created_at, before.created_at)
    now.save(update_fields=["name", "created_at"])
    for things in (before.charges, before.plans, before.letters):
        things.update(supporter=now)
    if not Named.objects.filter(supporter=now).exists():
        Named.objects.filter(supporter=before).update(supporter=now)
    before.delete()
    Letter.objects.create(key=f"moved:{now.pk}:{uuid4().hex}", kind="moved", supporter=now, to=old)
    return now


def _let_be(supporter: Supporter) -> None:
    """No letter that went to a new address is worth anything any more."""
    asked = supporter.letters.filter(kind="address")
    asked.filter(state=Letter.State.WAITING).update(state=Letter.State.SET_ASIDE)
    asked.exclude(to="").update(to="")


def _tell_providers(supporter: Supporter) -> None:
    for plan in supporter.plans.exclude(state__in=ENDED).exclude(reference=""):
        try:
            provider = named(plan.provider)
            if isinstance(provider, KnowsAddresses):
                provider.address_changed(plan, supporter.email or "")
        except ProviderProblem as problem:
            log.warning("The provider of %s does not know of the new address: %s", plan, problem)


def forget_addresses(now: datetime | None = None) -> int:
    """Forget where letters went that were not for an address we keep; how many."""
    old = Letter.objects.exclude(to="").filter(created_at__lt=(now or timezone.now()) - KEPT_FOR)
    old.filter(state=Letter.State.WAITING).update(state=Letter.State.SET_ASIDE)
    return old.update(to="")
