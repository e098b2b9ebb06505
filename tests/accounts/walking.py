"""Every action of the policy, tried in the newsroom as people try it: by asking its addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import factories
from tests.contributions.giving import begun
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Task, TaskState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from freesheet.accounts.models import User
from freesheet.articles.actions import pin
from freesheet.articles.models import ArticlePage, Pin
from freesheet.contributions.models import BankAccount, Charge, Match, Quarter, StatementLine
from freesheet.contributions.rules import PlanState
from freesheet.editions.actions import layout_of
from freesheet.editions.models import FrontPage, Publication
from freesheet.editions.queries import slots_of
from freesheet.media.models import NewsDocument, NewsImage, Recording
from freesheet.newsletters.actions import begin
from freesheet.newsletters.models import Subscriber
from freesheet.planning.models import Assignment
from freesheet.sections.models import SectionPage, Tag

LETTER = ("issue", "page")
"""Screens of one newsletter."""


@dataclass
class Spare:
    """Pages of a section to try things on, by id; whatever is done to them is taken back."""

    draft: int
    stories: tuple[int, int]
    """What readers see."""
    waiting: tuple[int, int]
    """Steps of drafts that were handed in, for their fact check."""
    checked: int
    """The step after it."""


@dataclass
class Paper:
    """A small paper, in which everything that can be tried can be tried in two sections."""

    front: FrontPage
    world: SectionPage
    culture: SectionPage
    picture: NewsImage
    document: NewsDocument
    film: Recording
    tag: Tag
    redirect: Redirect
    stranger: User
    spare: dict[int, Spare]
    """By the id of the section."""

    def as_it_is(self) -> Paper:
        """The same, as the database has it."""
        rows = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "spare"}
        return Paper(**{name: type(row).objects.get(pk=row.pk) for name, row in rows.items()}, spare=self.spare)


def small_paper() -> Paper:
    front, _urdu = factories.editions("en", "ur")
    document = NewsDocument.objects.create(title="Minutes", file=ContentFile(b"minutes", "minutes.txt"))
    stranger = User.objects.create(username="stranger")
    world, culture = factories.section(front, "World"), factories.section(front, "Culture")
    return Paper(
        front,
        world,
        culture,
        factories.picture(),
        document,
        factories.recording(),
        Tag.objects.create(name="tides", slug="tides"),
        Redirect.objects.create(old_path="/old", redirect_link="https://paper.example/new"),
        stranger,
        {section.pk: spare(section, stranger) for section in (world, culture)},
    )


def spare(section: SectionPage, stranger: User) -> Spare:
    def story() -> int:
        return factories.article(section).pk

    def draft() -> ArticlePage:
        page = factories.article(section, public=False)
        Page.objects.filter(pk=page.pk).update(owner=stranger)
        return page

    def handed_in(checked: bool = False) -> int:
        page = draft()
        state = page.get_workflow().start(page, stranger)
        if checked:
            state.current_task_state.approve(user=stranger)
            state.refresh_from_db()
        return state.current_task_state.pk

    return Spare(draft().pk, (story(), story()), (handed_in(), handed_in()), handed_in(checked=True))


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Visit:
    """One person who tries one thing in one section."""

    client: Client
    user: User | None
    paper: Paper
    section: SectionPage

    def opens(self, name: str, *args: Any) -> bool:
        return self.client.get(reverse(name, args=args)).status_code == 200

    def send(self, address: str, *args: Any, **form: Any) -> None:
        self.client.post(reverse(address, args=args), form)

    @property
    def spare(self) -> Spare:
        return self.paper.spare[self.section.pk]

    def draft(self, owner: User | None = None) -> ArticlePage:
        if owner is not None:
            Page.objects.filter(pk=self.spare.draft).update(owner=owner)
        return ArticlePage.objects.get(pk=self.spare.draft)

    def stories(self) -> list[ArticlePage]:
        return [ArticlePage.objects.get(pk=pk) for pk in self.spare.stories]

    # What the policy calls an action, and whether everything that it says can be done; None if only some of it can.

    def enter(self) -> bool:
        return self.opens("wagtailadmin_home")

    def write(self) -> bool | None:
        begins = self.opens("wagtailadmin_pages:add", "articles", "articlepage", self.section.pk)
        if not begins or self.user is None:
            return begins
        mine = self.draft(self.user)
        changes = self.opens("wagtailadmin_pages:edit", mine.pk)
        self.send("wagtailadmin_pages:delete", mine.pk)
        return _all(changes, not Page.objects.filter(pk=mine.pk).exists())

    def change(self) -> bool | None:
        theirs = self.draft()
        opened = self.opens("wagtailadmin_pages:edit", theirs.pk)
        self.send("wagtailadmin_pages:delete", theirs.pk)
        return _all(opened, not Page.objects.filter(pk=theirs.pk).exists())

    def hold(self) -> bool | None:
        theirs = self.draft()
        self.send("wagtailadmin_pages:lock", theirs.pk)
        locked = Page.objects.get(pk=theirs.pk).locked
        Page.objects.filter(pk=theirs.pk).update(locked=True, locked_by=self.paper.stranger)
        self.send("wagtailadmin_pages:unlock", theirs.pk)
        unlocked = not Page.objects.get(pk=theirs.pk).locked
        state, checked = TaskState.objects.filter(pk__in=self.spare.waiting).specific()
        page = state.workflow_state.content_object
        self.send("wagtailadmin_pages:workflow_action", page.pk, "reject", state.pk, comment="Not yet")
        state.refresh_from_db()
        page = checked.workflow_state.content_object
        self.send("wagtailadmin_pages:workflow_action", page.pk, "approve", checked.pk)
        checked.refresh_from_db()
        live = Page.objects.get(pk=page.pk).live
        return _all(locked, unlocked, state.status == "rejected", checked.status == "approved" and not live)

    def publish(self) -> bool | None:
        state = TaskState.objects.get(pk=self.spare.checked)
        page = state.workflow_state.content_object
        self.send("wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk)
        approved = Page.objects.get(pk=page.pk).live
        public, _other = self.stories()
        closes = self.opens("wagtailadmin_pages:set_privacy", public.pk)
        self.send("wagtailadmin_pages:unpublish", public.pk)
        withdrawn = not Page.objects.get(pk=public.pk).live
        before = [page.pk for page in self.section.get_children()]
        self.client.post(reverse("wagtailadmin_pages:set_page_position", args=[public.pk]) + "?position=0")
        ordered = [page.pk for page in Page.objects.get(pk=self.section.pk).get_children()] != before
        return _all(approved, closes, withdrawn, ordered)

    def pitch(self) -> bool | None:
        before = Assignment.objects.count()
        self.send("plan:add", title="A pitch", section=self.section.pk, format="column", mine="on")
        pitched = Assignment.objects.count() > before
        piece = Assignment.objects.create(title="Open", section=self.section)
        self.send("plan:move", card=f"piece-{piece.pk}", move="take")
        taken = self.user is not None and piece.reporters.filter(pk=self.user.pk).exists()
        self.send("plan:move", card=f"piece-{piece.pk}", move="begin")
        return _all(pitched, taken, Assignment.objects.get(pk=piece.pk).article_id is not None)

    def plan(self) -> bool | None:
        piece = Assignment.objects.create(title="Theirs", section=self.section)
        self.send("plan:move", card=f"piece-{piece.pk}", move="assign", person=self.paper.stranger.pk)
        assigned = piece.reporters.filter(pk=self.paper.stranger.pk).exists()
        self.send("plan:piece", piece.pk, title="Ours", section=self.section.pk, format="column")
        changed = Assignment.objects.get(pk=piece.pk).title == "Ours"
        self.send("plan:move", card=f"piece-{piece.pk}", move="drop")
        return _all(assigned, changed, Assignment.objects.get(pk=piece.pk).state == "dropped")

    def pin(self) -> bool | None:
        story, other = self.stories()
        until = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
        self.send("pins:pin", story.pk, until=until, on_front="on")
        pinned = Pin.objects.filter(article=story).exists()
        pin(other, timezone.now() + timedelta(days=1))
        self.send("pins:unpin", other.pk)
        return _all(pinned, not Pin.objects.filter(article=other).exists())

    def front(self) -> bool | None:
        layout = layout_of(self.paper.front)
        here = "wagtailsnippets_editions_frontlayout"
        opened = self.opens(f"{here}:edit", layout.pk), self.opens(f"{here}:history", layout.pk)
        slot = {"story": self.spare.stories[0], "size": "lead", "headline": "", "kicker": ""}
        form = nested_form_data({"slots": streamfield([("slot", slot)])})
        self.send(f"{here}:edit", layout.pk, **form, **{"action-publish": "1"})
        return _all(*opened, bool(slots_of(self.paper.front)))

    def prune(self) -> bool:
        self.send("wagtailadmin_pages:delete", self.section.pk)
        return not Page.objects.filter(pk=self.section.pk).exists()

    def choose(self) -> bool | None:
        shown = []
        for kind, title in (("wagtailimages", "picture.png"), ("wagtaildocs", "Minutes")):
            answer = self.client.get(reverse(f"{kind}_chooser:choose"))
            shown.append(answer.status_code == 200 and title in answer.content.decode())
        return _all(*shown, self.opens("wagtailsnippets_media_recording:list"))

    def upload(self) -> bool | None:
        adds = ("wagtailimages:add_multiple", "wagtaildocs:add_multiple", "wagtailsnippets_media_recording:add")
        return _all(*(self.opens(name) for name in adds))

    def curate(self) -> bool | None:
        opened = self.opens("wagtailimages:edit", self.paper.picture.pk)
        opened_too = self.opens("wagtaildocs:edit", self.paper.document.pk)
        plays = self.opens("wagtailsnippets_media_recording:edit", self.paper.film.pk)
        self.send("wagtaildocs:delete", self.paper.document.pk)
        self.send("wagtailsnippets_media_recording:delete", self.paper.film.pk)
        opened_too = opened_too and plays and not Recording.objects.filter(pk=self.paper.film.pk).exists()
        return _all(opened, opened_too, not NewsDocument.objects.filter(pk=self.paper.document.pk).exists())

    def translate(self) -> bool:
        return self.opens("simple_translation:submit_page_translation", self.draft().pk)

    def label(self) -> bool | None:
        self.send("wagtailsnippets_sections_tag:add", name="harbours", slug="harbours")
        edits = self.opens("wagtailsnippets_sections_tag:edit", self.paper.tag.pk)
        return _all(edits, Tag.objects.filter(slug="harbours").exists())

    def unlabel(self) -> bool:
        self.send("wagtailsnippets_sections_tag:delete", self.paper.tag.pk)
        return not Tag.objects.filter(pk=self.paper.tag.pk).exists()

    def redirect(self) -> bool | None:
        opened = self.opens("wagtailredirects:add"), self.opens("wagtailredirects:edit", self.paper.redirect.pk)
        self.send("wagtailredirects:delete", self.paper.redirect.pk)
        return _all(*opened, not Redirect.objects.filter(pk=self.paper.redirect.pk).exists())

    def appeal(self) -> bool:
        return self.publication_saved().appeal_text == "Please give"

    def publication(self) -> bool | None:
        saved = self.publication_saved()
        earlier = saved.save_revision() if hasattr(saved, "save_revision") else None
        address = "wagtailsnippets_editions_publication:revisions_revert"
        return _all(saved.name == "Another Name", earlier is not None and self.opens(address, saved.pk, earlier.pk))

    def publication_saved(self) -> Publication:
        """The publication settings, after everything in their form was changed."""
        paper = Publication.objects.get(locale=self.paper.front.locale)
        form = {field.name: getattr(paper, field.name) or "" for field in Publication._meta.fields}
        form |= {"name": "Another Name", "appeal_text": "Please give", "logo": ""}
        self.send("wagtailsnippets_editions_publication:edit", paper.pk, **form)
        paper.refresh_from_db()
        return paper

    def money(self) -> bool | None:
        sees = self.user is not None and User.objects.get(pk=self.user.pk).has_perm("accounts.see_money")
        texts = "wagtailsnippets_contributions_receipttext:add"
        opened = (self.opens(name) for name in ("post:undecided", "gifts:figures", "gifts:thanks", "asking:index"))
        return _all(sees, *opened, self.opens(texts))

    def returns(self) -> bool | None:
        gift = begun(rhythm="month", paid=True, key=f"walked {Charge.objects.count()}")
        self.send("gifts:back", gift.pk, amount="100", seen="0", go="1")
        self.send("gifts:tend", gift.pk, "pause")
        gift.refresh_from_db()
        assert gift.plan is not None
        gift.plan.refresh_from_db()
        return _all(gift.returned_minor > 0, gift.plan.state == PlanState.PAUSED)

    def quarters(self) -> bool | None:
        rows = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
        sets = {f"{name}-{key}": value for name in ("spending", "income") for key, value in rows.items()}
        self.send("quarters:quarter", "2026-q1", currency="TWD", large="5", **sets)
        entered = Quarter.objects.filter(year=2026, number=1).exists()
        return _all(entered, self.opens("quarters:index"), self.opens("quarters:preview", "2026-q1", "en"))

    def newsletter(self) -> bool | None:
        reader = Subscriber.objects.create(email="one@example.org", language="en", confirmed_at=timezone.now())
        self.send("newsletter:begin", "en")
        draft = begin("en")
        self.send("newsletter:issue", draft.pk, greeting="Good day.")
        self.send("newsletter:send", draft.pk)
        sent = reader.copies.exists()
        return _all(sent, self.opens("newsletter:index"), *(self.opens(f"newsletter:{a}", draft.pk) for a in LETTER))

    def bank(self) -> bool | None:
        held = BankAccount.objects.create(currency="USD", holder="Tideline", number="1")
        account = {"currency": "EUR", "holder": "Tideline", "iban": "DE89370400440532013000"}
        self.send("wagtailsnippets_contributions_bankaccount:add", **account)
        added = BankAccount.objects.filter(currency="EUR").exists()
        changes = self.opens("wagtailsnippets_contributions_bankaccount:edit", held.pk)
        opened = (self.opens(name) for name in ("bank:lines", "bank:read", "bank:matched"))
        statement = ContentFile(b"Date,Description,Amount\n2026-11-20,Rent,5.00\n", "statement.csv")
        self.send("bank:read", file=statement, account=held.pk)
        line = StatementLine.objects.first()
        if line is not None:
            self.send("bank:do", line.pk, what="aside", reason="Rent")
        return _all(added, changes, *opened, Match.objects.exists())

    def people(self) -> bool | None:
        return _all(*(self.opens(name) for name in ("people:index", "people:invite", "people:record", "post:mailbox")))

    def system(self) -> bool | None:
        places = ("wagtailadmin_workflows:index", "wagtailadmin_collections:index", "wagtailsites:index")
        return _all(*(self.opens(name) for name in places))


def _all(*done: bool) -> bool | None:
    """Whether all was done, or nothing; None where some was and some was not, which is a surprise."""
    return True if all(done) else None if any(done) else False


TRIES: dict[str, Callable[[Visit], bool | None]] = {
    each.__name__: each
    for each in (
        *(Visit.enter, Visit.write, Visit.change, Visit.hold, Visit.publish, Visit.prune),
        *(Visit.choose, Visit.upload, Visit.curate, Visit.translate, Visit.label, Visit.unlabel, Visit.redirect),
        *(Visit.pitch, Visit.plan, Visit.pin, Visit.front),
        *(Visit.appeal, Visit.publication, Visit.money, Visit.bank, Visit.returns, Visit.quarters),
        *(Visit.newsletter, Visit.people, Visit.system),
    )
}
"""An action of the policy, and how it is tried."""


def tasks() -> list[str]:
    """The kinds of step that wait for approval."""
    return [task.specific.__class__.__name__ for task in Task.objects.filter(active=True)]
