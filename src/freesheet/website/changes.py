"""What readers see of rows that are no pages: a value for each key, and the addresses that belong to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from wagtail.models import Page

from freesheet.articles.models import ArticleTag, Pin
from freesheet.contributions import keys as gift_keys
from freesheet.contributions.models import AppealText, AskingRules, Goal, GoalText, Ladder
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontLayout, Publication
from freesheet.editions.queries import front_pages, slots_in
from freesheet.editions.visibility import visible
from freesheet.media import keys as media_keys
from freesheet.media.models import Captions, NewsDocument, NewsImage, Recording, Transcript
from freesheet.press.outbox import changed, removed, wanted
from freesheet.sections import keys as section_keys
from freesheet.sections.models import Tag
from freesheet.website.facts import pinned
from freesheet.website.models import FormerStyle
from freesheet.website.sheets import site_addresses, tag_addresses
from freesheet.website.stylesheet import digest, digest_url, stylesheet, stylesheet_url

ADDRESSES = ""
"""In place of a key: the addresses that there are because of a row."""

FORMER_STYLES = 10
"""So many style sheets of before are kept: pages in browsers and proxies ask for them for a day."""

Values = dict[str, Any]


def announce_values(before: Values, after: Values) -> None:
    """Say which keys have another value, and which addresses there are more or fewer."""
    old, new = set(before.pop(ADDRESSES, ())), set(after.pop(ADDRESSES, ()))
    changed(*(key for key in {**before, **after} if before.get(key) != after.get(key)))
    wanted(*sorted(new - old))
    removed(*sorted(old - new))


def of_publication(pk: int) -> Values:
    """What the outlet says of itself, by where it says it."""
    paper = Publication.objects.filter(pk=pk).first()
    if paper is None:
        return {}
    place, style = paper.locale_id, stylesheet_url(paper)
    return {
        edition_keys.publication(place): (
            paper.name, paper.tagline, paper.about, paper.logo_id, paper.publisher, paper.imprint,
            paper.copyright_line, paper.licence, paper.licence_url, paper.independence, paper.support_label,
            paper.type, style,
        ),
        edition_keys.channel(place): (paper.name, paper.tagline, paper.about, paper.copyright_line),
        edition_keys.appeal(place): (paper.appeal_heading, paper.appeal_text, paper.appeal_note),
        edition_keys.mark(place): (paper.name, paper.accent),
    }  # fmt: skip


def of_image(pk: int) -> Values:
    """A picture."""
    fields = ("file", "file_hash", "width", "height", "focal_point_x", "focal_point_y", "focal_point_width",
              "focal_point_height", "description", "caption", "credit")  # fmt: skip
    return {media_keys.image(pk): NewsImage.objects.filter(pk=pk).values_list(*fields).first()}


def of_document(pk: int) -> Values:
    """A document: its address holds the name of its file."""
    fields = ("file", "title", "file_size")
    return {media_keys.document(pk): NewsDocument.objects.filter(pk=pk).values_list(*fields).first()}


def of_recording(pk: int) -> Values:
    """A film or a sound. Its captions and transcripts are rows of their own, which say so themselves."""
    fields = ("title", "file", "kind", "seconds", "width", "height", "file_size", "language", "poster", "caption",
              "credit", "chapters", "chapters_file")  # fmt: skip
    return {media_keys.recording(pk): Recording.objects.filter(pk=pk).values_list(*fields).first()}


def of_captions(pk: int) -> Values:
    """Captions of a recording."""
    row = Captions.objects.filter(pk=pk).first()
    return {media_keys.recording(row.recording_id): (row.kind, row.language, row.file.name, row.words)} if row else {}


def of_transcript(pk: int) -> Values:
    """A transcript of a recording."""
    row = Transcript.objects.filter(pk=pk).first()
    return {media_keys.recording(row.recording_id): (row.language, row.text)} if row else {}


def of_tag(pk: int) -> Values:
    """A tag, and its pages in each edition."""
    tag = Tag.objects.filter(pk=pk).first()
    if tag is None:
        return {}
    addresses = [address for front in front_pages() for address in tag_addresses(tag, front)]
    return {section_keys.tag(pk): (tag.name, tag.slug), ADDRESSES: addresses}


def of_layout(pk: int) -> Values:
    """What stands on a front page, as it is published."""
    layout = FrontLayout.objects.filter(pk=pk).first()
    return {edition_keys.slots(layout.front_id): slots_in(layout) if layout.live else ()} if layout else {}


def of_pin(pk: int) -> Values:
    """That an article stands at the top, where every reader may see it."""
    pin = Pin.objects.filter(pk=pk).first()
    article = visible(Page.objects.filter(pk=pin.article_id)).first() if pin else None
    return pinned(pin, article) if pin and article else {}


def of_ladder(pk: int) -> Values:
    """Amounts that are asked in a currency."""
    return {gift_keys.AMOUNTS: Ladder.objects.filter(pk=pk).values_list().first()}


def of_rules(pk: int) -> Values:
    """How often readers are asked."""
    return {gift_keys.RULES: AskingRules.objects.filter(pk=pk).values_list().first()}


def of_goal(pk: int) -> Values:
    """A goal, which has no words of its own."""
    return {gift_keys.GOAL: Goal.objects.filter(pk=pk).values_list().first()}


def of_goal_text(pk: int) -> Values:
    """What a goal is for, in a language."""
    return {gift_keys.GOAL: GoalText.objects.filter(pk=pk).values_list().first()}


def of_appeal_text(pk: int) -> Values:
    """A text of the appeal, while it is compared."""
    row = AppealText.objects.filter(pk=pk, stopped_at=None).first()
    return {gift_keys.texts(row.language): (row.heading, row.text, row.note, row.share)} if row else {}


KINDS: dict[type[Model], Callable[[int], Values]] = {
    FrontLayout: of_layout,
    Pin: of_pin,
    Ladder: of_ladder,
    AskingRules: of_rules,
    Goal: of_goal,
    GoalText: of_goal_text,
    AppealText: of_appeal_text,
    Publication: of_publication,
    NewsImage: of_image,
    NewsDocument: of_document,
    Recording: of_recording,
    Captions: of_captions,
    Transcript: of_transcript,
    Tag: of_tag,
}


def carrying(tag_pk: int) -> list[int]:
    """Ids of the articles that carry a tag."""
    return list(ArticleTag.objects.filter(tag=tag_pk).values_list("content_object_id", flat=True))


def keep_style(paper: Publication) -> None:
    """Keep the style sheet that pages printed until now ask for, where ``paper`` is about to look different."""
    before = Publication.objects.filter(pk=paper.pk).first()
    if before is None or stylesheet_url(before) == stylesheet_url(paper):
        return
    css = stylesheet(before)
    FormerStyle.objects.get_or_create(digest=digest(css), defaults={"css": css})
    kept = list(FormerStyle.objects.order_by("-pk").values_list("pk", flat=True)[:FORMER_STYLES])
    for row in FormerStyle.objects.exclude(pk__in=kept):
        wanted(digest_url(row.digest))
        row.delete()


def want_style(paper: Publication, new: bool) -> None:
    """Have the style sheet of ``paper`` printed before the pages that ask for it; for a new edition, all such files."""
    wanted(stylesheet_url(paper), *(site_addresses() if new else ()))
