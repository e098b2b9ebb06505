"""What the pages of giving say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from freesheet.contributions.models import Charge, Hold, Rhythm
from freesheet.contributions.providers.kinds import named, offered
from freesheet.contributions.providers.provider import Form
from freesheet.contributions.rules import ChargeState
from freesheet.editions.models import FrontPage
from freesheet.lib.money import written
from freesheet.website.contexts.asked import Asking
from freesheet.website.contexts.asking import is_trial
from freesheet.website.contexts.furniture import furniture
from freesheet.website.contexts.giving import (
    AskingContext,
    ConfirmContext,
    DetailsContext,
    GiftContext,
    PayContext,
    TrialContext,
    WayView,
)
from freesheet.website.contexts.head import page_head
from freesheet.website.contexts.shapes import Furniture, Head
from freesheet.website.giving.tokens import Step
from freesheet.website.stylesheet import giving_stylesheet_url


def ask_page(front: FrontPage, form: Asking) -> AskingContext:
    """The form on a page of its own."""
    title = _("Give")
    return AskingContext(*around(front, title), title, form)


def details_page(
    front: FrontPage, step: Step | None, token: str, form: Mapping[str, str] | None = None, problem: str = ""
) -> DetailsContext:
    """The second step; with what was written in it before, where something was wrong with that."""
    assert step is not None
    title, form = _("Who gives?"), form or {}
    able = [each for each in offered() if each.takes(step.money, step.rhythm)]
    chosen = form.get("way") or (able[0].name if able else "")
    return DetailsContext(
        *around(front, title),
        title,
        written(step.money, front.locale.language_code),
        str(Rhythm(step.rhythm).label),
        f"{reverse('website:giving')}?currency={step.money.currency}",
        reverse("website:giving-confirm"),
        token,
        tuple(WayView(each.name, str(each.label), each.name == chosen) for each in able),
        form.get("email", "")[:320],
        form.get("name", "")[:200],
        form.get("word", "")[:2000],
        "shows_name" in form,
        is_trial(),
        problem,
        reverse("website:kept"),
        giving_stylesheet_url(),
    )


def gift_page(front: FrontPage, charge: Charge, pay_url: str) -> GiftContext:
    """What became of a gift."""
    title, says = _told(charge)
    waits = charge.state in (ChargeState.BEGUN, ChargeState.WAITING)
    details = named(charge.provider).details(charge) if waits else None
    receipt = getattr(charge, "receipt", None)
    return GiftContext(
        *around(front, title),
        title,
        charge.state,
        written(charge.money, front.locale.language_code),
        str(Rhythm(charge.plan.rhythm if charge.plan else Rhythm.ONCE).label),
        says,
        str(receipt) if receipt else "",
        pay_url if waits else "",
        tuple((str(name), value) for name, value in details.lines) if details else (),
        details.picture if details else "",
        reverse("website:giving"),
        charge.state == ChargeState.WAITING,
        charge.provider == "trial",
        reverse("website:mine-link"),
        reverse("website:kept"),
        giving_stylesheet_url(),
    )


def _told(charge: Charge) -> tuple[str, str]:
    """The heading and the sentence for where a gift stands."""
    state = ChargeState(charge.state)
    if state is ChargeState.HELD:
        return _("One more look"), _held(charge)
    if state is ChargeState.RECEIVED:
        return _("Thank you."), _("Your gift has arrived. A receipt is on its way to you by mail.")
    if state in (ChargeState.RETURNED, ChargeState.LOST, ChargeState.DISPUTED):
        return _("This gift went back"), _("The money is on its way back to you, or has arrived there.")
    if state is ChargeState.FAILED:
        return _("The payment did not work"), _("Nothing was taken. You can try again, with another card if you like.")
    if state is ChargeState.LAPSED:
        return _("This gift was never paid"), _("Nothing was taken. If you still want to give, please begin again.")
    return _("One more step"), _("We have noted your gift. It is complete when the money is here.")


def _held(charge: Charge) -> str:
    """Who has to do something before a gift can be paid."""
    hold = Hold.objects.filter(charge=charge).first()
    if hold is not None and hold.by_mail:
        return _(
            "We have just written to you. Please open that letter and confirm that this gift is yours, and you can pay."
            " We ask now and then, to keep out people who try stolen cards. Nothing has been taken."
        )
    return _(
        "Somebody of ours looks at this gift, mostly within a day, and then writes to you how to pay. We do so now and"
        " then, to keep out people who try stolen cards. Nothing has been taken, and you need do nothing."
    )


def confirm_page(front: FrontPage, charge: Charge, action: str) -> ConfirmContext:
    """Where a mailed link leads."""
    title = _("Is this gift from you?")
    return ConfirmContext(
        *around(front, title),
        title,
        written(charge.money, front.locale.language_code),
        str(Rhythm(charge.rhythm).label),
        action,
        giving_stylesheet_url(),
    )


def pay_page(front: FrontPage, charge: Charge, form: Form, by: str, back: str) -> PayContext:
    """Before the provider's own page."""
    title = _("On to the payment")
    return PayContext(
        *around(front, title),
        title,
        written(charge.money, front.locale.language_code),
        str(Rhythm(charge.rhythm).label),
        by,
        form.action,
        tuple(form.fields.items()),
        back,
        giving_stylesheet_url(),
    )


def trial_page(front: FrontPage, charge: Charge, action: str) -> TrialContext:
    """The trial provider's own page."""
    title = _("A trial: no money moves")
    amount = written(charge.money, front.locale.language_code)
    return TrialContext(*around(front, title), title, amount, action, giving_stylesheet_url())


def around(front: FrontPage, title: str) -> tuple[Furniture, Head]:
    """What stands around a page that nobody is to find by searching."""
    around = furniture(front, front)
    head = page_head(around, front, title, robots="noindex")
    return around, replace(head, canonical="", alternates=())
