"""What letters say of what somebody did on the page of their support."""

from __future__ import annotations

from django.utils.translation import gettext as _

from freesheet.contributions.letters import places
from freesheet.contributions.letters.languages import apart
from freesheet.contributions.letters.parts import Around, Said, plan_of
from freesheet.contributions.models import Letter, Rhythm


def link(letter: Letter, around: Around) -> Said:
    """The way to all that somebody gives."""
    paragraphs = (
        _(
            "Somebody, most likely you, asked for the way to your gifts. This link is yours alone: please pass it "
            "on to nobody."
        ),
        _("It works for thirty days, and needs no password. If you did not ask for it, you need do nothing."),
    )
    subject = _("%(paper)s: the link to your support") % {"paper": apart(around.paper, around.language)}
    where = places.of_support(letter.supporter)
    return Said(subject, paragraphs, link=(_("My support"), where) if where else None)


def address(letter: Letter, around: Around) -> Said:
    """The question at a new address."""
    paragraphs = (
        _("Somebody, most likely you, wants our letters about their gifts to come to this address from now on."),
        _("If it was you, please confirm it with the link below, within three days. Until then nothing changes."),
        _("If it was not you, you need do nothing, and will not hear of it again."),
    )
    subject = _("%(paper)s: is this your new address?") % {"paper": apart(around.paper, around.language)}
    where = places.of_moving(letter)
    return Said(subject, paragraphs, link=(_("Confirm this address"), where) if where else None)


def moved(letter: Letter, around: Around) -> Said:
    """The last letter to an old one."""
    paragraphs = (
        _("As you asked, our letters about your gifts go to another address from now on. This is the last one here."),
        _("The links that we mailed to this address do not work any more. Your gifts go on as they were."),
        _("If it was not you who changed it, please answer this letter at once."),
    )
    return Said(_("%(paper)s: your address was changed") % {"paper": apart(around.paper, around.language)}, paragraphs)


def changed(letter: Letter, around: Around) -> Said:
    """Another amount."""
    plan = plan_of(letter)
    first = (
        _("From the next time on, your gift is %(amount)s every month.")
        if plan.rhythm == Rhythm.MONTH
        else _("From the next time on, your gift is %(amount)s every year.")
    )
    paragraphs = (
        first % {"amount": around.money(plan.money)},
        _("Thank you. If it was not you who changed it, please answer this letter."),
    )
    return Said(_("%(paper)s: your gift was changed") % {"paper": apart(around.paper, around.language)}, paragraphs)


def paused(letter: Letter, around: Around) -> Said:
    """Nothing is taken for now."""
    paragraphs = (
        _("Your lasting gift of %(amount)s is paused. Nothing is taken from you until you say so.")
        % {"amount": around.money(plan_of(letter).money)},
        _("You can let it go on, or stop it, on the page of your support."),
        _("If it was not you who changed it, please answer this letter at once."),
    )
    return Said(_("%(paper)s: your gift is paused") % {"paper": apart(around.paper, around.language)}, paragraphs)


def resumed(letter: Letter, around: Around) -> Said:
    """It is taken again."""
    plan = plan_of(letter)
    first = (
        _("Your gift of %(amount)s every month goes on.")
        if plan.rhythm == Rhythm.MONTH
        else _("Your gift of %(amount)s every year goes on.")
    )
    paragraphs = (
        first % {"amount": around.money(plan.money)},
        _("Thank you. If it was not you who changed it, please answer this letter."),
    )
    return Said(_("%(paper)s: your gift goes on") % {"paper": apart(around.paper, around.language)}, paragraphs)


def forgotten(letter: Letter, around: Around) -> Said:
    """The last letter to who asked to be forgotten."""
    paragraphs = (
        _(
            "As you asked, we have forgotten who you are: your name, your words to us and what your bank said of "
            "you are gone. Your address goes with this letter."
        ),
        _(
            "Nothing more will be taken from you: whatever lasting gifts you had are stopped. The amounts and days of "
            "your gifts stay in our books, which the law wants. They do not say whose they were."
        ),
        _("Thank you for all that you have given."),
    )
    return Said(_("%(paper)s: you are forgotten") % {"paper": apart(around.paper, around.language)}, paragraphs)
