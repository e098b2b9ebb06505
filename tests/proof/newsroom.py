"""A small newsroom, and what editors do in it, through the code that Wagtail's admin calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from random import Random
from typing import Any

from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image
from tests import factories
from tests.proof.clock import Clock
from wagtail.models import Page, PageViewRestriction, Revision

from freesheet.articles.actions import pin, unpin
from freesheet.articles.errors import ArticleProblem
from freesheet.articles.models import ArticlePage, Byline, Pin
from freesheet.authors.models import AuthorIndexPage, AuthorPage
from freesheet.contributions.asking.texts import stop
from freesheet.contributions.models import AppealText, AskingRules, Ladder
from freesheet.editions.actions import layout_of
from freesheet.editions.models import FrontPage, InformationPage, Publication
from freesheet.media.models import NewsImage, Recording, Transcript
from freesheet.sections.models import SectionPage, SeriesPage, Tag
from freesheet.website.sheets import redirect_addresses

WORDS = [
    "tide",
    "harbour",
    "ferry",
    "lamp",
    "winter",
    "market",
    "school",
    "river",
    "council",
    "bread",
    "strike",
    "glass",
    "copper",
    "orchard",
]
COLOURS = ("teal", "navy", "maroon", "olive", "purple")
ACCENTS = ("#1d3fbb", "#8a1c1c", "#0b5c3b", "#5b2a86")
SPEAKERS = ["6d0e8f0a-0000-4000-8000-000000000001", "6d0e8f0a-0000-4000-8000-000000000002"]
"""The ids of blocks of speakers, the same in every article."""
MOST_ARTICLES, MOST_OTHERS = 16, 4
"""Enough for lists of several pages, few enough to be printed a hundred times."""


class Idle(Exception):
    """There is nothing that this edit could be done to."""


class Newsroom:
    """What there is to edit, picked with dice."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.serial = 0
        self.forgotten: set[str] = set()
        """Addresses from which an editor took the way away."""
        self.fronts = factories.editions("en", "zh-hant")
        for front in self.fronts:
            factories.section(front, "World")
            factories.section(front, "Home")
            factories.author(front, "Ada Reporter")
        factories.picture("first.png", size=(6, 4))
        dice = Random(0)
        for _article in range(6):
            write(self, dice)

    def words(self, dice: Random, least: int = 2, most: int = 4) -> str:
        return " ".join(dice.choice(WORDS) for _word in range(dice.randint(least, most)))

    def new_words(self, dice: Random) -> str:
        """Words with a number that nothing else has."""
        self.serial += 1
        return f"{self.words(dice)} {self.serial}"

    def any(self, dice: Random, pages: Any) -> Any:
        """One of them, as the database has it now."""
        found = list(pages.order_by("pk"))
        if not found:
            raise Idle
        return dice.choice(found)

    def article(self, dice: Random, **which: Any) -> ArticlePage:
        return self.any(dice, ArticlePage.objects.filter(alias_of=None, **which))

    def section(self, dice: Random, **which: Any) -> SectionPage:
        return self.any(dice, SectionPage.objects.filter(alias_of=None, **which))

    def author(self, dice: Random, **which: Any) -> AuthorPage:
        return self.any(dice, AuthorPage.objects.filter(alias_of=None, **which))

    def front(self, dice: Random) -> FrontPage:
        return dice.choice(list(FrontPage.objects.order_by("pk")))

    def picture(self, dice: Random) -> NewsImage:
        return self.any(dice, NewsImage.objects.all())

    def recording(self, dice: Random) -> Recording:
        return self.any(dice, Recording.objects.all())

    def draft(self, page: Any) -> Any:
        """What the editor's form is filled with: the newest revision."""
        return page.get_latest_revision_as_object()

    def publish(self, page: Any) -> None:
        page.save_revision(log_action=True).publish()


Edit = Callable[[Newsroom, Random], object]
EDITS: dict[str, Edit] = {}


def edit(function: Edit) -> Edit:
    """Let the machine choose this among what editors do."""
    EDITS[function.__name__.replace("_", " ")] = function
    return function


def do(newsroom: Newsroom, name: str, dice: Random) -> bool:
    """Do what is called ``name``, in one transaction as the newsroom does; False where there was nothing to do."""
    newsroom.clock.turn(minutes=dice.randint(1, 90))
    try:
        with transaction.atomic():
            EDITS[name](newsroom, dice)
    except Idle:
        return False
    return True


def file_of(colour: str, size: tuple[int, int] = (6, 4)) -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", size, colour).save(data, "PNG")
    return SimpleUploadedFile(f"{colour}.png", data.getvalue())


def body_of(room: Newsroom, dice: Random) -> list[dict[str, Any]]:
    """A paragraph or two, a link to some page, a picture, a visual aid, a related article, or one to come."""
    body = factories.paragraphs(room.words(dice, 4, 8))
    if dice.random() < 0.3:
        page = room.any(dice, Page.objects.filter(depth__gt=2))
        body += factories.paragraphs(f'See <a linktype="page" id="{page.pk}">this</a>.')
    if dice.random() < 0.2 and NewsImage.objects.exists():
        body.append({"type": "image", "value": {"image": room.picture(dice).pk, "caption": "", "alt": ""}})
    if dice.random() < 0.2 and Recording.objects.exists():
        body.append({"type": "recording", "value": {"recording": room.recording(dice).pk, "caption": ""}})
    if dice.random() < 0.25:
        body.append(aid_of(room, dice))
    if dice.random() < 0.25:
        body.append(inset_of(room, dice))
    if dice.random() < 0.2:
        other = room.any(dice, ArticlePage.objects.all()) if ArticlePage.objects.exists() else None
        body.append({"type": "related_article", "value": {"article": other and other.pk, "title": ""}})
    if dice.random() < 0.2:
        waited = f"{dice.choice(WORDS)} {dice.choice(WORDS)}"
        body.append({"type": "related_article", "value": {"article": None, "title": waited}})
    return body + factories.paragraphs(room.words(dice, 4, 8))


def aid_of(room: Newsroom, dice: Random) -> dict[str, Any]:
    """A visual aid: a chart, or one that shows pictures."""
    kind = dice.choice(["chart", "gallery", "comparison", "annotated", "essay", "places"])
    if kind == "chart" or (kind != "places" and not NewsImage.objects.exists()):
        table = f"Port,Ships\nA,{dice.randint(1, 9)}\nB,{dice.randint(1, 9)}"
        return {"type": "chart", "value": {**factories.CHART, "title": room.words(dice), "table": table}}
    if kind == "places":
        place = {"name": room.words(dice), "at": f"{dice.randint(-60, 60)}, {dice.randint(-170, 170)}", "line": ""}
        return {"type": "places", "value": {"title": room.words(dice), "places": [place], "source": "", "notes": ""}}
    shown = [{"image": room.picture(dice).pk, "caption": room.words(dice), "alt": ""} for _number in range(2)]
    values: dict[str, dict[str, Any]] = {
        "gallery": {"title": "", "layout": "grid", "pictures": shown},
        "comparison": {
            "title": "", "before": shown[0], "before_label": "Then", "after": shown[1], "after_label": "Now",
        },
        "annotated": {
            "title": "", "picture": shown[0], "points": [{"x": 10.0, "y": 90.0, "title": "Here", "note": ""}],
        },
        "essay": {"scenes": [{"picture": shown[0], "width": "full", "text": f"<p>{room.words(dice)}</p>"}]},
    }  # fmt: skip
    return {"type": kind, "value": values[kind]}


def inset_of(room: Newsroom, dice: Random) -> dict[str, Any]:
    """A turn of somebody who may be no speaker, a box with a link or a picture, pulled words, a note, a face."""
    kind = dice.choice(["turn", "box", "act", "pull", "paragraph", "quotation"])
    link = f'<a linktype="page" id="{room.any(dice, Page.objects.filter(depth__gt=2)).pk}">this</a>'
    inside: list[dict[str, Any]] = [{"type": "text", "value": f"<p>{room.words(dice)} {link}</p>"}]
    portrait = room.picture(dice).pk if NewsImage.objects.exists() else None
    if portrait and dice.random() < 0.5:
        inside.append({"type": "picture", "value": {"image": portrait, "caption": "", "alt": ""}})
    values: dict[str, Any] = {
        "turn": {"speaker": dice.choice(SPEAKERS), "text": f"<p>{room.words(dice)}</p>"},
        "box": {"heading": room.words(dice), "inside": inside},
        "act": {"heading": "", "steps": [f"<p>{link}</p>"]},
        "pull": {"words": room.words(dice)},
        "paragraph": f"<p>{room.words(dice)}<footnote>{link}</footnote></p>",
        "quotation": {"text": room.words(dice), "source": "", "portrait": portrait},
    }
    return {"type": kind, "value": values[kind]}


@edit
def write(room: Newsroom, dice: Random) -> None:
    if ArticlePage.objects.count() >= MOST_ARTICLES:
        return edit_article(room, dice)
    section = room.section(dice)
    people = list(AuthorPage.objects.order_by("pk"))
    page = ArticlePage(
        title=room.words(dice, 2, 2) if dice.random() < 0.3 else room.new_words(dice),
        locale=section.locale,
        live=False,
        standfirst=room.words(dice),
        body=body_of(room, dice),
        format=dice.choice(["column", "video", "interview"]),
    )
    if dice.random() < 0.5 and NewsImage.objects.exists():
        page.lead_picture = room.picture(dice)
    section.add_child(instance=page)
    page.bylines = [Byline(author=dice.choice(people), sort_order=0, role="")] if people else []
    if dice.random() < 0.5:
        page.tags.add(dice.choice(WORDS[:4]))
    if dice.random() < 0.2:
        page.further_sections = [room.section(dice, locale=section.locale)]
    page.save()
    if dice.random() < 0.85:
        room.publish(page)
    else:
        page.save_revision()
    return None


@edit
def edit_article(room: Newsroom, dice: Random) -> None:
    page = room.draft(room.article(dice))
    what = dice.choice(["headline", "standfirst", "body", "kicker", "nothing", "picture", "appeal", "search", "date"])
    if what == "headline":
        page.title = room.new_words(dice)
    elif what == "standfirst":
        page.standfirst = room.words(dice)
    elif what == "body":
        page.body = page.body.stream_block.to_python(body_of(room, dice))
    elif what == "kicker":
        page.kicker = dice.choice(["", "Analysis", "Report"])
    elif what == "picture":
        page.lead_picture = None if dice.random() < 0.3 else room.picture(dice)
    elif what == "appeal":
        page.appeal_off = not page.appeal_off
    elif what == "search":
        page.seo_title, page.canonical_url = room.words(dice), dice.choice(["", "https://example.org/elsewhere/"])
    elif what == "date" and page.first_published_at:
        page.first_published_at -= timedelta(hours=dice.randint(1, 400))
    room.publish(page)


@edit
def name_who_speaks(room: Newsroom, dice: Random) -> None:
    """The speakers of an interview: by name, by their page, with a face; and how it was held."""
    page = room.draft(room.article(dice))
    page.format = "interview"
    people = []
    for pk in dice.sample(SPEAKERS, dice.randint(0, 2)):
        author = room.author(dice) if dice.random() < 0.5 else None
        value = {
            "name": "" if author and dice.random() < 0.7 else room.words(dice, 2, 2), "label": dice.choice(["", "Q"]),
            "part": dice.choice(["asks", "answers"]), "description": "", "author": author and author.pk,
            "portrait": room.picture(dice).pk if NewsImage.objects.exists() and dice.random() < 0.3 else None,
        }  # fmt: skip
        people.append({"type": "speaker", "value": value, "id": pk})
    page.speakers = page.speakers.stream_block.to_python(people)
    page.exclusive = dice.random() < 0.3
    page.held_place = room.words(dice)
    turns = [{"type": "turn", "value": {"speaker": pk, "text": f"<p>{room.words(dice)}</p>"}} for pk in SPEAKERS]
    page.body = page.body.stream_block.to_python([*turns, *body_of(room, dice)])
    room.publish(page)


@edit
def call_it_opinion(room: Newsroom, dice: Random) -> None:
    """Or not, or whatever its section says; or the section says something else."""
    if dice.random() < 0.4:
        section = room.draft(room.section(dice))
        section.opinion = not section.opinion
        room.publish(section)
        return
    page = room.draft(room.article(dice))
    page.format, page.opinion = "column", dice.choice(["", "yes", "no"])
    room.publish(page)


@edit
def bring_a_film_or_a_sound(room: Newsroom, dice: Random) -> None:
    """Or, where there are enough, delete one that some page may show."""
    if Recording.objects.count() >= MOST_OTHERS:
        room.recording(dice).delete()
        return
    name = "film.mp4" if dice.random() < 0.7 or Recording.objects.filter(kind="sound").exists() else "sound.mp3"
    made = factories.recording(name, title=room.new_words(dice))
    if dice.random() < 0.5:
        factories.captions(made)


@edit
def set_a_film(room: Newsroom, dice: Random) -> None:
    """Ours, one on another site, or none."""
    page = room.draft(room.article(dice))
    page.film, page.film_url, page.film_length = None, "", ""
    if dice.random() < 0.6:
        page.film = room.any(dice, Recording.objects.filter(kind="film"))
    elif dice.random() < 0.6:
        page.film_url = f"https://vimeo.com/{dice.randint(1, 9)}"
        page.film_length = f"{dice.randint(1, 9)}:00"
    page.full_clean()
    room.publish(page)


@edit
def edit_a_film_or_a_sound(room: Newsroom, dice: Random) -> None:
    made = room.recording(dice)
    what = dice.choice(["title", "caption", "poster", "chapters", "captions", "transcript", "file", "nothing"])
    if what == "title":
        made.title = room.new_words(dice)
    elif what == "caption":
        made.caption = room.words(dice)
    elif what == "poster":
        made.poster = None if made.poster_id else room.picture(dice)
    elif what == "chapters":
        made.chapters = "" if made.chapters else f"0:00 {room.words(dice)}"
    elif what == "captions":
        if dice.random() < 0.5 and made.captions.exists():
            room.any(dice, made.captions.model.objects.filter(recording=made)).delete()
            return
        free = {"en", "zh-hant", "ur"} - {row.language for row in made.captions.all()}
        if not free:
            raise Idle
        text = f"00:00.000 --> 00:01.000\n{room.words(dice)}\n"
        factories.captions(made, dice.choice(sorted(free)), text=text)
        return
    elif what == "transcript":
        words = f"<p>{room.words(dice)}</p>"
        Transcript.objects.update_or_create(recording=made, language="en", defaults={"text": words})
        return
    elif what == "file" and made.kind == "film":
        data = factories.RECORDINGS.joinpath("film.webm").read_bytes()
        if Recording.objects.filter(media_type="video/webm").exists():
            raise Idle
        made.file = SimpleUploadedFile("film.webm", data)
    made.full_clean()
    made.save()


@edit
def save_a_draft(room: Newsroom, dice: Random) -> None:
    page = room.draft(room.article(dice))
    page.title = room.new_words(dice)
    page.save_revision()


@edit
def unpublish(room: Newsroom, dice: Random) -> None:
    room.article(dice, live=True).unpublish()


@edit
def rename(room: Newsroom, dice: Random) -> None:
    """An article gets another address."""
    page = room.draft(room.article(dice, live=True))
    page.slug = room.new_words(dice).replace(" ", "-")
    room.publish(page)


@edit
def move_to_another_section(room: Newsroom, dice: Random) -> None:
    page = room.article(dice)
    target = room.section(dice, locale=page.locale)
    # The newsroom refuses a section that has such an address already.
    if target.pk == page.get_parent().pk or target.get_children().filter(slug=page.slug).exists():
        raise Idle
    page.move(target, pos="last-child")


@edit
def change_bylines(room: Newsroom, dice: Random) -> None:
    page = room.draft(room.article(dice))
    people = list(AuthorPage.objects.order_by("pk"))
    chosen = dice.sample(people, dice.randint(0, min(2, len(people))))
    page.bylines = [Byline(author=person, sort_order=place, role=dice.choice(["", "", "photographs"]))
                    for place, person in enumerate(chosen)]  # fmt: skip
    room.publish(page)


@edit
def tag_or_untag(room: Newsroom, dice: Random) -> None:
    page = room.draft(room.article(dice))
    page.tags.set([dice.choice(WORDS[:4]) for _tag in range(dice.randint(0, 2))])
    room.publish(page)


@edit
def file_under_further_sections(room: Newsroom, dice: Random) -> None:
    page = room.draft(room.article(dice))
    sections = list(SectionPage.objects.filter(locale=page.locale).order_by("pk"))
    page.further_sections = dice.sample(sections, dice.randint(0, min(2, len(sections))))
    room.publish(page)


@edit
def pin_or_ban(room: Newsroom, dice: Random) -> None:
    page, other = room.draft(room.article(dice)), room.any(dice, ArticlePage.objects.all())
    lines = page.related_pins if dice.random() < 0.6 else page.related_bans
    lines.set([] if dice.random() < 0.3 or other.pk == page.pk else [lines.model(article=other)])
    room.publish(page)


@edit
def delete_an_article(room: Newsroom, dice: Random) -> None:
    room.article(dice).delete()


@edit
def restore_a_revision(room: Newsroom, dice: Random) -> None:
    page = room.article(dice)
    revision = room.any(dice, Revision.objects.for_instance(page))
    old = revision.as_object()
    old.save_revision(previous_revision=revision, log_action=True).publish(previous_revision=revision)


@edit
def correct(room: Newsroom, dice: Random) -> None:
    """An editor notes what was wrong in an article, or finds that a correction was."""
    from freesheet.transparency.actions import correct, withdraw
    from freesheet.transparency.models import Correction

    if dice.random() < 0.25:
        withdraw(room.any(dice, Correction.objects.filter(withdrawal=None)), room.new_words(dice))
        return
    article = room.article(dice, first_published_at__isnull=False)
    severity = dice.choice(Correction.Severity.values)
    correct(article, room.new_words(dice), room.new_words(dice), severity, at=room.clock.now)


@edit
def schedule(room: Newsroom, dice: Random) -> None:
    page = room.draft(room.article(dice))
    page.go_live_at = room.clock.now + timedelta(hours=dice.randint(1, 48))
    page.title = room.new_words(dice)
    room.publish(page)


@edit
def let_expire(room: Newsroom, dice: Random) -> None:
    page = room.draft(room.article(dice, live=True))
    page.expire_at = room.clock.now + timedelta(hours=dice.randint(1, 48))
    room.publish(page)


@edit
def let_time_pass(room: Newsroom, dice: Random) -> None:
    """What is due goes public, or ends."""
    from freesheet.project.clock import publish_due

    room.clock.turn(hours=dice.randint(2, 60))
    publish_due()


@edit
def translate(room: Newsroom, dice: Random) -> None:
    """A page, and what it lies under where that is not there yet, in the other language."""
    models = (ArticlePage, AuthorPage, SectionPage, SeriesPage)
    kinds = {kind: list(kind.objects.filter(alias_of=None).order_by("pk")) for kind in models}
    page = dice.choice([page for pages in kinds.values() for page in pages])
    if isinstance(page, ArticlePage) and ArticlePage.objects.count() >= MOST_ARTICLES:
        raise Idle
    other = next(front.locale for front in room.fronts if front.locale_id != page.locale_id)
    if page.has_translation(other):
        raise Idle
    twin = page.copy_for_translation(other, copy_parents=True)
    if dice.random() < 0.8:
        twin.title = room.new_words(dice)
        room.publish(twin)


@edit
def make_an_alias(room: Newsroom, dice: Random) -> None:
    page = room.article(dice, live=True)
    if ArticlePage.objects.count() >= MOST_ARTICLES:
        raise Idle
    target = room.section(dice, locale=page.locale)
    room.serial += 1
    page.create_alias(parent=target, update_slug=f"alias-{room.serial}")


@edit
def end_an_alias(room: Newsroom, dice: Random) -> None:
    page = room.any(dice, ArticlePage.objects.exclude(alias_of=None))
    page.delete() if dice.random() < 0.5 else page.unpublish()


@edit
def add_a_section(room: Newsroom, dice: Random) -> None:
    if SectionPage.objects.count() >= 2 * MOST_OTHERS:
        raise Idle
    front = room.front(dice)
    page = SectionPage(title=room.new_words(dice), locale=front.locale, live=False)
    front.add_child(instance=page)
    room.publish(page)


@edit
def edit_a_section(room: Newsroom, dice: Random) -> None:
    page = room.draft(room.section(dice))
    what = dice.choice(["title", "description", "slug", "nothing"])
    if what == "title":
        page.title = room.new_words(dice)
    elif what == "description":
        page.description = room.words(dice)
    elif what == "slug":
        page.slug = room.new_words(dice).replace(" ", "-")
    room.publish(page)


@edit
def take_a_section_away(room: Newsroom, dice: Random) -> None:
    page = room.section(dice)
    if dice.random() < 0.25:
        page.delete()
    elif dice.random() < 0.5:
        page.unpublish()
    else:
        from wagtail.actions.unpublish_page import UnpublishPageAction

        from freesheet.accounts.models import User

        UnpublishPageAction(page, user=superuser(User), include_descendants=True).execute(skip_permission_checks=True)


def superuser(model: Any) -> Any:
    return model.objects.filter(is_superuser=True).first() or model.objects.create_superuser(
        "chief", "c@example.org", "x"
    )


@edit
def reorder_the_menu(room: Newsroom, dice: Random) -> None:
    page = room.section(dice)
    other = room.section(dice, locale=page.locale)
    if other.pk == page.pk:
        raise Idle
    page.move(other, pos=dice.choice(["left", "right"]))


@edit
def add_an_author(room: Newsroom, dice: Random) -> None:
    if AuthorPage.objects.count() >= 2 * MOST_OTHERS:
        raise Idle
    index = room.any(dice, AuthorIndexPage.objects.filter(alias_of=None))
    page = AuthorPage(title=room.new_words(dice), locale=index.locale, live=False)
    index.add_child(instance=page)
    room.publish(page)


@edit
def edit_an_author(room: Newsroom, dice: Random) -> None:
    page = room.draft(room.author(dice))
    what = dice.choice(["name", "role", "biography", "slug", "portrait", "links", "nothing"])
    if what == "name":
        page.title = room.new_words(dice)
    elif what == "role":
        page.role_line = room.words(dice)
    elif what == "biography":
        target = room.any(dice, Page.objects.filter(depth__gt=2))
        page.biography = f'<p>{room.words(dice)} <a linktype="page" id="{target.pk}">more</a></p>'
    elif what == "slug":
        page.slug = room.new_words(dice).replace(" ", "-")
    elif what == "portrait":
        page.portrait = room.picture(dice)
    elif what == "links":
        page.links = [("link", {"label": room.words(dice), "url": "https://example.org/"})]
    room.publish(page)


@edit
def take_an_author_away(room: Newsroom, dice: Random) -> None:
    page = room.author(dice)
    if Byline.objects.filter(author=page).exists() or dice.random() < 0.6:
        page.unpublish()
    else:
        page.delete()


@edit
def write_about_the_outlet(room: Newsroom, dice: Random) -> None:
    """A new page about the outlet, or another state of one."""
    pages = list(InformationPage.objects.order_by("pk"))
    if len(pages) < MOST_OTHERS and dice.random() < 0.5:
        front = room.front(dice)
        parent = next((page for page in pages if page.locale_id == front.locale_id and dice.random() < 0.3), front)
        page = InformationPage(title=room.new_words(dice), locale=front.locale, live=False)
        page.role = dice.choice(["", "support"])
        page.body = factories.paragraphs(room.words(dice))
        parent.add_child(instance=page)
        room.publish(page)
        return
    page = room.any(dice, InformationPage.objects.all())
    what = dice.choice(["title", "body", "role", "slug", "unpublish", "delete", "publish", "move"])
    if what == "unpublish":
        page.unpublish()
        return
    if what == "delete":
        page.delete()
        return
    if what == "move":
        front = FrontPage.objects.ancestor_of(page).get()
        front.get_first_child().pk != page.pk and page.move(front, pos="first-child")
        return
    page = room.draft(page)
    if what == "title":
        page.title = room.new_words(dice)
    elif what == "body":
        target = room.any(dice, Page.objects.filter(depth__gt=2))
        page.body = factories.paragraphs(f'<a linktype="page" id="{target.pk}">{room.words(dice)}</a>')
    elif what == "role":
        page.role = dice.choice(["", "about", "support"])
    elif what == "slug":
        page.slug = room.new_words(dice).replace(" ", "-")
    room.publish(page)


@edit
def set_the_front(room: Newsroom, dice: Random) -> None:
    page = room.draft(room.front(dice))
    stories = list(ArticlePage.objects.order_by("pk"))
    chosen = dice.sample(stories, dice.randint(0, min(3, len(stories))))
    if dice.random() < 0.1:
        page.search_description = room.words(dice)
        room.publish(page)
    layout = layout_of(page).get_latest_revision_as_object()
    layout.slots = [("slot", slot_of(room, dice, story)) for story in chosen]
    layout.go_live_at = room.clock.now + timedelta(hours=dice.randint(1, 48)) if dice.random() < 0.1 else None
    revision = layout.save_revision()
    if dice.random() < 0.85:
        revision.publish()


def slot_of(room: Newsroom, dice: Random, story: ArticlePage) -> dict[str, Any]:
    """A place on a front page: free, or with a story, now and then under another headline."""
    return {
        "story": None if dice.random() < 0.2 else story,
        "size": dice.choice(["lead", "large", "normal"]),
        "headline": room.words(dice) if dice.random() < 0.2 else "",
        "kicker": dice.choice(["", "", "Now"]),
    }


@edit
def pin_to_the_top(room: Newsroom, dice: Random) -> None:
    """Of its section, and perhaps of the front page; one that is pinned gets another time."""
    until = room.clock.now + timedelta(hours=dice.randint(1, 72))
    try:
        pin(room.article(dice), until, on_front=dice.random() < 0.7)
    except ArticleProblem as problem:
        raise Idle from problem


@edit
def unpin_an_article(room: Newsroom, dice: Random) -> None:
    unpin(room.any(dice, Pin.objects.all()).article)


@edit
def follow_a_story(room: Newsroom, dice: Random) -> None:
    """Another entry, or none any more, or nothing more to come."""
    page = room.draft(room.article(dice))
    what = dice.choice(["entry", "entry", "entry", "over", "none"])
    if what == "entry":
        shown = {"image": room.picture(dice).pk if dice.random() < 0.3 else None, "caption": "", "alt": ""}
        at = room.clock.now - timedelta(minutes=dice.randint(0, 600))
        value = {
            "at": at.isoformat(),
            "heading": room.words(dice),
            "text": f"<p>{room.words(dice)}</p>",
            "picture": shown,
        }
        page.body = [*page.body.get_prep_value(), {"type": "live", "value": value}]
    elif what == "over":
        page.coverage_ended = not page.coverage_ended
    else:
        page.body = [block for block in page.body.get_prep_value() if block["type"] != "live"]
    room.publish(page)


@edit
def make_or_edit_a_series(room: Newsroom, dice: Random) -> None:
    pages = list(SeriesPage.objects.order_by("pk"))
    if len(pages) < MOST_OTHERS and dice.random() < 0.6:
        front = room.front(dice)
        page = SeriesPage(title=room.new_words(dice), locale=front.locale, live=False)
        front.add_child(instance=page)
        room.publish(page)
        return
    page = room.draft(room.any(dice, SeriesPage.objects.all()))
    what = dice.choice(["title", "description", "slug", "picture", "nothing"])
    if what == "title":
        page.title = room.new_words(dice)
    elif what == "description":
        page.description = room.words(dice)
    elif what == "slug":
        page.slug = room.new_words(dice).replace(" ", "-")
    elif what == "picture":
        page.picture = room.picture(dice)
    room.publish(page)


@edit
def file_under_a_series(room: Newsroom, dice: Random) -> None:
    """As the next part, as a certain one, or under none."""
    page = room.draft(room.article(dice))
    # A translation may name one of another language.
    which = {"locale": page.locale} if dice.random() < 0.8 else {}
    page.series = None if dice.random() < 0.2 else room.any(dice, SeriesPage.objects.filter(**which))
    page.part_number = dice.choice([None, None, 1, 2, 5])
    room.publish(page)


@edit
def take_a_series_away(room: Newsroom, dice: Random) -> None:
    page = room.any(dice, SeriesPage.objects.all())
    page.delete() if dice.random() < 0.4 else page.unpublish()


@edit
def edit_the_settings(room: Newsroom, dice: Random) -> None:
    paper = room.any(dice, Publication.objects.all())
    what = dice.choice(["name", "tagline", "about", "imprint", "appeal", "support", "accent", "type", "density",
                        "logo", "copyright", "nothing"])  # fmt: skip
    if what in ("name", "tagline", "about", "imprint"):
        setattr(paper, what, room.words(dice))
    elif what == "appeal":
        paper.appeal_heading, paper.appeal_text = dice.choice([("", ""), (room.words(dice), room.words(dice))])
    elif what == "support":
        paper.support_label = room.words(dice)
    elif what == "accent":
        paper.accent = dice.choice(ACCENTS)
    elif what == "type":
        paper.type = dice.choice(Publication.Type.values)
    elif what == "density":
        paper.density = dice.choice(Publication.Density.values)
    elif what == "logo":
        paper.logo = None if dice.random() < 0.5 else room.picture(dice)
    elif what == "copyright":
        paper.copyright_line = room.words(dice)
    paper.full_clean()
    paper.save()
    paper.save_revision()


@edit
def ask_otherwise(room: Newsroom, dice: Random) -> None:
    """How often readers are asked, another text of the appeal, or another amount."""
    what = dice.choice(["often", "text", "stop", "amount", "nothing"])
    if what == "often":
        AskingRules(pk=1, every=dice.choice([0, 1, 3])).save()
    elif what == "text":
        text = AppealText.objects.first() or AppealText(language="en", name="Other", share=40)
        text.heading = room.words(dice)
        text.save()
    elif what == "stop":
        stop(room.any(dice, AppealText.objects.all()))
    elif what == "amount":
        row = Ladder.objects.first() or Ladder(currency="USD", month="3", year="30", least="1", most="900")
        row.once = dice.choice(["5 10", "7 20"])
        row.save()


@edit
def upload_a_picture(room: Newsroom, dice: Random) -> None:
    if NewsImage.objects.count() >= MOST_OTHERS:
        raise Idle
    factories.picture(f"{dice.choice(COLOURS)}.png", dice.choice(COLOURS), size=(6, 4))


@edit
def edit_a_picture(room: Newsroom, dice: Random) -> None:
    """As ``wagtail.images.forms.BaseImageForm.save`` does."""
    image = room.picture(dice)
    what = dice.choice(["words", "caption", "credit", "crop", "file", "nothing"])
    if what == "words":
        image.description = room.words(dice)
    elif what == "caption":
        image.caption = room.words(dice)
    elif what == "credit":
        image.credit = room.words(dice)
    elif what == "crop":
        image.focal_point_x, image.focal_point_y = dice.randint(1, 5), dice.randint(1, 3)
        image.focal_point_width = image.focal_point_height = 2
    if what == "file":
        old = image.file
        upload = file_of(dice.choice(COLOURS), (dice.randint(5, 9), 4))
        image.file = ImageFile(upload, name=upload.name)
        image._set_image_file_metadata()
        image.save()
        old.storage.delete(old.name)
        image.renditions.all().delete()
        return
    image.save()


@edit
def delete_a_picture(room: Newsroom, dice: Random) -> None:
    room.picture(dice).delete()


@edit
def rename_or_delete_a_tag(room: Newsroom, dice: Random) -> None:
    tag = room.any(dice, Tag.objects.all())
    if dice.random() < 0.3:
        tag.delete()
        return
    tag.name = room.new_words(dice)
    tag.save()


@edit
def restrict(room: Newsroom, dice: Random) -> None:
    pages = Page.objects.filter(depth__gt=2, view_restrictions=None)
    page = room.article(dice) if dice.random() < 0.6 else room.any(dice, pages)
    if page.view_restrictions.exists():
        raise Idle
    PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN).save()


@edit
def lift_a_restriction(room: Newsroom, dice: Random) -> None:
    room.any(dice, PageViewRestriction.objects.all()).delete()


@edit
def edit_the_redirects(room: Newsroom, dice: Random) -> None:
    """An editor makes a way from an old address, leads it elsewhere, or takes it away."""
    from wagtail.contrib.redirects.models import Redirect

    what = dice.choice(["make", "make", "change", "delete"])
    if what == "delete":
        row = room.any(dice, Redirect.objects.all())
        row.delete()
        room.forgotten.update(redirect_addresses(row.old_path))
        return
    if what == "make":
        room.serial += 1
        row = Redirect(old_path=dice.choice([f"/old/{room.serial}/", f"/old-{room.serial}.html"]))
    else:
        row = room.any(dice, Redirect.objects.all())
    if dice.random() < 0.7:
        row.redirect_page, row.redirect_link = room.any(dice, Page.objects.filter(depth__gt=2)), ""
    else:
        row.redirect_page, row.redirect_link = None, dice.choice(["https://example.org/", "https://example.org/there/"])
    row.is_permanent = dice.random() < 0.7
    row.full_clean()
    row.save()
