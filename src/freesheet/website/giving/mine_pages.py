"""What the pages of somebody's own support say."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.contributions.actions import can_repair, next_at
from freesheet.contributions.kept import KEPT
from freesheet.contributions.letters.languages import apart
from freesheet.contributions.models import Charge, Letter, Plan, Rhythm, Supporter
from freesheet.contributions.providers.kinds import is_sent_by_hand
from freesheet.contributions.rules import ChargeState, PlanState
from freesheet.editions.models import FrontPage
from freesheet.lib.dates import long_date
from freesheet.lib.money import plainly, sign, written
from freesheet.lib.numerals import digits
from freesheet.newsletters import kept as newsletter
from freesheet.website.contexts.asking import is_asked, is_trial
from freesheet.website.contexts.mine import (
    AboutView,
    GivenView,
    KeptContext,
    KeptView,
    LanguageChoice,
    LastingView,
    LinkContext,
    MineContext,
    SureContext,
    YearView,
)
from freesheet.website.giving.pages import around
from freesheet.website.giving.tokens import gift_token
from freesheet.website.stylesheet import giving_stylesheet_url

STATES: dict[ChargeState, Promise] = {
    ChargeState.BEGUN: gettext_lazy("Not paid yet"),
    ChargeState.WAITING: gettext_lazy("Not paid yet"),
    ChargeState.RECEIVED: gettext_lazy("Arrived"),
    ChargeState.FAILED: gettext_lazy("Did not work; nothing was taken"),
    ChargeState.HELD: gettext_lazy("We look at it; nothing was taken"),
    ChargeState.LAPSED: gettext_lazy("Never paid"),
    ChargeState.RETURNED: gettext_lazy("Went back to you"),
    ChargeState.DISPUTED: gettext_lazy("Went back to you"),
    ChargeState.LOST: gettext_lazy("Went back to you"),
}

LASTING: dict[PlanState, Promise] = {
    PlanState.PENDING: gettext_lazy("It begins when its first gift is paid."),
    PlanState.ACTIVE: gettext_lazy("It runs. Thank you."),
    PlanState.PAST_DUE: gettext_lazy("The last gift could not be taken: the bank or the card refused it."),
    PlanState.PAUSED: gettext_lazy("It is paused. Nothing is taken until you say so."),
    PlanState.LAPSED: gettext_lazy("It has ended, for it could not be taken any more."),
    PlanState.CANCELLED: gettext_lazy("You have stopped it. Nothing more is taken."),
}
RUNNING = (PlanState.ACTIVE, PlanState.PAST_DUE, PlanState.PAUSED)

DONE: dict[str, Promise] = {
    "change": gettext_lazy("The amount is changed, from the next time on. We have sent you a letter that says so."),
    "pause": gettext_lazy(
        "Your gift is paused. Nothing is taken until you say so. A letter that confirms it is on its way."
    ),
    "resume": gettext_lazy("Your gift goes on. Thank you. A letter that confirms it is on its way."),
    "stop": gettext_lazy("Your gift is stopped. Nothing more is taken. A letter that confirms it is on its way."),
    "about": gettext_lazy("That is written down."),
    "address": gettext_lazy(
        "A letter with a link is on its way to that address, in a few minutes at most. Until then nothing changes."
    ),
    "moved": gettext_lazy("Our letters come to this address from now on, for all your gifts."),
    "card": gettext_lazy("Thank you. The new card is taken from now on."),
}
"""What was done, by what its address says."""


def mine_page(
    front: FrontPage, supporter: Supporter, token: str, done: str = "", problem: str = "", typed: str = ""
) -> MineContext:
    """All that somebody gives."""
    title, language = _("My support"), front.locale.language_code
    gifts = supporter.charges.select_related("plan", "receipt__series").order_by("-created_at", "-pk")
    plans = sorted(supporter.plans.all(), key=lambda plan: (plan.state not in RUNNING, -plan.pk))
    return MineContext(
        *around(front, title),
        title,
        str(DONE.get(done, "")),
        problem,
        tuple(_lasting(each, token, language) for each in plans),
        tuple(_given(each, token, language) for each in gifts),
        _years([each for each in gifts if each.received_at], token, language),
        _about(supporter, token, typed),
        reverse("website:mine-data", args=[token]),
        reverse("website:mine-forget", args=[token]),
        reverse("website:kept"),
        reverse("website:giving") if is_asked() else "",
        is_trial(),
        giving_stylesheet_url(),
    )


def _day(moment: object, language: str) -> str:
    return long_date(moment, language, ZoneInfo(settings.PUBLICATION.timezone))  # type: ignore[arg-type]


def _given(charge: Charge, token: str, language: str) -> GivenView:
    receipt = getattr(charge, "receipt", None)
    return GivenView(
        _day(charge.received_at or charge.created_at, language),
        written(charge.money, language),
        str(Rhythm(charge.rhythm).label),
        str(STATES[ChargeState(charge.state)]),
        str(receipt) if receipt else "",
        reverse("website:mine-receipt", args=[token, charge.pk]) if receipt else "",
        reverse("website:gift", args=[gift_token(charge)]),
    )


def _lasting(plan: Plan, token: str, language: str) -> LastingView:
    state, by_hand = PlanState(plan.state), is_sent_by_hand(plan.provider)
    at = next_at(plan)

    def way(what: str, *states: PlanState) -> str:
        return reverse("website:mine-plan", args=[token, plan.pk, what]) if state in states else ""

    taken_for_them = () if by_hand else (PlanState.ACTIVE, PlanState.PAST_DUE)
    return LastingView(
        plan.pk,
        written(plan.money, language),
        str(Rhythm(plan.rhythm).label),
        plan.state,
        str(LASTING[state]),
        _day(at, language) if at else "",
        by_hand,
        sign(plan.currency, language),
        plainly(plan.money),
        way("change", *RUNNING),
        way("pause", *taken_for_them),
        way("resume", PlanState.PAUSED),
        way("stop", *RUNNING, PlanState.PENDING),
        reverse("website:mine-repair", args=[token, plan.pk]) if can_repair(plan) else "",
    )


def _years(received: list[Charge], token: str, language: str) -> tuple[YearView, ...]:
    zone = ZoneInfo(settings.PUBLICATION.timezone)
    years = sorted({each.received_at.astimezone(zone).year for each in received if each.received_at}, reverse=True)
    return tuple(
        YearView(digits(str(year), language), reverse("website:mine-year", args=[token, year])) for year in years
    )


def _about(supporter: Supporter, token: str, typed: str) -> AboutView:
    last = supporter.charges.order_by("-pk").first()
    return AboutView(
        reverse("website:mine-about", args=[token]),
        supporter.name,
        tuple(
            LanguageChoice(code, str(label), code == supporter.language)
            for code, label in settings.WAGTAIL_CONTENT_LANGUAGES
        ),
        bool(last and last.shows_name),
        supporter.email or "",
        reverse("website:mine-address", args=[token]),
        typed,
    )


def stop_page(front: FrontPage, plan: Plan, action: str, back: str, problem: str = "") -> SureContext:
    """Whether a lasting gift is to be stopped."""
    language = front.locale.language_code
    title = _("Stop this gift?")
    says = [
        f"{apart(written(plan.money, language), language)} · {Rhythm(plan.rhythm).label}",
        _("Nothing more is taken once you stop it. You need give no reason."),
    ]
    if is_sent_by_hand(plan.provider):
        says.append(_("If your bank has a standing order for it, please end that there too: only you can."))
    return SureContext(
        *around(front, title), title, tuple(says), action, _("Stop it"), back, problem, (), giving_stylesheet_url()
    )


def forget_page(front: FrontPage, supporter: Supporter, token: str, problem: str = "") -> SureContext:
    """Whether somebody is to be forgotten."""
    title = _("Forget me?")
    says = [
        _("Your name, your address, your words to us and what your bank said of you go. This cannot be undone."),
        _("Amounts and days of your gifts stay in our books, which the law wants. They do not say whose they were."),
        _("No receipt can be made for you afterwards, so please take those that you need before."),
        _("One last letter confirms it. Then your address is gone too, after a day at the latest."),
    ]
    if supporter.plans.filter(state__in=(*RUNNING, PlanState.PENDING)).exists():
        says.insert(0, _("Your lasting gifts are stopped first."))
    if supporter.email and newsletter.everything(supporter.email):
        says.append(_("You get no newsletter any more, either."))
    mine = reverse("website:mine", args=[token])
    links = (
        (_("Take my data with me"), reverse("website:mine-data", args=[token])),
        (_("What we keep, and why"), reverse("website:kept")),
    )
    return SureContext(
        *around(front, title), title, tuple(says), reverse("website:mine-forget", args=[token]),
        _("Forget me"), mine, problem, links, giving_stylesheet_url(),
    )  # fmt: skip


def address_page(front: FrontPage, letter: Letter, action: str) -> SureContext:
    """Whether letters are to go to a new address, and what comes of it."""
    title, language = _("Is this your new address?"), front.locale.language_code
    says = (
        _("From now on our letters about your gifts, and your receipts, go to %(address)s.")
        % {"address": apart(letter.to, language)},
        _("Your gifts go on as they are. If you already give under this address, you find all of it in one place."),
        _("The links that we mailed to your old address stop working, and one last letter there says so."),
    )
    back = reverse("website:mine-link")
    return SureContext(
        *around(front, title), title, says, action, _("Yes, write to me here"), back, "", (), giving_stylesheet_url()
    )


def gone_page(front: FrontPage) -> LinkContext:
    """What is said to one who asked to be forgotten, and comes by an old link."""
    title = _("We have forgotten you")
    says = (
        _("You asked us to. Nothing more is taken from you, and we do not know any more who you are."),
        _("Thank you for all that you have given."),
    )
    return LinkContext(*around(front, title), title, says, "", "", "", reverse("website:kept"), giving_stylesheet_url())


def link_page(front: FrontPage, says: tuple[str, ...] = (), email: str = "", problem: str = "") -> LinkContext:
    """Where one asks for the link."""
    title = _("My support")
    plain = (
        _("Your gifts and receipts, and all that you can do about them: change, pause, stop, and what we keep of you."),
        _("You need no password. Write the address to which your receipts went, and we mail you a link."),
    )
    return LinkContext(
        *around(front, title), title, says or plain, reverse("website:mine-link"), email, problem,
        reverse("website:kept"), giving_stylesheet_url(),
    )  # fmt: skip


def sent_page(front: FrontPage) -> LinkContext:
    """What is said once the link was asked for: the same to everybody."""
    title = _("Look into your mailbox")
    says = (
        _("If gifts came from that address, a letter with the link is on its way there, in a few minutes at most."),
        _(
            "If nothing comes: look among the mail your mailbox takes for advertising, or try the other address "
            "you may have used. We write to one address once in ten minutes."
        ),
    )
    return LinkContext(*around(front, title), title, says, "", "", "", reverse("website:kept"), giving_stylesheet_url())


def kept_page(front: FrontPage) -> KeptContext:
    """What is kept of who gives."""
    title = _("What we keep of who gives, and why")
    rows, letter = (
        tuple(KeptView(str(each.what), str(each.why), str(each.until)) for each in table)
        for table in (KEPT, newsletter.KEPT)
    )
    return KeptContext(
        *around(front, title), title, rows, reverse("website:mine-link"), giving_stylesheet_url(), letter
    )
