"""Which gift a line of a statement is: by its reference, or because somebody says so; and taking that back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from freesheet.contributions.actions.believing import settle
from freesheet.contributions.actions.happening import happened
from freesheet.contributions.actions.parting import come_back
from freesheet.contributions.conf import LONGEST_NAME
from freesheet.contributions.errors import ProviderProblem, StatementProblem
from freesheet.contributions.models import Charge, Letter, Match, StatementLine, Supporter
from freesheet.contributions.providers.bank.references import found_in, reference_for
from freesheet.contributions.rules import ChargeState

BANK = "bank"
LONGEST_REASON = 300
AWAITED = (ChargeState.BEGUN, ChargeState.WAITING, ChargeState.FAILED, ChargeState.LAPSED)
"""Where a gift stands whose money can still come."""


@dataclass(frozen=True)
class Giver:
    """Who gave, as far as anybody knows."""

    name: str = ""
    email: str = ""


def match_by_reference(line: StatementLine) -> Match | None:
    """The match that a line's own text says, made; None where a person has to look.

    A reference says nothing where the text has those of several gifts, where the currency is another one, where the
    money of that gift came already, or where the bank says that money came back to the outlet.
    """
    charges = list(Charge.objects.filter(provider=BANK, reference__in=found_in(line.said))[:2])
    if len(charges) != 1 or line.matches.exists():
        return None
    try:
        return _match_or_next(line, charges[0], by="")
    except StatementProblem:
        return None


def match_by_hand(line: StatementLine, charge: Charge, by: str) -> Match:
    """Say that a line is that gift's money, the next money of that lasting gift, or money of it that went back.

    Raises:
        StatementProblem: it cannot be: another currency, a gift whose money came, or more back than came.
    """
    return _match_or_next(line, charge, by)


@transaction.atomic
def make_gift(line: StatementLine, giver: Giver, by: str) -> Match:
    """A gift that nobody announced, made of a line.

    Raises:
        StatementProblem: nothing came with that line, or the address of who gave is none.
    """
    line = _free(line)
    if not line.came:
        raise StatementProblem(_("This money went away. It is no gift."))
    supporter = _supporter(giver)
    key = f"bank:{line.pk}:{secrets.token_hex(4)}"
    charge = Charge.objects.create(
        key=key,
        supporter=supporter,
        provider=BANK,
        currency=line.currency,
        minor=line.minor,
        language=supporter.language,
    )
    happened(charge, "offered", cause=key, reference=f"{reference_for(key)}/{line.pk}")
    charge.refresh_from_db()
    return _match(line, charge, by, made=True)


@transaction.atomic
def set_aside(line: StatementLine, reason: str, by: str) -> Match:
    """Say that a line is no gift, and why.

    Raises:
        StatementProblem: there is no reason, or somebody has said already what the line is.
    """
    line, reason = _free(line), reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise StatementProblem(
            _("Please say in at most %(most)d letters why it is no gift.") % {"most": LONGEST_REASON}
        )
    return Match.objects.create(line=line, reason=reason, by=by)


@transaction.atomic
def undo(match: Match, by: str) -> None:
    """Take back what somebody said of a line: it waits again, and the books say so in an entry the other way round.

    Raises:
        StatementProblem: the reference said it, it is undone already, or money of the gift went back since.
    """
    match = Match.objects.select_for_update().get(pk=match.pk)
    if match.undone_at is not None:
        raise StatementProblem(_("This was undone already."))
    if not match.by:
        raise StatementProblem(
            _("The transfer’s own reference says which gift it is. Only what a person said is undone.")
        )
    if match.charge is not None:
        _reverse(match, match.charge)
    match.undone_by, match.undone_at = by, timezone.now()
    match.save(update_fields=["undone_by", "undone_at"])
    if match.made and match.charge is not None:
        happened(match.charge, "given up", cause=f"match {match.pk}")


def _reverse(match: Match, charge: Charge) -> None:
    what = "payment reversed" if match.line.came else "return reversed"
    later = Match.objects.filter(charge=charge, undone_at=None, pk__gt=match.pk).exists()
    if later or not happened(charge, what, cause=f"match {match.pk}", money=match.line.money):
        raise StatementProblem(
            _("Something happened to this gift since. Undo that first, or enter it as money that went back.")
        )
    if not match.line.came:
        return
    charge.refresh_from_db()
    charge.minor = match.asked_minor
    charge.save(update_fields=["minor"])
    # One that left already stays true to what we believed then; its number stays with the gift.
    Letter.objects.filter(charge=charge, kind="receipt", state=Letter.State.WAITING).delete()


@transaction.atomic
def _match_or_next(line: StatementLine, charge: Charge, by: str) -> Match:
    charge.refresh_from_db()
    again = line.came and charge.state not in AWAITED and charge.plan is not None and charge.provider == BANK
    return _match(line, _of_the_next_time(charge, line) if again else charge, by, made=again)


@transaction.atomic
def _match(line: StatementLine, charge: Charge, by: str, *, made: bool = False) -> Match:
    line = _free(line)
    charge = Charge.objects.select_for_update().get(pk=charge.pk)
    if charge.provider != BANK:
        raise StatementProblem(_("This gift is not paid by transfer."))
    if charge.currency != line.currency:
        raise StatementProblem(
            _("This gift was to be in %(asked)s, and the money is in %(came)s. Make a gift of its own of it.")
            % {"asked": charge.currency, "came": line.currency}
        )
    if line.came and line.returns and not by:
        raise StatementProblem(_("The bank says that this is money that came back."))
    if line.came and charge.state not in AWAITED:
        raise StatementProblem(_("The money of this gift came already. Make a gift of its own of this."))
    if not line.came and (charge.state != ChargeState.RECEIVED or charge.money - charge.returned < line.money):
        raise StatementProblem(_("More would have gone back than came of this gift."))
    if not charge.reference:
        happened(charge, "offered", cause="by hand", reference=reference_for(charge.key))
        charge.refresh_from_db()
    match = Match.objects.create(line=line, charge=charge, by=by, asked_minor=charge.minor, made=made)
    if charge.supporter.is_forgotten:
        # A standing order goes on for as long as its bank is not told to end it.
        StatementLine.objects.filter(pk=line.pk).update(party="", party_account="", said="")
    try:
        settle(charge)
    except ProviderProblem as problem:
        raise StatementProblem(str(problem)) from problem
    return match


def _free(line: StatementLine) -> StatementLine:
    """The line, locked, if nothing is said of it yet."""
    line = StatementLine.objects.select_for_update().get(pk=line.pk)
    if line.matches.filter(undone_at=None).exists():
        raise StatementProblem(_("Somebody has said already what this line is. Look again."))
    return line


def _of_the_next_time(first: Charge, line: StatementLine) -> Charge:
    """A lasting gift's money of a further month: a standing order's transfers all have the first one's reference."""
    key = f"bank:{line.pk}:{secrets.token_hex(4)}"
    charge = Charge.objects.create(
        key=key, supporter=first.supporter, plan=first.plan, provider=BANK, currency=first.currency,
        minor=first.plan.minor if first.plan else first.minor, language=first.language, country=first.country,
        campaign=first.campaign, shows_name=first.shows_name,
    )  # fmt: skip
    happened(charge, "offered", cause=key, reference=f"{reference_for(key)}/{line.pk}")
    charge.refresh_from_db()
    return charge


def _supporter(giver: Giver) -> Supporter:
    name, email = giver.name.strip()[:LONGEST_NAME], giver.email.strip().lower()
    language = get_language() or "en"
    if not email:
        return Supporter.objects.create(name=name, language=language)
    try:
        validate_email(email)
    except ValidationError as problem:
        raise StatementProblem(_("That is no e-mail address. Leave it empty if you do not know it.")) from problem
    come_back(email)
    supporter, made = Supporter.objects.get_or_create(email=email, defaults={"name": name, "language": language})
    if not made and name and not supporter.name:
        supporter.name = name
        supporter.save(update_fields=["name"])
    return supporter
