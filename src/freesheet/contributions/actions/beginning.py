"""Beginning a gift: who gives, how much, and with whom the money is moved."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from freesheet.contributions.actions.parting import come_back
from freesheet.contributions.asking.ladders import offered
from freesheet.contributions.conf import LONGEST_NAME, LONGEST_WORD
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.models import LONGEST_KEY, Charge, Dedication, Plan, Rhythm, Supporter
from freesheet.lib.money import Money, written

LONGEST_ADDRESS = 254
"""Of mail, as the table has it."""


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
    cover: int = 0
    """Minor units of ``money`` that are for the fee."""
    asked_in: str = ""
    """The country whose amounts they were shown, where it has its own."""
    dedication: str = ""
    """``memory`` or ``present``, where it is for somebody; then ``dedicated_to`` is their name."""
    dedicated_to: str = ""


def checked(money: Money, rhythm: str, language: str, country: str = "") -> None:
    """Whether so much is taken. ``country`` is that of whose amounts somebody was shown.

    Raises:
        GiftProblem: too little, too much, or in a currency or rhythm that is not offered.
    """
    asked = offered(money.currency, country)
    if asked is None:
        raise GiftProblem(_("We cannot take %(currency)s yet.") % {"currency": money.currency})
    if rhythm not in Rhythm:
        raise GiftProblem(_("Please say how often you want to give."))
    if money < asked.least:
        raise GiftProblem(
            _("The smallest gift that reaches us is %(amount)s: less would be eaten up by fees.")
            % {"amount": written(asked.least, language)}
        )
    if asked.most < money:
        raise GiftProblem(
            _("That is more than %(amount)s. Please write to us: we would like to know who gives so much.")
            % {"amount": written(asked.most, language)}
        )


def begin(wish: Wish) -> Charge:
    """The gift of a wish; the one that was begun with the same key, where there is one.

    Raises:
        GiftProblem: something in it cannot be taken.
    """
    same = Charge.objects.filter(key=wish.key)
    if (known := same.first()) is not None:
        return known
    _check(wish)
    checked(wish.money, wish.rhythm, wish.language, wish.asked_in)
    try:
        return _begun(wish)
    except IntegrityError:
        # The same form, or somebody's other one, in the same instant.
        return same.first() or _begun(wish)


@transaction.atomic
def _begun(wish: Wish) -> Charge:
    supporter = _supporter(wish)
    plan = None
    if wish.rhythm != Rhythm.ONCE:
        plan = Plan.objects.create(
            supporter=supporter, provider=wish.provider, rhythm=wish.rhythm, **_amount(wish.money)
        )
    charge = Charge.objects.create(
        key=wish.key, supporter=supporter, plan=plan, provider=wish.provider, language=wish.language,
        country=wish.country[:2], page=wish.page[:500], campaign=wish.campaign[:60], word=wish.word.strip(),
        shows_name=wish.shows_name, covers_fee=wish.covers_fee, cover_minor=wish.cover, **_amount(wish.money),
    )  # fmt: skip
    if wish.dedication and wish.dedicated_to.strip():
        Dedication.objects.create(charge=charge, kind=wish.dedication, name=wish.dedicated_to.strip())
    return charge


def _amount(money: Money) -> dict[str, object]:
    return {"currency": money.currency, "minor": money.minor}


def _check(wish: Wish) -> None:
    # No browser sends a zero byte, and PostgreSQL takes none.
    if not wish.key or len(wish.key) > LONGEST_KEY or "\0" in f"{wish.email}{wish.name}{wish.word}{wish.dedicated_to}":
        raise GiftProblem(_("This form is not ours any more. Please begin again."))
    try:
        validate_email(wish.email.strip())
        MaxLengthValidator(LONGEST_ADDRESS)(wish.email.strip())
    except ValidationError as problem:
        raise GiftProblem(_("Please write an e-mail address to which we can send the receipt.")) from problem
    if len(wish.name) > LONGEST_NAME:
        raise GiftProblem(_("Please write a name of at most %(most)d letters.") % {"most": LONGEST_NAME})
    if wish.dedication and wish.dedication not in Dedication.Kind:
        raise GiftProblem(_("Please say for whom this gift is."))
    if wish.dedication and not wish.dedicated_to.strip():
        raise GiftProblem(_("Please write for whom this gift is, or choose that it is for nobody in particular."))
    if len(wish.dedicated_to) > LONGEST_NAME:
        raise GiftProblem(_("Please write a name of at most %(most)d letters.") % {"most": LONGEST_NAME})
    if len(wish.word) > LONGEST_WORD:
        raise GiftProblem(_("Please write at most %(most)d letters to us.") % {"most": LONGEST_WORD})


def _supporter(wish: Wish) -> Supporter:
    name, email = wish.name.strip(), wish.email.strip().lower()
    come_back(email)
    supporter = Supporter.objects.filter(email=email).first()
    if supporter is None:
        return Supporter.objects.create(email=email, name=name, language=wish.language)
    if (supporter.name, supporter.language) != (name or supporter.name, wish.language):
        supporter.name, supporter.language = name or supporter.name, wish.language
        supporter.save(update_fields=["name", "language"])
    return supporter
