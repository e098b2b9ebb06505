"""What each letter says, in the language that is active."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from freesheet.contributions.errors import LetterProblem
from freesheet.contributions.letters import failing, mine, places
from freesheet.contributions.letters.languages import apart, from_left
from freesheet.contributions.letters.parts import Around, Said, plan_of
from freesheet.contributions.models import Charge, Letter, Plan, Rhythm
from freesheet.contributions.providers.kinds import is_sent_by_hand
from freesheet.lib.dates import long_date
from freesheet.lib.money import Money
from freesheet.lib.numerals import digits, number


def said(letter: Letter, around: Around) -> Said:
    """What a letter says.

    Raises:
        LetterProblem: there are no words for such a letter, or it is about nothing.
    """
    write = KINDS.get(letter.kind)
    if write is None:
        raise LetterProblem(f"There are no words for a letter of the kind {letter.kind!r}.")
    # Nobody knows yet who reads mail at a new address.
    name = "" if letter.kind == "address" else apart(letter.supporter.name, around.language)
    greeting = _("Good day, %(name)s.") % {"name": name} if name else _("Good day.")
    return replace(write(letter, around), greeting=greeting)


def _charge(letter: Letter) -> Charge:
    if letter.charge is None:
        raise LetterProblem(f"{letter} is about no gift.")
    return letter.charge


def _of_receipt(charge: Charge, around: Around) -> tuple[tuple[str, str], ...]:
    number_of = from_left(str(charge.receipt), around.language)
    return (
        (_("Receipt"), number_of),
        (_("Amount"), around.money(charge.money)),
        (_("Received"), _came(charge, around)),
    )


def _came(charge: Charge, around: Around) -> str:
    return around.day(charge.received_at or charge.created_at)


def _receipt(letter: Letter, around: Around) -> Said:
    charge = _charge(letter)
    paragraphs = [
        _("Your gift of %(amount)s has arrived. Thank you.") % {"amount": around.money(charge.money)},
        _("It pays for reporting that everybody can read, also those who cannot give."),
    ]
    if charge.plan is not None:
        each_month = charge.plan.rhythm == Rhythm.MONTH
        paragraphs.append(
            _("The same will come every month until you end it. You can at any time, and need give no reason.")
            if each_month
            else _("The same will come every year until you end it. You can at any time, and need give no reason.")
        )
    paragraphs.append(_("Your receipt is attached. Please keep it."))
    subject = _("%(paper)s: thank you. Your receipt %(number)s") % {
        "paper": apart(around.paper, around.language), "number": from_left(str(charge.receipt), around.language),
    }  # fmt: skip
    where = places.of_gift(charge)
    link = (_("Your gift"), where) if where else None
    return Said(subject, tuple(paragraphs), _of_receipt(charge, around), link)


def _sent_back(letter: Letter, charge: Charge) -> Money:
    """How much this letter is about: what the books say of what it was written for."""
    line = charge.postings.filter(key__startswith=letter.key.removeprefix("return:")).exclude(about="fee").first()
    return Money(line.minor, line.currency) if line else charge.returned


def _return(letter: Letter, around: Around) -> Said:
    charge = _charge(letter)
    back = _sent_back(letter, charge)
    rest = charge.money - charge.returned
    paragraphs = [
        _("We have sent %(amount)s back to you, the way it came. Your bank may need some days to show it.")
        % {"amount": around.money(back)},
        _("%(rest)s of your gift stays with us. Thank you for it.") % {"rest": around.money(rest)}
        if rest.minor
        else _("Nothing of that gift stays with us. Thank you for having given it."),
        _("If you did not expect this, please answer this letter."),
    ]
    subject = _("%(paper)s: %(amount)s is on its way back to you") % {
        "paper": apart(around.paper, around.language), "amount": around.money(back),
    }  # fmt: skip
    facts = (*_of_receipt(charge, around), (_("Sent back"), around.money(back)))
    return Said(subject, tuple(paragraphs), facts)


def _failure(letter: Letter, around: Around) -> Said:
    plan = plan_of(letter)
    amount = {"amount": around.money(plan.money)}
    first = (
        _("This month your gift of %(amount)s did not reach us: the bank or the card refused it. Nothing was taken.")
        if plan.rhythm == Rhythm.MONTH
        else _(
            "This year your gift of %(amount)s did not reach us: the bank or the card refused it. Nothing was taken."
        )
    )
    paragraphs = [
        first % amount,
        _("That happens, mostly because a card has expired or was replaced. If it was, please give with the new one."),
        *failing.next_try(plan, around.day),
        _("If you would rather stop, that is all right too. Thank you for all that you have given."),
    ]
    subject = _("%(paper)s: your gift could not be collected") % {"paper": apart(around.paper, around.language)}
    where = failing.repaired_at(plan) or places.of_asking(around.language)
    return Said(subject, tuple(paragraphs), link=(_("Give with another card"), where))


def _reminder(letter: Letter, around: Around) -> Said:
    plan = plan_of(letter)
    paragraphs = (
        _("We expected your gift of %(amount)s by transfer, and have not seen it yet.")
        % {"amount": around.money(plan.money)},
        _("If you have sent it, please forgive this letter: the two have crossed. If not, here is where it goes."),
        _("If you would rather stop, that is all right too. Thank you for all that you have given."),
    )
    subject = _("%(paper)s: we have not seen your transfer yet") % {"paper": apart(around.paper, around.language)}
    facts = tuple((name, apart(value, around.language)) for name, value in failing.where_to_transfer(plan))
    return Said(subject, paragraphs, facts)


def _lapsed(letter: Letter, around: Around) -> Said:
    plan = plan_of(letter)
    amount = {"amount": around.money(plan.money)}
    first = (
        _("Your transfers of %(amount)s have not come for a while, so we do not expect them any more.") % amount
        if plan.provider == "bank"
        else _("Your lasting gift of %(amount)s has ended: it could not be collected, and we will not try again.")
        % amount
    )
    paragraphs = [first, _("Nothing is owed, and nobody will ask you again.")]
    paragraphs += _given_so_far(plan, around)
    paragraphs.append(_("Should you ever want to come back, the door is open."))
    subject = _("%(paper)s: your lasting gift has ended") % {"paper": apart(around.paper, around.language)}
    return Said(subject, tuple(paragraphs), link=(_("Give again"), places.of_asking(around.language)))


def _card(letter: Letter, around: Around) -> Said:
    plan = plan_of(letter)
    told = {"amount": around.money(plan.money), "day": long_date(failing.card_until(letter), around.language)}
    first = (
        _("The card that your gift of %(amount)s comes from every month is good until %(day)s.")
        if plan.rhythm == Rhythm.MONTH
        else _("The card that your gift of %(amount)s comes from every year is good until %(day)s.")
    )
    paragraphs = [
        first % told,
        _("Most banks tell us of the new one by themselves, and you need do nothing."),
        _("If yours does not, we will write to you when a gift could not be collected. Then you can give with the new"
          " card, and nothing is lost."),
    ]  # fmt: skip
    subject = _("%(paper)s: your card expires soon") % {"paper": apart(around.paper, around.language)}
    if places.of_support(plan.supporter):
        # Every letter has it at its end.
        paragraphs.append(_("Or give the new card now, on your own page: its address is at the end of this letter."))
    return Said(subject, tuple(paragraphs))


def _stopped(letter: Letter, around: Around) -> Said:
    plan = plan_of(letter)
    paragraphs = [
        _("Your lasting gift of %(amount)s has ended. Nothing more will be taken from you.")
        % {"amount": around.money(plan.money)}
    ]
    paragraphs += _given_so_far(plan, around)
    if is_sent_by_hand(plan.provider):
        paragraphs.append(_("If your bank has a standing order for it, please end that there too: only you can."))
    paragraphs.append(_("Should you ever want to come back, the door is open."))
    subject = _("%(paper)s: your lasting gift has ended") % {"paper": apart(around.paper, around.language)}
    return Said(subject, tuple(paragraphs), link=(_("Give again"), places.of_asking(around.language)))


def _given_so_far(plan: Plan, around: Around) -> list[str]:
    """How often somebody gave, in a sentence; nothing where no money ever came."""
    came = plan.charges.filter(received_at__isnull=False).order_by("received_at")
    count, first = came.count(), came.first()
    if first is None:
        return []
    told = ngettext(
        "You have given once, on %(day)s. Thank you: what it paid for stays free to read.",
        "You have given %(count)s times since %(day)s. Thank you: what it paid for stays free to read.",
        count,
    )
    return [told % {"count": number(count, around.language), "day": _came(first, around)}]


def year_of(letter: Letter) -> int:
    """The year that a letter about one is about, which is in its key.

    Raises:
        LetterProblem: it is about none.
    """
    parts = letter.key.split(":")
    if letter.kind != "year" or len(parts) != 3 or not parts[1].isdecimal():
        raise LetterProblem(f"Letter {letter.pk} is about no year.")
    return int(parts[1])


def _year(letter: Letter, around: Around) -> Said:
    year = digits(str(year_of(letter)), around.language)
    paragraphs = (
        _("What you gave us in %(year)s is on the sheet that is attached: every gift, and what it was altogether.")
        % {"year": year},
        _("It pays for reporting that everybody can read, also those who cannot give."),
        _("Thank you."),
    )
    subject = _("%(paper)s: your gifts in %(year)s") % {"paper": apart(around.paper, around.language), "year": year}
    return Said(subject, paragraphs)


def _thanks(letter: Letter, around: Around) -> Said:
    charge = _charge(letter)
    thanks = getattr(charge, "thanks", None)
    if thanks is None or not thanks.text:
        raise LetterProblem(f"Letter {letter.pk} has no words.")
    subject = _("%(paper)s: thank you for your gift") % {"paper": apart(around.paper, around.language)}
    return Said(subject, tuple(each.strip() for each in thanks.text.splitlines() if each.strip()))


def _confirm(letter: Letter, around: Around) -> Said:
    charge = _charge(letter)
    paragraphs = (
        _("Somebody wants to give %(amount)s with your address, and we would like to know that it is you.")
        % {"amount": around.money(charge.money)},
        _("We ask because many gifts came from the same place, or cards were refused. Mostly that means nothing."),
        _("If it was you, please confirm it with the link below. Then you can pay. Until then nothing is taken."),
        _("If it was not you, you need do nothing, and will not hear of it again."),
    )
    subject = _("%(paper)s: is this gift from you?") % {"paper": apart(around.paper, around.language)}
    return Said(subject, paragraphs, link=(_("Confirm this gift"), places.of_confirming(charge)))


def _let_through(letter: Letter, around: Around) -> Said:
    charge = _charge(letter)
    paragraphs = (
        _("We have looked at your gift of %(amount)s, and all is well. Thank you for waiting.")
        % {"amount": around.money(charge.money)},
        _("It is complete when you have paid it. The link below leads there."),
    )
    subject = _("%(paper)s: your gift can go on") % {"paper": apart(around.paper, around.language)}
    return Said(subject, paragraphs, link=(_("Pay this gift"), places.of_gift(charge)))


KINDS: dict[str, Callable[[Letter, Around], Said]] = {
    "receipt": _receipt,
    "return": _return,
    "failure": _failure,
    "reminder": _reminder,
    "card": _card,
    "lapsed": _lapsed,
    "stopped": _stopped,
    "paused": mine.paused,
    "resumed": mine.resumed,
    "thanks": _thanks,
    "year": _year,
    "confirm": _confirm,
    "let through": _let_through,
    "link": mine.link,
    "changed": mine.changed,
    "address": mine.address,
    "moved": mine.moved,
    "forgotten": mine.forgotten,
}
"""Who writes which letter. A new kind is a function and a line here."""
