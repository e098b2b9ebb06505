"""The one switchboard: when this happens, do that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from allauth.account.signals import user_logged_in
from allauth.mfa import signals as mfa
from django.apps import apps
from django.conf import settings
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.signal_handlers import post_delete_file_cleanup
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, post_page_move, pre_page_move
from wagtail.users.models import UserProfile

from freesheet.accounts.models import RoleGroup, User
from freesheet.articles.index import index_lists
from freesheet.articles.models import ArticlePage
from freesheet.authors.models import AuthorIndexPage, AuthorPage
from freesheet.contributions.letters import places
from freesheet.contributions.models import ShownQuarter
from freesheet.contributions.quarters import previewing
from freesheet.editions.models import FrontPage, InformationPage, Publication
from freesheet.editions.pages import watch_with
from freesheet.media import actions as pictures
from freesheet.media.models import Captions, NewsImage, NewsRendition, Recording
from freesheet.newsletters.places import shown_at as letters_shown_at
from freesheet.press.bell import ring
from freesheet.press.generations import name_with
from freesheet.press.hands import Hands
from freesheet.press.outbox import ring_with, take_away_with
from freesheet.press.printer import Printer
from freesheet.press.printing import Press
from freesheet.press.purging.kinds import providers_for
from freesheet.press.purging.marks import marking
from freesheet.press.purging.notes import Notes
from freesheet.press.purging.provider import Account, Provider
from freesheet.press.purging.turns import Turns
from freesheet.press.store import Store
from freesheet.project import people
from freesheet.project import receiving as receive
from freesheet.project.delivery import account
from freesheet.project.generation import generation
from freesheet.sections.models import SectionPage, SeriesPage, Tag
from freesheet.transparency.models import Correction, Withdrawal
from freesheet.website import changes, sheets, views
from freesheet.website.announce import with_aliases
from freesheet.website.giving import confirming, mine, moving
from freesheet.website.giving import views as giving
from freesheet.website.letter import views as letter
from freesheet.website.openness import views as openness
from freesheet.website.preparing import prepare

READER_PAGES = (ArticlePage, AuthorIndexPage, AuthorPage, FrontPage, InformationPage, SectionPage, SeriesPage)


HAND = "freesheet.project.hand:printer"
"""What makes the printer of a process that helps the press."""


def connect() -> None:
    """Connect everything. Called once, when all rooms are ready."""
    _show_pages()
    name_with(generation)
    take_away_with(_take_away)
    ring_with(_ring)

    post_migrate.connect(index_lists, sender=apps.get_app_config("articles"), weak=False)
    watch_with(receive.saving)
    # Some of Wagtail's actions save the row that all kinds of pages share, and only that.
    receive.around_saving(Page, lambda page: [page])
    for model in READER_PAGES:
        pre_delete.connect(receive.before_delete, sender=model, weak=False)
    pre_delete.connect(receive.before_parting, sender=Page, weak=False)
    post_delete.connect(receive.after_parting, sender=Page, weak=False)
    pre_page_move.connect(receive.before_move, weak=False)
    post_page_move.connect(receive.after_move, weak=False)
    page_published.connect(receive.published, weak=False)

    receive.around_saving(PageViewRestriction, lambda row: with_aliases(row.page))
    pre_delete.connect(receive.before_lifting, sender=PageViewRestriction, weak=False)
    post_delete.connect(receive.after_lifting, sender=PageViewRestriction, weak=False)

    pre_save.connect(receive.before_placing, sender=Site, weak=False)
    post_save.connect(receive.after_placing, sender=Site, weak=False)
    for kind, values in changes.KINDS.items():
        receive.before_and_after(kind, values)
    post_delete.connect(receive.size_gone, sender=NewsRendition, weak=False)
    post_delete.connect(receive.picture_gone, sender=NewsImage, weak=False)
    for signal in (pre_save, post_save, pre_delete):
        signal.connect(receive.redirect_changed, sender=Redirect, weak=False)
    post_save.connect(receive.tag_saved, sender=Tag, weak=False)
    pre_delete.connect(receive.before_tag_goes, sender=Tag, weak=False)
    post_delete.connect(receive.after_tag_went, sender=Tag, weak=False)
    _watch_looks()
    _watch_corrections()
    _watch_people()
    _watch_recordings()
    # Caches between us and readers keep pictures for a day.
    pictures.tell(lambda addresses: notes().note(addresses, gone=True))


def _show_pages() -> None:
    """Who answers for which kind of page, and where letters lead."""
    views.register_presenters()
    places.shown_at(giving.gift_at, giving.asking_at, mine.support_at, mine.kept_at)
    places.confirmed_at(confirming.confirm_at)
    places.moved_at(moving.address_at)
    letters_shown_at(letter.PLACES)
    previewing.shown_by(openness.preview)


def _watch_looks() -> None:
    """What was a style sheet stays for those who have a page that names it."""
    pre_save.connect(receive.before_restyling, sender=Publication, weak=False)
    post_save.connect(receive.after_restyling, sender=Publication, weak=False)


def _watch_corrections() -> None:
    """What the paper owns up to is on the article with the commit."""
    post_save.connect(receive.correction_made, sender=Correction, weak=False)
    pre_delete.connect(receive.before_correction_goes, sender=Correction, weak=False)
    post_save.connect(receive.correction_withdrawn, sender=Withdrawal, weak=False)
    post_save.connect(receive.quarter_published, sender=ShownQuarter, weak=False)


def _watch_people() -> None:
    """Who comes in and how is noted; who was something in one section is nothing when it is gone."""
    post_delete.connect(people.part_gone, sender=RoleGroup, weak=False)
    pre_save.connect(people.quiet_at_first, sender=UserProfile, weak=False)
    user_logged_in.connect(people.logged_in, weak=False)
    user_logged_out.connect(people.logged_out, weak=False)
    user_login_failed.connect(people.not_let_in, weak=False)
    mfa.authentication_failed.connect(people.wrong_code, weak=False)
    mfa.authenticator_added.connect(people.factor_added, weak=False)
    mfa.authenticator_removed.connect(people.factor_removed, weak=False)
    mfa.authenticator_reset.connect(people.codes_made_anew, weak=False)
    mfa.authenticator_used.connect(people.factor_used, weak=False)
    post_save.connect(people.password_changed, sender=User, weak=False)
    pre_save.connect(people.address_changed, sender=User, weak=False)


def _watch_recordings() -> None:
    """What was a film's file is kept for a day after it got another one, and goes with the film."""
    for filed in (Recording, Captions):
        pre_save.connect(receive.before_filing, sender=filed, weak=False)
        post_save.connect(receive.after_filing, sender=filed, weak=False)
        post_delete.connect(receive.files_gone, sender=filed, weak=False)


def take_over_files() -> None:
    """Keep Wagtail from deleting the file of a size with its row. Called once, when Wagtail has connected that."""
    if not post_delete.disconnect(post_delete_file_cleanup, sender=NewsRendition):
        raise RuntimeError("Wagtail deletes the files of sizes in another way than Freesheet knows.")


def printer() -> Printer:
    """What prints a page of the publication that is open."""
    render = marking(sheets.render, settings.PUBLICATION.cdn)
    return Printer(Store(settings.PUBLICATION.store), render, generation(), notes().note, prepare)


def press() -> Press:
    """The press of the publication that is open."""
    machine = Press(printer(), Hands(HAND))
    # What a helping process notes rings no bell here.
    machine.tell(lambda addresses: turns().wake())
    return machine


def notes() -> Notes:
    """Where the press notes what the publication's CDN is yet to be told. Without a CDN it notes nothing."""
    return Notes(_providers(account(settings.PUBLICATION)), turns().wake)


def turns() -> Turns:
    """The threads that tell the CDN; the worker starts them."""
    return _turns(account(settings.PUBLICATION))


@lru_cache(maxsize=1)
def _providers(whose: Account) -> list[Provider]:
    return providers_for(whose)


@lru_cache(maxsize=1)
def _turns(whose: Account) -> Turns:
    return Turns(_providers(whose))


def _ring() -> None:
    """Tell the stand that something waits, and the worker to print it."""
    Store(settings.PUBLICATION.store).ledger.mark_pending()
    ring(settings.PUBLICATION.root)


def _take_away(addresses: Sequence[str]) -> None:
    """Let readers lose pages, in whatever process the change was made."""
    store = Store(settings.PUBLICATION.store)
    for address in addresses:
        store.remove(quote(address))
    notes().note(addresses, gone=True)
