"""What the pages of the newsletter say."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from freesheet.editions.models import FrontPage
from freesheet.editions.queries import front_pages, publication
from freesheet.website.contexts.letter import LetterContext
from freesheet.website.contexts.mine import LanguageChoice
from freesheet.website.giving.pages import around
from freesheet.website.letter.tokens import form_token
from freesheet.website.stylesheet import giving_stylesheet_url


def _page(front: FrontPage, title: str, *says: str, **more: object) -> LetterContext:
    kept = reverse("website:kept")
    return LetterContext(*around(front, title), title, says, kept, giving_stylesheet_url(), **more)  # type: ignore[arg-type]  # by name


def ask_page(front: FrontPage, email: str = "", language: str = "", problem: str = "") -> LetterContext:
    """Where one asks for the letter."""
    paper = " ".join(publication(front.locale).name.split())
    return _page(
        front,
        _("Newsletter"),
        _("What %(paper)s has published, by mail: headlines, a few words, and where to read on.") % {"paper": paper},
        _(
            "We do not know whether you open it, or what you read. Each letter has a link by which you leave, and then "
            "we forget your address."
        ),
        action=reverse("website:letter"),
        button=_("Send it to me"),
        token=form_token(),
        email=email,
        languages=_languages(language or front.locale.language_code),
        problem=problem,
    )


def _languages(chosen: str) -> tuple[LanguageChoice, ...]:
    names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    codes = [each.locale.language_code for each in front_pages()]
    return tuple(LanguageChoice(code, str(names.get(code, code)), code == chosen) for code in codes)


def asked_page(front: FrontPage) -> LetterContext:
    """What is said once the letter was asked for: the same to everybody."""
    return _page(
        front,
        _("Look into your mailbox"),
        _("A mail is on its way to you, in a few minutes at most. Its link confirms that you want the newsletter."),
        _(
            "If nothing comes, look among the mail that your mailbox takes for advertising. We write to one address "
            "once an hour at most."
        ),
    )


def confirm_page(front: FrontPage, action: str) -> LetterContext:
    """Where the mailed link leads."""
    says = _("One more click, so that no program that looks through your mail confirms it for you.")
    return _page(front, _("Do you want our newsletter?"), says, action=action, button=_("Yes, send it to me"))


def confirmed_page(front: FrontPage) -> LetterContext:
    """What is said to who has confirmed."""
    return _page(front, _("You get our newsletter"), _("Thank you. The next letter is yours, too."))


def leave_page(front: FrontPage, action: str) -> LetterContext:
    """Where the link at the foot of each letter leads."""
    says = _("You get no more letters, and we forget your address at once. You need give no reason.")
    return _page(front, _("No more letters?"), says, action=action, button=_("No more letters, please"))


def left_page(front: FrontPage) -> LetterContext:
    """What is said to who has left, however often."""
    says = _("You get no more letters, and we have forgotten your address. Thank you for having read us.")
    return _page(front, _("You have left"), says)


def lost_page(front: FrontPage) -> LetterContext:
    """What is said where a link does not work any more."""
    says = _("This link does not work any more, or never did. If you want the newsletter, ask for it once more.")
    return _page(front, _("This link is too old"), says, action="", button="")
