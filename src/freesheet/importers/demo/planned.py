"""What is on its way at the demonstration newspaper, and who makes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from wagtail.models import Comment

from freesheet.accounts.actions import set_roles
from freesheet.accounts.models import User
from freesheet.articles.models import ArticlePage
from freesheet.authors.models import AuthorPage
from freesheet.importers.demo.reading import told
from freesheet.planning.actions import begin, propose
from freesheet.sections.models import SectionPage

LANGUAGE = "en"
HOUR, HANDED_IN_HOUR = 18, 17
HANDED_IN = ("check", "edit", "scheduled")


def plan_demonstration() -> None:
    """Let people work at the paper, each with their page, and put on the board what they make. They cannot log in."""
    plan = told("", "plan", LANGUAGE)
    people = {slug: _hired(slug, said["role"]) for slug, said in plan["people"].items()}
    head = people["wen-shu-fen"]
    for piece in plan["piece"]:
        _put(piece, [people[slug] for slug in piece.get("by", [])], head, people["nor-aisyah-karim"])


def _hired(slug: str, role: str) -> User:
    name = told("authors", slug, LANGUAGE)["name"]
    user = User(username=slug)
    user.set_unusable_password()
    user.first_name, _space, user.last_name = name.rpartition(" ")
    user.save()
    set_roles(user, [(role, None)])
    for author in AuthorPage.objects.filter(slug=slug):
        author.account = user
        author.save(update_fields=["account"])
    return user


def _put(said: dict[str, Any], makers: list[User], head: User, checker: User) -> None:
    state, now = said.get("state", "pitch"), timezone.localtime()
    due = now.replace(hour=HANDED_IN_HOUR, minute=0, second=0, microsecond=0)
    piece = propose(
        makers[0] if makers and state == "pitch" else head,
        makers,
        assigned=state != "pitch",
        title=said["title"],
        idea=said["idea"],
        notes=said.get("notes", ""),
        section=SectionPage.objects.get(slug=said["section"], locale__language_code=LANGUAGE),
        format=said.get("format", "column"),
        editor=None if state == "pitch" else head,
        due_at=due + timedelta(days=said["due"]) if "due" in said else None,
        target_date=(now + timedelta(days=said["target"])).date() if "target" in said else None,
        target_words=said.get("words"),
    )
    if state in ("pitch", "assigned"):
        return
    article = begin(piece, makers[0])
    article.standfirst = said.get("standfirst", "")
    # Named, or each version would name them anew, and a comment would be on nothing.
    article.body = [{"type": "paragraph", "value": f"<p>{text}</p>", "id": str(uuid4())} for text in said["text"]]
    article.save()
    article.save_revision(user=makers[0])
    if "comment" in said:
        _ask(article, said["comment"], checker)
    if state in HANDED_IN:
        _hand_in(article, makers[0], checker, head, state)


def _ask(article: ArticlePage, words: str, by: User) -> None:
    """A comment on the first paragraph, as its editor puts one."""
    first = article.get_latest_revision_as_object().body[0].id
    Comment.objects.create(page=article.page_ptr, user=by, text=words, contentpath=f"body.{first}")


def _hand_in(article: ArticlePage, maker: User, checker: User, head: User, state: str) -> None:
    """Let it wait for its check, or for the desk; or be ready to go, under embargo until then."""
    if state == "scheduled":
        at = timezone.localtime().replace(hour=HOUR, minute=30, second=0, microsecond=0) + timedelta(days=2)
        article.embargo_until = article.go_live_at = at
        article.save()
    article.save_revision(user=maker)
    waiting = article.get_workflow().start(article, maker)
    if state == "check":
        return
    waiting.current_task_state.approve(user=checker)
    if state == "scheduled":
        waiting.refresh_from_db()
        waiting.current_task_state.approve(user=head)
