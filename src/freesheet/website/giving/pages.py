"""What the pages of giving say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from freesheet.contributions.asking.countries import countries, home_of
from freesheet.contributions.asking.fees import with_fee
from freesheet.contributions.asking.naming import names
from freesheet.contributions.asking.texts import rules
from freesheet.contributions.conf import PAUSE_DAYS
from freesheet.contributions.models import Charge, Dedication, Hold, Rhythm
from freesheet.contributions.providers.kinds import named, offered
from freesheet.contributions.providers.provider import Form, Provider
from freesheet.contributions.rules import ChargeState
from freesheet.editions.models import FrontPage
from freesheet.editions.queries import publication
from freesheet.lib.dates import long_date
from freesheet.lib.money import written
from freesheet.press.recording import once
from freesheet.website.contexts.asked import Asking
from freesheet.website.contexts.asking import is_trial
from freesheet.website.contexts.furniture import furniture
from freesheet.website.contexts.giving import (
    AskingContext,
    CardContext,
    ConfirmContext,
    CountryView,
    DetailsContext,
    FeeView,
    GiftContext,
    PayContext,
    ThanksContext,
    TrialContext,
    WayView,
)
from freesheet.website.contexts.head import page_head
from freesheet.website.contexts.shapes import Furniture, Head
from freesheet.website.giving.tokens import NOBODY, Step
from freesheet.website.stylesheet import asking_script_url, giving_stylesheet_url


def ask_page(front: FrontPage, form: Asking) -> AskingContext:
    """The form on a page of its own."""
    title = _("Give")
    return AskingContext(*around(front, title), title, form)


def details_page(
    front: FrontPage, step: Step | None, token: str, form: Mapping[str, str] | None = None, problem: str = ""
) -> DetailsContext:
    """The second step; with what was written in it before, where something was wrong with that."""
    assert step is not None
    title, form, language = _("Who gives?"), form or {}, front.locale.language_code
    able = [each for each in offered() if each.takes(step.money, step.rhythm)]
    chosen = form.get("way") or (able[0].name if able else "")
    query = f"?currency={step.money.currency}" + (f"&country={step.asked_in}" if step.asked_in else "")
    return DetailsContext(
        *around(front, title),
        title=title,
        amount=written(step.money, language),
        rhythm=str(Rhythm(step.rhythm).label),
        back=f"{reverse('website:giving')}{query}",
        action=reverse("website:giving-confirm"),
        token=token,
        ways=tuple(WayView(each.name, str(each.label), each.name == chosen) for each in able),
        email=form.get("email", "")[:320],
        name=form.get("name", "")[:200],
        word=form.get("word", "")[:2000],
        shows_name="shows_name" in form,
        is_trial=is_trial(),
        problem=problem,
        kept_url=reverse("website:kept"),
        stylesheet_url=giving_stylesheet_url(),
        countries=_countries(language, form.get("country", step.asked_in or home_of(step.money.currency))),
        dedications=_dedications(form.get("dedication", NOBODY)),
        dedicated_to=form.get("dedicated_to", "")[:200],
        fees=tuple(_fees(able, step, language)),
        covers_fee="covers_fee" in form,
    )


def _countries(language: str, chosen: str) -> tuple[CountryView, ...]:
    return tuple(CountryView(code, name, code == chosen) for code, name in countries(language))


def _dedications(chosen: str) -> tuple[WayView, ...]:
    choices = [(NOBODY, _("For nobody in particular")), *((each.value, str(each.label)) for each in Dedication.Kind)]
    return tuple(WayView(value, label, value == chosen) for value, label in choices)


def _fees(able: list[Provider], step: Step, language: str) -> Iterator[FeeView]:
    for each in able:
        total = with_fee(each, step.money, step.rhythm)
        if total is not None:
            yield FeeView(str(each.label), written(total, language), written(total - step.money, language))


def gift_page(front: FrontPage, charge: Charge, pay_url: str, card_url: str) -> GiftContext:
    """What became of a gift."""
    title, says = _told(charge)
    waits = charge.state in (ChargeState.BEGUN, ChargeState.WAITING)
    here = charge.state == ChargeState.RECEIVED
    details = named(charge.provider).details(charge) if waits else None
    receipt = getattr(charge, "receipt", None)
    return GiftContext(
        *around(front, title),
        title=title,
        state=charge.state,
        amount=written(charge.money, front.locale.language_code),
        rhythm=str(Rhythm(charge.rhythm).label),
        says=says,
        receipt=str(receipt) if receipt else "",
        pay_url=pay_url if waits else "",
        lines=tuple((str(name), value) for name, value in details.lines) if details else (),
        picture=details.picture if details else "",
        again=reverse("website:giving"),
        looks_again=charge.state == ChargeState.WAITING,
        is_trial=charge.provider == "trial",
        mine_url=reverse("website:mine-link"),
        kept_url=reverse("website:kept"),
        stylesheet_url=giving_stylesheet_url(),
        card_url=card_url if here and hasattr(charge, "dedication") else "",
        pause_days=(rules().pause_days if charge.plan is None else PAUSE_DAYS) if here else 0,
        scripts=(asking_script_url(),) if here else (),
    )


def card_page(front: FrontPage, charge: Charge, back: str) -> CardContext:
    """The card of a gift that is for somebody: without the amount, for it is to be handed on."""
    dedication, paper = charge.dedication, publication(front.locale)
    present = dedication.kind == Dedication.Kind.PRESENT
    title = _("A present for you") if present else _("In memory")
    says = (
        _("Somebody has made you a present: a gift to %(paper)s, so that everybody can read it.")
        if present
        else _("A gift was made to %(paper)s in memory of a person who is missed.")
    )
    return CardContext(
        *around(front, title),
        title=title,
        kind=dedication.kind,
        to=dedication.name,
        giver=charge.supporter.name,
        says=says % {"paper": paper.name},
        day=long_date(charge.received_at, front.locale.language_code, timezone.get_current_timezone())
        if charge.received_at
        else "",
        back=back,
        stylesheet_url=giving_stylesheet_url(),
    )


def thanks_page(front: FrontPage) -> ThanksContext:
    """Who gave and wants to be named. Search engines are asked not to keep it: who asks to be forgotten is to be."""
    title = _("Those who support us")
    site, head = around(front, title)
    return ThanksContext(
        site,
        head,
        title,
        tuple(once("names shown", names)),
        site.support.url if site.support else reverse("website:giving"),
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
            " We ask now and then, to keep out robots and people who try stolen cards. Nothing has been taken."
        )
    return _(
        "Somebody of ours looks at this gift, mostly within a day, and then writes to you how to pay. We do so now and"
        " then, to keep out robots and people who try stolen cards. Nothing has been taken, and you need do nothing."
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
