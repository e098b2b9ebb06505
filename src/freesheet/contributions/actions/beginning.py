"""Beginning a gift: who gives, how much, and with whom the money is moved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from freesheet.contributions.actions.parting import come_back
from freesheet.contributions.conf import ASKED, LONGEST_NAME, LONGEST_WORD
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.models import LONGEST_KEY, Charge, Plan, Rhythm, Supporter
from freesheet.lib.money import Money, exactly, written


@dataclass(frozen=True)
class Wish:
    """What somebody wants to give. ``key`` comes from the form: sent twice, it is one gift."""

    key: str
    money: Money
    rhythm: str
    email: str
    name: str
    language: str
    provider: str
    page: str = ""
    campaign: str = ""
    country: str = ""
    word: str = ""
    shows_name: bool = False
    covers_fee: bool = False


def checked(money: Money, rhythm: str, language: str) -> None:
    """Whether so much is taken.

    Raises:
        GiftProblem: too little, too much, or in a currency or rhythm that is not offered.
    """
    asked = ASKED.get(money.currency)
    if asked is None:
        raise GiftProblem(_("We cannot take %(currency)s yet.") % {"currency": money.currency})
    if rhythm not in Rhythm:
        raise GiftProblem(_("Please say how often you want to give."))
    least, most = (exactly(Decimal(each), money.currency) for each in (asked.least, asked.most))
    if money < least:
        raise GiftProblem(
            _("The smallest gift that reaches us is %(amount)s: less would be eaten up by fees.")
            % {"amount": written(least, language)}
        )
    if most < money:
        raise GiftProblem(
            _("That is more than %(amount)s. Please write to us: we would like to know who gives so much.")
            % {"amount": written(most, language)}
        )


@transaction.atomic
def begin(wish: Wish) -> Charge:
    """The gift of a wish; the one that was begun with the same key, where there is one.

    Raises:
        GiftProblem: something in it cannot be taken.
    """
    known = Charge.objects.filter(key=wish.key).first()
    if known is not None:
        return known
    _check(wish)
    checked(wish.money, wish.rhythm, wish.language)
    supporter = _supporter(wish)
    plan = None
    if wish.rhythm != Rhythm.ONCE:
        plan = Plan.objects.create(
            supporter=supporter, provider=wish.provider, rhythm=wish.rhythm, **_amount(wish.money)
        )
    charge, _made = Charge.objects.get_or_create(
        key=wish.key,
        defaults={
            "supporter": supporter, "plan": plan, "provider": wish.provider, "language": wish.language,
            "country": wish.country[:2], "page": wish.page[:500], "campaign": wish.campaign[:60],
            "word": wish.word.strip(), "shows_name": wish.shows_name, "covers_fee": wish.covers_fee,
            **_amount(wish.money),
        },
    )  # fmt: skip
    if not _made and plan is not None:
        plan.delete()
    return charge


def _amount(money: Money) -> dict[str, object]:
    return {"currency": money.currency, "minor": money.minor}


def _check(wish: Wish) -> None:
    if not wish.key or len(wish.key) > LONGEST_KEY:
        raise GiftProblem(_("This form is not ours any more. Please begin again."))
    try:
        validate_email(wish.email.strip())
    except ValidationError as problem:
        raise GiftProblem(_("Please write an e-mail address to which we can send the receipt.")) from problem
    if len(wish.name) > LONGEST_NAME:
        raise GiftProblem(_("Please write a name of at most %(most)d letters.") % {"most": LONGEST_NAME})
    if len(wish.word) > LONGEST_WORD:
        raise GiftProblem(_("Please write at most %(most)d letters to us.") % {"most": LONGEST_WORD})


def _supporter(wish: Wish) -> Supporter:
    name = wish.name.strip()
    come_back(wish.email.strip().lower())
    supporter, made = Supporter.objects.get_or_create(
        email=wish.email.strip().lower(), defaults={"name": name, "language": wish.language}
    )
    if not made and (supporter.name, supporter.language) != (name or supporter.name, wish.language):
        supporter.name, supporter.language = name or supporter.name, wish.language
        supporter.save(update_fields=["name", "language"])
    return supporter
