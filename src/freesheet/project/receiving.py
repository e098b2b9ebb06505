"""What is done when Django and Wagtail signal a change: pictures of before and after, and what differs is announced.

``wiring.py`` says when.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model, ProtectedError
from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from freesheet.articles.models import ArticlePage, Byline
from freesheet.authors.models import AuthorPage
from freesheet.contributions.models import ShownQuarter
from freesheet.editions.models import Publication
from freesheet.editions.queries import front_pages
from freesheet.editions.visibility import closed_paths
from freesheet.media.actions import give_up_file, give_up_names, give_up_picture
from freesheet.media.keys import image as image_key
from freesheet.media.models import NewsImage, NewsRendition
from freesheet.press.outbox import apart, around, changed, wanted
from freesheet.related import actions as related
from freesheet.related.keys import related as related_key
from freesheet.sections.models import Tag
from freesheet.transparency.models import Correction, Withdrawal
from freesheet.website import changes, moves, owning_up, sheets
from freesheet.website.announce import announce, subtree, with_aliases
from freesheet.website.facts import NOTHING, Picture, picture_of

UNSEEN_FIELDS = frozenset(
    (
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
        "wagtail_admin_comments",
    )
)
"""What is saved of a page with each draft, and shown to no reader."""


def told(before: Picture, after: Picture) -> None:
    """Say what is different about pages, leave ways to where they went, and choose what is related."""
    announce(before, after)
    moves.leave_ways(before, after)
    for pk in {**before, **after}:
        if before.get(pk, NOTHING).public != after.get(pk, NOTHING).public:
            choose_related(pk)


def choose_related(pk: int) -> None:
    """Set an article among its like, or take it away from there, and print those whose neighbours changed."""
    article = ArticlePage.objects.filter(pk=pk).first()
    touched = related.index_article(article) if article is not None else related.drop_article(pk)
    with apart():
        changed(*(related_key(other) for other in touched))


@contextmanager
def saving(page: Page, fields: Collection[str] | None = None) -> Iterator[None]:
    """Compare what readers see before and after a page is saved, with all that belongs to it."""
    if fields is not None and UNSEEN_FIELDS.issuperset(fields):
        yield
        return
    concerned = _concerned(page)
    before = picture_of(concerned)
    yield
    after = picture_of(concerned or [page])
    if isinstance(page, ArticlePage):
        with apart():
            told(before, after)
    else:
        told(before, after)
        around()


def _concerned(page: Page) -> list[Page]:
    """The page; what is below it, where its address is about to change; all it may close, where it was an alias."""
    if not page.pk:
        return []
    was = Page.objects.filter(pk=page.pk).values_list("slug", "alias_of").first()
    if was is not None and was[1] not in (None, page.alias_of_id):
        return with_aliases(page)
    return [page] if was is not None and was[0] == page.slug else subtree(page)


def around_saving(model: type[Model], pages: Any) -> None:
    """Compare what readers see of ``pages(row)`` before and after a row of ``model`` is saved."""

    def before(sender: Any, instance: Any, raw: bool = False, **_more: Any) -> None:
        instance.freesheet_before = None if raw else picture_of(pages(instance))

    def after(sender: Any, instance: Any, **_more: Any) -> None:
        if instance.freesheet_before is not None:
            told(instance.freesheet_before, picture_of(pages(instance)))

    pre_save.connect(before, sender=model, weak=False)
    post_save.connect(after, sender=model, weak=False)


def before_and_after(model: type[Model], values: Any) -> None:
    """Announce the keys whose value is another after a row of ``model`` was saved or deleted."""

    def before(sender: Any, instance: Any, raw: bool = False, **_more: Any) -> None:
        instance.freesheet_before = values(instance.pk) if instance.pk and not raw else {}

    def after(sender: Any, instance: Any, raw: bool = False, **_more: Any) -> None:
        if not raw:
            changes.announce_values(instance.freesheet_before, values(instance.pk))

    def going(sender: Any, instance: Any, **_more: Any) -> None:
        changes.announce_values(values(instance.pk), {})

    pre_save.connect(before, sender=model, weak=False)
    post_save.connect(after, sender=model, weak=False)
    pre_delete.connect(going, sender=model, weak=False)


def before_delete(sender: Any, instance: Page, **_more: Any) -> None:
    """A page is about to go, with what it was to readers."""
    if sender is AuthorPage and (signed := Byline.objects.filter(author_id=instance.pk)):
        raise ProtectedError(f"“{instance.title}” stands over articles, and cannot be deleted.", set(signed))
    told(picture_of([instance]), {})
    changed(*(related_key(pk) for pk in related.drop_article(instance.pk)))


def before_parting(sender: Any, instance: Page, **_more: Any) -> None:
    """A page is about to go, and its aliases to be pages of their own: what it closed may be open then."""
    instance.freesheet_before = picture_of(with_aliases(instance)) if closed_paths() else {}


def after_parting(sender: Any, instance: Page, **_more: Any) -> None:
    """A page is gone."""
    after = picture_of(Page.objects.filter(pk__in=instance.freesheet_before))
    told({pk: facts for pk, facts in instance.freesheet_before.items() if pk in after}, after)


def before_move(sender: Any, instance: Page, url_path_before: str, url_path_after: str, **_more: Any) -> None:
    """A page is about to lie somewhere else, or in another order."""
    # A page that only changes its place among its sisters has nothing below it that readers see elsewhere.
    _moving[instance.pk] = picture_of([instance] if url_path_before == url_path_after else _carried(instance))


def _carried(page: Page) -> list[Page]:
    """What gets another address with a page that moves, or may be closed or opened by that."""
    return with_aliases(page) if closed_paths() else subtree(page)


_moving: dict[int, Picture] = {}


def after_move(sender: Any, instance: Page, **_more: Any) -> None:
    """A page lies where it was moved."""
    before = _moving.pop(instance.pk)
    told(before, picture_of(Page.objects.filter(pk__in=before)))
    # Its place in the tree is in no picture.
    around()


def published(sender: Any, instance: Page, **_more: Any) -> None:
    """A revision became what readers see; its words may be like others than before."""
    if issubclass(sender, ArticlePage):
        choose_related(instance.pk)


def before_lifting(sender: Any, instance: PageViewRestriction, **_more: Any) -> None:
    """A restriction is about to end."""
    instance.freesheet_before = picture_of(with_aliases(instance.page))


def after_lifting(sender: Any, instance: PageViewRestriction, origin: Any = None, **_more: Any) -> None:
    """A restriction has ended."""
    # With the page that it protected: what is about to go is not to be shown before.
    if _began_with(origin, PageViewRestriction):
        told(instance.freesheet_before, picture_of(with_aliases(instance.page)))


def before_placing(sender: Any, instance: Site, **_more: Any) -> None:
    """Wagtail's site is about to be saved."""
    instance.freesheet_before = Site.objects.filter(pk=instance.pk, root_page=instance.root_page_id).exists()


def after_placing(sender: Any, instance: Site, **_more: Any) -> None:
    """Front pages have no address until the site is told of the first of them."""
    around()
    if not instance.freesheet_before:
        Site.clear_site_root_paths_cache()
        wanted(*(address for front in front_pages() for address in sheets.page_addresses(front)))


def size_gone(sender: Any, instance: NewsRendition, origin: Any = None, **_more: Any) -> None:
    """The row of a size is gone: because its picture has another file, or with the picture."""
    alone = _began_with(origin, NewsRendition)
    give_up_file(instance, at_once=not alone)
    if alone:
        # Whoever shows the picture names the file, which is kept for a while only.
        changed(image_key(instance.image_id))


def picture_gone(sender: Any, instance: NewsImage, **_more: Any) -> None:
    """A picture was deleted, and nobody is to find it any more."""
    give_up_picture(instance.pk)


def before_filing(sender: Any, instance: Any, raw: bool = False, **_more: Any) -> None:
    """A recording or its captions are about to be saved, perhaps with another file."""
    kept = sender.objects.filter(pk=instance.pk).first() if instance.pk and not raw else None
    instance.freesheet_files = files_of(kept) if kept is not None else set()


def after_filing(sender: Any, instance: Any, **_more: Any) -> None:
    """It was saved. Pages printed before still name the file that it had."""
    give_up_names(instance.freesheet_files - files_of(instance))


def files_gone(sender: Any, instance: Any, **_more: Any) -> None:
    """A recording was deleted, or captions, and nobody is to find the file any more."""
    give_up_names(files_of(instance), at_once=True)


def files_of(row: Any) -> set[str]:
    """The names of the files of a row."""
    return {file.name for name in ("file", "chapters_file") if (file := getattr(row, name, None))}


def before_restyling(sender: Any, instance: Publication, **_more: Any) -> None:
    """Settings are about to be saved, and with them perhaps the look."""
    changes.keep_style(instance)


def after_restyling(sender: Any, instance: Publication, created: bool, **_more: Any) -> None:
    """Settings were saved."""
    changes.want_style(instance, created)
    around()


def _began_with(origin: Any, model: type[Model]) -> bool:
    """Whether rows of ``model`` themselves were deleted, and not something else with which they go."""
    return origin is None or issubclass(getattr(origin, "model", type(origin)), model)


def redirect_changed(sender: Any, instance: Redirect, origin: Any = None, signal: Any = None, **_more: Any) -> None:
    """A redirect is about to be saved or deleted, or was saved."""
    if instance.pk:
        before = Redirect.objects.filter(pk=instance.pk).values_list("old_path", flat=True).first()
        forsaken = signal is pre_delete and not _began_with(origin, Redirect)
        moves.ways_from(before or instance.old_path, forsaken)


def tag_saved(sender: Any, instance: Tag, created: bool, **_more: Any) -> None:
    """A tag has another name: articles are like others by it."""
    if not created:
        for pk in changes.carrying(instance.pk):
            choose_related(pk)


def before_tag_goes(sender: Any, instance: Tag, **_more: Any) -> None:
    """A tag is about to be deleted."""
    instance.freesheet_carried = changes.carrying(instance.pk)


def after_tag_went(sender: Any, instance: Tag, **_more: Any) -> None:
    """A tag was deleted: articles are like others without it."""
    for pk in instance.freesheet_carried:
        choose_related(pk)


def correction_made(sender: Any, instance: Correction, created: bool, raw: bool = False, **_more: Any) -> None:
    """An article was corrected."""
    if created and not raw:
        owning_up.announce_correction(instance)


def quarter_published(sender: Any, instance: ShownQuarter, created: bool, raw: bool = False, **_more: Any) -> None:
    """Readers are shown a quarter, or other figures of it."""
    if created and not raw:
        owning_up.announce_quarter()


def correction_withdrawn(sender: Any, instance: Withdrawal, raw: bool = False, **_more: Any) -> None:
    """A correction turned out to be wrong itself."""
    if not raw:
        owning_up.announce_withdrawal(instance.correction)


def before_correction_goes(sender: Any, instance: Correction, **_more: Any) -> None:
    """A correction is about to go with its article."""
    owning_up.announce_loss(instance)
